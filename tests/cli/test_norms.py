"""`liandong norms …`: mistakes by line, what would change, adopting and taking back."""

import json
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from liandong.cli.main import app
from liandong.config.paths import NORMS
from liandong.domains.audit.models import Event
from liandong.domains.norms import books as book_of
from liandong.domains.norms.models import AdoptedNorms
from liandong.domains.observatory.models import Run

FUNDS = """\
code: guarantee.work_funds_min
values:
  - value: 60000
    scope: "46"
    from: 2016-01-01
    tag: L
    source:
      instrument: 省里的试算
"""
WHATIF = ("norms", "whatif")
HERE = ("--unit", "46", "--on", "2016-12-31", "--format", "json")


@pytest.fixture(autouse=True)
def _fresh_books():
    """Rolled-back tests use the same numbers again, so a remembered book may be another's."""
    book_of._load.cache_clear()
    yield
    book_of._load.cache_clear()


@pytest.fixture
def run():
    def call(*words, given=None):
        return CliRunner().invoke(app, [str(word) for word in words], input=given)

    return call


@pytest.fixture
def proposal(tmp_path):
    def write(old="", new="", name="funds.yaml") -> Path:
        assert old in FUNDS
        file = tmp_path / name
        file.write_text(FUNDS.replace(old, new) if old else FUNDS, encoding="utf-8")
        return file

    return write


def copied(tmp_path: Path) -> Path:
    return shutil.copytree(NORMS, tmp_path / "norms")


def test_the_norms_that_are_shipped_are_right(province, run):
    done = run("norms", "check", "--format", "json")
    assert done.exit_code == 0
    said = json.loads(done.stdout)
    shipped = len(list((NORMS / "parameters").rglob("*.yaml")))
    assert (said["ok"], said["norms"], said["findings"]) == (True, shipped, [])
    assert said["cases"] >= 21


def test_a_directory_needs_no_instance(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "liandong.cli.main", "norms", "check", copied(tmp_path), "--format", "json"],
        capture_output=True, check=False, cwd=tmp_path, env={"PATH": "", "PYTHONPATH": str(NORMS.parent)},
    )  # fmt: skip
    assert json.loads(done.stdout)["ok"] is True
    assert done.returncode == 0
    assert not (tmp_path / "var").exists()


def test_a_mistake_is_named_by_file_and_line(tmp_path, run):
    file = copied(tmp_path) / "parameters/guarantee/work_funds_min.yaml"
    file.write_text(file.read_text().replace("2015-01-01", "2015-02-30", 1))
    done = run("norms", "check", tmp_path / "norms", "--format", "json")
    assert done.exit_code == 1
    (found,) = json.loads(done.stdout)["findings"]
    assert (found["file"], found["line"], found["code"]) == (str(file), 14, "norm.bad_date")
    assert run("norms", "check", tmp_path / "norms").stdout.startswith(
        f"{file}:14: error norm.bad_date"
    )


def test_a_changed_norm_breaks_the_case_that_was_worked_by_hand(tmp_path, run):
    file = copied(tmp_path) / "parameters/guarantee/work_funds_min.yaml"
    file.write_text(file.read_text().replace("value: 50000", "value: 48000"))
    done = run("norms", "check", tmp_path / "norms", "--format", "json")
    assert done.exit_code == 1
    found = [
        one
        for one in json.loads(done.stdout)["findings"]
        if one["file"].endswith("end_of_2016.yaml")
    ]
    assert {one["code"] for one in found} == {"worked.differs"}
    said = Path(found[0]["file"]).read_text().splitlines()[found[0]["line"] - 1]
    assert said.strip().startswith("guarantee.work_funds:")


def test_a_folder_of_changes_is_checked_on_top_of_what_holds(tmp_path, run, db):
    change = (
        "code: guarantee.work_funds_min\nvalues:\n  - {value: 60000, scope: '46', from: %s, tag: U,"
        " source: {instrument: 试算}}\n"
    )
    (tmp_path / "change.yaml").write_text(change % "2027-01-01")
    assert run("norms", "check", tmp_path).exit_code == 0
    (tmp_path / "change.yaml").write_text(change % "2015-01-01")
    done = run("norms", "check", tmp_path, "--format", "json")
    assert done.exit_code == 1
    assert [one["code"] for one in json.loads(done.stdout)["findings"]] == ["norm.overlap"]


def test_what_cannot_be_read_ends_with_2(tmp_path, run):
    assert run("norms", "check", tmp_path / "nowhere").exit_code == 2
    assert run(*WHATIF, tmp_path / "nowhere.yaml", *HERE).exit_code == 2


def test_what_would_change_is_told_and_nothing_written(province, run, proposal):
    runs = list(Run.objects.values_list("pk", flat=True))
    done = run(*WHATIF, proposal(), *HERE)
    assert done.exit_code == 0
    said = json.loads(done.stdout)
    (funds,) = said["standards"]
    assert said["communities"] == 551
    assert (funds["standard"], funds["norm"]["before"]["value"], funds["norm"]["after"]["value"]) == (
        "guarantee.work_funds", 50000, 60000,
    )  # fmt: skip
    assert funds["unmet"]["before"] == 94
    assert funds["unmet"]["after"] == 94 + funds["fall_below"]
    assert funds["fall_below"] > 0
    assert funds["gap"]["more"] == funds["gap"]["after"] - funds["gap"]["before"]
    assert funds["gap"]["after"] == sum(one["gap"]["after"] for one in funds["changes"])
    assert funds["unit_of_gap"]["en"] == "yuan"
    assert list(Run.objects.values_list("pk", flat=True)) == runs
    assert not AdoptedNorms.objects.exists()


