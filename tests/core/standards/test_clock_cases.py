"""The clocks of requests as worked by hand under `norms/cases/casework`, and what a case may not say."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from liandong.core.standards.norms import NormError, load
from liandong.core.standards.norms.cases import load_cases
from liandong.core.standards.norms.clock_cases import ClockCase, differences, load_clock_cases

NORMS = Path(__file__).parents[3] / "norms"
BOOK, CASES = load(NORMS), load_clock_cases(NORMS / "cases")
CLASSES = ("danger", "utility", "ordinary", "complex")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_as_worked_by_hand(case: ClockCase) -> None:
    assert list(differences(case, BOOK)) == []
    wrong = replace(case, due=case.due + timedelta(minutes=1))
    assert [one.found for one in differences(wrong, BOOK)] == [case.due]


def test_every_class_has_its_three_limits_and_a_case() -> None:
    for one in CLASSES:
        for limit in ("dispatch", "contact", "feedback"):
            assert f"casework.{one}_{limit}" in BOOK
        assert any(case.clock == f"casework.{one}_feedback" for case in CASES)


def test_cases_of_clocks_are_left_to_their_reader() -> None:
    assert not {case.file for case in load_cases(NORMS / "cases")} & {case.file for case in CASES}


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ('since: "2026-02-30 10:00"', "norm.bad_date"),
        ('since: "2026-02-03 25:00"', "norm.bad_date"),
        ("since: tomorrow", "norm.bad_date"),
        ("", "case.missing_key"),
    ],
)
def test_what_is_wrong_is_said_by_line(tmp_path: Path, said: str, code: str) -> None:
    good = next(iter(CASES)).file.read_text(encoding="utf-8").splitlines()
    lines = [said if line.startswith("since") else line for line in good]
    (tmp_path / "x.yaml").write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(NormError) as caught:
        load_clock_cases(tmp_path)
    assert caught.value.findings[0].code == code
