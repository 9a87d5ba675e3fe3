"""Supervision: for those who hold it, of what lies in their area."""

from __future__ import annotations

from django.utils import timezone

from liandong.domains.accounts.enums import Permission
from liandong.domains.casework import actions
from liandong.domains.casework.models import Review
from liandong.domains.orgs.models import Unit
from tests.web.needs.need import Route, here, holds

SUPERVISE = holds(Permission.SUPERVISE_REQUESTS)


def review() -> int:
    """Something to decide, in Haikou."""
    found = Review.objects.filter(asked_by="route", granted=None).first()
    if found is None:
        how = {"by": "route", "at": timezone.now()}
        place = Unit.objects.get(code="460105001001")
        case = actions.receive(text="路灯不亮", place=place, channel="web", **how).case
        found = actions.propose_exclusion(case, reason="路线测试", **how)
    return found.pk


ROUTES = {
    "supervision/": SUPERVISE,
    "supervision/reviews/<int:number>/": Route(SUPERVISE, fill={"number": review}),
    "supervision/open/": SUPERVISE,
    "supervision/rates/": SUPERVISE,
    "supervision/rates/export.xlsx": SUPERVISE,
    "supervision/spots/": SUPERVISE,
    "supervision/spots/export.xlsx": SUPERVISE,
    "units/<str:code>/requests/": here(Permission.SEE_FIGURES),
    "units/<str:code>/requests/export.xlsx": here(Permission.EXPORT),
}
