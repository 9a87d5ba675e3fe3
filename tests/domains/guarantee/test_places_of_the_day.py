"""A ledger is read against the tree of the day it holds for, whatever has moved since."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from liandong.domains.guarantee import imports, places
from liandong.domains.intake.models import Batch, State
from liandong.domains.observatory import days
from liandong.domains.orgs import actions
from liandong.domains.orgs.deeds import Deed
from liandong.domains.orgs.models import Unit

LEDGER_2016 = Path(__file__).parents[2] / "data" / "community_ledger_2016.xlsx"
AT = datetime(2026, 3, 2, 1, tzinfo=UTC)


@pytest.fixture
def province_unit(province) -> Unit:
    return Unit.objects.get(code="460000000000")


def deed(day: date) -> Deed:
    return Deed(by="tester", at=AT, on=day, reason="区划调整")


def test_an_old_ledger_reads_the_same_after_a_street_moved_and_another_was_renamed(province_unit):
    before = imports.understand(LEDGER_2016, province_unit, {})
    assert not before.findings
    street = Unit.objects.get(code="460105001000")
    actions.move(street, parent=Unit.objects.get(code="460106000000"), deed=deed(date(2021, 7, 1)))
    other = Unit.objects.get(code="460105002000")
    actions.rename(other, name="新名街道", deed=deed(date(2022, 1, 1)))

    again = imports.understand(LEDGER_2016, province_unit, {})
    assert not again.findings
    assert again.rows == before.rows
    later = imports.understand(LEDGER_2016, province_unit, {"on": "2023-12-31"})
    assert {one.code for one in later.findings} == {"unknown_place"}
    assert {row.place[3] for row in later.rows if not row.ok} == {"秀英街道", "海秀街道"}
    # A part of the province sees its own part of that day's tree, and what stands above it.
    district = imports.understand(LEDGER_2016, street.placements.get(end=None).parent, {})
    assert not [row for row in district.ok_rows if row.place[3] == "秀英街道"]


def test_a_ledger_holds_for_a_day_that_has_been_and_is_on_record(province_unit):
    known = places.days_of(province_unit)
    assert (known.first, known.last) == (date(2015, 1, 1), timezone.localdate())
    for day, code in (("2099-12-31", "as_of_future"), ("2014-06-30", "as_of_early")):
        read = imports.understand(LEDGER_2016, province_unit, {"on": day})
        assert [(one.cell, one.code) for one in read.findings] == [("A1", code)]
        assert read.as_of is None


def test_figures_are_never_shown_for_a_day_to_come_unasked(province_unit):
    usual = days.usual_day()
    Batch.objects.create(
        kind="ledger", file_name="台账.xlsx", stored_as="x", sha256="0" * 64, unit=province_unit,
        state=State.PUBLISHED, as_of=timezone.localdate() + timedelta(days=1), uploaded_at=AT,
        uploaded_by="tester",
    )  # fmt: skip
    assert days.usual_day() == usual == date(2016, 12, 31)
