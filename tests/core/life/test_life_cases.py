"""Every worked case of Party life, on both engines: the answer is the one computed by hand."""

import pytest

from liandong.config.paths import NORMS
from liandong.core.engines import duckdb, polars, worked_life
from liandong.core.standards.norms import load
from liandong.core.standards.norms.life_cases import load_life_cases

BOOK = load(NORMS)
CASES = load_life_cases(NORMS / "cases")


@pytest.mark.parametrize("engine", [duckdb.Engine, polars.Engine], ids=["duckdb", "polars"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_engine_says_what_was_worked_out_by_hand(case, engine):
    assert list(worked_life.differences(case, BOOK, engine)) == []
