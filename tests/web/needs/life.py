"""Organisation life: what is due, meetings, training."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

from django.utils import timezone

from liandong.domains.accounts.enums import Permission
from liandong.domains.life import actions
from liandong.domains.life.models import Course, Meeting
from liandong.domains.orgs.models import Unit
from tests.web.needs.need import Need, Route, here_in_the_party, of

SEE, RECORD = Permission.SEE_LIFE, Permission.RECORD_LIFE
BRANCH = "D460105001001"
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 64


def _how() -> dict:
    return {"by": "test", "at": timezone.now()}


def planned() -> int:
    unit, today = Unit.objects.get(code=BRANCH), timezone.localdate()
    return actions.plan(unit=unit, kind="assembly", on=today, **_how()).pk


def attachment() -> int:
    meeting = Meeting.objects.get(pk=planned())
    return actions.attach(meeting, stream=BytesIO(PNG), name="a.png", **_how()).pk


def with_file() -> int:
    return Meeting.objects.filter(attachments__name="a.png").latest("pk").pk


def course() -> int:
    unit, today = Unit.objects.get(code=BRANCH), timezone.localdate()
    found = Course.objects.live().filter(unit=unit, title="今天的培训").first()
    if found is None:
        found = actions.plan_course(
            unit=unit, title="今天的培训", on=today, hours=Decimal(4), **_how()
        )
    return found.pk


def one(need: Permission, post: Permission | None = None, **fill: object) -> Route:
    writes: Need | None = of(BRANCH, post) if post else None
    return Route(of(BRANCH, need), post=writes, fill={"number": planned, **fill})


ROUTES = {
    "organisations/<str:code>/duties/": here_in_the_party(SEE),
    "organisations/<str:code>/duties/<str:standard>/": Route(
        here_in_the_party(SEE), fill={"standard": "life.assembly"}
    ),
    "organisations/<str:code>/duties.xlsx": here_in_the_party(Permission.EXPORT),
    "organisations/<str:code>/duties/remind/": here_in_the_party(Permission.SUPERVISE_LIFE),
    "organisations/<str:code>/meetings/": here_in_the_party(SEE),
    "organisations/<str:code>/meetings/record/": here_in_the_party(RECORD),
    "organisations/<str:code>/meetings/plan/": here_in_the_party(RECORD),
    "organisations/<str:code>/training/": here_in_the_party(SEE),
    "organisations/<str:code>/training.xlsx": here_in_the_party(Permission.EXPORT),
    "organisations/<str:code>/training/record/": here_in_the_party(RECORD),
    "organisations/<str:code>/training/plan/": here_in_the_party(RECORD),
    "courses/<int:number>/": Route(of(BRANCH, SEE), fill={"number": course}),
    **{
        f"courses/<int:number>/{what}/": Route(of(BRANCH, RECORD), fill={"number": course})
        for what in ("change", "off")
    },
    "meetings/<int:number>/": one(SEE),
    **{
        f"meetings/<int:number>/{what}/": one(RECORD)
        for what in ("hold", "change", "off", "minutes", "files")
    },
    "meetings/<int:number>/files/<int:file>/": Route(
        of(BRANCH, SEE), fill={"file": attachment, "number": with_file}
    ),
}
