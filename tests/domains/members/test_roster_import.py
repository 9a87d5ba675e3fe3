"""Rosters as offices send them: what is taken, what is said at which cell, nothing half-done."""

from __future__ import annotations

from datetime import date

import pytest
from openpyxl import Workbook, load_workbook

from liandong.core.kernel.codes.identity import check_character
from liandong.core.kernel.errors import LiandongError
from liandong.domains.audit.models import Event
from liandong.domains.intake.reading.marked import write_marked
from liandong.domains.members import actions, imports
from liandong.domains.members.actions.registering import Details
from liandong.domains.members.models import Membership, Person
from tests.domains.members.conftest import FOUNDED, HOW, ours

ON = date(2026, 6, 1)
HEAD = ("序号", "姓名", "性别", "公民身份号码", "出生日期", "所在党支部", "人员类别", "入党日期",
        "转正日期", "联系电话")  # fmt: skip
EAST, WEST = "测试T-E", "测试T-W"


def number(serial: int, born: str = "19900101") -> str:
    body = f"469999{born}{serial:03d}"
    return body + check_character(body)


def line(serial: int, name: str, branch: str = EAST, **said) -> list[object]:
    row = dict(zip(HEAD, (serial, name, "", number(serial * 2 + 1), "", branch, "正式党员",
                          "2020-05-01", "2021-05-01", ""), strict=True))  # fmt: skip
    return list((row | said).values())


@pytest.fixture
def sent(tmp_path):
    """A workbook with a title in merged cells, as offices make them."""

    def made(*rows: list[object], head=HEAD, merge: str = ""):
        book = Workbook()
        page = book.active
        page.append(["某街道党员花名册"])
        page.merge_cells("A1:J1")
        page.append(list(head))
        for row in rows:
            page.append(row)
        if merge:
            page.merge_cells(merge)
        path = tmp_path / "roster.xlsx"
        book.save(path)
        return path

    return made


def codes(roster) -> list[tuple[str, str]]:
    return [(one.cell, str(one.code)) for one in roster.findings]


def test_a_roster_is_taken_whole(tree, sent) -> None:
    path = sent(line(1, "林演一"), line(2, "王演二", WEST, 人员类别="预备党员", 转正日期=""),
                ["", "合计", 2, "", "", "", "", "", "", ""])  # fmt: skip
    roster = imports.understand(path, tree["committee"], on=ON)
    assert codes(roster) == []
    assert imports.take(roster, tree["committee"], accept_valid=False, **HOW) == 2
    first = Person.objects.get(name="林演一")
    assert first.identity.opened() == number(3)
    assert (first.birth_date, first.sex) == (date(1990, 1, 1), "male")
    assert [(r.stage, r.start, r.end) for r in first.memberships.order_by("start")] == [
        ("full", date(2021, 5, 1), None),
    ]  # fmt: skip
    second = ours().get(person__name="王演二")
    assert (second.unit, second.stage) == (tree["west"], "probationary")
    event = Event.objects.filter(action="members.import").get()
    assert event.after == {"persons": 2, "file": ""}


WRONG = {
    "identity.check": ({"公民身份号码": "469999199001010010"}, "D3"),
    "identity.birth_date": ({"公民身份号码": number(1, "19901301")}, "D3"),
    "identity.length": ({"公民身份号码": "4699991990"}, "D3"),
    "identity_number_as_number": ({"公民身份号码": 469999199001010000}, "D3"),
    "birth_differs": ({"出生日期": date(1990, 1, 2)}, "E3"),
    "sex_differs": ({"性别": "女"}, "C3"),
    "unknown_sex": ({"性别": "？"}, "C3"),
    "unknown_unit": ({"所在党支部": "没有的支部"}, "F3"),
    "unit_missing": ({"所在党支部": ""}, "F3"),
    "unknown_stage": ({"人员类别": "群众"}, "G3"),
    "stage_missing": ({"人员类别": ""}, "G3"),
    "bad_date": ({"入党日期": "二月三十"}, "H3"),
    "in_future": ({"转正日期": "2027-01-01"}, "I3"),
    "dates_order": ({"转正日期": "2020-05-01"}, "I3"),
    "name_missing": ({"姓名": " "}, "B3"),
    "bad_phone": ({"联系电话": "电话"}, "J3"),
}


@pytest.mark.parametrize("code", WRONG)
def test_every_mistake_is_said_at_its_cell(tree, sent, code: str) -> None:
    said, cell = WRONG[code]
    path = sent(line(1, "林演一", **said), line(2, "王演二"))
    roster = imports.understand(path, tree["committee"], on=ON)
    assert codes(roster) == [(cell, code)]
    assert all(number(3) not in one.message.zh + one.message.en for one in roster.findings)
    with pytest.raises(LiandongError) as caught:
        imports.take(roster, tree["committee"], accept_valid=False, **HOW)
    assert caught.value.code == "findings_block"
    assert not ours().exists()
    assert imports.take(roster, tree["committee"], accept_valid=True, **HOW) == 1
    assert [row.person.name for row in ours()] == ["王演二"]


