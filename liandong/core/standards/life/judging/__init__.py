"""From the tables of Party life to duties: one definition, for every engine.

    norms ─── zones ─┐
    calls ───────────┼─ rules ── owed ─┬─ periodic ─┐
    party_units ─────┴─ standing ──────┤  training  ├─ duties
    tallies ────────────┘              │  terms     │
    meetings ── held ──────────────────┘  dated     │
                                          structure ┘
`calls` are the standards as rows, one for each period of the year so far; `zones` are the stretches
of the territory in which the same norms hold, so that each is resolved once and not for every unit.
"""
