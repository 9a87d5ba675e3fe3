"""A list of meetings from a workbook: titles, merged cells, dates of all kinds, and what is wrong."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from typer.testing import CliRunner

from liandong.core.kernel.errors import LiandongError
from liandong.domains.audit.models import Event
from liandong.domains.intake import actions as intake
from liandong.domains.intake.models import State
from liandong.domains.life import imports
from liandong.domains.life.actions import record_held
from liandong.domains.life.models import Meeting
from liandong.domains.life.sheet import words
from tests.domains.life.life_kit import AT, BY

HEAD = [
    "序号",
    "党支部名称",
    "会议类别",
    "召开时间",
    "应到人数",
    "实到",
    "地点",
    "主要内容",
    "备注",
]
STAMP = {"by": BY, "at": AT}


def workbook(path: Path, rows: list[list], merges: tuple = ()) -> Path:
    """A title over merged cells, the headings in row 3, then the rows."""
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("三会一课")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.merge_range("A1:I1", "2022年“三会一课”台账")
    sheet.write("A2", "填报单位：某党总支")
    for number, row in enumerate([HEAD, *rows], start=2):
        for column, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(number, column, value, day)
            elif value not in ("", None):
                sheet.write(number, column, value)
    for merge in merges:
        sheet.merge_range(*merge)
    book.close()
    return path


def take(path: Path, unit, *, accept_valid=False):
    with path.open("rb") as stream:
        batch = intake.receive(stream, name=path.name, kind=imports.KIND, unit=unit, **STAMP)
    imports.read(batch, at=AT)
    assert batch.state == State.READ, batch.problem
    outcome = imports.publish(batch, accept_valid=accept_valid, **STAMP)
    return batch, outcome


@pytest.mark.parametrize(
    ("said", "day"),
    [
        (date(2022, 3, 5), date(2022, 3, 5)),
        ("2022-03-05", date(2022, 3, 5)),
        ("2022.3.5", date(2022, 3, 5)),
        ("２０２２年３月５日", date(2022, 3, 5)),
        ("2022年3月5日 19:30", date(2022, 3, 5)),
        ("20220305", date(2022, 3, 5)),
        (44625.0, date(2022, 3, 5)),
        ("2022-02-30", None),
        ("3月5日", None),
        ("", None),
        (5, None),
    ],
)
def test_days(said, day):
    assert words.day_of(said) == day


def test_kinds_and_counts():
    assert words.kinds_of("党员大会") == ["assembly"]
    assert words.kinds_of("主题党日、党课") == ["themed_day", "lesson"]
    assert words.kinds_of("Lesson + themed_day") == ["lesson", "themed_day"]
    assert words.kinds_of("党员大会、团建") is None
    assert words.kinds_of(" ") is None
    assert [words.count_of(one) for one in (9, 9.0, "9人", "９", 9.5, "九", -1, True)] == [
        9, 9, 9, 9, None, None, None, None,
    ]  # fmt: skip


def test_a_list_as_branches_keep_it(party, tmp_path):
    one, two, group = party.one.name, party.two.name, party.group.name
    file = workbook(
        tmp_path / "会议.xlsx",
        [
            [1, one, "党员大会", date(2022, 3, 5), 9, 8, "会议室", "一季度大会"],
            [2, "", "主题党日、党课", "2022年3月12日", 10, 10, "", ""],
            [3, f" {two} ", "主题党日", "2022.3.15", "", "4人"],
            [4, group, "党小组会", "20220316", 3, 3],
            ["合计", "", "", "", "", 25],
            ["填表人：张三"],
        ],
        merges=(("B4:B5", one),),
    )
    batch, outcome = take(file, party.committee)
    assert (outcome.added, outcome.unchanged, batch.rows) == (4, 0, 4)
    assert not batch.findings.exists()
    held = Meeting.objects.filter(unit=party.one).order_by("on")
    assert [(m.kind, m.on, m.entitled, m.present, m.by_name) for m in held] == [
        ("assembly", date(2022, 3, 5), 9, 8, False),
        ("themed_day", date(2022, 3, 12), 10, 10, False),
    ]
    assert [s.kind for s in held[1].serves.all()] == ["lesson"]
    assert (held[0].venue, held[0].topic, held[0].quorate) == ("会议室", "一季度大会", True)
    [roster] = Meeting.objects.filter(unit=party.two)
    assert (roster.entitled, roster.present) == (4, 4)
    assert "张三" not in json.dumps(list(Event.objects.values("after")), ensure_ascii=False)
    again, outcome = take(file, party.committee)
    assert (outcome.added, outcome.unchanged) == (0, 4)
    assert set(again.findings.values_list("code", flat=True)) == {"on_record"}


def test_each_row_says_what_is_wrong_with_it(party, tmp_path):
    record_held(unit=party.one, kind="lesson", on=date(2022, 2, 1), **STAMP)
    one = party.one.name
    file = workbook(
        tmp_path / "bad.xlsx",
        [
            [1, "组织D-kit-3", "党员大会", "2022-03-05", 9, 8],
            [2, one, "茶话会", "2022-03-05", 9, 8],
            [3, one, "党小组会", "2022-03-05", 9, 8],
            [4, one, "党课", "2022-02-31", 9, 8],
            [5, one, "党课", "2022-06-16", 9, 8],
            [6, one, "党课", "2018-02-28", 9, 8],
            [7, one, "党课", "2022-03-06", 9, "八"],
            [8, one, "党课", "2022-03-07", 9, ""],
            [9, one, "党课", "2022-03-08", 9, 0],
            [10, one, "党课", "2022-03-09", 8, 9],
            [11, "", "党课", "2022-03-09", 9, 9],
            [12, one, "主题党日", "2022-03-10", 10, 9],
            [13, one, "主题党日", "2022-03-10", 10, 9],
            [14, one, "党员大会", "2022-03-11", 9, 4],
            [15, one, "党课", "2022-02-01", 10, 10],
            [16, one, "党课", "2022-03-12", 12, 9],
            [17, "某公司支部", "党课", "2022-03-12", 12, 9],
            [18, one, "党课", "2022-03-20", 10, 9, "", "长" * 300],
        ],
    )
    with file.open("rb") as stream:
        batch = intake.receive(
            stream, name="bad.xlsx", kind="meetings", unit=party.general, **STAMP
        )
    imports.read(batch, at=AT)
    said = {one.cell: (one.code, one.severity) for one in batch.findings.all()}
    assert said == {
        "B4": ("unknown_unit", "error"), "C5": ("bad_kind", "error"),
        "C6": ("wrong_kind", "error"), "D7": ("bad_date", "error"),
        "D8": ("in_future", "error"), "D9": ("unit_not_there", "error"),
        "F10": ("bad_count", "error"), "F11": ("present_missing", "error"),
        "F12": ("nobody_came", "error"), "F13": ("too_many_present", "error"),
        "B14": ("unit_missing", "error"), "D16": ("duplicate_row", "error"),
        "F17": ("no_quorum", "warning"), "D18": ("on_record", "note"),
        "E19": ("entitled_differs", "warning"),
        "B20": ("unknown_unit", "error"), "H21": ("too_long", "warning"),
    }  # fmt: skip
    for one in batch.findings.all():
        assert one.zh.startswith(f"{one.cell}：")
        assert one.en.startswith(f"{one.cell}: ")
        assert "{" not in one.zh + one.en
    before = Meeting.objects.count()
    with pytest.raises(LiandongError) as caught:
        imports.publish(batch, accept_valid=False, **STAMP)
    assert caught.value.code == "findings_block"
    assert Meeting.objects.count() == before
    outcome = imports.publish(batch, accept_valid=True, **STAMP)
    assert (outcome.added, outcome.unchanged) == (4, 1)
    with pytest.raises(LiandongError) as caught:
        imports.publish(batch, accept_valid=True, **STAMP)
    assert caught.value.code == "batch_moved_on"


def test_only_what_lies_below_the_sender(party, tmp_path):
    file = workbook(tmp_path / "a.xlsx", [[1, party.two.name, "党课", "2022-03-05", 4, 4]])
    with file.open("rb") as stream:
        batch = intake.receive(stream, name="a.xlsx", kind="meetings", unit=party.one, **STAMP)
    imports.read(batch, at=AT)
    assert [one.code for one in batch.findings.all()] == ["unknown_unit"]


def test_merged_counts_and_other_files(party, tmp_path):
    file = workbook(
        tmp_path / "m.xlsx",
        [[1, party.two.name, "党课", "2022-03-05", 4, 4], [2, party.two.name, "党课", "2022-03-06", 4]],
        merges=(("F4:F5", 4),),
    )  # fmt: skip
    with file.open("rb") as stream:
        batch = intake.receive(stream, name="m.xlsx", kind="meetings", unit=party.general, **STAMP)
    imports.read(batch, at=AT)
    assert [(f.cell, f.code) for f in batch.findings.all()] == [
        ("F4", "merged_count"), ("F5", "merged_count"),
    ]  # fmt: skip
    other = tmp_path / "other.csv"
    other.write_text("姓名,电话\n甲,1\n", encoding="utf-8")
    with other.open("rb") as stream:
        batch = intake.receive(
            stream, name="other.csv", kind="meetings", unit=party.general, **STAMP
        )
    imports.read(batch, at=AT)
    assert (batch.state, batch.problem["code"]) == (State.FAILED, "no_meetings")


def test_from_the_command_line(party, tmp_path, monkeypatch):
    from liandong.cli.main import app

    monkeypatch.setenv("LIANDONG_LANGUAGE", "en")
    file = tmp_path / "meetings.csv"
    file.write_text(
        f"code,kind,date,entitled,present\n{party.one.code},lesson,2022-03-05,10,9\n"
        f"{party.one.code},party,2022-03-06,10,9\n",
        encoding="utf-8",
    )
    runner = CliRunner()
    asked = ["import", "meetings", str(file), "--unit", party.general.code, "--format", "json"]
    tried = runner.invoke(app, [*asked, "--dry-run"])
    assert tried.exit_code == 1, tried.output
    assert json.loads(tried.stdout)["accepted"] == 0
    blocked = runner.invoke(app, asked)
    assert blocked.exit_code == 1
    said = json.loads(blocked.stdout)
    assert (said["rows"], said["accepted"]) == (2, 0)
    [found] = said["findings"]
    assert (found["cell"], found["severity"], found["code"]) == ("B3", "error", "bad_kind")
    assert not Meeting.objects.filter(unit=party.one).exists()
    done = runner.invoke(app, [*asked, "--accept-valid"])
    assert done.exit_code == 0, done.output
    said = json.loads(done.stdout)
    assert (said["accepted"], said["added"], said["unchanged"]) == (1, 1, 0)
    missing = runner.invoke(app, ["import", "meetings", str(tmp_path / "no.xlsx")])
    assert missing.exit_code == 2
