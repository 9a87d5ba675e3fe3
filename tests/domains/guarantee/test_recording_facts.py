"""Facts on record: once, dated, corrected and never rewritten; told to who counts."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from liandong.core.kernel.errors import LiandongError
from liandong.domains.audit.models import Event
from liandong.domains.guarantee.actions import (
    Outcome,
    Statement,
    correct,
    facts_changed,
    record_ledger,
    report,
)
from liandong.domains.guarantee.models import LedgerFact
from liandong.domains.intake.models import Batch, State
from liandong.domains.orgs.models import Unit

DAY, NEXT = date(2019, 12, 31), date(2020, 12, 31)
AT = datetime(2021, 2, 1, 3, tzinfo=UTC)
LATER = AT + timedelta(hours=1)


@pytest.fixture
def unit(province) -> Unit:
    return Unit.objects.filter(kind="community").order_by("code").first()


@pytest.fixture
def batch(unit) -> Batch:
    return Batch.objects.create(
        kind="ledger", file_name="台账.xlsx", stored_as="x", sha256="0" * 64, unit=unit,
        state=State.PUBLISHING, uploaded_at=AT, uploaded_by="tester",
    )  # fmt: skip


@pytest.fixture
def told():
    heard = []

    def listen(**said):
        heard.append((said["units"], said["since"], said["whole"]))

    facts_changed.connect(listen, weak=False)
    yield heard
    facts_changed.disconnect(listen)


def ledger(unit, batch, *, day=DAY, at=AT, **values) -> Outcome:
    said = [
        Statement(unit.pk, field, Decimal(value), cell=f"H{row}", raw=str(value))
        for row, (field, value) in enumerate(values.items(), 5)
    ]
    return record_ledger(said, as_of=day, by="tester", at=at, batch=batch)


def on_record(unit, day=DAY) -> dict[str, str]:
    facts = LedgerFact.objects.filter(unit=unit, as_of=day, voided_at=None)
    return {fact.field: str(fact.value) for fact in facts}


def refused(code: str):
    return pytest.raises(LiandongError, check=lambda error: error.code == code)


def test_a_ledger_is_recorded_with_where_each_value_stood(unit, batch, told):
    assert ledger(unit, batch, workers=5, work_funds="89700.50") == Outcome(2, 0, 0)
    assert on_record(unit) == {"workers": "5.00", "work_funds": "89700.50"}
    fact = LedgerFact.objects.get(unit=unit, as_of=DAY, field="work_funds")
    assert (fact.cell, fact.raw, fact.batch, fact.recorded_at, fact.recorded_by) == (
        "H6", "89700.50", batch, AT, "tester",
    )  # fmt: skip
    assert told == [([unit.pk], DAY, True)]


def test_the_same_ledger_again_changes_nothing(unit, batch, told):
    ledger(unit, batch, workers=5, deputies=1)
    before = list(LedgerFact.objects.filter(unit=unit).order_by("pk").values_list())
    told.clear()
    assert ledger(unit, batch, at=LATER, workers="5.00", deputies=1) == Outcome(0, 0, 2)
    assert list(LedgerFact.objects.filter(unit=unit).order_by("pk").values_list()) == before
    assert told == []


def test_a_newer_day_leaves_the_older_one(unit, batch):
    ledger(unit, batch, workers=5)
    assert ledger(unit, batch, day=NEXT, at=LATER, workers=7) == Outcome(1, 0, 0)
    assert (on_record(unit, DAY), on_record(unit, NEXT)) == (
        {"workers": "5.00"},
        {"workers": "7.00"},
    )


def test_an_older_day_that_comes_late_leaves_the_newer_one(unit, batch):
    ledger(unit, batch, day=NEXT, workers=7)
    assert ledger(unit, batch, day=DAY, at=LATER, workers=5) == Outcome(1, 0, 0)
    assert on_record(unit, NEXT) == {"workers": "7.00"}


def test_another_value_for_the_same_day_voids_the_earlier_and_says_why(unit, batch):
    ledger(unit, batch, workers=5, deputies=1)
    assert ledger(unit, batch, at=LATER, workers=6, deputies=1) == Outcome(0, 1, 1)
    old, new = LedgerFact.objects.filter(unit=unit, as_of=DAY, field="workers").order_by("pk")
    assert (old.value, old.voided_at, old.voided_by) == (Decimal(5), LATER, "tester")
    assert "台账.xlsx" in old.void_reason
    assert (new.value, new.voided_at, new.replaces) == (Decimal(6), None, old)


def test_a_ledger_is_recorded_whole_or_not_at_all(unit, batch, told):
    with refused("guarantee_fact_not_negative"):
        ledger(unit, batch, workers=5, deputies=-1)
    assert on_record(unit) == {}
    assert told == []


def test_a_correction_voids_what_was_seen_and_says_it_anew(unit, batch, told):
    ledger(unit, batch, workers=5)
    seen = LedgerFact.objects.get(unit=unit, as_of=DAY)
    told.clear()
    made = correct(fact=seen, value=Decimal(6), reason=" 重数 ", by="one", at=LATER)
    seen.refresh_from_db()
    assert (seen.value, seen.voided_at, seen.voided_by, seen.void_reason) == (
        Decimal(5), LATER, "one", "重数",
    )  # fmt: skip
    assert (made.value, made.as_of, made.replaces, made.batch) == (Decimal(6), DAY, seen, None)
    assert told == [([unit.pk], DAY, False)]
    event = Event.objects.get(action="guarantee.correct", subject=f"fact:{made.pk}")
    assert (event.by, event.at, event.unit, event.before) == (
        "one", LATER, unit.code, {"value": "5.00"},
    )  # fmt: skip
    assert event.after == {"field": "workers", "value": "6", "as_of": "2019-12-31"}


def test_who_corrects_what_is_corrected_already_is_told(unit, batch):
    ledger(unit, batch, workers=5)
    seen = LedgerFact.objects.get(unit=unit, as_of=DAY)
    correct(fact=seen, value=Decimal(6), reason="重数", by="one", at=LATER)
    with refused("stale"):
        correct(fact=seen, value=Decimal(7), reason="重数", by="two", at=LATER)
    assert on_record(unit) == {"workers": "6.00"}


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("workers", "-1", "negative"), ("workers", "NaN", "negative"),
        ("workers", "Infinity", "negative"), ("workers", "1.5", "not_whole"),
        ("work_funds", "0.001", "too_fine"), ("work_funds", "1e15", "too_fine"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_not_recorded(unit, batch, field, value, code):
    ledger(unit, batch, **{field: 5})
    seen = LedgerFact.objects.get(unit=unit, as_of=DAY)
    with refused(code):
        correct(fact=seen, value=Decimal(value), reason="x", by="one", at=LATER)
    with refused(code):
        report(
            unit=unit, field=field, value=Decimal(value), as_of=NEXT, reason="", by="one", at=LATER
        )
    assert (on_record(unit), on_record(unit, NEXT)) == ({field: "5.00"}, {})


def test_a_correction_needs_a_reason(unit, batch):
    ledger(unit, batch, workers=5)
    seen = LedgerFact.objects.get(unit=unit, as_of=DAY)
    with refused("reason_missing"):
        correct(fact=seen, value=Decimal(6), reason="  ", by="one", at=LATER)


def test_nobody_corrects_before_the_record_was_made(unit, batch):
    """A clock that runs behind would turn what was known when upside down."""
    ledger(unit, batch, workers=5, at=LATER)
    seen = LedgerFact.objects.get(unit=unit, as_of=DAY)
    with pytest.raises(LiandongError):
        correct(fact=seen, value=Decimal(6), reason="x", by="one", at=AT)
    assert on_record(unit) == {"workers": "5.00"}


def test_a_report_is_for_a_day_that_has_none_yet(unit, told):
    said = {"unit": unit, "field": "workers", "as_of": DAY, "reason": "", "by": "one"}
    made = report(**said, value=Decimal(4), at=AT)
    assert (on_record(unit), made.replaces) == ({"workers": "4.00"}, None)
    assert told == [([unit.pk], DAY, False)]
    with refused("guarantee_one_live_fact"):
        report(**said, value=Decimal(5), at=LATER)
    assert on_record(unit) == {"workers": "4.00"}


def test_a_report_speaks_of_no_day_to_come(unit):
    """Today is the office's: at seven in the morning in Beijing UTC still says yesterday."""
    early = datetime(2021, 1, 31, 23, tzinfo=UTC)
    said = {"unit": unit, "field": "workers", "value": Decimal(4), "reason": "", "by": "one"}
    with refused("future"):
        report(**said, as_of=date(2021, 2, 2), at=early)
    assert report(**said, as_of=date(2021, 2, 1), at=early)


def test_the_record_as_it_stood_at_each_moment(unit, batch):
    ledger(unit, batch, workers=5)
    seen = LedgerFact.objects.get(unit=unit, as_of=DAY)
    correct(fact=seen, value=Decimal(6), reason="重数", by="one", at=LATER)
    just = timedelta(microseconds=1)

    def known(moment) -> list[int]:
        facts = LedgerFact.objects.filter(unit=unit, as_of=DAY).known_at(moment)
        return [int(fact.value) for fact in facts]

    assert [known(m) for m in (AT - just, AT, LATER - just, LATER, None, timezone.now())] == [
        [], [5], [5], [6], [6], [6],
    ]  # fmt: skip
