"""Against the earlier ledger, in words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from liandong.core.indicators.model import Figure, Form, Headline, Indicator
from liandong.web.dashboard.words import amount, day, exact, figure, said


def change(one: Indicator, now: Figure, before: Figure | None, since: date | None) -> str:
    """How an indicator moved since the earlier ledger; empty where the two cannot be compared."""
    if before is None or since is None or now.value is None or before.value is None:
        return ""
    if one.form is Form.SHARE and one.headline is Headline.MET:
        moved = round(now.value, 1) - round(before.value, 1)
        return _level(moved, since, _("{n} 个百分点").format(n=figure(abs(moved), 1)))
    if one.form is Form.SHARE:
        moved = now.unmet - before.unmet
        return _count(moved, since, _("{n} 个").format(n=exact(abs(moved))))
    if one.form is Form.RATE:
        moved = round(now.value, 1) - round(before.value, 1)
        return _level(moved, since, f"{figure(abs(moved), 1)} {said(one.unit)}")
    moved = now.value - before.value
    return _count(moved, since, amount(abs(moved), said(one.unit)))


def _level(moved: Decimal, since: date, much: str) -> str:
    words = {"day": day(since), "much": much}
    if moved == 0:
        return _("与 {day} 相同").format(**words)
    if moved > 0:
        return _("比 {day} 高 {much}").format(**words)
    return _("比 {day} 低 {much}").format(**words)


def _count(moved: Decimal, since: date, much: str) -> str:
    words = {"day": day(since), "much": much}
    if moved == 0:
        return _("与 {day} 相同").format(**words)
    if moved > 0:
        return _("比 {day} 增加 {much}").format(**words)
    return _("比 {day} 减少 {much}").format(**words)
