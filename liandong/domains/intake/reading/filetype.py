"""What a file is, by its content; its name may lie."""

from __future__ import annotations

import zipfile
from enum import StrEnum
from pathlib import Path

from liandong.core.kernel.errors import Text

from .errors import unreadable
from .ole import OleFile


class Kind(StrEnum):
    """The kinds of file that are read."""

    XLSX = "xlsx"
    XLS = "xls"
    CSV = "csv"


_IMAGE = Text("图片", "an image")
_ARCHIVE = Text("压缩包（请先解压）", "an archive (unpack it first)")
_STARTS: tuple[tuple[bytes, Text], ...] = (
    (b"%PDF", Text("PDF 文档", "a PDF document")),
    (b"\x89PNG", _IMAGE),
    (b"\xff\xd8\xff", _IMAGE),
    (b"GIF8", _IMAGE),
    (b"BM", _IMAGE),
    (b"II*\x00", _IMAGE),
    (b"MM\x00*", _IMAGE),
    (b"Rar!", _ARCHIVE),
    (b"7z\xbc\xaf", _ARCHIVE),
    (b"\x1f\x8b", _ARCHIVE),
    (b"{\\rtf", Text("RTF 文档", "an RTF document")),
)
_INSIDE_ZIP: tuple[tuple[str, Text], ...] = (
    ("word/", Text("Word 文档", "a Word document")),
    ("ppt/", Text("PowerPoint 演示文稿", "a PowerPoint presentation")),
    ("OFD.xml", Text("OFD 版式文件", "an OFD document")),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def kind_of(path: Path) -> Kind:
    """The kind of the file at `path`; `UnreadableFile` when it is none that is read."""
    if not path.is_file():
        raise unreadable("no_file", path=path)
    with path.open("rb") as file:
        start = file.read(4096)
    if not start:
        raise unreadable("empty_file")
    if start.startswith(_OLE):
        return _ole(path)
    if start.startswith(b"PK"):
        return _zip(path)
    for magic, what in _STARTS:
        if start.startswith(magic) and not (magic == b"BM" and b"\0" not in start):
            raise unreadable("wrong_type", what=what)
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return Kind.CSV
    if start[4:12] in (b"ftypheic", b"ftypmif1") or (start[:4] == b"RIFF" and b"WEBP" in start):
        raise unreadable("wrong_type", what=_IMAGE)
    return _text(start)


def _text(start: bytes) -> Kind:
    if b"\0" in start:
        raise unreadable("wrong_type", what=Text("二进制文件", "a binary file"))
    head = start.lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if head.startswith((b"<!doctype html", b"<html", b"<table", b"<meta")):
        raise unreadable(
            "other_table", what=Text("网页（HTML）格式的表格", "a table in a web page")
        )
    if head.startswith(b"<?xml") and b"excel.sheet" in head:
        raise unreadable("other_table", what=Text("XML 格式的旧表格", "an old XML spreadsheet"))
    if head.startswith((b"<?xml", b"<svg")):
        raise unreadable("wrong_type", what=Text("XML 文件", "an XML file"))
    if head.startswith((b"{", b"[")):
        raise unreadable("wrong_type", what=Text("JSON 文件", "a JSON file"))
    return Kind.CSV


def _zip(path: Path) -> Kind:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            is_ods = "mimetype" in names and b"spreadsheet" in archive.read("mimetype")[:80]
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        why = Text("压缩结构不完整", "its zip structure is incomplete")
        raise unreadable("broken", why=why) from error
    if "xl/workbook.xml" in names:
        return Kind.XLSX
    if "xl/workbook.bin" in names:
        raise unreadable("other_table", what=Text("二进制工作簿（.xlsb）", "a binary workbook"))
    if is_ods:
        raise unreadable("other_table", what=Text("ODF 表格（.ods）", "an ODF spreadsheet (.ods)"))
    for start, what in _INSIDE_ZIP:
        if any(name.startswith(start) for name in names):
            raise unreadable("wrong_type", what=what)
    raise unreadable("wrong_type", what=_ARCHIVE)


def _ole(path: Path) -> Kind:
    streams = OleFile(path).names
    if "EncryptedPackage" in streams:
        raise unreadable("encrypted")
    if streams & {"Workbook", "Book"}:
        return Kind.XLS
    if "WordDocument" in streams:
        raise unreadable("wrong_type", what=Text("Word 文档", "a Word document"))
    if "PowerPoint Document" in streams:
        what = Text("PowerPoint 演示文稿", "a PowerPoint presentation")
        raise unreadable("wrong_type", what=what)
    raise unreadable("wrong_type", what=Text("别的 Office 文件", "another kind of Office file"))
