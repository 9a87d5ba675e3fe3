"""What do we need to see: rosters, one person, what is under way."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from liandong.domains.members import searching
from liandong.domains.members.enums import MEMBERS, Stage
from liandong.domains.members.models import Floating, Membership, Person, Transfer
from liandong.domains.orgs import tree
from liandong.domains.orgs.enums import Hierarchy
from liandong.domains.orgs.queries import Place
from liandong.domains.workflow.models import Process

# From so many organisations on, people are walked in the order of their names instead.
_MANY = 200


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a roster: the person, and the membership that holds on the day."""

    person: Person
    membership: Membership


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a roster; `next` is the mark to go on from, empty at the end."""

    rows: tuple[Row, ...]
    next: str


def roster(  # noqa: PLR0913
    of: Place, *, on: date, stages: Collection[str] = MEMBERS, group: int | None = None,
    text: str = "", standing: str = "", floating: bool | str | None = None, after: str = "",
    limit: int = 50,
) -> Page:  # fmt: skip
    """Who belongs to an organisation or to those below it on a day, in the order of their names.

    `floating`: only those who live elsewhere now (True), whose stay elsewhere is in a state (its
    code), or only those who do not live elsewhere (False).
    Keyset paging: as quick at the end of a province as at its beginning.
    """
    held = Membership.objects.on(on).filter(stage__in=list(stages))
    if group is not None:
        held = held.filter(group_id=group)
    if standing:
        held = held.filter(standing=standing)
    held = _inside(held, of)
    found = searching.named(Person.objects.filter(_has(held)), text)
    if floating is not None:
        found = found.filter(_away(floating) if floating else ~_away(True))
    pinyin, _bar, number = after.rpartition("|")
    if number.isdigit():
        found = found.filter(Q(pinyin__gt=pinyin) | Q(pk__gt=int(number)), pinyin__gte=pinyin)
    people = list(found[: limit + 1])
    rows = _rows(people[:limit], on)
    last = people[limit - 1] if len(people) > limit else None
    return Page(tuple(rows), f"{last.pinyin}|{last.pk}" if last else "")


def _inside(held: QuerySet[Membership], of: Place) -> QuerySet[Membership]:
    below = tree.subtree(of.path, Hierarchy.PARTY)
    units = list(below.values_list("unit_id", flat=True)[: _MANY + 1])
    if len(units) <= _MANY:
        return held.filter(unit_id__in=units)
    return held.filter(
        Q(unit__positions__path__gte=of.path, unit__positions__path__lt=of.path + "~"),
        unit__positions__hierarchy=Hierarchy.PARTY,
    )


def _away(state: bool | str) -> Exists:
    stays = Floating.objects.filter(person=OuterRef("pk"), process__closed_on=None)
    return Exists(stays.filter(process__state=state) if isinstance(state, str) and state else stays)


def _has(held: QuerySet[Membership]) -> Q | Exists:
    return Exists(held.filter(person=OuterRef("pk")))


def _rows(people: list[Person], on: date) -> list[Row]:
    held = Membership.objects.on(on).filter(person__in=people).select_related("unit", "group")
    by_person = {row.person_id: row for row in held}
    return [Row(one, by_person[one.pk]) for one in people if one.pk in by_person]


def stays_of(people: Collection[int]) -> dict[int, Process]:
    """How the stay elsewhere of each of some people stands; of those who live elsewhere now."""
    stays = Floating.objects.filter(person__in=people, process__closed_on=None)
    return {one.person_id: one.process for one in stays.select_related("process")}


def counts(of: Place, *, on: date) -> dict[str, int]:
    """How many are at each stage on a day, in an organisation and below."""
    held = _inside(Membership.objects.on(on), of).order_by()
    found = held.values_list("stage").annotate(number=Count("pk"))
    return dict.fromkeys(Stage.values, 0) | dict(found)


def history(person: Person) -> QuerySet[Membership]:
    """Where a person was and how far, newest first, corrected records included."""
    return person.memberships.select_related("unit", "group").order_by("-start", "-pk")


def standing(person: Person, on: date) -> Membership | None:
    """The row that holds on a day, if any."""
    return person.memberships.on(on).select_related("unit", "group").first()


def transfers_of(of: Place, *, done: bool = False) -> QuerySet[Transfer]:
    """Letters sent or to be received at and below an organisation; those under way, or all."""
    units = tree.subtree(of.path, Hierarchy.PARTY).values("unit_id")
    found = Transfer.objects.filter(Q(sender__in=units) | Q(receiver__in=units))
    found = found if done else found.filter(process__closed_on=None)
    ordered = found.order_by(F("process__due_on").asc(nulls_last=True), "-pk")
    return ordered.select_related("process", "person", "sender", "receiver", "branch")


def floating_of(of: Place, *, done: bool = False) -> QuerySet[Floating]:
    """Members away from, or come to, an organisation and those below it."""
    units = tree.subtree(of.path, Hierarchy.PARTY).values("unit_id")
    found = Floating.objects.filter(Q(home__in=units) | Q(host__in=units))
    found = found if done else found.filter(process__closed_on=None)
    ordered = found.order_by(F("process__due_on").asc(nulls_last=True), "-pk")
    return ordered.select_related("process", "person", "home", "host", "branch", "area")
