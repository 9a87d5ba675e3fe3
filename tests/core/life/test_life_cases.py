"""Every worked case of Party life, on both engines: the answer is the one computed by hand."""

from dataclasses import replace
from decimal import Decimal

import pytest

from liandong.config.paths import NORMS
from liandong.core.engines import duckdb, polars, worked_life
from liandong.core.standards.life.catalogue import BY_CODE, STANDARDS
from liandong.core.standards.life.model import Obligation, Periodic, Structure, Term, Training
from liandong.core.standards.life.words import DutyStatus
from liandong.core.standards.norms import NormError, load, resolve
from liandong.core.standards.norms.cases import load_cases
from liandong.core.standards.norms.life_cases import load_life_cases

BOOK = load(NORMS)
CASES = load_life_cases(NORMS / "cases")
BY_NAME = {case.name: case for case in CASES}
MET, DUE, OVERDUE, EXEMPT, UNKNOWN, NOT_APPLICABLE = DutyStatus
# What a standard of each form can come to: the cases must show all of it.
POSSIBLE = {
    Periodic: {MET, DUE, OVERDUE, EXEMPT, NOT_APPLICABLE},
    Training: {MET, DUE, OVERDUE, EXEMPT, NOT_APPLICABLE},
    Term: set(DutyStatus),
    Obligation: {MET, DUE, OVERDUE, EXEMPT, NOT_APPLICABLE},
    Structure: {MET, DUE, OVERDUE, EXEMPT, UNKNOWN, NOT_APPLICABLE},
}


@pytest.mark.parametrize("engine", [duckdb.Engine, polars.Engine], ids=["duckdb", "polars"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_engine_says_what_was_worked_out_by_hand(case, engine):
    assert list(worked_life.differences(case, BOOK, engine)) == []


@pytest.mark.parametrize("standard", STANDARDS, ids=lambda one: one.code)
def test_cases_show_all_that_a_standard_can_come_to(standard):
    said = {duty.status for case in CASES for duty in case.expect.get(standard.code, ())}
    possible = set(POSSIBLE[type(standard)])
    if isinstance(standard, Structure):
        possible -= {OVERDUE} if standard.warns else {DUE}
    assert said == possible


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_speaks_of_standards_there_are_and_does_not_contradict_itself(case):
    assert set(case.expect) <= set(BY_CODE)
    for duties in case.expect.values():
        for duty in duties:
            if duty.status is NOT_APPLICABLE:
                assert (duty.norm, duty.required, duty.actual, duty.due) == (None,) * 4
            if duty.status is OVERDUE:
                assert duty.due < case.on or duty.due == case.on == duties[-1].due
            if duty.status is UNKNOWN:
                assert duty.actual is None


def test_every_case_of_a_norm_rests_on_its_value_in_force():
    for case in CASES:
        for code, duties in case.expect.items():
            if duties[-1].status is NOT_APPLICABLE or code == "life.term":
                continue
            first = duties[-1].due.replace(day=1)
            applied = resolve(case.book(BOOK), BY_CODE[code].norm, case.scopes, first)
            assert duties[-1].norm == applied.value


def test_cases_of_communities_and_of_organisations_are_told_apart():
    communities = load_cases(NORMS / "cases")
    assert {case.name.split("/")[0] for case in communities} == {"guarantee"}
    assert {case.name.split("/")[0] for case in CASES} == {"life", "members", "structure"}


def test_a_wrong_answer_is_named_part_by_part():
    case = BY_NAME["life/assembly_held"]
    (right,) = case.expect["life.assembly"]
    wrong = replace(
        case, expect={"life.assembly": (replace(right, actual=Decimal(2), status=DUE),)}
    )
    found = [(one.part, one.expected, one.found) for one in worked_life.differences(wrong, BOOK)]
    assert found == [("actual", 2, 1), ("status", "due", "met")]


def test_a_period_too_many_is_noticed():
    case = BY_NAME["life/assembly_by_quarter"]
    short = replace(case, expect={"life.assembly": case.expect["life.assembly"][:2]})
    (found,) = worked_life.differences(short, BOOK)
    assert (found.part, found.expected, found.found) == ("periods", "2", "3")


GOOD = (NORMS / "cases/life/assembly_by_quarter.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("on: 2026-08-15", "on: someday", "norm.bad_date"),
        ("kind: assembly", "kind: picnic", "norm.unknown_kind"),
        ("organisation: branch", "organisation: club", "norm.unknown_kind"),
        ("status: met", "status: good", "norm.unknown_status"),
        (", status: met", "", "case.missing_key"),
        ("actual: 2", "actual: two", "norm.bad_value"),
        ("meetings:", "meeting:", "norm.unknown_key"),
        ("{kind: assembly, on: 2026-01-20}", "{kind: assembly, day: 2026-01-20}", "norm.unknown_key"),
    ],
)  # fmt: skip
def test_mistakes_in_a_case_are_found(tmp_path, old, new, code):
    assert old in GOOD
    (tmp_path / "case.yaml").write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(NormError) as caught:
        load_life_cases(tmp_path)
    assert code in [one.code for one in caught.value.findings]
