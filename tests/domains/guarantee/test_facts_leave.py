"""What leaves for the engines is what is on record, to the last digit and the microsecond."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pyarrow as pa
import pytest

from liandong.core.facts.tables import FACTS
from liandong.domains import leaving
from liandong.domains.guarantee.facts import ledger_facts
from liandong.domains.guarantee.models import LedgerFact

ODD = ("0", "0.1", "0.01", "17.5", "1234567890123.45", "9999999999999.99", "123456789012345")


@pytest.fixture
def odd(province) -> None:
    """Facts whose values, days and moments a careless reader gets wrong; the last one voided."""
    unit = LedgerFact.objects.order_by("pk").first().unit
    moments = [datetime(2110, 1, 1, 0, 0, n, 10**n // 10, tzinfo=UTC) for n in range(len(ODD))]
    facts = [
        LedgerFact(unit=unit, field="workers", value=Decimal(value), recorded_by="test",
                   as_of=date(2100, 2, 27) + timedelta(days=n), recorded_at=moment)
        for n, (value, moment) in enumerate(zip(ODD, moments, strict=True))
    ]  # fmt: skip
    LedgerFact.objects.bulk_create(facts)
    LedgerFact.objects.filter(as_of=facts[-1].as_of).update(
        voided_at=datetime(2111, 1, 1, 0, 0, 0, 7, tzinfo=UTC), voided_by="test", void_reason="x"
    )


def read_by_django() -> pa.Table:
    rows = LedgerFact.objects.order_by("unit_id", "field", "as_of", "id").values_list(*FACTS.names)
    columns = zip(*rows, strict=True)
    return pa.table(dict(zip(FACTS.names, map(list, columns), strict=True)), schema=FACTS)


def test_every_fact_leaves_as_django_reads_it(odd):
    left = ledger_facts()
    assert left.schema == FACTS
    assert left.equals(read_by_django())
    values = left.filter(pa.compute.field("as_of") >= date(2100, 1, 1))["value"].to_pylist()
    assert values == [Decimal(value) for value in ODD]


def test_a_batch_of_any_size_gives_the_same(odd, monkeypatch):
    monkeypatch.setattr(leaving, "BATCH", 3)
    assert ledger_facts().combine_chunks().equals(read_by_django())


def test_some_facts_and_none(odd):
    some = LedgerFact.objects.filter(as_of__gte=date(2100, 1, 1))
    assert ledger_facts(some).num_rows == len(ODD)
    none = ledger_facts(LedgerFact.objects.filter(pk__lt=0))
    assert (none.num_rows, none.schema) == (0, FACTS)


def test_an_empty_text_is_not_a_missing_one(db):
    schema = pa.schema([("empty", pa.string()), ("gone", pa.string()), ("odd", pa.string())])
    nothing = "CAST(NULL AS varchar(9))"
    left = leaving.by_sql(f"SELECT '', {nothing}, %s", ['a,"b"\nNULL'], schema)
    assert left.to_pylist() == [{"empty": "", "gone": None, "odd": 'a,"b"\nNULL'}]
