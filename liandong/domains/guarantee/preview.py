"""What publishing a file would change: facts added, corrected (old and new), already on record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Max

from liandong.domains.guarantee.imports import statements
from liandong.domains.guarantee.models import LedgerFact
from liandong.domains.intake.models import Batch


@dataclass(frozen=True, slots=True)
class Correction:
    """A fact on record for the same day that the file gives another value."""

    unit: int
    field: str
    cell: str
    old: Decimal
    new: Decimal


@dataclass(frozen=True, slots=True)
class Preview:
    """What would come of the rows that are right. `fields` counts by field: added, corrected,
    unchanged; `newest` is the latest day on record for these units before this one."""

    rows: int
    right: int
    units: int
    fields: dict[str, dict[str, int]]
    corrections: tuple[Correction, ...]
    newest: date | None

    def _sum(self, what: str) -> int:
        return sum(counts[what] for counts in self.fields.values())

    @property
    def wrong(self) -> int:
        """Rows that would stay out."""
        return self.rows - self.right

    @property
    def added(self) -> int:
        return self._sum("added")

    @property
    def corrected(self) -> int:
        return self._sum("corrected")

    @property
    def unchanged(self) -> int:
        return self._sum("unchanged")

    @property
    def changes_nothing(self) -> bool:
        """Whether everything the file says is on record already."""
        return not self.added and not self.corrected


def preview(batch: Batch) -> Preview:
    """Compare the staged rows that are right with what is on record for the same day."""
    live = {
        (unit, field): value
        for unit, field, value in LedgerFact.objects.filter(
            as_of=batch.as_of, voided_at=None
        ).values_list("unit_id", "field", "value").iterator()
    }  # fmt: skip
    rows = list(batch.staged.filter(ok=True, unit__isnull=False))
    fields: dict[str, dict[str, int]] = {}
    corrections = []
    for row in rows:
        for said in statements(row):
            known = live.get((said.unit, said.field))
            what = _what(known, said.value)
            counts = fields.setdefault(said.field, {"added": 0, "corrected": 0, "unchanged": 0})
            counts[what] += 1
            if known is not None and what == "corrected":
                corrections.append(Correction(said.unit, said.field, said.cell, known, said.value))
    units = {row.unit_id for row in rows}
    return Preview(batch.rows, len(rows), len(units), fields, tuple(corrections), _newest(batch))


def _what(known: Decimal | None, value: Decimal) -> str:
    if known is None:
        return "added"
    return "unchanged" if known == value else "corrected"


def _newest(batch: Batch) -> date | None:
    facts = LedgerFact.objects.filter(voided_at=None)
    if batch.as_of:
        facts = facts.exclude(as_of=batch.as_of)
    return facts.aggregate(day=Max("as_of"))["day"]
