"""The command line as scripts of users rely on it: real processes on an instance of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

DATA = Path(__file__).parent.parent / "data"
CLEAN = DATA / "community_ledger_2016.xlsx"
ERRORS = DATA / "community_ledger_2016_errors.xlsx"
FINDINGS = [
    ("H5", "error"), ("J6", "error"), ("E7", "error"), ("D8", "error"), ("F10", "note"),
    ("G11", "error"), ("E13", "error"), ("J14", "note"), ("G15", "warning"), ("L16", "error"),
    ("E17", "note"), ("K18", "warning"),
]  # fmt: skip


def run(home: Path, *words: object) -> subprocess.CompletedProcess:
    environment = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL"}}
    environment |= {
        "LIANDONG_HOME": str(home),
        "LIANDONG_LANGUAGE": "zh",
        "DJANGO_SETTINGS_MODULE": "liandong.config.settings",
    }
    return subprocess.run(
        [sys.executable, "-m", "liandong.cli.main", *map(str, words)],
        env=environment, capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip


def data_of(done: subprocess.CompletedProcess) -> dict:
    assert "Traceback" not in done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    """An instance with the tree and the clean ledger."""
    place = tmp_path_factory.mktemp("instance")
    assert run(place, "init").returncode == 0
    done = run(place, "import", "ledger", CLEAN, "--format", "json")
    assert done.returncode == 0, done.stderr
    said = data_of(done)
    assert (said["rows"], said["accepted"], said["findings"]) == (551, 551, [])
    return place


@pytest.mark.parametrize(
    ("code", "numerator", "denominator"),
    [
        ("guarantee.communities", 551, None),
        ("guarantee.deputies", 229, 551),
        ("guarantee.workers", 300, 551),
        ("guarantee.work_funds", 551 - 94, 551),
        ("guarantee.special_fund", 551 - 65, 551),
    ],
)
def test_the_figures_of_the_speech(home, code, numerator, denominator):
    done = run(
        home, "indicators", "show", code, "--unit", "46", "--on", "2016-12-31", "--format", "json"
    )
    said = data_of(done)
    assert (said["numerator"], said["denominator"], said["unknown"]) == (numerator, denominator, 0)
    assert said["as_of"] == "2016-12-31"


def test_a_number_is_explained_down_to_norm_and_failing_units(home):
    said = data_of(
        run(home, "indicators", "explain", "guarantee.work_funds", "--unit", "460000000000",
            "--on", "2016-12-31", "--format", "json")
    )  # fmt: skip
    assert len(said["failing"]) == said["unmet"] == 94
    assert said["norm"]["value"] == 50000
    assert said["norm"]["tag"]["code"] == "U"
    assert {"source", "article", "in_force"} <= said["norm"].keys()
    assert all(one["gap"] == one["required"] - one["actual"] > 0 for one in said["failing"])


def test_the_same_file_again_changes_nothing(home):
    said = data_of(run(home, "import", "ledger", CLEAN, "--format", "json"))
    assert (said["added"], said["corrected"], said["unchanged"]) == (0, 0, 3857)


def test_findings_block_unless_the_valid_rows_are_asked_for(home):
    done = run(home, "import", "ledger", ERRORS, "--dry-run", "--format", "json")
    said = data_of(done)
    assert done.returncode == 1
    assert said["accepted"] == 0
    assert [(one["cell"], one["severity"]) for one in said["findings"]] == FINDINGS
    assert all(one["code"] and one["message"] for one in said["findings"])

    valid = run(home, "import", "ledger", ERRORS, "--dry-run", "--accept-valid", "--format", "json")
    assert valid.returncode == 0
    assert data_of(valid)["accepted"] == 551 - 7


def test_a_file_that_cannot_be_read_ends_with_two(home, tmp_path):
    picture = tmp_path / "台账.xlsx"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 64)
    for file in (picture, tmp_path / "none.xlsx"):
        done = run(home, "import", "ledger", file, "--format", "json")
        assert done.returncode == 2
        assert data_of(done)["findings"][0]["severity"] == "error"


@pytest.mark.parametrize(
    "words",
    [
        ("indicators", "show", "guarantee.deputy", "--unit", "46"),
        ("indicators", "show", "guarantee.deputies", "--unit", "99"),
        ("indicators", "show", "guarantee.deputies", "--unit", "46", "--on", "2016-13-01"),
        ("import", "ledger", CLEAN, "--blank", "special_fund"),
        ("import", "ledger", CLEAN, "--blank", "fund=zero"),
    ],
)
def test_a_call_that_cannot_be_understood_says_what_to_write(home, words):
    done = run(home, *words)
    assert done.returncode == 2
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr


def test_before_init_the_way_is_shown(tmp_path):
    done = run(tmp_path / "empty", "indicators", "show", "guarantee.deputies", "--unit", "46")
    assert done.returncode == 2
    assert "liandong init" in done.stderr


def test_two_homes_live_side_by_side(home, tmp_path):
    assert run(tmp_path, "init").returncode == 0
    said = data_of(
        run(tmp_path, "indicators", "show", "guarantee.deputies", "--unit", "46", "--on",
            "2016-12-31", "--format", "json")
    )  # fmt: skip
    assert said["unknown"] == 551, "another home's facts are not seen"


def test_yuan_in_a_column_of_wan_is_not_taken_until_the_unit_is_said(home, tmp_path):
    book = load_workbook(CLEAN)
    sheet = book.worksheets[0]
    for row in range(5, 556):
        sheet.cell(row, 10).value = round(sheet.cell(row, 10).value * 10_000)
    sheet["K2"] = "截至:2019年12月31日"
    book.save(file := tmp_path / "元.xlsx")
    for more in ([], ["--accept-valid"]):
        done = run(home, "import", "ledger", file, *more, "--format", "json")
        said = data_of(done)
        assert said["accepted"] == 0
        assert [(one["cell"], one["code"]) for one in said["findings"]] == [("J4", "unit_suspect")]
        assert "--unit-of work_funds=yuan|wan" in said["findings"][0]["message"]
    told = ("--unit-of", "work_funds=yuan")
    done = run(home, "import", "ledger", file, *told, "--format", "json")
    assert (done.returncode, data_of(done)["findings"]) == (0, [])
    same = ("indicators", "show", "guarantee.work_funds", "--unit", "46", "--format", "json")
    shown = data_of(run(home, *same, "--on", "2019-12-31"))
    assert shown["numerator"] == 551 - 94


@pytest.mark.parametrize("more", [[], ["--accept-valid"]])
def test_a_ledger_of_a_day_to_come_is_not_taken(home, more):
    asked = ("import", "ledger", CLEAN, "--on", "2099-12-31", *more, "--format", "json")
    done = run(home, *asked)
    said = data_of(done)
    assert (done.returncode, said["accepted"]) == (1, 0)
    assert [one["code"] for one in said["findings"]] == ["as_of_future"]


def test_what_repeats_itself_is_printed_briefly_and_counted_exactly(home):
    asked = ("import", "ledger", CLEAN, "--unit", "4602", "--dry-run")
    counts = data_of(run(home, *asked, "--format", "json"))["counts"]
    printed = run(home, *asked).stdout.replace("\n", "")
    assert printed.count("没有“海口市”") == 20
    assert f"还有 {counts['unknown_place'] - 20:,} 行是同样的问题" in printed
