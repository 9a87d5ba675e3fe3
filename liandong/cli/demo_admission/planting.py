"""Take each invented item through its own days by the deeds themselves, to where it stands now."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from liandong.cli.common import say
from liandong.cli.demo_admission.said import DISTRICT, STREET, Refused, Said, items, refusals

LIAISON, OFFICE, BASIS = "liaison", "catalogue", "演示依据，非正式文件"
_KEPT = timedelta(days=3)
_AHEAD = 80  # days: more than thirty working days, whatever holidays lie between
_YEAR = 364
_NOW = frozenset({"draft", "applied", "late", "returned", "opinions", "withdrawn", "listed"})
_SINCE = {"late": 14, "returned": 3, "opinions": 4, "withdrawn": 6, "listed": 9}
# Days after the application.
_ASK, _HEARD, _ASSESS, _DECIDE, _PUBLISH = 1, 18, 19, 20, 21


def build(*, below: str = "", at: datetime) -> None:
    """Items and refusals, where there are none yet. Of what people were told on the way the last
    days wait for them; nothing in a small demo, whose inboxes are empty."""
    from django.db import transaction

    from liandong.domains.admission.models import Item, Refusal
    from liandong.domains.audit.actions import record
    from liandong.domains.orgs.models import Unit

    if Item.objects.filter(invented=True).exists():
        return
    units = {one.code: one for one in Unit.objects.filter(code__in=_codes())}
    with transaction.atomic():
        # In the order of their days, as they would have come.
        for one in sorted(items(), key=lambda said: -_applied_ago(said)):
            if _department(one.department, one.area) in units:
                _item(one, units, at)
        _refusals(units, at)
        _tidy(at, at - _KEPT if not below else None)
        made, refused = Item.objects.count(), Refusal.objects.count()
        record(action="admission.demo", by="demo", at=at, subject="demo",
               after={"items": made, "refusals": refused})  # fmt: skip
    say(f"准入事项 {made} 项，社区拒绝 {refused} 件（均为虚构）。",
        f"{made} items of admission, {refused} refusals, all invented.")  # fmt: skip


def _tidy(at: datetime, since: datetime | None) -> None:
    from liandong.domains.notify.models import Notice

    told = Notice.objects.filter(kind="admission")
    if since is None:
        told.delete()
    else:
        told.filter(created_at__lt=since).update(read_at=at)


def _codes() -> set[str]:
    said = items()
    asked = {_department(one.department, one.area) for one in said}
    refused = {_department(one.department, DISTRICT) for one in refusals() if one.department}
    return asked | refused | {one.area for one in said}


def _department(short: str, area: str) -> str:
    """The city's own for what it asks of all communities, else the district's."""
    return f"Z{DISTRICT if area.startswith('460105') else area}{short}"


def _applied_ago(one: Said) -> int:
    """How many days ago it was applied for, or drafted."""
    if one.state in _NOW:
        return _SINCE.get(one.state, 1)
    if one.state == "assessment":
        return _HEARD + 1
    if one.state in ("approved", "refused", "lapsed"):
        return 40 if one.state == "lapsed" else _DECIDE + 1
    if one.state.startswith("emergency"):
        return one.days
    return max(one.days + _AHEAD, _PUBLISH + 1)


def _item(one: Said, units: dict[str, Any], now: datetime) -> None:
    from liandong.domains.admission import actions
    from liandong.domains.admission.actions import Content

    department = units[_department(one.department, one.area)]
    applied = _day(now, _applied_ago(one))
    start, end = _period(one, now)
    by = LIAISON if department.code == f"Z{DISTRICT}CG" else "demo"
    item = actions.draft(
        department=department, by=by, at=applied, invented=True,
        content=Content(
            kind=one.kind, title=one.title, units=[units[one.area]], what=one.what, basis=BASIS,
            manner=one.manner, times=one.times, hours=one.hours, people=one.people,
            money=one.money, wanted_from=start, wanted_until=end,
        ),
    )  # fmt: skip
    if one.state != "draft":
        _Way(item, one, by, applied, now).go()


def _period(one: Said, now: datetime) -> tuple[date, date]:
    start = now.date() - timedelta(days=one.days)
    if one.state in _NOW or one.state in ("assessment", "approved", "refused", "lapsed"):
        start = now.date() + timedelta(days=_AHEAD)
    length = {"expired": _YEAR, "ending": _YEAR, "renewal": _YEAR}.get(one.state, 2 * _YEAR)
    return start, start + timedelta(days=length)


def _day(now: datetime, ago: int, hour: int = 9) -> datetime:
    """A working hour some days ago, never later than now."""
    from django.utils import timezone

    day = timezone.localdate(now) - timedelta(days=ago)
    return min(timezone.make_aware(datetime.combine(day, time(hour))), now)


class _Way:
    """One item on its way."""

    def __init__(self, item: Any, said: Said, by: str, applied: datetime, now: datetime) -> None:
        self.item, self.said, self.by, self.applied, self.now = item, said, by, applied, now

    def after(self, days: int) -> datetime:
        """So many days after the application, but not in the future."""
        return min(self.applied + timedelta(days=days), self.now)

    def go(self) -> None:
        """As far as its state."""
        from liandong.domains.admission import actions

        state = self.said.state
        if state.startswith("emergency"):
            actions.declare(self.item, reason="汛期紧急（演示）", by=self.by, at=self.applied)
            if state == "emergency":
                return
        actions.apply(self.item, by=self.by, at=self.after(0))
        if state in ("applied", "late"):
            return
        if state in ("returned", "lapsed"):
            actions.return_it(
                self.item, reason="缺少依据原文（演示）", by=OFFICE, at=self.after(_ASK)
            )
            self._settle()
            return
        actions.ask(self.item, by=OFFICE, at=self.after(_ASK))
        if state == "listed":
            return
        self._opinions()
        if state == "withdrawn":
            actions.withdraw(self.item, reason="改用共享数据（演示）", by=self.by, at=self.now)
        elif state != "opinions":
            self._decide()

    def _opinions(self) -> None:
        """Some answer; the demo's own street and community are left to the people who try it."""
        from liandong.domains.admission import actions

        said = (("agree", ""), ("suggest", "请预填已知信息（演示）"), ("agree", ""),
                ("disagree", "人手不够（演示）"), ("reserve", "先看效果（演示）"))  # fmt: skip
        asked = list(self.item.opinions.select_related("unit").order_by("unit__code"))
        waits = self.said.state == "opinions"
        for n, one in enumerate(asked[: 5 if waits else 8]):
            if waits and (one.unit.code == STREET or one.unit.name.startswith("秀华")):
                continue
            answer, why = said[(n + self.said.times) % len(said)]
            actions.opine(self.item, unit=one.unit, answer=answer, said=why, by="demo",
                          at=self.after(_ASK + 1))  # fmt: skip
        if not waits:
            self._settle(_HEARD)

    def _settle(self, days: int | None = None) -> None:
        from liandong.domains.admission.sweeping import settle

        settle(self.item, self.now if days is None else self.after(days))
        self.item.process.refresh_from_db()

    def _decide(self) -> None:
        from liandong.domains.admission import actions

        state = self.said.state
        if state == "assessment":
            return
        if state == "refused":
            actions.refuse(self.item, reason="已有数据，不应重复填报（演示）", by=OFFICE,
                           at=self.after(_DECIDE))  # fmt: skip
            return
        actions.assess(self.item, said="负担可以承受（演示）", by=OFFICE, at=self.after(_ASSESS))
        actions.approve(
            self.item, start=self.item.wanted_from, end=self.item.wanted_until, by=OFFICE,
            reason="确有必要（演示）", at=self.after(_DECIDE),
        )  # fmt: skip
        if state != "approved":
            actions.publish(self.item, by=OFFICE, at=self.after(_PUBLISH))
            self._end()

    def _end(self) -> None:
        from liandong.domains.admission import actions

        self._settle((self.item.wanted_from - self.applied.date()).days + 1)
        if self.said.state == "renewal":
            actions.ask_renewal(self.item, reason="仍有需要（演示）", by=self.by,
                                at=_day(self.now, 5))  # fmt: skip
        elif self.said.state == "taken_back":
            actions.take_back(self.item, reason="零报告没有必要（演示）", by=OFFICE,
                              at=_day(self.now, 100))  # fmt: skip
        elif self.said.state == "expired":
            self._settle((self.item.wanted_until - self.applied.date()).days)


