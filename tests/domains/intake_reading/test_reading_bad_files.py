"""Every file that cannot be read is refused with a code and with words that say what to do."""

from __future__ import annotations

import random
import struct
import zipfile
import zlib
from contextlib import suppress

import msoffcrypto
import pytest
import xlsxwriter
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl import Workbook
from reading_kit import DATA, FIRST, HEADS, SECOND

from liandong.domains.intake.reading import UnreadableFile

CLEAN = DATA / "community_ledger_2016.xlsx"
XML = '<?xml version="1.0" encoding="UTF-8"?>'


def refused(read, path, **wishes) -> UnreadableFile:
    with pytest.raises(UnreadableFile) as caught:
        read(path, **wishes)
    error = caught.value
    assert error.text.zh
    assert error.text.en
    assert "{" not in error.text.zh + error.text.en
    return error


def rewrite(source, target, **parts: bytes) -> None:
    """Copy a workbook, some of its parts replaced; a key `sheet` is the first sheet."""
    names = {"sheet": "xl/worksheets/sheet1.xml", "workbook": "xl/workbook.xml"}
    new = {names[key]: value for key, value in parts.items()}
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for info in old.infolist():
            out.writestr(info.filename, new.get(info.filename, old.read(info.filename)))


def sheet_xml(rows: str, after: str = "") -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return (
        f'{XML}<worksheet xmlns="{space}"><sheetData>{rows}</sheetData>{after}</worksheet>'.encode()
    )


@pytest.mark.parametrize(
    ("content", "zh"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "图片"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "图片"),
        (b"Rar!\x1a\x07", "压缩包"),
        (b"\x7fELF\0\0\0", "二进制"),
        (b'{"rows": []}', "JSON"),
        ("这只是一段文字。\n没有表格。".encode(), "纯文本"),
    ],
)
def test_wrong_type_is_named_by_content_not_by_name(read, tmp_path, content, zh):
    path = tmp_path / "ledger.xlsx"
    path.write_bytes(content)
    error = refused(read, path)
    assert error.code == "wrong_type"
    assert zh in error.text.zh


@pytest.mark.parametrize(
    ("member", "zh"),
    [("word/document.xml", "Word"), ("ppt/a.xml", "PowerPoint"), ("a.txt", "压缩包")],
)
def test_other_zip_files_are_named(read, tmp_path, member, zh):
    path = tmp_path / "ledger.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(member, "x")
    error = refused(read, path)
    assert (error.code, zh in error.text.zh) == ("wrong_type", True)


def test_html_disguised_as_xls(read, tmp_path):
    path = tmp_path / "ledger.xls"
    path.write_text("<html><table><tr><td>户数</td></tr></table></html>", encoding="utf-8")
    assert refused(read, path).code == "other_table"


def test_missing_and_empty_files(read, tmp_path):
    assert refused(read, tmp_path / "none.xlsx").code == "no_file"
    (tmp_path / "zero.xlsx").write_bytes(b"")
    assert refused(read, tmp_path / "zero.xlsx").code == "empty_file"


def test_password_protected(read, tmp_path):
    path = tmp_path / "secret.xlsx"
    with CLEAN.open("rb") as plain, path.open("wb") as out:
        OOXMLFile(plain).encrypt("密码2016", out)
    with path.open("rb") as file:
        assert msoffcrypto.OfficeFile(file).is_encrypted()
    error = refused(read, path)
    assert error.code == "encrypted"
    assert "密码" in error.text.zh


@pytest.mark.parametrize("keep", [0.2, 0.5, 0.9, 0.999])
def test_cut_off_workbook(read, tmp_path, keep):
    path = tmp_path / "cut.xlsx"
    data = CLEAN.read_bytes()
    path.write_bytes(data[: int(len(data) * keep)])
    assert refused(read, path).code == "broken"


