"""What may be asked of a community on a day: what the lists give to it, and what was admitted, each
with owner, approval and last day. What is not here may be refused."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Q, QuerySet

from liandong.domains.admission import loads, reach
from liandong.domains.admission.models import Grant, Item, Reach
from liandong.domains.admission.queries.load import OWN
from liandong.domains.catalogue.models import Matter
from liandong.domains.catalogue.queries import in_force
from liandong.domains.orgs import tree
from liandong.domains.orgs.models import Unit
from liandong.domains.orgs.queries import Place


@dataclass(frozen=True, slots=True)
class Entry:
    """An item in force: `grant` says on what basis, from when, until when."""

    item: Item
    grant: Grant

    @property
    def owner(self) -> Unit:
        """The department that answers for it."""
        return self.item.department

    @property
    def last_day(self) -> date:
        """The last day on which it may be asked."""
        return min(self.grant.end, self.grant.stopped_on or self.grant.end) - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Register:
    """Matters of the lists, and items in force."""

    matters: tuple[Matter, ...]
    entries: tuple[Entry, ...]


def register(of: Place, on: date, *, kinds: Collection[str] = ()) -> Register:
    """For a community by the tree of that day; for an area whatever concerns any of its communities
    today."""
    entries = _entries(_reaching(of, on), on, kinds)
    return Register(tuple(in_force(on, OWN)), tuple(entries))


def _reaching(of: Place, on: date) -> QuerySet[Reach]:
    if of.kind in reach.GRASSROOTS:
        return Reach.objects.filter(unit__in=reach.reaching(of.id, on))
    above = Q(unit__positions__path__in=tree.ancestors(of.path))
    here = above | tree.below(of.path, "unit__positions__path")
    standing = Reach.objects.filter(here, unit__positions__hierarchy="territory")
    gone = Reach.objects.exclude(unit__positions__hierarchy="territory")
    units = set(gone.values_list("unit_id", flat=True))
    heirs = reach.paths_of(units, on) if units else {}
    close = [
        unit for unit, paths in heirs.items()
        if any(path.startswith(of.path) or of.path.startswith(path) for path in paths)
    ]  # fmt: skip
    return Reach.objects.filter(Q(pk__in=standing.values("pk")) | Q(unit__in=close))


def grants_on(on: date) -> QuerySet[Grant]:
    """The periods that hold a day."""
    return Grant.objects.filter(
        Q(stopped_on=None) | Q(stopped_on__gt=on), start__lte=on, end__gt=on
    )


def _entries(reached: QuerySet[Reach], on: date, kinds: Collection[str]) -> list[Entry]:
    found = grants_on(on).filter(item__in=reached.values("item_id"))
    if kinds:
        found = found.filter(item__kind__in=list(kinds))
    ordered = found.select_related(
        "item__department", "item__process", "item__matter", "decision"
    ).order_by("item__kind", "item__number", "pk")  # fmt: skip
    return list({one.item_id: Entry(one.item, one) for one in ordered}.values())


def money_each(items: Collection[Item], on: date) -> dict[int, Decimal]:
    """The money of one community in a year, by item; by the communities of today."""
    paths = loads.paths_by_item({one.pk for one in items}, on)
    tops = {path[: tree.WIDTH] for some in paths.values() for path in some}
    lists = {top: reach.Communities.below(loads.root(top)) for top in tops}
    found = {}
    for one in items:
        n = sum(lists[path[: tree.WIDTH]].count(path) for path in paths.get(one.pk, ()))
        share = one.money / n if n else Decimal(0)
        found[one.pk] = share.quantize(Decimal("0.01"), ROUND_HALF_UP)
    return found


def expiring(on: date, days: int) -> QuerySet[Grant]:
    """The periods that end within so many days and are not followed by another."""
    ends = Grant.objects.filter(
        stopped_on=None, end__gt=on, end__lte=on + timedelta(days=days),
        item__process__state__in=("in_force", "renewal"),
    )  # fmt: skip
    return ends.select_related("item__department", "item__office", "item__process")
