"""Whistle and report-in: for streets, the departments they call, and supervisors."""

from __future__ import annotations

from django.utils import timezone

from liandong.domains.accounts.enums import Permission, Role
from liandong.domains.casework import actions
from liandong.domains.casework.models import Call, Whistle
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


ROUTES = {
    "whistles/": OFFICES,
    "whistles/new/": holds(BLOW),
    "whistles/timeliness/": holds(BLOW, SUPERVISE),
    "whistles/timeliness/export.xlsx": holds(BLOW, SUPERVISE),
    "whistles/<int:number>/": Route(THEIRS, fill={"number": blown}),
    "whistles/<int:number>/release/": Route(holds(BLOW), fill={"number": blown}),
    "whistles/calls/<int:number>/report-in/": Route(CALLED, fill={"number": call}),
    "whistles/calls/<int:number>/finding/": Route(CALLED, fill={"number": call}),
    "whistles/calls/<int:number>/evaluate/": Route(holds(BLOW), fill={"number": call}),
}
