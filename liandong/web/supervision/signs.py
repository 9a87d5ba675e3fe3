"""Early signs of a conflict, for the street where they are: many requests on one matter in one
place within some days. How many and where; never who asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from liandong.domains.accounts.enums import Permission
from liandong.domains.accounts.queries import Rights
from liandong.domains.casework import queries
from liandong.domains.casework.queries import Spot
from liandong.domains.observatory import days
from liandong.domains.orgs import queries as orgs
from liandong.domains.orgs.queries import Place
from liandong.web.components.shapes import Column
from liandong.web.panels import FEW, Panel, Waiting
from liandong.web.supervision.book import matter_name

FOR = (Permission.WHISTLE, Permission.SUPERVISE_REQUESTS)


def panel(rights: Rights, at: datetime) -> Panel | None:
    """For whoever works for a street; only where there is one."""
    if not rights.may(Permission.WHISTLE):
        return None
    streets = orgs.roots_of(rights.scope(Permission.WHISTLE))
    found = [(street, one) for street in streets for one in queries.signs(street, days.today())]
    if not found:
        return None
    lines = tuple(_line(*one) for one in found[:FEW])
    return Panel(title=_("矛盾苗头"), url=_url(found[0][0]), total=len(found), lines=lines)


def _line(street: Place, one: Spot) -> Waiting:
    told = ngettext("近期 %(n)s 件", "近期 %(n)s 件", one.n) % {"n": one.n}
    return Waiting(
        what=f"{matter_name(one)}{_('：')}{told}", url=_url(street),
        whom=one.place_name, status="soon", word=_("早去了解"),
    )  # fmt: skip


def _url(street: Place) -> str:
    return f"{reverse('unit-requests', args=[street.short])}#signs"


def beside(rights: Rights, of: Place, above: Sequence[Place]) -> dict[str, Any]:
    """What the page of a unit says of them to those who can do something about them."""
    if not any(rights.may(one, of) for one in FOR):
        return {"sign_columns": [], "signs": [], "sees_signs": False}
    found = queries.signs(of, days.today(), above=above)
    return {"sign_columns": columns(), "signs": rows(found), "sees_signs": True}


def columns() -> list[Column]:
    return [
        Column("matter", _("事项")),
        Column("place", _("地点")),
        Column("n", _("件数"), "number"),
    ]


def rows(found: Iterable[Spot]) -> list[dict[str, Any]]:
    return [{"matter": matter_name(one), "place": one.place_name, "n": one.n} for one in found]
