"""What the pages of careers look at, and who may change what."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from liandong.domains.accounts.enums import Permission
from liandong.domains.accounts.queries import Rights
from liandong.domains.guarantee.careers.contests import office_of
from liandong.domains.observatory import days
from liandong.domains.orgs.enums import Kind
from liandong.domains.orgs.models import Unit
from liandong.domains.orgs.queries import Place
from liandong.web import access
from liandong.web.components.shapes import Crumb, Tab
from liandong.web.dashboard.look import Look, crumbs, frame, look_inside
from liandong.web.dashboard.presenters.tabs import tabs

HERE, HIRINGS, TERMS = "unit-careers", "unit-hirings", "unit-careers-terms"
# Above these an area has too many communities to choose from; its people go to a district.
_TOO_LARGE = frozenset({Kind.PROVINCE, Kind.CITY})


def look_for(request: HttpRequest, code: str, permission: Permission) -> Look:
    """The area, on today unless another day is asked for: people come and go every day."""
    look = look_inside(request, code, permission)
    return replace(look, on=access.asked_day(request) or days.today())


def too_large(place: Place) -> bool:
    """Whether an area is too large for its people to be dealt with one by one."""
    return place.kind in _TOO_LARGE


def changes(look: Look) -> bool:
    """Whether this person assigns and hires here. A community never decides about its own."""
    may = look.rights.may(Permission.CORRECT_FACTS, look.place)
    return may and not look.judged and not too_large(look.place)


def may_decide(rights: Rights, unit: Unit) -> bool:
    return rights.may(Permission.CORRECT_FACTS, office_of(unit))


def shown(look: Look, current: str) -> dict[str, Any]:
    """The frame of a unit's page, with the three views of careers."""
    views = [(HERE, _posts()), (HIRINGS, _hirings()), (TERMS, _terms())]
    return frame(look, tabs(look, HERE)) | {
        "views": [
            Tab(label, look.at(name, look.place.short), current=name == current)
            for name, label in views
        ],
    }  # fmt: skip


def way(look: Look, *last: Crumb) -> list[Crumb]:
    """The breadcrumb of a page below the area's."""
    return [*crumbs(look), Crumb(_posts(), look.at(HERE, look.place.short)), *last]


def _posts() -> str:
    return _("社区工作者")


def _hirings() -> str:
    return _("公开招聘")


def _terms() -> str:
    return capfirst(_("任期评定"))
