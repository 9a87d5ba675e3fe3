"""Admission: a department's own item, the office's answer, what a community refuses; what is
published is for everybody. The department is Haikou's, the community lies there."""

from __future__ import annotations

from django.utils import timezone

from liandong.domains.accounts.enums import Permission
from liandong.domains.admission import actions
from liandong.domains.admission.actions import Content
from liandong.domains.admission.models import Item, Refusal
from liandong.domains.orgs.models import Unit
from tests.web.needs.need import ANYBODY, SIGNED_IN, Route, holds

APPLY, DECIDE, REFUSE = (
    Permission.APPLY_ADMISSION, Permission.DECIDE_ADMISSION, Permission.REFUSE_TASK,
)  # fmt: skip
TITLE = "路线测试的事项"


def _how() -> dict:
    return {"by": "test", "at": timezone.now()}


def _unit(code: str) -> Unit:
    return Unit.objects.get(code=code)


def draft() -> str:
    """A draft: its department alone sees it."""
    found = Item.objects.filter(title=TITLE).first()
    if found is None:
        content = Content(kind="form", title=TITLE, units=[_unit("460105001001")])
        found = actions.draft(department=_unit("Z460100000000CG"), content=content, **_how())
    return found.number


def refusal() -> str:
    found = Refusal.objects.filter(asked=TITLE).first()
    return (found or actions.refuse_task(
        community=_unit("460105001001"), asked=TITLE, department=_unit("Z460100000000CG"), **_how()
    )).number  # fmt: skip


ROUTES = {
    "admission/": SIGNED_IN,
    "admission/all/": ANYBODY,
    "admission/all/export.xlsx": ANYBODY,
    "admission/register/": ANYBODY,
    "admission/register/export.xlsx": ANYBODY,
    "admission/load/": ANYBODY,
    "admission/load/export.xlsx": ANYBODY,
    "admission/new/": holds(APPLY),
    "admission/refusals/": SIGNED_IN,
    "admission/refusals/new/": holds(REFUSE),
    "admission/refusals/<str:number>/": Route(
        holds(APPLY, DECIDE, REFUSE), fill={"number": refusal}
    ),
    "admission/refusals/<str:number>/do/<str:code>/": Route(
        holds(DECIDE), fill={"number": refusal, "code": "uphold"}
    ),
    "admission/<str:number>/": Route(holds(APPLY), fill={"number": draft}),
    "admission/<str:number>/edit/": Route(holds(APPLY), fill={"number": draft}),
    "admission/<str:number>/do/<str:code>/": Route(
        holds(APPLY), fill={"number": draft, "code": "withdraw"}
    ),
}
