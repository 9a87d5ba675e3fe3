"""One Party organisation on one day, for one person; and what every page of it shows on top."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from liandong.domains.accounts.enums import Permission
from liandong.domains.accounts.queries import Rights
from liandong.domains.observatory import days
from liandong.domains.orgs import party, queries
from liandong.domains.orgs.enums import Hierarchy, Kind
from liandong.domains.orgs.queries import Place
from liandong.web import access
from liandong.web.components.shapes import Crumb, Tab
from liandong.web.dashboard.look import path_to


@dataclass(frozen=True)
class PartyLook:
    """A Party organisation, its line from the top, the day asked for, and whose eyes these are."""

    place: Place
    line: tuple[Place, ...]
    on: date
    rights: Rights
    kept: dict[str, str]
    # The area whose own organisation this is, where somebody may see its sums by working there.
    area: Place | None = None

    @property
    def full(self) -> bool:
        """Whether the person sees organisation life here; otherwise only sums, none of them small:
        no list, and nothing of single organisations."""
        return self.may(Permission.SEE_LIFE)

    @property
    def stands_alone(self) -> bool:
        """Whether no organisation that owes anything lies below it."""
        return self.is_branch or self.place.kind == Kind.PARTY_GROUP

    @property
    def is_branch(self) -> bool:
        """Whether it has members itself, rather than organisations below."""
        return self.place.kind in party.BRANCHES

    def may(self, permission: Permission) -> bool:
        """Whether the person holds a permission here."""
        return self.rights.may(permission, self.place)

    def at(self, name: str, *parts: object, **query: str) -> str:
        """The address of a page by its name, the day carried on."""
        said = urlencode({**self.kept, **query})
        return path_to(name, *parts) + (f"?{said}" if said else "")

    def explanation(self, indicator: str, code: str = "", **query: str) -> str:
        """Where a number of this organisation, or of the one with a code, is explained."""
        return self.at("organisation-indicator", code or self.place.code, indicator, **query)

    def there(self, name: str, *parts: object, needs: Permission, **query: str) -> str:
        """The address of a page of this organisation; empty where this person may not open it, or
        this instance has none."""
        if not self.may(needs):
            return ""
        try:
            return self.at(name, self.place.code, *parts, **query)
        except NoReverseMatch:
            return ""

    def organisation(self, place: Place) -> str:
        """An organisation's page; empty where it may not be opened."""
        seen = self.rights.may(Permission.SEE_LIFE, place)
        return self.at("organisation", place.code) if seen else ""


# The pages of an organisation, in their order: address name, and who may open it.
PAGES = (
    ("organisation", Permission.SEE_LIFE),
    ("organisation-board", Permission.SEE_LIFE),
    ("organisation-duties", Permission.SEE_LIFE),
    ("organisation-meetings", Permission.SEE_LIFE),
    ("organisation-members", Permission.SEE_MEMBERS),
    ("organisation-floating", Permission.SEE_MEMBERS),
    ("organisation-terms", Permission.SEE_LIFE),
    ("organisation-training", Permission.SEE_LIFE),
)


def _label(name: str) -> str:
    return {
        "organisation": _("总览"),
        "organisation-board": _("统计分析"),
        "organisation-duties": _("应办"),
        "organisation-meetings": _("会议"),
        "organisation-members": _("党员"),
        "organisation-floating": _("流动与转接"),
        "organisation-terms": _("任期换届"),
        "organisation-training": _("教育培训"),
    }[name]


# Sums are seen from the area down to here; what is below speaks of a few people.
_SINGLE = frozenset({Kind.COMMUNITY, Kind.VILLAGE, Kind.GRID})


def look_at_sums(request: HttpRequest, code: str) -> PartyLook:
    """The Party organisation with this code, for whoever sees organisation life there, or figures
    of the area whose own organisation it is.

    Raises `UnknownUnit` (a 404) or `Forbidden` (a 403).
    """
    place, rights = queries.place(code, Hierarchy.PARTY), access.rights(request)
    if rights.may(Permission.SEE_LIFE, place):
        return _look(request, place, rights)
    area = _area_of(place)
    if area is None or not rights.may(Permission.SEE_FIGURES, area):
        rights.require(Permission.SEE_LIFE, place)
    return _look(request, place, rights, area)


def _area_of(place: Place) -> Place | None:
    """The area whose own organisation this is, from a street or town up."""
    if not place.code.startswith(party.PREFIX):
        return None
    try:
        area = queries.place(place.code.removeprefix(party.PREFIX))
    except queries.UnknownUnit:
        return None
    return None if area.kind in _SINGLE else area


def look_inside(request: HttpRequest, code: str, *any_of: Permission) -> PartyLook:
    """The Party organisation with this code, for whoever holds one of some permissions there.

    Raises `UnknownUnit` (a 404) or `Forbidden` (a 403).
    """
    # Who works there has its place at hand.
    homes = {one.code: one for one in access.rights(request).party_homes}
    place = homes.get(code) or queries.place(code, Hierarchy.PARTY)
    return look_around(request, place, *any_of)


def look_around(request: HttpRequest, place: Place, *any_of: Permission) -> PartyLook:
    """The same of an organisation that is at hand. Raises `Forbidden` (a 403)."""
    rights = access.rights(request)
    if not any(rights.may(one, place) for one in any_of):
        rights.require(any_of[0], place)
    return _look(request, place, rights)


def _look(
    request: HttpRequest, place: Place, rights: Rights, area: Place | None = None
) -> PartyLook:
    # Organisation life is a matter of today, unless another day is asked for.
    on = access.asked_day(request) or days.today()
    kept = {"on": request.GET["on"]} if request.GET.get("on") else {}
    return PartyLook(place, tuple(queries.line(place)), on, rights, kept, area)


def frame(look: PartyLook, current: str) -> dict[str, Any]:
    """What every page of an organisation shows on top: where, when, its pages."""
    return {
        "look": look, "unit": look.place, "kind": Kind(look.place.kind).label, "on": look.on,
        "today": days.today(), "tabs": _tabs(look, current),
        "crumbs": [
            Crumb(one.name, look.organisation(one), look.at("organisation-siblings", one.code)
                  if look.organisation(one) else "")
            for one in look.line
        ],
    }  # fmt: skip


def _tabs(look: PartyLook, current: str) -> list[Tab]:
    shown = []
    for name, needed in PAGES:
        if look.may(needed) and not (name == "organisation-board" and look.stands_alone):
            try:
                url = look.at(name, look.place.code)
            except NoReverseMatch:
                continue
            shown.append(Tab(_label(name), url, current=name == current))
    return shown
