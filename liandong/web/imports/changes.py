"""Facts that a file corrects, as a table: where, what, old and new."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from liandong.domains.guarantee.ledger import LEDGER
from liandong.domains.guarantee.models import LedgerFact
from liandong.domains.guarantee.preview import Correction
from liandong.domains.intake.reading.units import BASE
from liandong.domains.orgs.models import Unit
from liandong.domains.orgs.queries import short_code
from liandong.web.components.shapes import Column
from liandong.web.components.tags.numbers import figure
from liandong.web.imports.words import field_label


def columns() -> list[Column]:
    """In the reader's language."""
    return [
        Column("unit", _("单位")), Column("field", _("项目")), Column("cell", _("单元格")),
        Column("old", _("已登记")), Column("new", _("文件里")),
    ]  # fmt: skip


def amount(field: str, value: Decimal) -> str:
    """A value with its unit, no idle decimals."""
    unit = BASE[LEDGER.by_code[field].dimension].name
    return f"{figure(value, 0 if value == value.to_integral_value() else 2)} {unit}"


def planned(corrections: Sequence[Correction]) -> list[dict[str, Any]]:
    """Corrections that publishing would make."""
    units = Unit.objects.in_bulk({one.unit for one in corrections})
    return [
        _row(units[one.unit], one.field, one.cell, one.old, one.new) for one in corrections
    ]  # fmt: skip


def recorded(facts: Iterable[LedgerFact]) -> list[dict[str, Any]]:
    """Corrections that were made."""
    return [
        _row(fact.unit, fact.field, fact.cell, fact.replaces.value, fact.value)
        for fact in facts
        if fact.replaces
    ]


def _row(unit: Unit, field: str, cell: str, old: Decimal, new: Decimal) -> dict[str, Any]:
    return {
        "unit": unit.name, "unit_url": f"/units/{short_code(unit.code)}/",
        "field": field_label(field), "cell": cell, "old": amount(field, old),
        "new": amount(field, new),
    }  # fmt: skip