def test_garbled_bytes_inside(read, tmp_path):
    path = tmp_path / "garbled.xlsx"
    data = bytearray(CLEAN.read_bytes())
    with zipfile.ZipFile(CLEAN) as archive:
        info = archive.getinfo("xl/worksheets/sheet1.xml")
    middle = info.header_offset + info.compress_size // 2
    data[middle : middle + 400] = b"\0" * 400
    path.write_bytes(data)
    assert refused(read, path).code == "broken"


def test_cut_off_old_workbook(read, tmp_path):
    path = tmp_path / "cut.xls"
    path.write_bytes((DATA / "old_ledger.xls").read_bytes()[:1500])
    assert refused(read, path).code == "broken"


def test_sheet_of_unclosed_xml(read, tmp_path):
    path = tmp_path / "unclosed.xlsx"
    rewrite(CLEAN, path, sheet=sheet_xml("<row r='1'><c r='A1'>")[:-30])
    assert refused(read, path).code == "broken"


def test_zip_bomb_by_honest_size(read, tmp_path):
    path = tmp_path / "bomb.xlsx"
    rewrite(CLEAN, path, sheet=sheet_xml(" " * (90 * 2**20)))
    assert path.stat().st_size < 2**20
    assert refused(read, path).code == "too_big"


def test_zip_bomb_that_lies_about_its_size(read, tmp_path):
    """The directory claims 1000 bytes, with a fitting checksum; 90 MB come out."""
    path = tmp_path / "liar.xlsx"
    rewrite(CLEAN, path, sheet=sheet_xml(" " * (90 * 2**20)))
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        info = archive.getinfo("xl/worksheets/sheet1.xml")
        with archive.open(info) as file:
            start = file.read(1000)
    name = b"xl/worksheets/sheet1.xml"
    central = data.rindex(name) - 46
    struct.pack_into("<I", data, central + 16, zlib.crc32(start))
    struct.pack_into("<I", data, central + 24, 1000)
    path.write_bytes(data)
    assert refused(read, path).code in {"too_big", "broken"}


def test_entity_declarations_are_refused(read, tmp_path):
    path = tmp_path / "xxe.xlsx"
    body = sheet_xml("<row r='1'><c r='A1' t='inlineStr'><is><t>&x;</t></is></c></row>").decode()
    entity = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    rewrite(CLEAN, path, sheet=body.replace(XML, XML + entity).encode())
    assert refused(read, path).code == "unsafe"


def test_stray_cell_at_the_end_of_the_sheet(read, tmp_path):
    path = tmp_path / "stray.xlsx"
    rewrite(CLEAN, path, sheet=sheet_xml("<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>"))
    error = refused(read, path)
    assert error.code == "too_many_rows"
    assert "XFD1048576" in error.text.zh


def test_too_many_rows_are_refused_with_the_limit(read, tmp_path):
    path = tmp_path / "long.csv"
    path.write_text("社区,户数\n" + "秀华社区,1\n" * 250_000, encoding="utf-8")
    error = refused(read, path)
    assert error.code == "too_many_rows"
    assert "200500" in error.text.zh


def test_no_worksheet(read, tmp_path):
    path = tmp_path / "chart.xlsx"
    book = Workbook()
    book.create_chartsheet("图")
    del book["Sheet"]
    book.save(path)
    assert refused(read, path).code == "no_sheet"


def test_empty_sheet(read, tmp_path):
    path = tmp_path / "empty.xlsx"
    Workbook().save(path)
    assert refused(read, path).code == "empty_sheet"


def two_sheets(path, *, hidden: str | None = None):
    book = Workbook()
    for name, row in (("海口", FIRST), ("三亚", SECOND)):
        sheet = book.create_sheet(name)
        for line in (("截至2016年12月31日",), HEADS, row):
            sheet.append(line)
        if name == hidden:
            sheet.sheet_state = "hidden"
    del book["Sheet"]
    book.save(path)
    return path


