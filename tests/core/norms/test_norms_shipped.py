"""The norms we ship, and the cases worked by hand for them."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from liandong.core.standards.model import Status
from liandong.core.standards.norms import (
    Effect,
    NormError,
    Tag,
    check,
    load,
    resolve,
)
from liandong.core.standards.norms.cases import load_cases

ROOT = Path(__file__).parents[3] / "norms"
BOOK = load(ROOT)
CASES = load_cases(ROOT / "cases")
FIELDS = {
    "households",
    "residents",
    "deputies",
    "workers",
    "work_funds",
    "special_fund",
    "service_area",
}
NORM_OF = {
    "guarantee.deputies": "guarantee.deputies_min",
    "guarantee.workers": "guarantee.workers_min",
    "guarantee.workers_per_10000": "guarantee.workers_per_10000",
    "guarantee.work_funds": "guarantee.work_funds_min",
    "guarantee.special_fund": "guarantee.special_fund_exists",
    "guarantee.service_area": "guarantee.service_area_per_100_households",
}
# What the ledger is judged by; careers of community workers have norms of their own.
LEDGER = {*NORM_OF.values(), "guarantee.ledger_stale_after"}
HAIKOU = ["46", "4601"]
# What the law was before it changed, by which past terms are judged.
FORMER = {"guarantee.term_years_formerly"}


def test_our_own_files_have_no_findings():
    assert check(ROOT) == []


def test_each_file_is_named_by_its_norm():
    assert set(BOOK.parameters) >= LEDGER
    for code, parameter in BOOK.parameters.items():
        for entry in parameter.entries:
            path = entry.file.relative_to(ROOT / "parameters").with_suffix("")
            assert ".".join(path.parts) == code


@pytest.mark.parametrize("on", [date(2015, 12, 31), date(2016, 12, 31)])
def test_both_ledgers_of_the_demo_are_judged(on):
    applied = {code: resolve(BOOK, code, HAIKOU, on) for code in BOOK.parameters}
    values = {
        code: found.value for code, found in applied.items() if found is not None and code in LEDGER
    }
    assert values == {
        "guarantee.deputies_min": 1,
        "guarantee.workers_min": 1,
        "guarantee.work_funds_min": 50000,
        "guarantee.special_fund_exists": 1,
        "guarantee.ledger_stale_after": 730,
    }


def test_today_all_are_in_force():
    assert all(
        resolve(BOOK, code, HAIKOU, date(2026, 1, 1)) for code in set(BOOK.parameters) - FORMER
    )


def test_an_assumption_is_never_shown_as_law():
    for code in ("guarantee.work_funds_min", "guarantee.ledger_stale_after"):
        (entry,) = BOOK[code].entries
        assert entry.tag is Tag.UNCONFIRMED
        assert "不是法规" in entry.source.instrument.zh


def test_a_planning_indicator_only_warns_and_a_standard_is_a_floor():
    assert BOOK["guarantee.workers_per_10000"].effect is Effect.WARN
    (area,) = BOOK["guarantee.service_area_per_100_households"].entries
    assert area.floor


def test_cases_reach_every_standard_and_every_status():
    said = {(code, one.status) for case in CASES for code, one in case.expect.items()}
    for code in NORM_OF:
        assert {status for standard, status in said if standard == code} == set(Status)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_rests_on_the_norms_in_force(case):
    book = case.book(BOOK)
    assert set(case.facts) <= FIELDS
    for standard, expected in case.expect.items():
        applied = resolve(book, NORM_OF[standard], case.scopes, case.on)
        assert expected.norm == (None if applied is None else applied.value)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_does_not_contradict_itself(case):
    for one in case.expect.values():
        if one.status in (Status.MET, Status.UNMET):
            assert one.gap == max(Decimal(0), one.required - one.actual)
            assert (one.gap == 0) == (one.status is Status.MET)
        else:
            assert one.gap is None
        if one.status is Status.UNKNOWN:
            assert one.norm is not None
            assert one.actual is None or one.required is None
        if one.status is Status.NOT_APPLICABLE:
            assert one.required is None


def test_the_floor_case_is_held_up_by_the_floor():
    case = next(one for one in CASES if one.name.endswith("floor_holds"))
    code = "guarantee.service_area_per_100_households"
    applied = resolve(case.book(BOOK), code, case.scopes, case.on)
    assert applied.held_up is not None
    assert (applied.value, applied.held_up.value) == (30, 25)


def test_facts_keep_their_own_day():
    case = next(one for one in CASES if one.name.endswith("/stale"))
    assert case.facts["households"].as_of == date(2018, 12, 31)
    assert case.facts["workers"].as_of == date(2016, 12, 31)


GOOD = (ROOT / "cases/guarantee/stale.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("on: 2019-01-01", "on: tomorrow", "norm.bad_date", 7),
        ("status: unknown", "status: maybe", "norm.unknown_status", 15),
        ("workers: 2", "workers: two", "norm.bad_value", 12),
        ("required: 1,", "require: 1,", "norm.unknown_key", 15),
        ("on: 2019-01-01\n", "", "case.missing_key", 1),
        ('"4601"', '"99"', "norm.bad_scope", 9),
        (", status: unknown}", "}", "case.missing_key", 15),
    ],
)
def test_mistakes_in_a_case_are_found_at_their_line(tmp_path, old, new, code, line):
    assert old in GOOD
    (tmp_path / "case.yaml").write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(NormError) as caught:
        load_cases(tmp_path)
    assert (code, line) in [(one.code, one.line) for one in caught.value.findings]
