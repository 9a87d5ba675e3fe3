"""What a page looks at: a unit, a day, and who looks; and the addresses that keep both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from liandong.core.standards.norms import NormBook
from liandong.domains.accounts.enums import Permission
from liandong.domains.accounts.queries import Rights
from liandong.domains.norms import books as norms
from liandong.domains.observatory import days
from liandong.domains.orgs import queries
from liandong.domains.orgs.enums import Kind
from liandong.domains.orgs.queries import Place
from liandong.web import access
from liandong.web.components.shapes import Crumb, Tab

# From here up figures are public: outside their scope people see these, small cells masked.
PUBLIC_KINDS = frozenset({Kind.PROVINCE, Kind.CITY, Kind.COUNTY, Kind.DISTRICT})
JUDGED_KINDS = frozenset({Kind.COMMUNITY, Kind.VILLAGE})
KEPT = ("on", "indicator")


@dataclass(frozen=True)
class Look:
    """One unit on one day, for one person. `kept` is what of the address links carry on."""

    place: Place
    line: tuple[Place, ...]
    on: date
    days: tuple[date, ...]
    rights: Rights
    kept: dict[str, str]

    @property
    def full(self) -> bool:
        """Whether the unit lies in the person's scope; otherwise only what is public is shown."""
        return self.sees(self.place)

    @property
    def judged(self) -> bool:
        """Whether standards are owed by the unit itself rather than by units below it."""
        return self.place.kind in JUDGED_KINDS

    @property
    def newest(self) -> date:
        """The day shown when nobody asks for another."""
        return self.days[-1] if self.days else self.on

    @cached_property
    def book(self) -> NormBook:
        """All norms, read once for a page."""
        return norms.book()

    def sees(self, place: Place) -> bool:
        return self.rights.may(Permission.SEE_FIGURES, place)

    def opens(self, place: Place) -> bool:
        """Whether the person may open a unit's page, in full or as the public sees it."""
        return self.sees(place) or place.kind in PUBLIC_KINDS

    def at(self, name: str, *parts: str, **changed: str) -> str:
        """The address of a page by its name, the day kept."""
        return self.keep(path_to(name, *parts), **changed)

    def keep(self, path: str, **changed: str) -> str:
        """A path with the day (and what else is kept) carried on."""
        query = urlencode({**self.kept, **changed}) if changed else self._query
        return f"{path}?{query}" if query else path

    @cached_property
    def _query(self) -> str:
        return urlencode(self.kept)

    def unit(self, place: Place) -> str:
        """A unit's page; empty where it may not be opened."""
        return self.at("unit", place.short) if self.opens(place) else ""

    def explanation(self, indicator: str) -> str:
        """Where an indicator of this unit is explained."""
        return self._day_only(f"/units/{self.place.short}/indicators/{indicator}/")

    def workbook(self, indicator: str) -> str:
        """An indicator of this unit as Excel."""
        return self._day_only(f"/units/{self.place.short}/indicators/{indicator}/export.xlsx")

    def record(self, field: str, *, correct: bool = False) -> str:
        """The record behind a fact of this unit, or the form that corrects it."""
        path = f"/units/{self.place.short}/facts/{field}/"
        return self._day_only(path + "correct/" if correct else path)

    def _day_only(self, path: str) -> str:
        return f"{path}?{urlencode({'on': self.kept['on']})}" if "on" in self.kept else path


@lru_cache(maxsize=4_096)
def path_to(name: str, *parts: object) -> str:
    """The address of a page by its name. A page names hundreds of units: looking each address up
    anew would take longer than they."""
    return reverse(name, args=parts)


def look_at(request: HttpRequest, code: str) -> Look:
    """The unit with this code, as this person may see it: in full, or its public figures.

    Raises `UnknownUnit` (a 404), or `Forbidden` (a 403) where not even those are theirs to see.
    """
    place, rights = queries.place(code), access.rights(request)
    rights.require(Permission.SEE_FIGURES)
    if place.kind not in PUBLIC_KINDS:
        rights.require(Permission.SEE_FIGURES, place)
    return _look(request, place, rights)


def look_inside(request: HttpRequest, code: str, *any_of: Permission) -> Look:
    """The unit with this code, for whoever holds one of some permissions there."""
    place, rights = queries.place(code), access.rights(request)
    if not any(rights.may(one, place) for one in any_of):
        rights.require(any_of[0], place)
    return _look(request, place, rights)


def _look(request: HttpRequest, place: Place, rights: Rights) -> Look:
    ledgers = tuple(days.ledger_days())
    # Newest ledger unless asked otherwise, without asking the database a second time.
    on = ledgers[-1] if ledgers and not request.GET.get("on") else access.as_of(request)
    kept = {key: request.GET[key] for key in KEPT if request.GET.get(key)}
    return Look(place, tuple(queries.line(place)), on, ledgers, rights, kept)


def frame(look: Look, tabs: list[Tab] | None = None) -> dict[str, Any]:
    """What every page of a unit shows on top: where, when, tabs."""
    return {
        "look": look, "unit": look.place, "crumbs": crumbs(look), "on": look.on,
        "dates": sorted(look.days, reverse=True), "newest": look.newest, "tabs": tabs or [],
        "kind": Kind(look.place.kind).label,
        "tree_url": path_to("tree-unit", look.place.short)
        if look.rights.may(Permission.EDIT_TREE, look.place) else "",
    }  # fmt: skip


def crumbs(look: Look) -> list[Crumb]:
    """From the top to the unit; names are public, links lead where the person may go."""
    return [
        Crumb(
            one.name, look.unit(one),
            look.at("unit-siblings", one.short) if look.opens(one) else "",
        )
        for one in look.line
    ]  # fmt: skip
