"""Put the demo's Party tree on record: units, placements, seats."""

from __future__ import annotations

from datetime import datetime

from liandong.cli.demo_party.tree import SINCE, Area, Organisation, organisations


def areas(below: str = "") -> list[Area]:
    """The territory in path order; or only what lies below a division code, and on it and above."""
    from liandong.domains.orgs import tree
    from liandong.domains.orgs.queries import line, place

    at = place(below) if below else None
    found = tree.subtree(at.path if at else "").order_by("path")
    fields = ("unit__code", "unit__name", "unit__kind", "parent__code")
    inside = [
        Area(code, name, kind, up or "") for code, name, kind, up in found.values_list(*fields)
    ]
    above = line(at)[:-1] if at else []
    ups = ["", *(one.code for one in above)]
    return [
        *(Area(one.code, one.name, one.kind, up) for one, up in zip(above, ups, strict=False)),
        *inside,
    ]


def plant(*, below: str = "", by: str, at: datetime) -> list[Organisation]:
    """Plant what is not there yet; all organisations of the demo, parents first."""
    from django.db import transaction

    from liandong.domains.orgs import imports
    from liandong.domains.orgs.deeds import Deed
    from liandong.domains.orgs.enums import Hierarchy

    wanted = list(organisations(areas(below)))
    lines = [imports.Division(one.code, one.name, one.kind, one.parent) for one in wanted]
    with transaction.atomic():
        deed = Deed(by=by, at=at, on=SINCE)
        if imports.plant(lines, deed=deed, hierarchy=Hierarchy.PARTY):
            _seat(wanted, deed.stamp())
    return wanted


def _seat(wanted: list[Organisation], stamp: dict) -> None:
    from liandong.domains.orgs.models import Seat, Unit

    ids = dict(Unit.objects.values_list("code", "pk"))
    seated = set(Seat.objects.live().values_list("unit_id", flat=True))
    Seat.objects.bulk_create(
        [
            Seat(unit_id=ids[one.code], community_id=ids[one.seat], start=SINCE, **stamp)
            for one in wanted
            if ids[one.code] not in seated
        ],
        batch_size=500,
    )
