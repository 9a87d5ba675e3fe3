"""Community workers: posts, hirings and terms reviewed."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from liandong.domains.accounts.enums import Permission
from liandong.domains.guarantee.careers import hiring as hirings
from liandong.domains.guarantee.careers import notice, posts, service
from liandong.domains.guarantee.careers.models import Hiring, Review, Service
from liandong.domains.orgs.models import Unit
from tests.web.needs.need import ANYBODY, SIGNED_IN, Need, Route, here, of

SEE, EXPORT, CHANGE = Permission.SEE_RECORDS, Permission.EXPORT, Permission.CORRECT_FACTS
CITY, STREET, COMMUNITY = "4601", "460105001", "460105001001"


def _how() -> dict:
    return {"by": "test", "at": timezone.now()}


def _service() -> Service:
    found = Service.objects.filter(worker__number="NEED").first()
    on = timezone.localdate() - timedelta(days=4000)
    unit = Unit.objects.get(code=COMMUNITY)
    return found or posts.assign("NEED", unit=unit, post="head", grade=8, on=on, **_how())


def worker() -> int:
    return _service().worker_id


def review() -> int:
    held, today = _service(), timezone.localdate()
    found = Review.objects.filter(worker=held.worker).first()
    found = found or service.review(
        held.worker, unit=held.unit, start=today - timedelta(days=3000),
        end=today - timedelta(days=1000), verdict="good", reason="考核", **_how(),
    )  # fmt: skip
    return found.pk


def hiring() -> int:
    return hirings.announce(
        employer=Unit.objects.get(code="460105001000"), title="招聘", wanted=1,
        closes_on=timezone.localdate() + timedelta(days=9), **_how(),
    ).pk  # fmt: skip


def on_notice() -> Hiring:
    """A hiring whose results were published yesterday."""
    now = timezone.now()
    then = {"by": "test", "at": now - timedelta(days=9)}
    made = hirings.announce(
        employer=Unit.objects.get(code="460105001000"), title="公示", wanted=1,
        closes_on=timezone.localdate() - timedelta(days=8), **then,
    )  # fmt: skip
    then["at"] = now - timedelta(days=1)
    hirings.close(made, numbers=["001"], seen="announced", **then)
    hirings.examine(made, marks={"001": Decimal(80)}, seen="applied", **then)
    return hirings.publish(made, passed=["001"], seen="examined", **then)


def noticed() -> int:
    return on_notice().pk


def objection() -> int:
    return notice.object_to(on_notice(), said="有疑问", number="001", **_how()).pk


def one(need: Need, fill: object, **more: object) -> Route:
    return Route(need, fill={"number": fill, **more})


ROUTES = {
    "units/<str:code>/careers/": here(SEE),
    "units/<str:code>/careers/export.xlsx": here(EXPORT),
    "units/<str:code>/careers/assign/": here(CHANGE),
    "units/<str:code>/careers/terms/": here(CHANGE),
    "units/<str:code>/hirings/": here(SEE),
    "units/<str:code>/hirings/announce/": here(CHANGE),
    "hirings/<int:number>/": one(of(STREET, SEE), hiring),
    "hirings/<int:number>/notice/": one(ANYBODY, noticed),
    "hirings/<int:number>/object/": one(of(STREET, CHANGE), noticed),
    "objections/<int:number>/answer/": one(of(STREET, CHANGE), objection),
    "hirings/<int:number>/<str:step>/": one(of(STREET, CHANGE), hiring, step="close"),
    "careers/<int:number>/": one(of(COMMUNITY, SEE), worker),
    "careers/<int:number>/grade/": one(of(STREET, CHANGE), worker),
    "careers/<int:number>/account/": one(of(STREET, CHANGE), worker),
    "careers/<int:number>/leave/": one(of(STREET, CHANGE), worker),
    "careers/<int:number>/correct/": one(of(STREET, CHANGE), worker),
    "careers/<int:number>/review/": one(of(STREET, CHANGE), worker),
    "reviews/<int:number>/answer/": one(of(STREET, CHANGE), review),
    "me/record/terms/<int:number>/": Route(SIGNED_IN, fill={"number": review}, own=True),
    "me/record/terms/<int:number>/seen/": Route(SIGNED_IN, fill={"number": review}, own=True),
}
