"""Changes of the tree: administrators, each where their level reaches."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.utils import timezone

from liandong.domains.accounts.enums import Permission
from liandong.domains.orgs import actions
from liandong.domains.orgs.deeds import Deed, NewUnit
from liandong.domains.orgs.models import Name, Placement, Unit
from tests.web.needs.need import Route, here, holds, of

EDIT, STREET = Permission.EDIT_TREE, "460105001"


def placement() -> int:
    return Placement.objects.live().get(unit__code="460105001000", hierarchy="territory").pk


def name() -> int:
    return Name.objects.live().get(unit__code="460105001000").pk


def ended() -> int:
    """A grid that was set up for a day, and is gone."""
    street = Unit.objects.get(code="460105001001")
    deed = Deed(by="tester", at=timezone.now(), on=date(2016, 12, 30))
    made = actions.create(NewUnit("G-ENDED", "一日网格", "grid"), parent=street, deed=deed)
    actions.close(made, deed=replace(deed, on=date(2016, 12, 31)))
    return made.placements.get().pk


ROUTES = {
    "tree/": holds(EDIT),
    "tree/<str:code>/": here(EDIT),
    "tree/<str:code>/<str:verb>/": Route(here(EDIT), fill={"verb": "rename"}),
    "tree/<str:code>/placements/<int:number>/end/": Route(
        of("460105001000", EDIT), fill={"code": "G-ENDED", "number": ended}
    ),
    "tree/<str:code>/names/<int:number>/": Route(
        of(STREET, EDIT), fill={"code": STREET, "number": name}
    ),
    "tree/<str:code>/placements/<int:number>/": Route(
        of(STREET, EDIT), fill={"code": STREET, "number": placement}
    ),
}
