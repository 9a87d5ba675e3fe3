"""How cells of our workbooks are written: numbers and days as such, text never as a formula."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils import timezone

from liandong.domains.observatory.listing import Line
from liandong.domains.orgs.enums import LEVELS

HEAD = {
    "bold": True, "bg_color": "#F0F2F4", "bottom": 1, "text_wrap": True, "valign": "vcenter",
}  # fmt: skip
INTEGER, DECIMAL, DAY = "#,##0", "#,##0.00", "yyyy-mm-dd"


def write(sheet: Any, row: int, column: int, value: Any, form: Any) -> None:
    """One cell; nothing for none."""
    if value is None:
        return
    if isinstance(value, Decimal):
        sheet.write_number(row, column, value, form)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, datetime(value.year, value.month, value.day))  # noqa: DTZ001
    else:
        sheet.write_string(row, column, value)


def two(value: Decimal | None) -> Decimal | None:
    """To two places, as people round."""
    return None if value is None else value.quantize(Decimal("0.01"), ROUND_HALF_UP)


def reached(line: Line) -> Decimal | None:
    """How much of the required there is, in percent."""
    return None if line.ratio is None else two(line.ratio * 100)


def digits_of(values: Sequence[Any]) -> str:
    """One form for a whole column: decimals only where some value has any."""
    numbers = [value for value in values if isinstance(value, Decimal)]
    return DECIMAL if any(n != n.to_integral_value() for n in numbers) else INTEGER


def level_of(kind: str) -> int | None:
    """Where in the tree units of a kind stand, from the top."""
    return next((at for at, kinds in enumerate(LEVELS) if kind in kinds), None)


def named_at(level: int) -> Callable[[Line], str]:
    """What a line is called at a level."""

    def cell(line: Line) -> str:
        return next((o.name for o in (*line.above, line.unit) if level_of(o.kind) == level), "")

    return cell


def local(moment: datetime) -> datetime:
    """The office's own time, as workbooks want it."""
    return timezone.localtime(moment).replace(tzinfo=None)


def moment_text(moment: datetime) -> str:
    """To the minute."""
    return f"{local(moment):%Y-%m-%d %H:%M}"
