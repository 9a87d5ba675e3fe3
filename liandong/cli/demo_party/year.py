"""A year of organisation life for the demo: most held in time, some late, some not at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from django.utils import timezone

from liandong.cli.demo_party.tree import Organisation
from liandong.core.kernel.period import Period, months_after

SEED = 551
_BRANCHES = frozenset({"branch", "joint_branch"})
_HELD, _HELD_SO_FAR = 0.94, 0.55  # what was held of past periods, and of the one that runs
_HOURS = (Decimal(12), Decimal(12), Decimal(10))
_WHY = ("leave", "ill", "duty", "away", "untold")
_COMMITTEE_FROM = 7  # full members


class Year:
    """The demo's organisations with their ids, and one source of chance for all."""

    def __init__(self, organisations: Sequence[Organisation], today: date) -> None:
        from liandong.domains.orgs.models import Unit

        self.today, self.chance = today, Random(SEED)  # noqa: S311
        self.organisations = organisations
        self.ids = dict(Unit.objects.values_list("code", "pk"))
        self.top = Unit.objects.get(code=organisations[0].code)

    def id(self, one: Organisation) -> int:
        return self.ids[one.code]

    @property
    def branches(self) -> list[Organisation]:
        return [one for one in self.organisations if one.kind in _BRANCHES]

    @property
    def committees(self) -> list[Organisation]:
        return [one for one in self.organisations
                if one.kind in {"party_committee", "general_branch"}]  # fmt: skip

    @property
    def groups(self) -> list[Organisation]:
        return [one for one in self.organisations if one.kind == "party_group"]

    def months(self, cut: int = 1, back: int = 12) -> list[Period]:
        """The periods of some months each that touch the last `back` months and today."""
        first = months_after(self.today.replace(day=1), -back)
        first = first.replace(month=(first.month - 1) // cut * cut + 1)
        starts = [first]
        while (following := months_after(starts[-1], cut)) <= self.today:
            starts.append(following)
        return [Period(start, months_after(start, cut)) for start in starts]


def plant(organisations: Sequence[Organisation], *, today: date, by: str, at: datetime) -> int:
    """Put it all on record, once; the number of meetings."""
    from liandong.domains.life import bulk
    from liandong.domains.life.models import BodyTerm

    if BodyTerm.objects.exists():
        return 0
    year = Year(organisations, today)
    how: dict[str, Any] = {"at_unit": year.top, "by": by, "at": at}
    bulk.plant_terms(list(_terms(year)), **how)
    roll = bulk.Roll()
    made = bulk.plant_meetings(list(_meetings(year, roll)), roll=roll, **how)
    bulk.plant_courses(list(_courses(year, roll)), **how)
    return len(made)


def _terms(year: Year) -> Iterator[Any]:
    """Somewhere in their term; every fortieth body is past its end, some are near it."""
    from liandong.domains.life.bulk import PastTerm, Roll

    roll, spare = Roll(), []
    for number, one in enumerate(year.branches, start=1):
        full = sorted(roll.expected(year.id(one), "assembly", year.today).entitled)
        seats = _seats(full, committee=len(full) >= _COMMITTEE_FROM and number % 33 != 0)
        if seats:
            yield _term(PastTerm, year, one, number, seats)
        spare.append(full)
    for number, one in enumerate(year.committees, start=1):
        people = spare[number * 7 % len(spare)][-5:]
        if people:
            yield _term(PastTerm, year, one, number, _seats(people, committee=True))


def _term(past_term: Any, year: Year, one: Organisation, number: int, seats: Any) -> Any:
    own = one.seat and one.code == f"D{one.seat}" and one.kind not in {"party_committee"}
    years = 5 if own or one.kind == "party_committee" else 3
    if number % 40 == 0:
        gone = years * 365 + year.chance.randint(20, 300)
    elif number % 15 == 0:
        gone = years * 365 - year.chance.randint(5, 170)
    else:
        gone = year.chance.randint(60, years * 365 - 200)
    start = year.today - timedelta(days=gone)
    due = months_after(start, years * 12) - timedelta(days=1)
    return past_term(year.id(one), start, due, seats)


def _seats(people: Sequence[int], *, committee: bool) -> dict[int, str]:
    if not people:
        return {}
    if not committee:
        return {people[0]: "secretary"}
    posts = ["secretary", "deputy", "member", "member", "member"]
    return dict(zip(people, posts[: 3 if len(people) < 20 else 5], strict=False))


def _meetings(year: Year, roll: Any) -> Iterator[Any]:
    for one in year.branches:
        for period in year.months():
            yield from _maybe(year, roll, one, "committee", period)
            yield from _maybe(year, roll, one, "themed_day", period)
        for period in year.months(cut=3):
            yield from _maybe(year, roll, one, "assembly", period, also=("lesson",))
        yield from _of_the_year(year, roll, one)
    for one in year.groups:
        for period in year.months():
            yield from _maybe(year, roll, one, "group", period)
    for number, one in enumerate(year.committees):
        if one.kind == "party_committee" and number % 6:
            yield from _maybe(year, roll, one, "lesson", year.months()[-6], counts=(60, 52))


def _of_the_year(year: Year, roll: Any, one: Organisation) -> Iterator[Any]:
    """Organisation life and appraisal together: last winter's, and a few of this one's."""
    winter = date(year.today.year - 1, 12, 1)
    both = Period(winter, months_after(winter, 1))
    yield from _maybe(year, roll, one, "organisation_life", both, also=("appraisal",))
    if year.today.month >= 10 and year.chance.random() < 0.3:
        now = Period(date(year.today.year, 10, 1), year.today + timedelta(days=1))
        yield from _maybe(year, roll, one, "organisation_life", now, also=("appraisal",))


def _maybe(
    year: Year, roll: Any, one: Organisation, kind: str, period: Period,
    also: tuple[str, ...] = (), counts: tuple[int, int] | None = None,
) -> Iterator[Any]:  # fmt: skip
    """The meeting of a period, unless chance says that it was not held, or nobody could come."""
    from liandong.domains.life.actions.said import Outline
    from liandong.domains.life.bulk import PastMeeting

    last = min((period.end or year.today) - timedelta(days=1), year.today)
    over = last < year.today
    if last < period.start or year.chance.random() > (_HELD if over else _HELD_SO_FAR):
        return
    on = period.start + timedelta(days=year.chance.randint(0, (last - period.start).days))
    who = None if counts else sorted(roll.expected(year.id(one), kind, on).everybody)
    if who is not None and not who:
        return
    said = timezone.make_aware(
        datetime.combine(min(on + timedelta(days=year.chance.randint(0, 3)), year.today), time(17))
    )
    yield PastMeeting(
        year.id(one), kind, on, min(said, timezone.now()), absent=_absent(year, who or []),
        outline=Outline(begins=time(15), also=also), counts=counts,
    )  # fmt: skip


def _absent(year: Year, who: Sequence[int]) -> dict[int, str]:
    """A few, never so many that nobody is left; now and then too many for a vote."""
    share = 0.6 if year.chance.random() < 0.01 else 0.07
    most = len(who) - 1
    gone = [one for one in who if year.chance.random() < share][:most]
    return {one: year.chance.choice(_WHY) for one in gone}


def _courses(year: Year, roll: Any) -> Iterator[Any]:
    """Three a year in every branch, and one for secretaries in every committee above branches."""
    from liandong.domains.life.bulk import PastCourse

    for one in year.branches:
        first = date(year.today.year, 1, 10)
        for number, hours in enumerate(_HOURS):
            on = first + timedelta(days=95 * number + year.chance.randint(0, 40))
            if on > year.today:
                continue
            people = sorted(roll.expected(year.id(one), "themed_day", on).everybody)
            came = {person: hours for person in people if year.chance.random() < 0.93}
            if came:
                yield PastCourse(year.id(one), f"第{number + 1}期集中学习", on, hours, came)
    yield from _for_secretaries(year, roll)


def _for_secretaries(year: Year, roll: Any) -> Iterator[Any]:
    from liandong.domains.life.bulk import PastCourse

    on = date(year.today.year, 3, 20)
    children: dict[str, list[Organisation]] = {}
    for one in year.branches:
        children.setdefault(one.parent, []).append(one)
    for one in year.committees:
        if on > year.today or year.chance.random() < 0.05:
            continue
        seats = [
            person for child in children.get(one.code, ())
            for person in roll.expected(year.id(child), "committee", on).everybody
        ]  # fmt: skip
        came = {person: Decimal(24) for person in seats if year.chance.random() < 0.9}
        if came:
            yield PastCourse(
                year.id(one), "党组织书记和班子成员培训班", on, Decimal(24), came, True
            )
