"""A duty as a line: what, by when, how it stands, why, and the one next step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from liandong.core.standards.life.calendar import Cut
from liandong.core.standards.life.model import (
    LifeStandard,
    Obligation,
    Periodic,
    Structure,
    Term,
    Training,
)
from liandong.core.standards.life.words import DutyStatus
from liandong.core.standards.norms import resolve
from liandong.domains.accounts.enums import Permission
from liandong.domains.accounts.queries import Rights
from liandong.domains.observatory.life_duties import Duty
from liandong.domains.observatory.life_norms import Norms, in_words
from liandong.domains.orgs.queries import Place
from liandong.web.components.shapes import Citation
from liandong.web.components.tags.numbers import day
from liandong.web.dashboard.words import amount, exact, said
from liandong.web.workspace.citing import cited

SOON = "life.due_soon_days"
# What waits, in the order in which it is shown; the rest is done or does not concern.
OPEN = (DutyStatus.OVERDUE, DutyStatus.DUE, DutyStatus.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Line:
    """One duty as the page shows it."""

    code: str
    title: str
    unit: str
    unit_url: str
    status: str
    soon: bool
    period: str
    when: str
    there: str
    rule: str
    remedy: str
    norm: Citation | None
    action: str
    action_url: str
    explain_url: str


class Lines:
    """Makes lines for some organisations on a day; norms are looked up once for all."""

    def __init__(self, places: Iterable[Place], on: date, rights: Rights) -> None:
        self.places: Mapping[int, Place] = {one.id: one for one in places}
        self.on, self.rights = on, rights
        self.norms = Norms(self.places, on=on)

    def of(self, duty: Duty) -> Line:
        """A duty's line."""
        place, standard = self.places[duty.unit], duty.standard
        applied = self.norms.of(duty)[1]
        rule, open_ = said(in_words(standard, applied)), duty.status in OPEN
        action, url = self._action(duty, place) if open_ else ("", "")
        return Line(
            code=standard.code, title=said(standard.title), unit=place.name,
            unit_url=reverse("organisation-duties", args=[place.code]),
            status=duty.status.value, soon=self._soon(duty), period=period_of(duty),
            when=self._when(duty) if open_ else "", there=there(duty), rule=rule,
            remedy=said(standard.remedy) if isinstance(standard, Structure) else "",
            norm=cited(applied, rule), action=action, action_url=url,
            explain_url=reverse("organisation-duty", args=[place.code, standard.code]),
        )  # fmt: skip

    def _soon(self, duty: Duty) -> bool:
        if duty.status is not DutyStatus.DUE or duty.due is None:
            return False
        days = resolve(self.norms.book, SOON, [], self.on)
        return days is not None and duty.due - self.on <= timedelta(days=int(days.value))

    def _when(self, duty: Duty) -> str:
        if isinstance(duty.standard, Structure):
            return ""
        return "" if duty.due is None else by_when(duty.due, self.on)

    def _action(self, duty: Duty, place: Place) -> tuple[str, str]:
        found = _next_step(duty.standard)
        if found is None:
            return "", ""
        words, page, query, needed = found
        if not self.rights.may(needed, place):
            return "", ""
        try:
            path = reverse(page, args=[place.code])
        except NoReverseMatch:  # a page that this instance does not have
            return "", ""
        return words, f"{path}?{urlencode(query)}" if query else path


def _next_step(standard: LifeStandard) -> tuple[str, str, dict[str, str], Permission] | None:
    """The one next step: its verb, the page where it is done, and who may."""
    if isinstance(standard, Periodic):
        kind = {"kind": standard.served_by.value}
        return _("登记召开"), "meeting-record", kind, Permission.RECORD_LIFE
    if isinstance(standard, Training):
        return _("登记培训"), "organisation-training", {}, Permission.RECORD_LIFE
    if isinstance(standard, Term):
        return _("换届"), "organisation-terms", {}, Permission.SEE_LIFE
    if isinstance(standard, Obligation):
        return _("去办理"), "organisation-floating", {}, Permission.SEE_MEMBERS
    return _("看名册"), "organisation-members", {}, Permission.SEE_MEMBERS


def by_when(due: date, on: date) -> str:
    """A day as people say it: both how far and which."""
    left = (due - on).days
    if left < 0:
        late = _("已超过 {n} 天").format(n=-left)
        return _("{late}（{day}）").format(late=late, day=day(due))
    if left == 0:
        return _("今天到期（{day}）").format(day=day(due))
    more = _("还有 {n} 天").format(n=left)
    return _("{more}，{day}前").format(more=more, day=day(due))


def period_of(duty: Duty) -> str:
    """2026年11月, 2026年第四季度, 2026年; nothing for what holds at any time."""
    return "" if duty.start is None else _period(duty.standard.cut, duty.start)


def _period(cut: Cut, start: date) -> str:
    if cut is Cut.MONTH:
        return _("{year}年{month}月").format(year=start.year, month=start.month)
    if cut is Cut.QUARTER:
        return _("{year}年第{n}季度").format(year=start.year, n=_numeral((start.month + 2) // 3))
    return _("{year}年").format(year=start.year) if cut is Cut.YEAR else ""


def _numeral(quarter: int) -> str:
    return (_("一"), _("二"), _("三"), _("四"))[quarter - 1]


def there(duty: Duty) -> str:
    """What there is of what is asked: 0 / 1 次."""
    unit = said(duty.standard.unit)
    if duty.required is None:
        return "" if duty.actual is None else amount(duty.actual, unit)
    actual = _("未知") if duty.actual is None else exact(duty.actual)
    return f"{actual} / {amount(duty.required, unit)}"
