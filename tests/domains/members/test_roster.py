"""Rosters: who is on them on a day, found by what people type, paged without a gap or a repeat."""

from __future__ import annotations

from datetime import date

import pytest

from liandong.domains.members import actions, queries
from liandong.domains.members.actions.registering import Details
from liandong.domains.members.enums import Stage
from liandong.domains.orgs.queries import place
from tests.domains.members.conftest import FOUNDED, HOW
from tests.domains.members.test_steps import NUMBER

ON = date(2026, 6, 1)


@pytest.fixture
def people(tree):
    said = [("林演一", "east"), ("王演二", "east"), ("林小三", "west"), ("陈大文", "west")]
    for number, (name, where) in enumerate(said):
        details = Details(name, NUMBER if number == 0 else "", "14000000009" if number == 1 else "")
        actions.register(details, unit=tree[where], stage=Stage.FULL, on=FOUNDED, **HOW)
    actions.register(Details("赵申请"), unit=tree["east"], stage=Stage.APPLICANT, on=ON, **HOW)
    return tree


def names(code: str = "T", **asked) -> list[str]:
    page = queries.roster(place(code, "party"), on=ON, **asked)
    return [row.person.name for row in page.rows]


def test_a_roster_is_in_the_order_of_pinyin(people) -> None:
    assert names() == ["陈大文", "林小三", "林演一", "王演二"]
    assert names("T-E") == ["林演一", "王演二"]
    assert names("T-E", stages=[Stage.APPLICANT]) == ["赵申请"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("演", ["林演一", "王演二"]), ("大文", ["陈大文"]), ("chendawen", ["陈大文"]),
        ("lin", ["林小三", "林演一"]), ("WYE", ["王演二"]), (NUMBER, ["林演一"]),
        (NUMBER.lower(), ["林演一"]), ("14000000009", ["王演二"]), ("%", []), ("没有", []),
        ("14000000008", []),
    ],
)  # fmt: skip
def test_people_are_found_by_what_is_typed(people, text: str, found: list[str]) -> None:
    assert names(text=text) == found


def test_pages_meet_without_gap_or_repeat(people) -> None:
    seen, after = [], ""
    while True:
        page = queries.roster(place("T", "party"), on=ON, after=after, limit=1)
        seen += [row.person.name for row in page.rows]
        after = page.next
        if not after:
            break
    assert seen == names()


def test_counts_by_stage(people) -> None:
    found = queries.counts(place("T", "party"), on=ON)
    assert found == {"applicant": 1, "activist": 0, "candidate": 0, "probationary": 0, "full": 4}


def test_a_wide_roster_reads_the_same(people, monkeypatch) -> None:
    narrow = names()
    monkeypatch.setattr(queries, "_MANY", 0)
    assert names() == narrow
