"""Ledger facts, as they leave the operational database: through typed batches, never guessed."""

from __future__ import annotations

import pyarrow as pa
from django.db.models import QuerySet

from liandong.core.facts.tables import FACTS
from liandong.domains import leaving
from liandong.domains.guarantee.models import LedgerFact

# What the store of exported facts keeps up with.
LEDGER = leaving.Source(
    "guarantee_ledgerfact",
    ("unit_id", "field", "value", "as_of", "recorded_at", "voided_at"),
    FACTS,
)


def ledger_facts(facts: QuerySet[LedgerFact] | None = None) -> pa.Table:
    """Every statement ever recorded, or those of a queryset, with both of its times."""
    chosen = LedgerFact.objects.all() if facts is None else facts
    rows = chosen.order_by("unit_id", "field", "as_of", "id").values_list(*FACTS.names)
    return leaving.table(rows, FACTS)