def test_the_same_person_twice(tree, sent) -> None:
    same = {"公民身份号码": number(3)}
    path = sent(line(1, "甲"), line(9, "甲"), line(9, "乙", **same), line(1, "甲", WEST),
                line(5, "丙"), line(5, "丙"))  # fmt: skip
    roster = imports.understand(path, tree["committee"], on=ON)
    assert ("D5", "two_names") in codes(roster)
    assert ("D6", "two_branches") in codes(roster)
    assert ("D8", "duplicate_row") in codes(roster)
    assert [row.number for row in roster.ok_rows] == [4]


def test_whoever_is_on_record_is_not_registered_again(tree, sent) -> None:
    def known(serial: int, name: str, unit: str) -> Person:
        return actions.register(Details(name, number(serial * 2 + 1)), unit=tree[unit],
                                stage="full", on=FOUNDED, **HOW)  # fmt: skip

    known(1, "甲", "east"), known(2, "乙", "west"), known(3, "丙", "east")
    left = known(4, "丁", "east")
    actions.leave(left, exit="left", on=date(2026, 1, 1), reason="申请", **HOW)
    path = sent(line(1, "甲"), line(2, "乙"), line(3, "丙丙"), line(4, "丁"), line(5, "戊"))
    roster = imports.understand(path, tree["committee"], on=ON)
    assert codes(roster) == [
        ("D3", "on_roster_already"), ("D4", "in_other_organisation"),
        ("D5", "other_name_on_record"), ("D6", "was_here"),
    ]  # fmt: skip
    assert "测试T-W" in roster.findings[1].message.zh
    narrow = imports.understand(path, tree["east"], on=ON)
    assert "测试T-W" not in narrow.findings[1].message.zh
    assert imports.take(roster, tree["committee"], accept_valid=True, **HOW) == 1
    actions.come_back(left, unit=tree["west"], stage="full", on=date(2026, 5, 1), **HOW)
    assert Membership.objects.on(ON).get(person=left).unit == tree["west"]


def test_merged_branches_are_filled_down_and_merged_values_refused(tree, sent) -> None:
    path = sent(line(1, "甲", WEST), line(2, "乙", ""), line(3, "丙", ""), merge="F3:F5")
    roster = imports.understand(path, tree["committee"], on=ON)
    assert codes(roster) == []
    assert {row.branch for row in roster.rows} == {tree["west"].pk}
    path = sent(line(1, "甲"), line(2, "乙"), merge="H3:H4")
    assert ("H3", "merged_value") in codes(imports.understand(path, tree["committee"], on=ON))


def test_a_branch_sends_its_own_roster_without_a_column_for_it(tree, sent) -> None:
    head = ("姓名", "身份证号", "党小组", "入党时间", "转正时间")
    head = (*head, "进入支部日期")
    path = sent(["甲", number(3), "测试T-E-1", "2020.5", "20210601", "2020-07-01"],
                ["乙", number(5), "别的小组", "2020年5月3日", "2021/6/4", ""], head=head)  # fmt: skip
    roster = imports.understand(path, tree["east"], on=ON)
    assert codes(roster) == [("A2", "stage_assumed"), ("C4", "unknown_group")]
    assert imports.take(roster, tree["east"], accept_valid=True, **HOW) == 1
    assert set(ours().values_list("stage", "group", "start")) == {
        ("probationary", tree["group"].pk, date(2020, 7, 1)),
        ("full", tree["group"].pk, date(2021, 6, 1)),
    }  # fmt: skip


def test_the_workbook_comes_back_marked(tree, sent, tmp_path) -> None:
    path = sent(line(1, "林演一", 性别="女"), line(2, "王演二"))
    roster = imports.understand(path, tree["committee"], on=ON)
    write_marked(path, roster, tmp_path / "marked.xlsx")
    book = load_workbook(tmp_path / "marked.xlsx")
    assert book.worksheets[0]["A4"].value == "C3"
    assert "性别" in book.worksheets[1]["C3"].comment.text


def test_who_registers_meanwhile_is_not_registered_twice(tree, sent) -> None:
    roster = imports.understand(sent(line(1, "甲"), line(2, "乙")), tree["committee"], on=ON)
    actions.register(Details("甲", number(3)), unit=tree["west"], stage="full", on=FOUNDED, **HOW)
    with pytest.raises(LiandongError) as caught:
        imports.take(roster, tree["committee"], accept_valid=True, **HOW)
    assert caught.value.code == "members_person_one_identity"
    assert ours().count() == 1
