"""What an engine needs to judge Party life: all organisations of a day, or a few of them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

import pyarrow as pa

from liandong.core.facts.life import LifeInputs
from liandong.core.standards.life.calendar import needed_from
from liandong.core.standards.norms import NormBook
from liandong.domains.life import facts as life
from liandong.domains.members import facts as members
from liandong.domains.norms import books as norms
from liandong.domains.observatory.inputs import ask
from liandong.domains.orgs.facts import paths_of_codes


def gather(
    on: date,
    known_at: datetime,
    book: NormBook | None = None,
    *,
    units: Collection[int] | None = None,
    standing: pa.Table | None = None,
) -> LifeInputs:
    """Everything that is needed to judge organisations on a day, as known at a moment: all of
    them, or `units`, which stand as they do today unless their rows are given (`standing`)."""
    if standing is None:
        standing = life.party_units(on=on, known_at=known_at, units=units)
    areas = [one for one in set(standing["area"].to_pylist()) if one]
    asked = {"known_at": known_at, "units": units}
    tallies = [life.committee_tallies(**asked), members.tallies(since=needed_from(on), **asked)]
    people = [life.secretaries(**asked), members.people(**asked)]
    return LifeInputs(
        party_units=standing,
        tallies=pa.concat_tables(tallies),
        meetings=life.meetings(on=on, units=units),
        terms=life.terms(on=on, **asked),
        people=pa.concat_tables(people),
        training=life.training(on=on, **asked),
        obligations=members.obligations(on=on, **asked),
        exemptions=life.exemptions(**asked),
        norms=norms.table(book or norms.book(), paths_of_codes(areas)),
        ask=ask(on, known_at),
    )
