"""Who may read a request. Its subject never does, whatever else they may."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q, QuerySet

from liandong.core.kernel.errors import error
from liandong.core.kernel.scope import Scope
from liandong.core.standards.lifecycles import Transition
from liandong.domains.accounts.enums import Permission
from liandong.domains.accounts.queries import Forbidden, Rights
from liandong.domains.casework.models import Assisting, Call, Case
from liandong.domains.orgs import tree
from liandong.domains.orgs.models import Position, Unit
from liandong.domains.workflow import definitions

# Over the place where it happened; handling is a matter of who handles.
OF_PLACES = (Permission.TAKE_REQUESTS, Permission.SUPERVISE_REQUESTS)


def units_in(scope: Scope) -> QuerySet[Position]:
    """The units that a scope holds, in whatever hierarchy, for `unit_id__in`."""
    inside = Q(pk__in=[])
    for one in scope.subtrees:
        inside |= Q(tree.below(one.path), hierarchy=one.hierarchy)
    return Position.objects.filter(inside).values("unit_id")


def not_about(rights: Rights) -> Q:
    """What complains of no unit at or above which the person has an assignment of theirs."""
    units = _units_above(rights)
    return Q(about=None) | ~Q(about__in=units)


def _units_above(rights: Rights) -> list[int]:
    """Looked up once for a person's rights, which last as long as one answer."""
    known: list[int] | None = rights.__dict__.get("_units_above")
    if known is not None:
        return known
    own = {(s.hierarchy, s.path) for scope in rights.by_permission.values() for s in scope.subtrees}
    above = Q(pk__in=[])
    for hierarchy, path in own:
        above |= Q(hierarchy=hierarchy, path__in=tree.ancestors(path))
    found = list(Position.objects.filter(above).values_list("unit_id", flat=True))
    rights.__dict__["_units_above"] = found
    return found


def readable(rights: Rights) -> QuerySet[Case]:
    """The requests a person may read: desks and supervisors those of their area, others those that
    are or were called to be theirs."""
    found = Q(pk__in=[])
    for permission in OF_PLACES:
        if scope := rights.scope(permission):
            found |= Q(place__in=units_in(scope))
    if scope := rights.scope(Permission.HANDLE_REQUESTS):
        mine = units_in(scope)
        found |= Q(handler__in=mine)
        found |= Q(pk__in=Call.objects.filter(unit__in=mine).values("whistle__case_id"))
        found |= Q(pk__in=Assisting.objects.filter(unit__in=mine).values("case_id"))
    return Case.objects.filter(not_about(rights), found)


def case_for(rights: Rights, number: str) -> Case:
    """The case with a number. Raises `LiandongError` no_case, `Forbidden`."""
    case = (
        Case.objects.filter(number=number.replace("\x00", "?"))
        .select_related("process", "matter", "place", "handler", "desk", "requester", "about")
        .first()
    )
    if case is None:
        raise error("no_case", f"没有编号为 {number} 的诉求。", f"There is no request {number}.")
    if not readable(rights).filter(pk=case.pk).exists():
        raise Forbidden(
            "forbidden",
            error("", "您没有查看这件诉求的权限。", "You may not see this request.").text,
        )
    return case


def _holds(rights: Rights, permission: Permission, case: Case) -> bool:
    scope = rights.scope(permission)
    of_place = permission in (*OF_PLACES, Permission.WHISTLE)
    units = [case.place_id] if of_place else [case.handler_id]
    if permission == Permission.SEE_REQUESTER:
        units = [case.handler_id]
        if rights.scope(Permission.TAKE_REQUESTS):
            units.append(case.place_id)
    return any(scope.holds(path, h) for unit, path, h in _positions(case) if unit in units)


def acting_for(rights: Rights, permission: Permission, units: Collection[Unit]) -> set[int]:
    """Of some units, for which the person holds a permission; their keys."""
    scope, ids = rights.scope(permission), [one.pk for one in units]
    held = Position.objects.filter(unit__in=ids).values_list("unit_id", "path", "hierarchy")
    return {unit for unit, path, hierarchy in held if scope.holds(path, hierarchy)}


def _positions(case: Case) -> list[tuple[int, str, str]]:
    """Where its place and its handler stand: read once for a case, asked for every permission."""
    key = (case.place_id, case.handler_id)
    known = case.__dict__.get("_stand")
    if known is None or known[0] != key:
        held = Position.objects.filter(unit__in=[one for one in key if one])
        known = case.__dict__["_stand"] = (
            key, list(held.values_list("unit_id", "path", "hierarchy"))
        )  # fmt: skip
    found: list[tuple[int, str, str]] = known[1]
    return found


def may(rights: Rights, permission: Permission, case: Case) -> bool:
    """Whether a person may do something with a case: a matter of its place for desks, supervisors
    and streets, of its handler for those who handle; never for its subject."""
    if not _holds(rights, permission, case):
        return False
    return case.about_id is None or Case.objects.filter(not_about(rights), pk=case.pk).exists()


def steps_for(rights: Rights, case: Case) -> list[Transition]:
    """The steps that a person may take now."""
    steps = definitions.of(case.process).steps_from(case.state)
    allowed = {
        one.permission: may(rights, Permission(one.permission), case)
        for one in steps if one.permission != "self"
    }  # fmt: skip
    return [one for one in steps if allowed.get(one.permission)]
