"""Rosters: who is on them on a day, found by what people type, paged without a gap or a repeat."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from liandong.core.kernel.errors import LiandongError
from liandong.domains.audit.models import Event
from liandong.domains.members import actions, queries, roster_book
from liandong.domains.members.actions import floating
from liandong.domains.members.actions.registering import Details
from liandong.domains.members.enums import Stage
from liandong.domains.members.models import Person
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


def test_a_search_narrows_by_standing_and_by_floating(people) -> None:
    away = Person.objects.get(name="王演二")
    floating.register_away(away, since=date(2026, 1, 1), reason="work", **HOW)
    assert names(floating=True) == ["王演二"]
    assert "王演二" not in names(floating=False)
    gone = Person.objects.get(name="陈大文")
    actions.suspend(gone, on=date(2026, 2, 1), reason="失联六个月", **HOW)
    assert names(standing="suspended") == ["陈大文"]
    assert "陈大文" not in names(standing="normal")


def test_a_workbook_masks_what_is_not_asked_for_with_a_reason(people) -> None:
    of = place("T", "party")

    def told(**how) -> list[tuple]:
        stream = BytesIO()
        assert roster_book.write(stream, of, on=ON, **how, **HOW) == 4
        return list(load_workbook(stream).worksheets[0].values)

    rows = told()
    assert [row[0] for row in rows[1:]] == names()
    assert not any(NUMBER in map(str, row) for row in rows)
    with pytest.raises(LiandongError):
        roster_book.write(BytesIO(), of, on=ON, opened=True, **HOW)
    assert any(NUMBER in row for row in told(opened=True, reason="年度党内统计核对"))
    last = Event.objects.order_by("pk").last()
    assert (last.action, last.after["opened"], last.reason) == (
        "members.export", True, "年度党内统计核对",
    )  # fmt: skip
