"""Cells that look empty to a quick reader but are not: they are errors, never blanks."""

from __future__ import annotations

import zipfile

from openpyxl import Workbook
from reading_kit import DATA, FIRST, HEADS, said

from liandong.domains.intake.reading.workbook import open_workbook


def write(path, **cells):
    book = Workbook()
    for row in (("截至2016年12月31日",), HEADS, FIRST):
        book.active.append(row)
    for cell, value in cells.items():
        book.active[cell] = value
    book.save(path)
    return path


def test_formulas_without_a_result_are_errors(read, tmp_path):
    reading = read(write(tmp_path / "a.xlsx", J3="=I3*2", E3="=1+1"))
    assert said(reading) == [
        ("E3", "formula_without_value"),
        ("J3", "formula_without_value"),
    ]
    assert reading.rows[0].values["special_fund"] is None
    assert not reading.rows[0].ok


def test_error_values_are_errors(read, tmp_path):
    reading = read(write(tmp_path / "a.xlsx", J3="#REF!", D3="#N/A"))
    assert said(reading) == [("D3", "error_value"), ("J3", "error_value")]
    assert "#REF!" in reading.findings[1].message.zh


def patched(path, old: bytes, new: bytes):
    """Put raw XML into the sheet, as programs other than openpyxl would."""
    name = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(path) as archive:
        parts = {n: archive.read(n) for n in archive.namelist()}
    assert old in parts[name]
    parts[name] = parts[name].replace(old, new)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, data in parts.items():
            archive.writestr(part, data)
    return path


def test_formulas_with_a_result_are_read(read, tmp_path):
    path = write(tmp_path / "a.xlsx", J3="=I3*2")
    patched(path, b"<f>I3*2</f><v />", b"<f>I3*2</f><v>0.69</v>")
    reading = read(path)
    assert said(reading) == []
    assert reading.rows[0].values["special_fund"] == 6900


def test_a_formula_that_gives_an_empty_text_is_a_blank(read, tmp_path):
    path = write(tmp_path / "a.xlsx", J3="=I3*2")
    patched(path, b'<c r="J3"><f>I3*2</f><v /></c>', b'<c r="J3" t="str"><f>I3*2</f><v></v></c>')
    assert said(read(path)) == [("J3", "blank_ask")]


def test_a_sheet_with_a_namespace_prefix_and_no_addresses(tmp_path):
    path = write(tmp_path / "a.xlsx")
    space = b'xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    sheet = (
        b"<x:worksheet " + space + b"><x:sheetData><x:row><x:c><x:v>1</x:v></x:c>"
        b"<x:c><x:f>1+1</x:f></x:c><x:c t='e'><x:v>#N/A</x:v></x:c></x:row></x:sheetData>"
        b'<x:mergeCells><x:mergeCell ref="A1:B2"/></x:mergeCells></x:worksheet>'
    )
    with zipfile.ZipFile(path) as archive:
        parts = {n: archive.read(n) for n in archive.namelist()}
    parts["xl/worksheets/sheet1.xml"] = sheet
    with zipfile.ZipFile(path, "w") as archive:
        for part, data in parts.items():
            archive.writestr(part, data)
    read = open_workbook(path).read("Sheet")
    assert read.broken == {(1, 1): None, (1, 2): "#N/A"}
    assert read.merges == [(1, 0, 2, 1)]


def test_an_old_xls_with_merged_places_and_error_cells(read):
    reading = read(DATA / "old_ledger.xls")
    assert [one for one in said(reading) if one[1] != "column_missing"] == [
        ("G5", "error_value"),
        ("I6", "error_value"),
    ]
    assert [row.ok for row in reading.rows] == [True, False, False]
    assert reading.rows[0].values["work_funds"] == 89_700
    assert reading.rows[2].place[1:4] == ("海口市", "秀英区", "秀英街道")
