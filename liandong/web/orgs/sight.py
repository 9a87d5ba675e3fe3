"""Which unit, and whether its tree is theirs to edit."""

from __future__ import annotations

from django.http import HttpRequest

from liandong.core.kernel.scope import Scope
from liandong.domains.accounts.enums import Permission
from liandong.domains.orgs import chronicle, queries
from liandong.domains.orgs.models import Unit
from liandong.domains.orgs.queries import Place
from liandong.web import access
from liandong.web.components.shapes import Crumb
from liandong.web.dashboard.look import path_to

EDIT = Permission.EDIT_TREE


def unit_of(request: HttpRequest, code: str) -> tuple[Unit, Place]:
    """The unit, standing or gone, and where it stands or stood; for whoever may edit there."""
    unit, near = chronicle.standing_or_gone(code)
    access.rights(request).require(EDIT, near)
    return unit, near


def scope(request: HttpRequest) -> Scope:
    return access.scope(request, EDIT)


def page_of(unit: Unit) -> str:
    """The page where a unit's place in the tree is seen and changed."""
    return path_to("tree-unit", queries.short_code(unit.code))


def crumbs(request: HttpRequest, unit: Unit, near: Place, *more: Crumb) -> list[Crumb]:
    """From the top to the unit; those that are theirs to edit lead there."""
    held = scope(request)
    way = [
        Crumb(one.name, path_to("tree-unit", one.short) if held.holds(one.path) else "")
        for one in queries.line(near)
    ]
    if near.id != unit.pk:
        way.append(Crumb(unit.name, page_of(unit)))
    return [*way, *more]