def test_a_city_asks_more_of_itself_alone(province, run, proposal):
    file = proposal('"46"', '"4601"')
    whole = json.loads(run(*WHATIF, file, *HERE).stdout)["standards"][0]
    city = json.loads(run(*WHATIF, file, "--unit", "4601", *HERE[2:]).stdout)["standards"][0]
    other = json.loads(run(*WHATIF, file, "--unit", "4602", *HERE[2:]).stdout)["standards"][0]
    assert whole["changes"] == city["changes"] != []
    assert {one["code"][:4] for one in city["changes"]} == {"4601"}
    assert other["changes"] == []
    assert {one["value"] for one in whole["norm"]["values_after"]} == {50000, 60000}


def test_before_its_first_day_it_changes_nothing(province, run, proposal):
    said = json.loads(run(*WHATIF, proposal("2016-01-01", "2018-01-01"), *HERE).stdout)
    assert said["in_force_on_that_day"] is False
    assert said["standards"][0]["changes"] == []


def test_a_later_value_can_be_tried_on_the_data_there_are(province, run, proposal):
    now = json.loads(run(*WHATIF, proposal(), *HERE).stdout)["standards"][0]
    later = proposal("2016-01-01", "2030-01-01")
    said = json.loads(run(*WHATIF, later, "--as-if", *HERE).stdout)
    assert (said["on"], said["norms_on"]) == ("2016-12-31", "2030-01-01")
    (funds,) = said["standards"]
    assert (funds["unmet"], funds["gap"]) == (now["unmet"], now["gap"])


MISTAKES = [
    ("2016-01-01", "2016-13-01", "norm.bad_date", 5),
    ("2016-01-01", "2015-01-01", "norm.overlap", 3),
    ('"46"', "Hainan", "norm.bad_scope", 4),
    ('"46"', '"469998"', "place.unknown", 3),
    ("      instrument: 省里的试算\n", "", "norm.missing_source", 3),
    ("work_funds_min", "work_fund_min", "norm.missing_key", 1),
    ("values:", "unit: person\nvalues:", "norm.redefined", 1),
    (
        "code: guarantee.work_funds_min\nvalues:\n  - value: 60000\n    scope: \"46\"\n    from: 2016",
        "code: guarantee.service_area_per_100_households\nvalues:\n  - value: 29\n    scope: \"46\"\n    from: 2018",
        "norm.below_floor", 3,
    ),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "code", "line"), MISTAKES)
def test_a_wrong_file_is_refused_by_line_and_never_adopted(
    province, run, proposal, old, new, code, line
):
    file = proposal(old, new)
    for words in ((*WHATIF, file, *HERE), ("norms", "adopt", file, "--yes", "--format", "json")):
        done = run(*words)
        found = [(one["code"], one["line"]) for one in json.loads(done.stdout)["findings"]]
        assert done.exit_code == 1
        assert (code, line) in found
    assert not AdoptedNorms.objects.exists()


def test_an_unknown_place_ends_with_2(province, run, proposal):
    assert run(*WHATIF, proposal(), "--unit", "9999", "--on", "2016-12-31").exit_code == 2


def shown(run, *words):
    return json.loads(
        run(
            "indicators", "show", "guarantee.work_funds", "--unit", "46", "--format", "json", *words
        ).stdout
    )


def test_adopting_moves_every_figure_and_withdrawing_moves_it_back(
    province, run, proposal, django_capture_on_commit_callbacks
):
    file = proposal()
    would = json.loads(run(*WHATIF, file, *HERE).stdout)["standards"][0]
    with django_capture_on_commit_callbacks(execute=True):
        done = run("norms", "adopt", file, "--yes", "--format", "json")
    assert done.exit_code == 0
    number = json.loads(done.stdout)["id"]
    after = shown(run)
    assert after["unmet"] == would["unmet"]["after"]
    assert (after["gap"], after["norm"]["value"]) == (would["gap"]["after"], 60000)
    assert after["on"] == "2016-12-31"
    event = Event.objects.get(action="observatory.adopt_norms")
    assert (event.subject, event.after["since"]) == (f"norms:{number}", "2016-01-01")
    assert run("norms", "adopt", file, "--yes").exit_code == 1  # once is enough
    with django_capture_on_commit_callbacks(execute=True):
        assert run("norms", "withdraw", number, "--reason", "试完了", "--yes").exit_code == 0
    back = shown(run)
    assert (back["unmet"], back["norm"]["value"]) == (94, 50000)
    assert Event.objects.get(action="observatory.withdraw_norms").reason == "试完了"
    assert run("norms", "withdraw", number, "--reason", "再撤", "--yes").exit_code == 2


def test_a_no_leaves_all_as_it_was(province, run, proposal):
    assert run("norms", "adopt", proposal(), given="n\n").exit_code == 1
    assert not AdoptedNorms.objects.exists()


def test_the_list_says_what_holds_where(province, run):
    said = json.loads(
        run("norms", "list", "--on", "2017-06-12", "--unit", "4601", "--format", "json").stdout
    )
    held = {one["code"]: one["in_force"] for one in said["norms"]}
    assert held["guarantee.service_area_per_100_households"]["value"] == 30
    assert held["guarantee.workers_per_10000"] is None
    assert said["on"] == str(date(2017, 6, 12))
