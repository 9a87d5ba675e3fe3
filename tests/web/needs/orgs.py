"""Changes of the tree: administrators, each where their level reaches."""

from __future__ import annotations

from liandong.domains.accounts.enums import Permission
from liandong.domains.orgs.models import Placement
from tests.web.needs.need import Route, here, holds, of

EDIT, STREET = Permission.EDIT_TREE, "460105001"


def placement() -> int:
    return Placement.objects.live().get(unit__code="460105001000", hierarchy="territory").pk


ROUTES = {
    "tree/": holds(EDIT),
    "tree/<str:code>/": here(EDIT),
    "tree/<str:code>/<str:verb>/": Route(here(EDIT), fill={"verb": "rename"}),
    "tree/<str:code>/placements/<int:number>/": Route(
        of(STREET, EDIT), fill={"code": STREET, "number": placement}
    ),
}
