"""Residents' requests for those who handle, send and supervise them. The request is in Haikou and
Haikou's department handles it."""

from __future__ import annotations

from django.utils import timezone

from liandong.domains.accounts.enums import Permission, Role
from liandong.domains.casework import actions
from liandong.domains.casework.actions import Who
from liandong.domains.casework.models import Case, Photo
from liandong.domains.orgs.models import Unit
from tests.domains.casework.kit import led_by_department
from tests.web.needs.need import Route, holds

TAKE, SUPERVISE = Permission.TAKE_REQUESTS, Permission.SUPERVISE_REQUESTS
OFFICES = holds(TAKE, Permission.HANDLE_REQUESTS, SUPERVISE)
HANDLER = frozenset({Role.LIAISON})
# Only whoever acts for a department may apply for admission: the department that handles it.
HANDLES = holds(Permission.APPLY_ADMISSION)
READS = holds(TAKE, SUPERVISE, roles=HANDLER)


def _how() -> dict:
    return {"by": "test", "at": timezone.now()}


def number() -> str:
    found = Case.objects.filter(text="路线测试的诉求").first()
    if found is None:
        unit, who = Unit.objects.get(code="460105001001"), Who("陈某", "13800000000")
        found = actions.receive(
            text="路线测试的诉求", place=unit, channel="web", who=who, **_how()
        ).case
        actions.classify(found, matter=led_by_department(), **_how())
        office = Unit.objects.get(code="Z460100000000CG")
        actions.dispatch(found, to=office, reason="测试", **_how())
    return found.number


def photo() -> int:
    case = Case.objects.get(number=number())
    return Photo.objects.create(
        case=case, data=b"jpeg", width=1, height=1, at=timezone.now(), by_handler=True
    ).pk


ROUTES = {
    "requests/": OFFICES,
    "requests/all/": OFFICES,
    "requests/all/export.xlsx": holds(Permission.EXPORT_REQUESTS),
    "requests/<str:number>/": Route(READS, fill={"number": number}),
    "requests/<str:number>/accept/": Route(HANDLES, fill={"number": number}),
    "requests/<str:number>/requester/": Route(holds(TAKE, roles=HANDLER), fill={"number": number}),
    "requests/<str:number>/photos/<int:pk>/": Route(READS, fill={"number": number, "pk": photo}),
    "requests/<str:number>/do/<str:code>/": Route(
        HANDLES, fill={"number": number, "code": "contact"}
    ),
}
