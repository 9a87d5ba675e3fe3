"""`liandong admission` as scripts use it."""

from __future__ import annotations

import json
from datetime import date

import pytest
from typer.testing import CliRunner

from liandong.cli.main import app
from liandong.domains.admission.models import Item
from liandong.domains.admission.queries import load, register
from liandong.domains.orgs.queries import place
from tests.domains.admission.kit import COMMUNITY, in_force

pytestmark = pytest.mark.usefixtures("province")
ON = date(2026, 6, 1)


def run(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["admission", *words])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.stdout


def test_the_register_of_a_community_on_a_day() -> None:
    item = in_force()
    code, said = run("list", "--unit", "460105001001", "--on", "2026-06-01", "--format", "json")
    data = json.loads(said)
    mine = next(one for one in data["items"] if one["number"] == item.number)
    assert (code, mine["last_day"], mine["department"]) == (0, "2027-05-05", item.department.name)
    found = register(place(COMMUNITY), ON)
    assert len(data["items"]) == len(found.entries)
    assert len(data["matters"]) == len(found.matters)
    assert float(mine["money_each"]) > 0


def test_the_load_of_an_area() -> None:
    code, said = run(
        "load", "--unit", "460105", "--on", "2026-06-01", "--months", "3", "--format", "json"
    )
    data = json.loads(said)
    assert (code, data["load"]["items"]) == (0, load(place("460105"), ON).total)
    assert sum(one["items"] for one in data["below"]) == data["load"]["items"]
    assert len(data["trend"]) == 3


def test_one_item() -> None:
    item = Item.objects.filter(process__state="in_force").first()
    code, said = run("show", item.number.lower(), "--format", "json")
    data = json.loads(said)
    assert (code, data["state"], data["invented"]) == (0, "in_force", True)
    assert data["steps"][-1]["to"] == "in_force"
    assert data["periods"]


@pytest.mark.parametrize(
    "words",
    [
        ("show", "ZR1"),
        ("list", "--unit", "99"),
        ("list", "--unit", "46", "--on", "tomorrow"),
        ("load", "--unit", "nowhere"),
    ],
)
def test_what_is_wrong_ends_with_two(words: tuple[str, ...]) -> None:
    assert run(*words)[0] == 2


def test_for_people_too() -> None:
    for words in (("list", "--unit", "460105001001"), ("load", "--unit", "460105")):
        code, said = run(*words)
        assert code == 0
        assert "社区" in said
    item = Item.objects.first()
    assert item.title in run("show", item.number)[1]
