"""People: rosters, one person, letters and stays elsewhere."""

from __future__ import annotations

from collections.abc import Callable

from django.utils import timezone

from liandong.domains.accounts.enums import Permission
from liandong.domains.members import actions
from liandong.domains.members.actions import calendar, floating, transfers
from liandong.domains.members.models import Membership, Person
from liandong.domains.orgs.models import Unit
from tests.web.needs.need import ANYBODY, SIGNED_IN, Route, here_in_the_party, of

SEE, EDIT = Permission.SEE_MEMBERS, Permission.EDIT_MEMBERS
RECORD, UNMASK = Permission.RECORD_LIFE, Permission.UNMASK_MEMBERS
BRANCH = "D460105001001"


def how() -> dict:
    return {"by": "test", "at": timezone.now()}


def row(number: int = 0) -> Membership:
    held = Membership.objects.on(timezone.localdate()).filter(unit__code=BRANCH, stage="full")
    free = held.filter(person__transfers=None, person__floatings=None)
    return free.select_related("person").order_by("pk")[number]


def person() -> int:
    return row().person_id


def line() -> int:
    return row().pk


def letter() -> int:
    sent = transfers.send(row(1).person, receiver=None, outside="外省某支部",
                          on=timezone.localdate(), **how())  # fmt: skip
    return sent.pk


def stay() -> int:
    kept = floating.register_away(
        row(1).person, since=timezone.localdate(), reason="work",
        host=Unit.objects.get(code="D460105001002"), **how(),
    )  # fmt: skip
    return kept.pk


def request() -> int:
    asked = actions.ask_correction(
        Person.objects.get(pk=person()), said="姓名有误", on=timezone.localdate(), **how()
    )
    return asked.pk


def secret() -> str:
    return calendar.renew(Person.objects.get(pk=person()), **how())


def about(need: Permission, made: Callable[[], int] = person, **fill: object) -> Route:
    return Route(of(BRANCH, need), fill={"number": made, **fill})


MEMBER = "members/<int:number>/"
ROUTES = {
    "organisations/<str:code>/members/": here_in_the_party(SEE),
    "organisations/<str:code>/members/export.xlsx": here_in_the_party(SEE),
    "organisations/<str:code>/members/find/": here_in_the_party(SEE),
    "organisations/<str:code>/members/new/": here_in_the_party(EDIT),
    MEMBER: about(SEE),
    f"{MEMBER}open/": about(UNMASK),
    **{
        f"{MEMBER}{what}/": about(EDIT)
        for what in (
            "stage",
            "move",
            "leave",
            "standing",
            "details",
            "transfer",
            "away",
            "back",
            "erase",
        )
    },
    f"{MEMBER}rows/<int:line>/": about(EDIT, line=line),
    "organisations/<str:code>/floating/": here_in_the_party(SEE),
    "organisations/<str:code>/floating/hosting/": here_in_the_party(EDIT, places=(BRANCH,)),
    "transfers/<int:number>/": about(SEE, letter),
    "transfers/<int:number>/<slug:code>/": about(EDIT, letter, code="withdraw"),
    "floating/<int:number>/": about(SEE, stay),
    "floating/<int:number>/contact/": about(RECORD, stay),
    "floating/<int:number>/feedback/": about(RECORD, stay),
    "floating/<int:number>/<slug:code>/": about(EDIT, stay, code="return"),
    "corrections/<int:number>/": about(EDIT, request),
    "corrections/<int:number>/<slug:code>/": about(EDIT, request, code="take"),
    "me/record/": SIGNED_IN,
    "me/record/correction/": SIGNED_IN,
    "me/record/correction/<int:number>/withdraw/": Route(SIGNED_IN, fill={"number": request}),
    **{
        f"me/record/{what}/": SIGNED_IN
        for what in ("download", "report", "calendar", "calendar/off")
    },
    "calendar/<str:secret>.ics": Route(ANYBODY, fill={"secret": secret}),
}
