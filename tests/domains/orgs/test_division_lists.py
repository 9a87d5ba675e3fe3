"""Planting a tree from a list: idempotent, all or nothing, every fault with its line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from liandong.core.kernel.errors import LiandongError
from liandong.domains.audit.models import Event
from liandong.domains.orgs import actions, imports, tree
from liandong.domains.orgs.imports import Division
from liandong.domains.orgs.models import Name, Placement, Unit
from tests.domains.orgs.tree_kit import AT, deed, events, everything, line, refused

HEAD = "code,name,kind,parent\n"
# A province that the demo does not have.
GOOD = HEAD + "65,新疆,province,\n6501,乌鲁木齐市,city,65\n650102,天山区,district,6501\n"
SINCE = date(2016, 1, 1)


@pytest.fixture
def listed(tmp_path):
    def write(text: str | bytes) -> Path:
        file = tmp_path / "units.csv"
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return file

    return write


def test_a_list_becomes_a_tree(db, listed):
    assert imports.plant(imports.read(listed(GOOD)), deed=deed(SINCE)) == 3
    district = Unit.objects.get(code="650102000000")
    assert line(district) == "650000000000/650100000000/650102000000"
    assert (district.name, district.kind, district.division_code) == (
        "天山区", "district", "650102000000",
    )  # fmt: skip
    assert Name.objects.get(unit=district).start == SINCE
    assert Placement.objects.get(unit=district).recorded_at == AT
    top = Unit.objects.get(code="650000000000")
    assert events(top) == ["orgs.plant"]
    assert Event.objects.get(subject="unit:650000000000").after == {"units": 3}


def test_planting_again_changes_nothing(db, listed):
    divisions = imports.read(listed(GOOD))
    imports.plant(divisions, deed=deed(SINCE))
    before = everything()
    assert imports.plant(divisions, deed=deed(date(2019, 1, 1))) == 0
    assert everything() == before


def test_a_longer_list_adds_what_is_new(db, listed):
    imports.plant(imports.read(listed(GOOD)), deed=deed(SINCE))
    more = imports.read(listed(GOOD + "650103,沙依巴克区,district,6501\n"))
    assert imports.plant(more, deed=deed(SINCE)) == 1
    assert line(Unit.objects.get(code="650103000000")).endswith("650100000000/650103000000")


def test_progress_ends_at_the_whole(db, listed):
    seen = []
    imports.plant(
        imports.read(listed(GOOD)), deed=deed(SINCE), progress=lambda *step: seen.append(step)
    )
    assert seen[-1] == (3, 3)


@pytest.mark.parametrize(
    "text",
    [
        b"\xef\xbb\xbf" + GOOD.encode(),  # as a spreadsheet program saves it
        GOOD.replace("\n", "\r\n").encode(),
        (GOOD + "\n\n").encode(),
        b"kind,parent,code,name,remark\nprovince,,65,\xe6\x96\xb0\xe7\x96\x86,x\n",
    ],
    ids=["byte order mark", "line ends", "blank lines", "columns in another order"],
)
def test_harmless_differences_are_no_faults(listed, text):
    assert imports.read(listed(text))[0] == Division("650000000000", "新疆", "province", "")


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        (HEAD + "65,新疆,province,\n65X1,乌市,city,65\n", 3, "数字"),
        (HEAD + "65,新疆,province,\n,乌市,city,65\n", 3, ""),
        (HEAD + "65,新疆,province,\n99,外省,province,\n", 3, ""),
        (HEAD + "65,新疆,province,\n6501,乌市,city,64\n", 3, "上级"),
        (HEAD + "6501,乌市,city,65\n65,新疆,province,\n", 2, "上级"),
        (HEAD + "65,新疆,province,\n\n65,新疆,province,\n", 4, "重复"),
        (HEAD + "65,新疆,province,\n6501,乌市,realm,65\n", 3, "类别"),
        (HEAD + "65,新疆,province,\n6501,,city,65\n", 3, "名称"),
        (HEAD + "65,新疆,province,\n6501\n", 3, "类别"),
        ("code,name,parent\n65,新疆,\n", 1, "缺少列 kind"),
        ("", 1, "缺少列"),
        (GOOD.encode("gb18030"), 1, "UTF-8"),
        (HEAD + '65,"新疆,province,\n', 2, "CSV"),
        (HEAD + "65,\x00新疆,province,\n", 2, "控制字符"),
    ],
    ids=[
        "letters in a code", "no code", "no such province", "unknown parent",
        "parent comes later", "twice", "unknown kind", "no name", "cut short", "missing column",
        "empty file", "another encoding", "open quote", "nul byte",
    ],
)  # fmt: skip
def test_each_fault_is_told_with_its_line(listed, text, where, what):
    with pytest.raises(LiandongError) as caught:
        imports.read(listed(text))
    words = caught.value.text
    assert words.zh.startswith(f"units.csv 第 {where} 行："), words.zh
    assert words.en.startswith(f"units.csv line {where}: "), words.en
    assert what in words.zh


def test_nothing_half_written_when_the_database_refuses(db):
    """The second unit's code is one of the first's: the database objects in the middle."""
    twice = [
        Division("650000000000", "新疆", "province", ""),
        Division("650100000000", "乌市", "city", "650000000000"),
        Division("650100000000", "乌市", "city", "650000000000"),
    ]
    before = everything()
    with pytest.raises(Exception, match=r"(?i)unique"):
        imports.plant(twice, deed=deed(SINCE))
    assert everything() == before


def test_a_parent_must_be_there(db):
    one = [Division("650100000000", "乌市", "city", "650000000000")]
    with refused("unknown_parent"):
        imports.plant(one, deed=deed(SINCE))


def test_a_parent_must_still_stand(db):
    top = [Division("650000000000", "新疆", "province", "")]
    imports.plant(top, deed=deed(SINCE))
    actions.close(Unit.objects.get(code="650000000000"), deed=deed(date(2018, 1, 1)))
    with refused("orphan"):
        imports.plant(
            [*top, Division("650100000000", "乌市", "city", "650000000000")], deed=deed(SINCE)
        )


def test_a_list_for_a_day_to_come_leaves_today_alone(db, listed):
    imports.plant(imports.read(listed(GOOD)), deed=deed(date(2021, 1, 1)))
    assert line(Unit.objects.get(code="650000000000")) is None
    assert tree.settle(date(2021, 1, 1))
    assert line(Unit.objects.get(code="650000000000")) == "650000000000"


def test_the_shipped_list_is_whole():
    from liandong.config import paths

    divisions = imports.read(paths.DATA / "hainan_units.csv")
    assert len(divisions) == 825
    assert [d.code for d in divisions if not d.parent] == ["460000000000"]
    assert sum(d.kind == "community" for d in divisions) == 551