def test_two_ledgers_must_be_told_apart(read, tmp_path):
    path = two_sheets(tmp_path / "two.xlsx")
    error = refused(read, path)
    assert error.code == "two_ledgers"
    assert "海口" in error.text.zh
    assert "--sheet" in error.text.zh
    assert read(path, sheet="三亚").rows[0].raw["households"] == "2502"
    assert read(path, sheet="1").sheet == "海口"
    error = refused(read, path, sheet="琼海")
    assert error.code == "sheet_unknown"
    assert "三亚" in error.text.zh


def test_hidden_sheets_are_not_read_unless_asked_for(read, tmp_path):
    path = two_sheets(tmp_path / "hidden.xlsx", hidden="三亚")
    assert read(path).sheet == "海口"
    assert read(path, sheet="三亚").sheet == "三亚"
    book = Workbook()
    book.active.append(["目录"])
    sheet = book.create_sheet("台账")
    for line in (HEADS, FIRST):
        sheet.append(line)
    sheet.sheet_state = "veryHidden"
    book.save(path)
    error = refused(read, path)
    assert error.code == "ledger_hidden"
    assert "台账" in error.text.zh


def test_a_table_that_is_no_ledger(read, tmp_path):
    path = tmp_path / "other.csv"
    path.write_text("姓名,电话\n某某,12345\n", encoding="utf-8")
    error = refused(read, path)
    assert error.code == "no_ledger"
    assert "户数" in error.text.zh


def test_columns_that_compete_and_wishes_that_name_nothing(read, ledger):
    path = ledger((*FIRST, 3), heads=((*HEADS, "总户数"),))
    error = refused(read, path)
    assert error.code == "two_columns"
    assert "E, L" in error.text.zh
    assert read(path, mapping={"L": "ignore"}).rows[0].values["households"] == 2073
    assert read(path, mapping={"总户数": "households"}).rows[0].values["households"] == 3
    assert refused(read, path, mapping={"L": "money"}).code == "bad_mapping"
    assert refused(read, ledger(FIRST), units={"work_funds": "人"}).code == "bad_unit"
    assert refused(read, ledger(FIRST), blanks={"work_funds": "maybe"}).code == "bad_mapping"


def test_password_protected_old_workbook(read, tmp_path):
    """Its stream begins with a FILEPASS record; here one takes the place of the second record."""
    data = bytearray((DATA / "old_ledger.xls").read_bytes())
    begin = data.index(b"\x09\x08\x10\x00\x00\x06\x05\x00")  # the workbook's BOF
    struct.pack_into("<H", data, begin + 20, 0x2F)
    path = tmp_path / "secret.xls"
    path.write_bytes(data)
    assert refused(read, path).code == "encrypted"


def test_one_long_text_repeated_in_very_many_cells(read, tmp_path):
    """Stored once, it would be a gigabyte in memory."""
    path = tmp_path / "repeated.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet().write_string(0, 0, "字" * 32_000)
    cells = "".join(f"<c r='{x}{{0}}' t='s'><v>0</v></c>" for x in "ABCDEFGHIJ")
    rows = "".join(f"<row r='{n}'>{cells.format(n)}</row>" for n in range(1, 2000))
    rewrite(path, tmp_path / "bomb.xlsx", sheet=sheet_xml(rows))
    assert (tmp_path / "bomb.xlsx").stat().st_size < 2**20
    assert refused(read, tmp_path / "bomb.xlsx").code == "too_big"


def test_damaged_bytes_never_end_in_a_crash(read, tmp_path):
    """Bytes changed anywhere: the file is read or refused, and nothing else happens."""
    chance = random.Random(2016)
    for name, times in (("old_ledger.xls", 12), ("community_ledger_2016_errors.xlsx", 40)):
        whole = (DATA / name).read_bytes()
        for _ in range(times):
            data = bytearray(whole)
            for _ in range(chance.randint(1, 30)):
                data[chance.randrange(len(data))] = chance.randrange(256)
            path = tmp_path / name
            path.write_bytes(data)
            with suppress(UnreadableFile):
                read(path)
