"""The same person twice: within the file, or in the file and on record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from liandong.domains.intake.reading.findings import Finding
from liandong.domains.members.imports.branches import Branches
from liandong.domains.members.imports.findings import finding
from liandong.domains.members.imports.rows import Read
from liandong.domains.members.models import Membership, Person
from liandong.domains.sealing import blind_index

_AT_ONCE = 500


def within(rows: Sequence[Read], column: int) -> Iterator[Finding]:
    """Rows that speak of somebody an earlier row speaks of; neither row is taken."""
    first: dict[object, Read] = {}
    for row in rows:
        one = row.person
        if one is None:
            continue
        key = one.identity or (one.name, one.birth_date, row.branch)
        if not one.identity and one.birth_date is None:
            continue
        earlier = first.setdefault(key, row)
        if earlier is row or earlier.person is None:
            continue
        code = "duplicate_row" if earlier.branch == row.branch else "two_branches"
        if earlier.person.name != one.name:
            code = "two_names"
        for here, there in ((earlier, row), (row, earlier)):
            here.ok = False
            yield finding(code, here.number, column, other=there.number)


def on_record(rows: Sequence[Read], column: int, branches: Branches, on: date) -> Iterator[Finding]:
    """Rows that speak of somebody who was or is on a roster."""
    right = [row for row in rows if row.ok and row.person]
    for start in range(0, len(right), _AT_ONCE):
        yield from _of_these(right[start : start + _AT_ONCE], column, branches, on)


def _of_these(rows: list[Read], column: int, branches: Branches, on: date) -> Iterator[Finding]:
    by_index = {
        blind_index(row.person.identity, "identity"): row
        for row in rows if row.person and row.person.identity
    }  # fmt: skip
    known = Person.objects.filter(identity_index__in=list(by_index)).values_list(
        "pk", "identity_index", "name"
    )
    found = {pk: (by_index[index], name) for pk, index, name in known}
    held = Membership.objects.on(on).filter(person__in=found)
    where = dict(held.values_list("person_id", "unit_id")) if found else {}
    for pk, (row, name) in found.items():
        row.ok = False
        yield _known(row, name, where.get(pk), column, branches)
    yield from _same_names(rows, column, on)


def _known(row: Read, name: str, unit: int | None, column: int, branches: Branches) -> Finding:
    if row.person and name != row.person.name:
        return finding("other_name_on_record", row.number, column)
    if unit is None:
        return finding("was_here", row.number, column)
    if unit == row.branch:
        return finding("on_roster_already", row.number, column)
    where = branches.shown.get(unit, "范围外 outside your scope")
    return finding("in_other_organisation", row.number, column, other=where)


def _same_names(rows: list[Read], column: int, on: date) -> Iterator[Finding]:
    """Without a number, a name is all there is to go by."""
    bare = [row for row in rows if row.ok and row.person and not row.person.identity]
    if not bare:
        return
    names = {row.person.name for row in bare if row.person}
    there = Membership.objects.on(on).filter(
        person__name__in=names, unit__in={row.branch for row in bare}
    )
    here = set(there.values_list("unit_id", "person__name"))
    for row in bare:
        if row.person and (row.branch, row.person.name) in here:
            yield finding("same_name_here", row.number, column)
