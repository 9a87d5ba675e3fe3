"""Every worked case, on both engines: the answer is the one computed by hand."""

from dataclasses import replace
from decimal import Decimal

import pytest

from liandong.config.paths import NORMS
from liandong.core.engines import duckdb, polars, worked
from liandong.core.standards.norms import load
from liandong.core.standards.norms.cases import load_cases

BOOK = load(NORMS)
CASES = load_cases(NORMS / "cases")


@pytest.mark.parametrize("engine", [duckdb.Engine, polars.Engine], ids=["duckdb", "polars"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_engine_says_what_was_worked_out_by_hand(case, engine):
    assert list(worked.differences(case, BOOK, engine)) == []


def test_a_wrong_answer_is_named_part_by_part():
    case = next(one for one in CASES if one.name.endswith("one_below"))
    right = case.expect["guarantee.deputies"]
    wrong = replace(right, required=Decimal(2), gap=Decimal(2))
    found = worked.differences(replace(case, expect={"guarantee.deputies": wrong}), BOOK)
    assert [(one.standard, one.part, one.expected, one.found) for one in found] == [
        ("guarantee.deputies", "required", 2, 1),
        ("guarantee.deputies", "gap", 2, 1),
    ]


def test_a_standard_that_nobody_judges_has_no_answer():
    case = next(one for one in CASES if one.name.endswith("one_below"))
    right = case.expect["guarantee.deputies"]
    found = worked.differences(replace(case, expect={"guarantee.nobody": right}), BOOK)
    assert {one.found for one in found} == {None}
