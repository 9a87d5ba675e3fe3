"""The workbook that goes back: marked in the cells, listed in front, safe to open."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook
from reading_kit import DATA, FIRST, SECOND, said

from liandong.domains.intake.reading import marked, write_marked
from liandong.domains.intake.reading.marklist import AUTHOR

ERRORS = DATA / "community_ledger_2016_errors.xlsx"


@pytest.mark.parametrize("long", [False, True])
def test_cells_are_marked_and_listed(read, tmp_path, monkeypatch, long):
    if long:
        monkeypatch.setattr(marked, "LONG", 100)
    reading = read(ERRORS)
    target = tmp_path / "marked.xlsx"
    write_marked(ERRORS, reading, target)
    book = load_workbook(target)
    sheet = book["社区保障"]
    for one in reading.findings:
        cell = sheet[one.cell]
        assert one.what.zh in cell.comment.text
        assert one.remedy.zh in cell.comment.text
        assert cell.fill.fill_type == "solid"
    assert sheet["F5"].comment is None
    assert sheet["E5"].value == "秀华社区居民委员会"
    listed = book.worksheets[0]
    assert listed.title == "问题清单"
    rows = [[c.value for c in row] for row in listed.iter_rows(min_row=4)]
    assert [row[0] for row in rows] == [one.cell for one in reading.findings]
    assert rows[0] == ["H5", "错误", "“有”不是数字", "请填人数，如 1"]
    assert said(read(target)) == said(reading)


def test_a_formula_of_the_sender_is_kept(read, tmp_path):
    write_marked(ERRORS, read(ERRORS), tmp_path / "marked.xlsx")
    assert load_workbook(tmp_path / "marked.xlsx")["社区保障"]["F556"].value == "=SUM(F5:F555)"


def test_marking_again_forgets_what_was_mended(read, tmp_path):
    first, second = tmp_path / "1.xlsx", tmp_path / "2.xlsx"
    write_marked(ERRORS, read(ERRORS), first)
    book = load_workbook(first)
    book["社区保障"]["H5"] = 1
    book.save(first)
    reading = read(first)
    assert "H5" not in {one.cell for one in reading.findings}
    write_marked(first, reading, second)
    book = load_workbook(second)
    assert book.sheetnames == ["问题清单", "社区保障"]
    assert book["社区保障"]["H5"].comment is None
    assert book["社区保障"]["H5"].fill.fill_type is None
    assert book["社区保障"]["J6"].comment.author == AUTHOR
    assert book["社区保障"]["J6"].comment.text.count("负数") == 1


def test_english_words(read, tmp_path):
    write_marked(ERRORS, read(ERRORS), tmp_path / "marked.xlsx", language="en")
    listed = load_workbook(tmp_path / "marked.xlsx")["Findings"]
    assert [c.value for c in listed[3]] == ["Cell", "Severity", "What is wrong", "What to do"]


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_what_the_sender_wrote_never_becomes_a_formula_or_breaks_the_file(
    read, ledger, tmp_path, kind
):
    evil = '=HYPERLINK("http://x","y")'
    if kind == "csv":
        path = tmp_path / "a.csv"
        quoted = evil.replace('"', '""')
        path.write_text(
            "截至2016年12月31日,\n社区,户数,年工作经费(万元)\n"
            f'秀华社区居民委员会,"{quoted}",\x07坏\n',
            encoding="utf-8",
        )
    else:
        path = ledger((*FIRST[:4], "\u200b'" + evil, *FIRST[5:]), SECOND)
    reading = read(path)
    assert reading.blocked
    write_marked(path, reading, tmp_path / "marked.xlsx")
    book = load_workbook(tmp_path / "marked.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert any("HYPERLINK" in str(cell.value) for cell in cells)


def test_an_old_xls_comes_back_as_xlsx(read, tmp_path):
    source = DATA / "old_ledger.xls"
    write_marked(source, read(source), tmp_path / "marked.xlsx")
    sheet = load_workbook(tmp_path / "marked.xlsx")["社区保障"]
    assert sheet["G5"].value == "#REF!"
    assert "#REF!" in sheet["G5"].comment.text
