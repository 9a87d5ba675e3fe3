"""`liandong duties …` as scripts of users rely on it: real processes on an instance of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

STREET, ON = "D460105001", "2026-11-23"
MADE = """
import django; django.setup()
from datetime import date, datetime, UTC
from liandong.cli.demo_party import planting
from liandong.domains.life import actions
from liandong.domains.members import bulk
from liandong.domains.members.bulk import NewPerson, Step
from liandong.domains.orgs.models import Unit
at = datetime(2026, 11, 20, tzinfo=UTC)
planting.plant(below="460105001", by="test", at=at)
branches = list(Unit.objects.filter(kind="branch").order_by("code")[:2])
for unit in branches:
    steps = (Step(unit.pk, "full", date(2019, 1, 1)),)
    bulk.plant([NewPerson(f"某人{n}", steps) for n in range(5)], at_unit=unit, by="test", at=at)
for month in range(1, 12):
    actions.record_held(unit=branches[0], kind="themed_day", on=date(2026, month, 5), by="test", at=at)
actions.record_held(unit=branches[0], kind="assembly", on=date(2026, 10, 8), by="test", at=at)
actions.exempt(unit=branches[1], standard="life.themed_day", start=date(2026, 1, 1), end=None,
               reason="封闭施工", by="test", at=at)
print(branches[0].code, branches[1].code)
"""


def process(home: Path, *words: object) -> subprocess.CompletedProcess:
    environment = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"} | {
        "LIANDONG_HOME": str(home),
        "LIANDONG_LANGUAGE": "zh",
        "COLUMNS": "200",
        "DJANGO_SETTINGS_MODULE": "liandong.config.settings",
    }
    return subprocess.run(
        [sys.executable, *map(str, words)],
        env=environment, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip


def run(home: Path, *words: object) -> subprocess.CompletedProcess:
    return process(home, "-m", "liandong.cli.main", *words)


def data_of(done: subprocess.CompletedProcess):
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def instance(tmp_path_factory) -> tuple[Path, str, str]:
    """A street's organisations: one branch held its themed days, another is let off them."""
    home = tmp_path_factory.mktemp("instance")
    assert run(home, "init").returncode == 0
    done = process(home, "-c", MADE)
    assert done.returncode == 0, done.stderr
    return home, *done.stdout.split()[-2:]


def listed(instance, *words: str) -> list[dict]:
    return data_of(run(instance[0], "duties", "list", "--on", ON, "--format", "json", *words))


def test_a_branch_owes_its_year_with_norm_and_article(instance):
    rows = listed(instance, "--unit", instance[1])
    needed = {
        "standard",
        "unit",
        "period",
        "required",
        "actual",
        "due",
        "status",
        "norm",
        "article",
    }
    assert all(needed <= row.keys() for row in rows)
    days = [row for row in rows if row["standard"] == "life.themed_day"]
    assert [row["status"] for row in days] == ["met"] * 11
    assert days[0]["period"] == {"from": "2026-01-01", "to": "2026-01-31"}
    assert (days[0]["due"], days[0]["required"], days[0]["actual"]) == ("2026-01-31", 1, 1)
    assert days[0]["article"]["zh"].startswith("第十六条")
    assembly = {r["due"]: r["status"] for r in rows if r["standard"] == "life.assembly"}
    assert assembly == {
        "2026-03-31": "overdue", "2026-06-30": "overdue", "2026-09-30": "overdue",
        "2026-12-31": "met",
    }  # fmt: skip


@pytest.mark.parametrize("on", ["2026-01-01", "2026-01-10"])
def test_in_january_last_years_last_periods_are_still_on_the_list(instance, on):
    words = ("duties", "list", "--unit", instance[1], "--on", on, "--format", "json")
    rows = data_of(run(instance[0], *words, "--status", "overdue"))
    left = {row["standard"]: row["period"] for row in rows if row["due"] == "2025-12-31"}
    assert left["life.themed_day"] == {"from": "2025-12-01", "to": "2025-12-31"}
    assert left["life.assembly"] == {"from": "2025-10-01", "to": "2025-12-31"}
    assert left["life.organisation_life"] == {"from": "2025-01-01", "to": "2025-12-31"}
    assert left["life.member_training"] == {"from": "2025-01-01", "to": "2025-12-31"}


def test_a_subtree_is_narrowed_by_standard_and_status(instance):
    _, held, let_off = instance
    rows = listed(instance, "--unit", STREET, "--standard", "life.themed_day", "--status", "met")
    assert {row["unit"]["code"] for row in rows} == {held}
    rows = listed(instance, "--unit", STREET, "--standard", "life.themed_day", "--status", "exempt")
    assert ({row["unit"]["code"] for row in rows}, len(rows)) == ({let_off}, 11)
    assert all(r["status"] == "due" for r in listed(instance, "--unit", STREET, "--status", "due"))


def test_a_duty_is_explained_down_to_the_meetings_that_count(instance):
    home, held, _ = instance
    words = ("duties", "explain", "life.assembly", "--unit", held, "--on", ON, "--format", "json")
    said = data_of(run(home, *words))
    assert said["status"] == "met"
    assert said["norm"]["code"] == "life.assembly_per_quarter"
    assert [(r["on"], r["counts"]) for r in said["duties"][-1]["records"]] == [("2026-10-08", True)]
    assert "第十一条" in said["norm"]["article"]["zh"]


def test_indicators_of_party_organisations_are_shown(instance):
    home = instance[0]
    words = ("indicators", "explain", "life.themed_day", "--unit", STREET, "--on", ON)
    said = data_of(run(home, *words, "--format", "json"))
    rows = listed(instance, "--unit", STREET, "--standard", "life.themed_day")
    now = [row["status"] for row in rows if row["due"] == "2026-11-30"]
    assert (said["numerator"], said["not_applicable"]) == (now.count("met"), now.count("exempt"))
    assert said["denominator"] == now.count("met") + now.count("due")
    assert len(said["failing"]) == now.count("due") == said["unmet"]


def test_people_read_a_table(instance):
    home, held, _ = instance
    shown = run(home, "duties", "list", "--unit", held, "--on", ON, "--format", "table")
    assert shown.returncode == 0
    assert "主题党日" in shown.stdout
    told = run(home, "duties", "explain", "life.themed_day", "--unit", held, "--on", ON)
    assert "2026-11-05" in told.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("list", "--unit", "D99"), "没有代码为“D99"),
        (("list", "--unit", "46"), "D46"),
        (("list", "--unit", STREET, "--standard", "life.asembly"), "life.assembly"),
        (("list", "--unit", STREET, "--on", "23.11.2026"), "不是日期"),
        (("explain", "nothing.at_all", "--unit", STREET), "没有代码为“nothing.at_all”的标准"),
        (("list", "--unit", STREET, "--status", "late"), "late"),
    ],
)
def test_wrong_calls_are_told_what_is_wrong(instance, words, said):
    done = run(instance[0], "duties", *words)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_figure_of_the_other_tree_says_where_it_belongs(instance):
    done = run(instance[0], "indicators", "show", "life.assembly", "--unit", "46")
    assert (done.returncode, "D46" in done.stderr) == (2, True)
