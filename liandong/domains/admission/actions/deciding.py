"""The office weighs and decides, publishes, renews, takes back."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Max
from django.utils import timezone

from liandong.core.kernel.typed import one_line
from liandong.domains.admission import loads, reach, refusals
from liandong.domains.admission.actions.applying import concerned, latest
from liandong.domains.admission.actions.checking import SYSTEM, tell_department
from liandong.domains.admission.actions.steps import (
    one_at_a_time,
    reason_of,
    short,
    stop_grants,
    take,
    tell,
)
from liandong.domains.admission.actions.telling import state_text, tell_all
from liandong.domains.admission.enums import Basis, Verdict
from liandong.domains.admission.models import Assessment, Decision, Grant, Item
from liandong.domains.orgs.heirs import stands

_CENT = Decimal("0.01")


def assess(item: Item, *, by: str, at: datetime, said: str = "") -> Assessment:
    """The load before and after, and the money of each community and each time, reckoned for the
    first day asked for; with what the office says. Again, as long as nothing is decided."""
    words = short(one_line(said), 1000, "评估意见", "The assessment")
    with one_at_a_time(item) as process:
        if process.state != "assessment":
            raise refusals.not_being_assessed()
        made = Assessment.objects.create(item=item, said=words, at=at, by=by, **_reckoned(item, at))
        tell("assess", item, by=by, at=at, before=made.before, after=made.after)
    return made


def _reckoned(item: Item, at: datetime) -> dict[str, object]:
    on = max(timezone.localdate(at), item.wanted_from or date.min)
    found = reach.paths_of(set(item.reach.values_list("unit_id", flat=True)), on)
    paths = reach.outermost(path for some in found.values() for path in some)
    communities = len(reach.communities_under(paths))
    before = loads.asked_below(paths, on, without=item.pk)
    each = _cents(item.money / communities) if communities else Decimal(0)
    return {
        "communities": communities, "before": before, "after": before + communities,
        "hours": min(item.hours * item.times, Decimal(9_999_999)),
        "money_each": each, "money_per_time": _cents(each / item.times),
    }  # fmt: skip


def _cents(value: Decimal) -> Decimal:
    return value.quantize(_CENT, ROUND_HALF_UP)


def approve(
    item: Item, *, start: date, end: date, by: str, at: datetime, reason: str = "",
    seen: str | None = None,
) -> Decision:  # fmt: skip
    """Admit it for `[start, end)`. Somebody else than who applied; after an assessment; a task
    without money needs a reason; not for a department that is gone.

    Raises `LiandongError`: own_application, not_assessed, money_missing, unit_closed, bad_period,
    too_lengthy, lifecycle.…
    """
    with one_at_a_time(item):
        _fit(item, start, end, by, at, reason)
        take(item, "approve", by=by, at=at, note=one_line(reason)[:500], seen=seen)
        if not item.assessments.exists():
            raise refusals.not_assessed()
        made = _decide(item, Verdict.APPROVE, one_line(reason), by, at, start=start, end=end)
        tell_department(item, by=by, at=at, about="approved")
    return made


def _fit(item: Item, start: date, end: date, by: str, at: datetime, reason: str) -> None:
    item.refresh_from_db(fields=["department", "applied_by"])
    if item.applied_by == by:
        raise refusals.own_application()
    if not stands(item.department):
        raise refusals.department_closed(item.department.name)
    if end <= start:
        raise refusals.bad_period()
    last, months = latest(item.place, start, timezone.localdate(at))
    if end > last:
        raise refusals.too_lengthy(months, last - timedelta(days=1))
    if not item.money and not one_line(reason):
        raise refusals.money_missing()


def _decide(
    item: Item, verdict: Verdict, reason: str, by: str, at: datetime, *,
    start: date | None = None, end: date | None = None,
) -> Decision:  # fmt: skip
    made = Decision.objects.create(
        item=item, verdict=verdict, reason=short(reason, 500, "理由", "The reason"), start=start,
        end=end, at=at, by=by,
    )  # fmt: skip
    tell(verdict, item, by=by, at=at, reason=reason, start=start, end=end)
    return made


def refuse(item: Item, *, reason: str, by: str, at: datetime, seen: str | None = None) -> Decision:
    """Not admitted, and why; an emergency that was in force ends today."""
    why, on = reason_of(reason), timezone.localdate(at)
    with one_at_a_time(item):
        take(item, "refuse", by=by, at=at, note=why, seen=seen)
        made = _decide(item, Verdict.REFUSE, why, by, at)
        if stop_grants(item, on=on, reason=why, by=by, at=at):
            tell_all(concerned(item, on), item, state_text(item), at=at, about="ended")
        tell_department(item, by=by, at=at, about="refused")
    return made


def publish(item: Item, *, by: str, at: datetime, seen: str | None = None) -> Grant:
    """From its first day, and never from before today, it may be asked. Raises `LiandongError`
    period_over."""
    on = timezone.localdate(at)
    with one_at_a_time(item):
        take(item, "publish", by=by, at=at, seen=seen)
        decision = item.decisions.filter(verdict=Verdict.APPROVE).latest("pk")
        start = max(decision.start or on, on)
        if decision.end is None or decision.end <= start:
            raise refusals.period_over()
        # The approval takes the place of the emergency.
        stop_grants(item, on=start, reason="", by=by, at=at)
        made = Grant.objects.create(
            item=item, basis=Basis.APPROVAL, decision=decision, reason=decision.reason,
            start=start, end=decision.end, published_at=at, published_by=by,
        )  # fmt: skip
        tell("publish", item, by=by, at=at, start=start, end=made.end)
        if start <= on:
            take(item, "begin", by=SYSTEM, at=at)
        tell_department(item, by=by, at=at, about="published")
        tell_all(concerned(item, on), item, state_text(item), at=at, about="published")
    return made


def decide_renewal(
    item: Item, *, granted: bool, reason: str, by: str, at: datetime, end: date | None = None,
    seen: str | None = None,
) -> Decision:  # fmt: skip
    """It goes on up to `end` (not included) from where it would have ended, or ends there."""
    why = reason_of(reason)
    with one_at_a_time(item):
        start = item.grants.aggregate(last=Max("end"))["last"]
        if granted:
            if end is None or start is None:
                raise refusals.bad_period()
            _fit(item, start, end, by, at, why)
        take(item, "renew" if granted else "deny_renewal", by=by, at=at, note=why, seen=seen)
        verdict = Verdict.RENEW if granted else Verdict.DENY_RENEWAL
        period = {"start": start, "end": end} if granted else {}
        made = _decide(item, verdict, why, by, at, **period)
        if granted:
            Grant.objects.create(
                item=item, basis=Basis.RENEWAL, decision=made, reason=why, published_at=at,
                published_by=by, **period,
            )  # fmt: skip
        tell_department(item, by=by, at=at, about=f"renewal:{made.pk}")
    return made


def take_back(
    item: Item, *, reason: str, by: str, at: datetime, seen: str | None = None
) -> Decision:
    """From today communities need not do it any more."""
    why, on = reason_of(reason), timezone.localdate(at)
    with one_at_a_time(item):
        take(item, "take_back", by=by, at=at, note=why, seen=seen)
        made = _decide(item, Verdict.TAKE_BACK, why, by, at)
        stop_grants(item, on=on, reason=why, by=by, at=at)
        tell_department(item, by=by, at=at, about="taken_back")
        tell_all(concerned(item, on), item, state_text(item), at=at, about="ended")
    return made
