"""Words and figures as sentences need them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from liandong.core.kernel.errors import Text
from liandong.web.components.tags.numbers import day, figure


def said(text: Text | None) -> str:
    """A text of the core in the language of the page."""
    return "" if text is None else text.in_language(get_language() or "zh-hans")


def exact(value: Decimal | int | None) -> str:
    """A number without idle decimals: 5, 1,204.75."""
    if value is None:
        return _("未知")
    rounded = round(Decimal(value), 2)
    return figure(rounded, 0 if rounded == rounded.to_integral_value() else 2)


_ONE = {
    "communities": "community", "persons": "person", "households": "household", "funds": "fund",
    "branches": "branch", "cases": "case", "times": "time", "terms": "term",
    "requests": "request", "hours": "hour", "minutes": "minute", "days": "day", "months": "month",
    "years": "year",
}  # fmt: skip


def counted(unit: str, value: Decimal | int | None) -> str:
    """A unit as it follows a number: in English, one is singular."""
    if value != 1:
        return unit
    if unit == "working days":
        return "working day"
    first, _space, rest = unit.partition(" ")
    return f"{_ONE.get(first, first)} {rest}".strip()


def amount(value: Decimal | int | None, unit: str) -> str:
    """A number with its unit; 未知 stands alone."""
    return exact(value) if value is None else f"{exact(value)} {counted(unit, value)}".strip()


def percent_of(value: Decimal | None) -> str:
    """A value that is in percent already, one decimal."""
    return _("未知") if value is None else f"{figure(value, 1)}%"


def named(names: list[str]) -> str:
    """Names as a list in a sentence."""
    return _("、").join(names)


__all__ = ["amount", "date", "day", "exact", "figure", "named", "percent_of", "said"]
