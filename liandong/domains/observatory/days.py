"""Which day a question is about, and which run answers it.

Figures differ only where something begins, ends or grows stale. Between two such days one run
answers every question, so a day is led back to the latest of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import connection
from django.db.models import Max
from django.utils import timezone

from liandong.core.standards.guarantee import STALE_AFTER
from liandong.domains.accounts.models import User
from liandong.domains.guarantee.models import LedgerFact
from liandong.domains.intake.models import Batch, State
from liandong.domains.norms.books import book
from liandong.domains.orgs.enums import Hierarchy

# Before this day there is nothing on record: one run answers for all of it.
BEFORE = date(1949, 10, 1)


def today() -> date:
    """Today where the office is."""
    return timezone.localdate()


def months(until: date) -> list[date]:
    """A year of days to look back on, earliest first: the last of each of eleven months, and the
    day itself."""
    firsts = [(until.year * 12 + until.month - 1 - back) for back in range(10, -1, -1)]
    return [date(at // 12, at % 12 + 1, 1) - timedelta(days=1) for at in firsts] + [until]


def ledger_days() -> list[date]:
    """The days for which whole ledgers were published, earliest first."""
    batches = Batch.objects.filter(state=State.PUBLISHED, as_of__isnull=False)
    return list(batches.order_by("as_of").values_list("as_of", flat=True).distinct())


def invented_ledgers() -> dict[date, str]:
    """The days of ledgers that an invented person published, each with its file: a demo's."""
    invented = User.objects.filter(invented=True).values("username")
    found = Batch.objects.filter(
        state=State.PUBLISHED, as_of__isnull=False, published_by__in=invented
    )
    return dict(found.order_by("as_of", "id").values_list("as_of", "file_name"))


def usual_day() -> date:
    """The day shown when nobody asks for another: that of the newest ledger, never one to come.

    Single corrections do not move it: a page must not go blank because one community was faster.
    """
    until = today()
    batches = Batch.objects.filter(state=State.PUBLISHED, as_of__lte=until)
    newest = batches.aggregate(day=Max("as_of"))["day"]
    facts = LedgerFact.objects.filter(as_of__lte=until)
    return newest or facts.aggregate(day=Max("as_of"))["day"] or until


def epochs(asked: Iterable[date]) -> dict[date, date]:
    """For each day the first of the days, up to it, on which nothing changes any more.

    Two queries, however many days are asked for.
    """
    early = {day: max(day, BEFORE) for day in asked}
    wanted = list(dict.fromkeys(early.values()))
    if not wanted:
        return {}
    found = _epochs(wanted)
    return {day: found[late] for day, late in early.items()}


def _epochs(wanted: list[date]) -> dict[date, date]:
    norms = book()
    changed = [one for row in norms.entries() for one in (row.start, row.end) if one]
    # A fact says nothing any more from the day after its last one.
    lives = [timedelta(days=int(one.value) + 1) for one in norms[STALE_AFTER].entries]
    moved = _moved(wanted, [timedelta(), *lives])
    return {
        day: max([BEFORE, *moved[day], *(one for one in changed if one <= day)]) for day in wanted
    }


def epoch(day: date) -> date:
    """The first of the days, up to this one, on which nothing changes any more."""
    return epochs([day])[day]


_TREE = f"orgs_placement WHERE hierarchy = '{Hierarchy.TERRITORY}' AND voided_at IS NULL"
_FACTS = "guarantee_ledgerfact WHERE voided_at IS NULL"


def _moved(wanted: list[date], lives: list[timedelta]) -> dict[date, list[date]]:
    """For each day the latest ones on which a placement began or ended, a fact began to count, or
    had grown stale."""
    asked = [
        *((day, timedelta(), _TREE, column) for day in wanted for column in ("start", "end")),
        *((day, life, _FACTS, "as_of") for day in wanted for life in lives),
    ]
    found = _latest([(table, column, day - life) for day, life, table, column in asked])
    moved: dict[date, list[date]] = {day: [] for day in wanted}
    for (day, life, _, _), latest in zip(asked, found, strict=True):
        moved[day] += [latest + life] if latest else []
    return moved


def _latest(asked: list[tuple[str, str, date]]) -> list[date | None]:
    """The latest days up to given ones in columns of tables; one query. Each is one step in an
    index; with an aggregate for all of them, every row of a nation would be read for every page."""
    steps = [
        f'(SELECT max("{column}") FROM {table} AND "{column}" <= %s)' for table, column, _ in asked
    ]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(steps)}", [day.isoformat() for *_, day in asked])
        found = cursor.fetchone()
    # SQLite keeps days as text.
    return [date.fromisoformat(day) if isinstance(day, str) else day for day in found]
