"""Invented members for every branch of the demo: most as it should be, some of everything amiss."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import islice
from random import Random

from liandong.cli.demo_party.invented import Invented, people
from liandong.cli.demo_party.tree import SINCE, Organisation

SEED = 2017
_BRANCHES = frozenset({"branch", "joint_branch"})
# Every so many branches one is too small, one too large.
_SMALL_EVERY, _LARGE_EVERY = 41, 57
_USUAL, _JOINT = (20, 40), (8, 20)


def plant(organisations: Sequence[Organisation], *, today: date, by: str, at: datetime) -> int:
    """Put them on record, once; the number of persons."""
    from liandong.domains.members import bulk
    from liandong.domains.members.models import Person
    from liandong.domains.orgs.models import Unit

    if Person.objects.filter(invented=True).exists():
        return 0
    ids = dict(Unit.objects.values_list("code", "pk"))
    top = Unit.objects.get(code=organisations[0].code)
    new = list(_everybody(organisations, ids, today))
    bulk.plant(new, at_unit=top, by=by, at=at, invented=True)
    return len(new)


def _everybody(
    organisations: Sequence[Organisation], ids: dict[str, int], today: date
) -> Iterator[object]:
    chance = Random(SEED)  # noqa: S311  a demo is to be the same each time
    invented = people(SEED, today)
    groups: dict[str, list[int]] = {}
    for one in organisations:
        if one.kind == "party_group":
            groups.setdefault(one.parent, []).append(ids[one.code])
    branches = [one for one in organisations if one.kind in _BRANCHES]
    for number, branch in enumerate(branches, start=1):
        size = _size(chance, number, branch.kind)
        mine = groups.get(branch.code, [])
        for place, person in enumerate(islice(invented, size)):
            group = mine[place % len(mine)] if mine else None
            yield _new(chance, person, ids[branch.code], group, place, today)


def _size(chance: Random, number: int, kind: str) -> int:
    if number % _SMALL_EVERY == 0:
        return 2
    if number % _LARGE_EVERY == 0:
        return chance.randint(52, 66)
    return chance.randint(*(_JOINT if kind == "joint_branch" else _USUAL))


def _new(
    chance: Random, person: Invented, unit: int, group: int | None, place: int, today: date
) -> object:
    """The last few of a branch are on their way in; the others have been members for long."""
    from liandong.domains.members.bulk import NewPerson

    steps = _on_the_way(chance, unit, today) if place >= 2 and chance.random() < 0.09 else None
    return NewPerson(
        name=person.name, sex=person.sex, birth_date=person.birth_date, identity=person.identity,
        phone=person.phone, ethnicity=person.ethnicity, education=person.education,
        steps=steps or _member(chance, person, unit, group, today),
    )  # fmt: skip


def _member(
    chance: Random, person: Invented, unit: int, group: int | None, today: date
) -> tuple[object, ...]:
    """Full since their twenties or since the branch is on record, whichever came later."""
    from liandong.domains.members.bulk import Step
    from liandong.domains.members.enums import Stage

    grown = person.birth_date + timedelta(days=int(365.25 * chance.uniform(20, 34)))
    start = min(max(grown, SINCE), today - timedelta(days=400))
    return (Step(unit, Stage.FULL, start, group=group),)


def _on_the_way(chance: Random, unit: int, today: date) -> tuple[object, ...]:
    """As far as they are: the steps follow each other by about a year."""
    from liandong.domains.members.bulk import Step
    from liandong.domains.members.enums import Entry, Stage

    stages = [Stage.APPLICANT, Stage.ACTIVIST, Stage.CANDIDATE, Stage.PROBATIONARY]
    reached = chance.choices((1, 2, 3, 4), (3, 3, 1, 3))[0]
    lengths = [chance.randint(40, 200), chance.randint(380, 600), chance.randint(100, 360)]
    start = today - timedelta(days=sum(lengths[: reached - 1]) + chance.randint(5, 330))
    steps, entry = [], Entry.REGISTERED
    for number, stage in enumerate(stages[:reached]):
        end = start + timedelta(days=lengths[number]) if number < reached - 1 else None
        steps.append(Step(unit, stage, start, end=end, entry=entry))
        start, entry = end or start, Entry.STAGE
    return tuple(steps)
