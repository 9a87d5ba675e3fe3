"""From the tables of Party life to duties: one definition, for every engine.

    norms ─── zones ─┐
    calls ───────────┼─ rules ────────────────┐
    party_units ─────┼─ standing ─┬───────────┼─ owed_… (meetings) ─┐
    tallies ─────────┘            │           ├─ training_duties    │
    meetings ── held_…            │           ├─ term_duties        ├─ duties
    people, training ── trained ──┤           ├─ dated_duties       │
    terms, obligations ───────────┘           └─ structure_duties ──┘
`calls` are the standards as rows, one for each period asked for; `zones` are the stretches
of the territory in which the same norms hold, so that each is resolved once and not for every unit.
"""