def _refusals(units: dict[str, Any], now: datetime) -> None:
    from liandong.domains.admission.models import Item
    from liandong.domains.orgs.models import Unit
    from liandong.domains.orgs.queries import place, units_below

    ids = [one.id for one in units_below(place(STREET), {"community"})]
    communities = list(Unit.objects.filter(pk__in=ids).order_by("code"))
    shown = Item.objects.filter(invented=True, title="沿街店铺基础台账").first()
    for n, one in enumerate(sorted(refusals(), key=lambda said: -said.days)):
        _refusal(one, communities[n % len(communities)], units, shown, now)


def _refusal(
    one: Refused, community: Any, units: dict[str, Any], shown: Any, now: datetime
) -> None:
    from liandong.domains.admission import actions

    made = actions.refuse_task(
        community=community, asked=one.asked, who=one.who, by="worker", at=_day(now, one.days),
        department=units.get(f"Z{DISTRICT}{one.department}"), invented=True,
    )  # fmt: skip
    then: dict[str, Any] = {"by": OFFICE, "at": _day(now, max(one.days - 2, 0), 15)}
    if one.reply == "upheld":
        actions.uphold(made, said="这件事没有准入（演示）", **then)
    elif one.reply == "admitted" and shown is not None:
        actions.show_item(made, item=shown, said="见准入事项（演示）", **then)
    elif one.reply == "withdrawn":
        actions.take_refusal_back(made, by="worker", at=then["at"])
