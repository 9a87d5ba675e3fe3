"""Where it is: chosen step by step from lists, or found by name; with and without script."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from liandong.core.kernel.scope import ALL
from liandong.domains.orgs import queries
from liandong.domains.orgs.enums import Kind
from liandong.domains.orgs.queries import Place, UnknownUnit
from liandong.web.portal import here, sketch
from liandong.web.portal.here import Here

FEW = 8
_LAST = {Kind.COMMUNITY, Kind.VILLAGE, Kind.GRID}


@dataclass(frozen=True, slots=True)
class Level:
    """One list: what stands below what was chosen before."""

    label: str
    options: list[Place]
    chosen: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """The lists to show, the place so far, whether a list came that has not been asked yet, what
    a name may mean, what is wrong."""

    levels: list[Level]
    place: Place | None
    names: list[str]
    open: bool = False
    said: str = ""
    hits: tuple[tuple[Place, str], ...] = ()
    error: str = ""
    here: Here | None = None

    @property
    def spoken(self) -> str:
        """The place with what it lies in: 海口市 · 秀英区 · 秀英街道."""
        return " · ".join(self.names)

    @property
    def drawing(self) -> dict[str, Any]:
        """The first list as a sketch to tap; no marks, where its shapes are not known."""
        return sketch.drawing(self.levels[0].options if self.levels else [])


def chosen(asked: QueryDict) -> Chosen:
    """What a form says of the place: by a hit that was picked, by a name, by lists."""
    said = " ".join(asked.get("where", "").replace("\x00", "").split())[:60]
    if pick := asked.get("pick", "") or asked.get("tap", ""):
        return by_lists(_line_of(pick), said=said)
    codes = asked.getlist("in")[:8]
    if "here" in asked and (point := here.given(asked)):
        return _by_point(point, codes)
    if said and ("find" in asked or not any(codes)):
        return _by_name(said, codes)
    offered = asked.get("offered", "")
    return by_lists(codes, said=said, offered=int(offered) if offered.isdecimal() else 99)


def placed(asked: QueryDict) -> Chosen:
    """What a form says, with where the person stands, as long as it lies in the place."""
    found, point = chosen(asked), here.given(asked)
    if point is None or not point.exact or not point.within(_area_of(found)):
        return found
    return replace(found, here=point)


def _area_of(found: Chosen) -> Place | None:
    """The area of the sketch in which the chosen place lies."""
    level = found.levels[0] if found.levels else None
    return level and next((one for one in level.options if one.short == level.chosen), None)


def _by_point(point: Here, codes: list[str]) -> Chosen:
    """The area in which somebody stands; what was chosen there before stays."""
    area = point.area
    line = _line_of(area) if area else []
    if not line:
        return replace(by_lists(codes), error=here.outside())
    return by_lists(codes if codes and codes[0] == line[0] else line)


def by_lists(codes: Sequence[str], *, said: str = "", offered: int = 99) -> Chosen:
    """Lists from the top down, as far as was chosen and one further."""
    at, levels, names = _top(), [], []
    options = queries.children(at) if at else queries.roots()
    for code in [*codes, ""]:
        if not options:
            break
        here = next((one for one in options if code and one.short == code), None)
        levels.append(Level(_label(options[0].kind), options, here.short if here else ""))
        if here is None:
            break
        at = here
        names.append(here.name)
        options = [] if here.kind in _LAST else queries.children(here)
    place = at if names else None
    return Chosen(levels, place, names, bool(place) and len(levels) > offered, said)


def _by_name(said: str, codes: list[str]) -> Chosen:
    lists = by_lists(codes)
    found = queries.search(said, ALL, limit=FEW) if len(said) > 1 else []
    found = [one for one in found if one.parent is not None]
    if len(found) == 1:
        return by_lists(_line_of(found[0].short), said=said)
    lines = queries.lines(found)
    hits = tuple((one, " · ".join(up.name for up in lines[one.id][1:-1])) for one in found)
    error = (
        ""
        if hits
        else _("没有找到“%(said)s”。写两个字就行，也可以在下面的列表里选。") % {"said": said}
    )
    return Chosen(lists.levels, None, [], False, said, hits, error)


def _top() -> Place | None:
    tops = queries.roots()
    return tops[0] if len(tops) == 1 else None


def _line_of(code: str) -> list[str]:
    try:
        line = queries.line(queries.place(code[:20]))
    except UnknownUnit:
        return []
    return [one.short for one in line[1:]] if _top() else [one.short for one in line]


def _label(kind: str) -> str:
    if kind in {Kind.CITY, Kind.COUNTY}:
        return _("市县")
    if kind == Kind.DISTRICT:
        return _("区")
    if kind in {Kind.STREET, Kind.TOWN, Kind.TOWNSHIP}:
        return _("街道或乡镇")
    return _("社区或村") if kind in _LAST else _("地区")
