"""Elections by where they stand, and those that are to be opened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce

from liandong.core.kernel.errors import LiandongError, Text
from liandong.core.kernel.period import months_after
from liandong.core.kernel.scope import Scope
from liandong.domains.life.models import BodyTerm, Election
from liandong.domains.norms.queries import value_for
from liandong.domains.orgs.enums import Hierarchy
from liandong.domains.orgs.models import Unit
from liandong.domains.orgs.queries import Place, visible
from liandong.domains.workflow import definitions

REMINDER = "life.term_reminder_months"
CODE = "election"
# No norm reminds of an election earlier than this before its day.
_MOST_MONTHS = 24


@dataclass(frozen=True, slots=True)
class Row:
    """An election in a list; `due_on` is by when who holds it should act."""

    id: int
    unit_id: int
    unit_code: str
    unit_name: str
    state: str
    since: date
    due_on: date | None
    term_due: date | None
    closed_on: date | None

    @property
    def title(self) -> Text:
        """What the state is called."""
        return definitions.newest(CODE).state(self.state).title

    def late(self, on: date) -> bool:
        """Whether who holds it should have acted by now."""
        return self.closed_on is None and self.due_on is not None and self.due_on < on


@dataclass(frozen=True, slots=True)
class Page:
    rows: tuple[Row, ...]
    next: str | None


_FIELDS = (
    "pk", "unit_id", "unit__code", "unit__name", "process__state", "process__since",
    "process__due_on", "last", "process__closed_on",
)  # fmt: skip


def election(pk: int) -> Election:
    """One election with its unit and process. Raises `LiandongError` `no_such_election`."""
    found = Election.objects.select_related("unit", "process", "term", "assembly")
    one = found.prefetch_related("process__sides").filter(pk=pk).first()
    if one is None:
        raise LiandongError(
            "no_such_election", Text("没有这次换届。", "There is no such election.")
        )
    return one


def open_one(unit: Unit) -> Election | None:
    """The election of a unit that is under way."""
    found = Election.objects.select_related("unit", "process", "term")
    return found.filter(unit=unit, is_open=True).first()


def elections(
    scope: Scope, *, states: Collection[str] | None = None, open_only: bool = True,
    late_on: date | None = None, after: str | None = None, limit: int = 50,
) -> Page:  # fmt: skip
    """Elections of the organisations in a scope, the latest first; those in some states, or whose
    holder is late on a day. `after` is the `next` of the page before."""
    found = _in(scope)
    if states is not None:
        found = found.filter(process__state__in=states)
    elif open_only:
        found = found.filter(is_open=True)
    if late_on:
        found = found.filter(process__closed_on=None, process__due_on__lt=late_on)
    if after:
        found = found.filter(pk__lt=int(after) if after.isdigit() else 0)
    said = found.annotate(last=Coalesce(F("term__extended_to"), F("term__due")))
    rows = [Row(*row) for row in said.order_by("-pk").values_list(*_FIELDS)[: limit + 1]]
    more = len(rows) > limit
    return Page(tuple(rows[:limit]), str(rows[limit - 1].id) if more else None)


def counts(scope: Scope) -> Counter[str]:
    """How many elections under way stand in each state."""
    open_ = _in(scope).filter(is_open=True).order_by()
    return Counter(dict(open_.values_list("process__state").annotate(n=Count("pk"))))


def of_unit(unit: Unit | Place) -> list[Election]:
    """All elections of a unit, the latest first."""
    found = Election.objects.filter(unit=unit.id).select_related("process", "term", "assembly")
    return list(found.order_by("-pk"))


def to_remind(*, on: date) -> list[Unit]:
    """Organisations whose term ends within the months their norm names, without an election under
    way, the earliest first."""
    ending = BodyTerm.objects.on(on).annotate(last=Coalesce(F("extended_to"), F("due"))).filter(
        ~Q(unit__elections__is_open=True), last__lt=months_after(on, _MOST_MONTHS)
    )  # fmt: skip
    placed = ending.filter(
        unit__placements__hierarchy=Hierarchy.PARTY, unit__placements__voided_at=None,
        unit__placements__start__lte=on, unit__placements__parent__isnull=False,
    ).filter(Q(unit__placements__end=None) | Q(unit__placements__end__gt=on))  # fmt: skip
    found = placed.select_related("unit").order_by("last", "unit__code").distinct()
    return [one.unit for one in found if _near(one.unit, one.last, on)]


def _near(unit: Unit, last: date, on: date) -> bool:
    months = value_for(REMINDER, unit, on=on)
    return months is not None and on >= months_after(last, -int(months))


def _in(scope: Scope) -> QuerySet[Election]:
    return Election.objects.filter(
        unit__in=visible(scope, Hierarchy.PARTY).order_by().values("unit_id")
    )
