"""An opened number is the sum of its list; and the list agrees with the other ways of asking."""

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from django.utils import timezone

from liandong.core.indicators.catalogue import INDICATORS
from liandong.core.indicators.model import Form
from liandong.core.standards.model import Status
from liandong.domains.guarantee.actions import correct
from liandong.domains.guarantee.models import LedgerFact
from liandong.domains.observatory import duties, exports, listing
from liandong.domains.observatory.listing import Narrowing
from liandong.domains.orgs import queries

ON = date(2016, 12, 31)
UNITS = ("46", "4604", "460105001", "460105001003")


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("code", INDICATORS)
def test_the_number_is_the_sum_of_its_list(province, code: str, unit: str) -> None:
    opened = listing.opened(code, queries.place(unit), on=ON)
    figure, form = opened.explanation.figure, opened.explanation.indicator.form
    if form is Form.SHARE:
        assert opened.count(Status.MET) == figure.numerator
        assert opened.count(Status.UNMET) == figure.unmet
        assert opened.count(Status.UNKNOWN) == figure.unknown
        assert opened.count(Status.NOT_APPLICABLE) == figure.excluded
        gap = sum((line.gap or Decimal(0) for line in opened.lines), Decimal(0))
        assert gap == figure.gap
    else:
        assert _sum(opened, "actual") == figure.numerator
        if form is Form.RATE:
            assert _sum(opened, "required") == figure.denominator


def _sum(opened: listing.Opened, part: str) -> Decimal:
    return sum((getattr(line, part) or Decimal(0) for line in opened.lines), Decimal(0))


@pytest.mark.parametrize("day", [ON, date(2015, 12, 31), date(2017, 3, 1)])
def test_it_agrees_with_the_duties_before_and_after_a_correction(province, day: date) -> None:
    place, standard = (
        queries.place("460105001"),
        listing.standard_of(INDICATORS["guarantee.workers"]),
    )
    for _ in range(2):
        opened = listing.opened("guarantee.workers", place, on=day)
        found = duties.of_subtree(place, on=day, standard=standard)
        assert [(x.unit.id, x.status, x.required, x.actual, x.gap) for x in opened.lines] == [
            (x.unit, x.status, x.required, x.actual, x.gap) for x in found
        ]
        for line in opened.lines:
            since = duties.unmet_since(queries.place(line.unit.code), standard, on=day)
            assert line.since == since
        fact = LedgerFact.objects.filter(unit__code="460105001003", field="workers", voided_at=None)
        value = Decimal(0) if fact.latest("as_of").value else Decimal(4)
        correct(
            fact=fact.latest("as_of"), value=value, reason="probe", by="test", at=timezone.now()
        )


def test_narrowing_never_adds_and_sorts_what_is_absent_last(province) -> None:
    opened = listing.opened("guarantee.service_area", queries.place("46"), on=date(2026, 11, 22))
    everything = listing.narrow(opened, Narrowing())
    assert len(everything) == len(opened.lines) == 551
    assert opened.count(Status.UNKNOWN) == 551  # ten years on, every figure is stale
    for sort in ("gap", "-gap", "name", "-name", "since"):
        assert len(listing.narrow(opened, Narrowing(sort=sort))) == 551


def test_by_command_line_the_workbook_is_the_failing_list(province) -> None:
    from liandong.domains.audit.models import Event

    book = exports.failing_workbook("guarantee.special_fund", queries.place("46"), on=ON)
    sheet = openpyxl.load_workbook(io.BytesIO(book)).worksheets[0]
    assert sheet.max_row == 1 + 65
    assert Event.objects.latest("id").after["rows"] == 65
