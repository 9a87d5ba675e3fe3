"""A number by the units just below: numerator, denominator, rate, unknown and gap of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from liandong.core.indicators.model import Form, Indicator
from liandong.core.standards.model import Status
from liandong.domains.observatory.listing import Line, Named, Opened


@dataclass(frozen=True, slots=True)
class Area:
    """A share (of judged communities, in percent) or a rate (of summed parts, for every `per`) of
    one unit; `unit` is none for all together. `gap` only where a standard asks for something."""

    unit: Named | None
    numerator: Decimal
    denominator: Decimal
    value: Decimal | None
    unknown: int
    excluded: int
    gap: Decimal | None


def below(opened: Opened) -> list[Area]:
    """One for each unit below by code, then all together; empty for counts and sums, which have
    no rate."""
    one = opened.explanation.indicator
    if one.form not in {Form.SHARE, Form.RATE} or not opened.lines:
        return []
    grouped: dict[str, tuple[Named, list[Line]]] = {}
    for line in opened.lines:
        head = line.above[0] if line.above else line.unit
        grouped.setdefault(head.code, (head, []))[1].append(line)
    found = [_area(one, unit, lines) for _code, (unit, lines) in sorted(grouped.items())]
    return [*found, _area(one, None, opened.lines)]


def _area(one: Indicator, unit: Named | None, lines: Sequence[Line]) -> Area:
    count = {status: sum(x.status is status for x in lines) for status in Status}
    if one.form is Form.SHARE:
        numerator = Decimal(count[Status.MET])
        denominator = numerator + count[Status.UNMET]
        per, gap = 100, _sum(lines, "gap")
    else:
        numerator, denominator = _sum(lines, "actual"), _sum(lines, "required")
        per, gap = one.per, None
    value = numerator * per / denominator if denominator else None
    unknown, excluded = count[Status.UNKNOWN], count[Status.NOT_APPLICABLE]
    return Area(unit, numerator, denominator, value, unknown, excluded, gap)


def _sum(lines: Sequence[Line], part: str) -> Decimal:
    return sum((getattr(line, part) or Decimal(0) for line in lines), Decimal(0))
