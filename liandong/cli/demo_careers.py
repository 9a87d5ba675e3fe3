"""The demo's community workers: posts and grades, a hiring at every step, terms reviewed and
contested. By number only; all invented."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from liandong.cli.common import say

AREA, OFFICE = "460105000000", "xiuying"
SINCE = date(2015, 1, 1)
_TERMS = ((date(2015, 1, 1), date(2020, 1, 1)), (date(2020, 1, 1), date(2025, 1, 1)))
# How far each hiring has come, and how long ago it was announced.
_HIRINGS = (
    ("announced", 3), ("applied", 30), ("examined", 45), ("published", 60), ("appointed", 400),
    ("cancelled", 200), ("published", 33),
)  # fmt: skip
_PASSED = ("006", "007")
_STEPS = ("applied", "examined", "published", "appointed")
# Days after the announcement; people apply for the first fifteen, and the notice takes two weeks.
_AFTER = (21, 26, 31, 60)


def build(*, at: datetime) -> None:
    """Put them on record, once."""
    from django.db import transaction

    from liandong.domains.guarantee.careers.models import Worker
    from liandong.domains.orgs.enums import Kind
    from liandong.domains.orgs.models import Unit
    from liandong.domains.orgs.queries import place, units_below

    if Worker.objects.exists():
        return
    below = units_below(place(AREA), {Kind.COMMUNITY})
    communities = list(Unit.objects.filter(pk__in=[one.id for one in below]).order_by("code"))
    with transaction.atomic():
        for place_, unit in enumerate(communities):
            _posts(place_, unit, at)
        _reviews(communities[:4], at)
        for n, (state, days) in enumerate(_HIRINGS, start=1):
            _hiring(n, state, at - timedelta(days=days), communities[0])
    say(
        f"社区工作者 {Worker.objects.count()} 名，招聘 {len(_HIRINGS)} 次（均为虚构）。",
        f"{Worker.objects.count()} community workers, {len(_HIRINGS)} hirings, all invented.",
    )


def _posts(number: int, unit: Any, at: datetime) -> None:
    """A head, mostly a deputy, one or two others; here and there a post is vacant."""
    from liandong.domains.guarantee.careers import posts

    wanted = [("head", 9 + number % 6)] if number % 9 != 5 else []
    wanted += [("deputy", 6 + number % 5)] if number % 3 else []
    wanted += [("other", 2 + (number + n) % 6) for n in range(1 + number % 2)]
    for n, (post, grade) in enumerate(wanted):
        start = SINCE + timedelta(days=0 if post == "head" else 200 * (number % 7) + 30 * n)
        posts.assign(
            f"SQ{number:03d}{n}", unit=unit, post=post, grade=grade, on=start, by=OFFICE, at=at
        )


def _reviews(communities: list[Any], at: datetime) -> None:
    """Two full terms of some heads; the first is the demo's own secretary, the second contests."""
    from liandong.domains.guarantee.careers import service
    from liandong.domains.guarantee.careers.models import Service

    heads = Service.objects.filter(unit__in=communities, post="head").select_related("worker")
    for n, held in enumerate(heads.order_by("unit__code")):
        said = []
        for start, end in _TERMS:
            verdict = "good" if n == 1 and end.year == 2025 else "excellent"
            said.append(service.review(
                held.worker, unit=held.unit, start=start, end=end, verdict=verdict,
                reason="年度考核和换届考察（演示）", by=OFFICE, at=at,
            ))  # fmt: skip
        if n == 0:
            service.signs_in_as(held.worker, username="community", by=OFFICE, at=at)
        if n == 1:
            service.signs_in_as(held.worker, username="street", by=OFFICE, at=at)
            service.see(said[1], by="street", at=at)
            service.contest(said[1], reason="2023 年考核结果录错（演示）", by="street", at=at)


def _hiring(batch: int, state: str, at: datetime, unit: Any) -> None:
    """One hiring, as far as it has come; each a batch of its own."""
    from liandong.domains.guarantee.careers import hiring as steps
    from liandong.domains.orgs.models import Unit

    office = Unit.objects.get(code=AREA)
    said = steps.announce(
        employer=office, wanted=2,
        title=f"秀英区{at.year}年公开招聘社区工作者（演示第 {batch} 批）",
        closes_on=at.date() + timedelta(days=15), by=OFFICE, at=at,
    )  # fmt: skip
    if state == "cancelled":
        steps.cancel(said, note="报名人数不足（演示）", seen="announced", by=OFFICE, at=at)
        return
    numbers = [f"{n:03d}" for n in range(1, 9)]
    for after, step in zip(_AFTER, _STEPS[: _reached(state)], strict=False):
        then = {"by": OFFICE, "at": at + timedelta(days=after)}
        said.process.refresh_from_db()
        seen = said.process.state
        if step == "applied":
            steps.close(said, numbers=numbers, seen=seen, **then)
        elif step == "examined":
            marks = {one: Decimal(60 + 4 * k) for k, one in enumerate(numbers[:-1])}
            steps.examine(said, marks=marks, seen=seen, **then)
        elif step == "published":
            steps.publish(said, passed=_PASSED, seen=seen, **then)
            _objection(said, at=then["at"] + timedelta(days=1), answered=batch != len(_HIRINGS))
        else:
            taken = [steps.Appointment(one, f"SQN{one}", unit, "other", 2) for one in _PASSED]
            on = then["at"].date() + timedelta(days=7)
            steps.appoint(said, appointments=taken, on=on, seen=seen, **then)


def _objection(hiring: Any, *, at: datetime, answered: bool) -> None:
    """Somebody objected while the results were on notice; here and there it waits for an answer."""
    from liandong.domains.guarantee.careers import notice

    said = notice.object_to(
        hiring, said="希望核对工作经历的加分（演示）", number=_PASSED[0], by=OFFICE, at=at
    )
    if answered:
        notice.answer(
            said, upheld=False, said="已核对证明材料（演示）", by=OFFICE, at=at + timedelta(hours=5)
        )


def _reached(state: str) -> int:
    return _STEPS.index(state) + 1 if state in _STEPS else 0
