"""Numbers and what they mean: the number card, status marks, bars, and how figures are written."""

from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any

from django.utils import formats, timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from liandong.web.components.registry import filter_, tag

STATUSES = {
    "met": gettext_lazy("达标"),
    "due": gettext_lazy("将到期"),
    "unmet": gettext_lazy("未达标"),
    "overdue": gettext_lazy("逾期"),
    "unknown": gettext_lazy("未知"),
    "not_applicable": gettext_lazy("不适用"),
}
Number = int | float | Decimal


@filter_
def figure(value: Number | str | None, digits: int = 0) -> str:
    """A number for people: thousands separated, a true minus, `digits` decimals, 未知 for None."""
    if value is None or value == "":
        return _("未知")
    return _figure(str(value), int(digits), get_language())


@lru_cache(maxsize=8_192)
def _figure(value: str, digits: int, _language: str | None) -> str:
    """Pages write the same figures thousands of times; the language decides how."""
    exact = Decimal(value).quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
    text = formats.number_format(abs(exact), digits, use_l10n=True, force_grouping=True)
    return f"−{text}" if exact < 0 else str(text)


@filter_
def percent(share: Number | None, digits: int = 1) -> str:
    """A share of one as a percentage, one decimal unless told: 0.416 → 41.6%; 未知 for None."""
    return _("未知") if share is None else f"{figure(Decimal(str(share)) * 100, digits)}%"


@filter_
def day(value: date | datetime | None) -> str:
    """A date as people write it: 2026年11月22日. The office's own time zone for moments."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value) if timezone.is_aware(value) else value
    return formats.date_format(value, "DATE_FORMAT")


@filter_
def moment(value: datetime | date | None) -> str:
    """A moment, to the minute, 24 hours: 2026年11月22日 18:05. A plain date stays a date."""
    if not isinstance(value, datetime):
        return day(value)
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return formats.date_format(local, "DATETIME_FORMAT")


@tag
def status(code: str, count: int | None = None, label: str = "") -> dict[str, Any]:
    """How a duty stands, by shape, colour and word: met, due, unmet, overdue, unknown,
    not_applicable. `count` puts a number before the word; `label` replaces the word."""
    return {"code": code, "word": label or STATUSES[code], "count": count}


@tag
def bar(
    label: str,
    value: Number | None,
    *,
    target: Number | None = None,
    maximum: Number = 100,
    unit: str = "%",
    digits: int = 1,
    code: str = "met",
) -> dict[str, Any]:
    """A value as a length, with a mark at its target. `code` is a status and sets the colour."""
    top = max(float(maximum), 1e-9)
    width = None if value is None else min(max(float(value) / top, 0), 1) * 100
    mark = None if target is None else min(max(float(target) / top, 0), 1) * 100
    return {
        "label": label, "text": figure(value, digits), "unit": unit, "code": code,
        "unknown": value is None, "width": _svg(width), "mark": _svg(mark),
        "target": "" if target is None else f"{figure(target, digits)}{unit}",
    }  # fmt: skip


def _svg(length: float | None) -> str:
    """A length for an SVG attribute: never grouped or localised."""
    return "" if length is None else f"{length:.2f}"


@tag
def shares(
    met: int, unmet: int, unknown: int = 0, not_applicable: int = 0, target: Number | None = None
) -> dict[str, Any]:
    """How many stand how, as one bar: met, unmet, unknown (hatched), not applicable (outlined).
    `target` (0–100) draws the mark. The counts are written beneath."""
    counts = {"met": met, "unmet": unmet, "unknown": unknown, "not_applicable": not_applicable}
    total = sum(counts.values())
    parts, start = [], 0.0
    for code, count in counts.items():
        if count:
            width = count / total * 100
            parts.append({"code": code, "x": _svg(start), "width": _svg(width), "count": count})
            start += width
    return {"parts": parts, "total": total, "mark": _svg(None if target is None else float(target))}


@tag
def number(  # noqa: PLR0913
    label: str,
    value: Number | None,
    unit: str = "",
    *,
    digits: int = 0,
    numerator: int | None = None,
    denominator: int | None = None,
    unknown: int = 0,
    not_applicable: int = 0,
    target: Number | None = None,
    code: str = "",
    change: str = "",
    on: date | None = None,
    url: str = "",
    explain_url: str = "",
    of: str = "",
) -> dict[str, Any]:
    """The number: label, value with unit, numerator / denominator (counted in `of`, e.g. 个社区),
    unknown count, target mark, change in words, as-of, link to its list (`url`) and 怎么算的
    (`explain_url`, opens beside; a full page without script). `code` is a status, "" for plain
    counts, "not_applicable" shows 不适用 instead of a value."""
    known_unmet = None
    if numerator is not None and denominator is not None:
        known_unmet = max(denominator - numerator, 0)
    return {
        "label": label, "unit": unit, "code": code, "change": change, "on": on, "url": url,
        "explain_url": explain_url, "of": of, "numerator": numerator, "denominator": denominator,
        "unknown": unknown, "not_applicable": not_applicable, "unmet": known_unmet,
        "absent": value is None, "exempt": code == "not_applicable",
        "text": "" if value is None else figure(value, digits),
        "target": target, "target_text": "" if target is None else f"{figure(target)}{unit}",
        "word": STATUSES.get(code, ""),
    }  # fmt: skip
