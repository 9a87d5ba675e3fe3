"""Whistle and report-in: for streets, the departments they call, and supervisors."""

from __future__ import annotations

from django.utils import timezone

from liandong.domains.accounts.enums import Permission, Role
from liandong.domains.casework import actions
from liandong.domains.casework.models import Call, Review, Whistle
from liandong.domains.catalogue import queries as catalogue
from liandong.domains.orgs.models import Unit
from tests.web.needs.need import Route, holds

BLOW, SUPERVISE = Permission.WHISTLE, Permission.SUPERVISE_REQUESTS
STREET, DEPARTMENT = "460105001000", "Z460100000000CG"
OFFICES = holds(Permission.TAKE_REQUESTS, Permission.HANDLE_REQUESTS, SUPERVISE)
# Those of the area, and the department that was called.
THEIRS = holds(BLOW, SUPERVISE, roles=frozenset({Role.LIAISON}))
# Only whoever acts for a department may apply for admission: the department's own deeds.
CALLED = holds(Permission.APPLY_ADMISSION)


def _how() -> dict:
    return {"by": "test", "at": timezone.now()}


def blown() -> int:
    street, unit = (Unit.objects.get(code=code) for code in (STREET, DEPARTMENT))
    found = Whistle.objects.filter(what="路线测试").first()
    made = found or actions.whistle(
        street=street, what="路线测试", where="路口", units=[unit], **_how()
    )
    return made.pk


def call() -> int:
    return Call.objects.get(whistle_id=blown(), unit__code=DEPARTMENT).pk


def ask() -> int:
    """What a community of Haikou asks its street for."""
    open_ones = Review.objects.filter(kind="whistle", granted=None)
    if found := open_ones.first():
        return found.pk
    place = Unit.objects.get(code="460105001001")
    case = actions.receive(text="请街道吹哨的诉求", place=place, channel="web", **_how()).case
    actions.classify(case, matter=catalogue.matter("MZ004", timezone.localdate()), **_how())
    actions.dispatch(case, to=place, reason="测试", **_how())
    return actions.ask_whistle(case, reason="要两个部门到场", **_how()).pk


ROUTES = {
    "whistles/": OFFICES,
    "whistles/new/": holds(BLOW),
    "whistles/timeliness/": holds(BLOW, SUPERVISE),
    "whistles/timeliness/export.xlsx": holds(BLOW, SUPERVISE),
    "whistles/<int:number>/": Route(THEIRS, fill={"number": blown}),
    "whistles/<int:number>/release/": Route(holds(BLOW), fill={"number": blown}),
    "whistles/asked/<int:number>/refuse/": Route(holds(BLOW), fill={"number": ask}),
    "whistles/calls/<int:number>/report-in/": Route(CALLED, fill={"number": call}),
    "whistles/calls/<int:number>/finding/": Route(CALLED, fill={"number": call}),
    "whistles/calls/<int:number>/evaluate/": Route(holds(BLOW), fill={"number": call}),
}
