"""Ledger facts, as they leave the operational database: through typed batches, never guessed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import pyarrow as pa
from django.db.models import QuerySet

from liandong.core.facts.tables import FACTS
from liandong.domains.guarantee.models import LedgerFact

BATCH = 50_000


def _batches(rows: Iterator[tuple]) -> Iterator[pa.RecordBatch]:
    while chunk := list(islice(rows, BATCH)):
        columns = zip(*chunk, strict=True)
        arrays = [
            pa.array(column, type=field.type) for column, field in zip(columns, FACTS, strict=True)
        ]
        yield pa.RecordBatch.from_arrays(arrays, schema=FACTS)


def ledger_facts(facts: QuerySet[LedgerFact] | None = None) -> pa.Table:
    """Every statement ever recorded, or those of a queryset, with both of its times."""
    chosen = LedgerFact.objects.all() if facts is None else facts
    rows = chosen.order_by("unit_id", "field", "as_of", "id").values_list(*FACTS.names)
    return pa.Table.from_batches(_batches(iter(rows.iterator(BATCH))), schema=FACTS)
