"""Look into an .xlsx before anything parses it: how big it really is, and that it is plain XML."""

from __future__ import annotations

import struct
import zipfile
import zlib
from pathlib import Path
from typing import BinaryIO

from liandong.core.kernel.errors import Text

from .errors import UnreadableFile, unreadable

MAX_TOTAL = 600 * 2**20  # 200,000 rows of the ledger unpack to about 110 MB
MAX_RATIO = 250  # a sheet of equal rows packs to about 1:100
FREE = 64 * 2**20  # below this no ratio is suspicious
_CHUNK = 2**16


def check_zip(
    path: Path, *, total: int = MAX_TOTAL, ratio: int = MAX_RATIO, free: int = FREE
) -> None:
    """Raise `UnreadableFile` when the archive unpacks to too much, is broken, or declares entities.

    The sizes an archive claims may lie, so the bytes are unpacked, counted and thrown away.
    """
    limit = min(total, max(free, ratio * path.stat().st_size))
    try:
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
            if sum(info.file_size for info in infos) > limit or len(infos) > 5000:
                raise _too_big(sum(info.file_size for info in infos), limit)
            with path.open("rb") as file:
                left = limit
                for info in infos:
                    left -= _count(file, info, left, limit)
    except (zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError) as error:
        why = Text("压缩内容不完整", "its packed content is incomplete")
        raise unreadable("broken", why=why) from error


def _too_big(size: int, limit: int) -> UnreadableFile:
    return unreadable("too_big", size=f"{size // 2**20 + 1} MB", limit=f"{limit // 2**20} MB")


def _count(file: BinaryIO, info: zipfile.ZipInfo, left: int, limit: int) -> int:
    """The bytes one member really unpacks to; its text is searched for entity declarations."""
    if info.flag_bits & 1:
        raise unreadable("encrypted")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise unreadable("broken", why=Text("压缩方式不认识", "its packing method is not known"))
    file.seek(info.header_offset + 26)
    file.seek(sum(struct.unpack("<HH", file.read(4))), 1)
    inflate = zlib.decompressobj(-15) if info.compress_type == zipfile.ZIP_DEFLATED else None
    is_xml = info.filename.endswith((".xml", ".rels", ".vml"))
    size, packed, tail = 0, info.compress_size, b""
    while packed > 0 and (chunk := file.read(min(_CHUNK, packed))):
        packed -= len(chunk)
        while chunk:
            out = inflate.decompress(chunk, 16 * _CHUNK) if inflate else chunk
            chunk = inflate.unconsumed_tail if inflate else b""
            size += len(out)
            if size > left:
                raise _too_big(limit - left + size, limit)
            if is_xml and (b"<!DOCTYPE" in tail + out or b"<!ENTITY" in tail + out):
                raise unreadable("unsafe")
            tail = out[-9:]
    if packed or size != info.file_size:
        raise unreadable("broken", why=Text("压缩内容不完整", "its packed content is incomplete"))
    return size
