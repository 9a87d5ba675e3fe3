"""Who may sit on a body: the full members of an organisation, found by what they are called."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from django.db.models import QuerySet

from liandong.domains.members.enums import Stage, Standing
from liandong.domains.members.models import Membership, Person
from liandong.domains.orgs import party, tree
from liandong.domains.orgs.enums import Hierarchy
from liandong.domains.orgs.models import Position, Unit


def electable(unit: Unit, *, on: date) -> QuerySet[Person]:
    """The full members of an organisation, or of all branches below it, in the order of names."""
    held = Membership.objects.on(on).filter(stage=Stage.FULL, standing=Standing.NORMAL)
    if unit.kind in party.BRANCHES:
        held = held.filter(unit=unit)
    else:
        position = Position.objects.filter(unit=unit, hierarchy=Hierarchy.PARTY).first()
        below = (
            tree.subtree(position.path, Hierarchy.PARTY) if position else Position.objects.none()
        )
        held = held.filter(unit__in=below.order_by().values("unit_id"))
    return Person.objects.filter(pk__in=held.order_by().values("person_id")).order_by(
        "pinyin", "pk"
    )


def _below(unit: Unit) -> QuerySet[Position]:
    position = Position.objects.filter(unit=unit, hierarchy=Hierarchy.PARTY).first()
    return tree.subtree(position.path, Hierarchy.PARTY) if position else Position.objects.none()


def spoken(people: Collection[Person]) -> dict[str, Person]:
    """What each is called: by name, and by day of birth as well where two share a name."""
    named: dict[str, list[Person]] = defaultdict(list)
    for one in people:
        named[one.name].append(one)
    found: dict[str, Person] = {}
    for name, same in named.items():
        for number, one in enumerate(same, start=1):
            born = f"{one.birth_date:%Y-%m-%d}" if one.birth_date else f"{number}"
            found[name if len(same) == 1 else f"{name}（{born}）"] = one
    return found


def called(unit: Unit, names: Collection[str], *, on: date) -> dict[str, Person]:
    """Of the members of an organisation those with one of some names, as `spoken`."""
    bare = {name.split("（")[0].strip() for name in names}
    return spoken(list(electable(unit, on=on).filter(name__in=bare)))
