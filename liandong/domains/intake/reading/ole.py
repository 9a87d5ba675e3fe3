"""The compound file of old Office: which streams it holds, and their bytes.

Only what is needed to tell an encrypted workbook from an old one, and to find the error cells
that calamine reads as empty. Every chain is bounded by the size of the file.
"""

from __future__ import annotations

import struct
from pathlib import Path

from liandong.core.kernel.errors import Text

from .errors import unreadable

_END = 0xFFFFFFFA  # this and above are marks, not sectors


class OleFile:
    """A compound file, read whole (old workbooks are small: at most 65,536 rows)."""

    def __init__(self, path: Path, limit: int = 300 * 2**20) -> None:
        if path.stat().st_size > limit:
            size = f"{path.stat().st_size // 2**20} MB"
            raise unreadable("too_big", size=size, limit=f"{limit // 2**20} MB")
        self._data = path.read_bytes()
        try:
            self._read_tables()
        except (struct.error, IndexError, ValueError) as error:
            why = Text("复合文档结构不完整", "its compound structure is incomplete")
            raise unreadable("broken", why=why) from error

    def _read_tables(self) -> None:
        data = self._data
        shift, mini_shift = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12) or mini_shift != 6:
            raise ValueError("sector size")
        self._size = 1 << shift
        directory, self._cutoff = (*struct.unpack_from("<I", data, 48), 4096)
        mini_fat, _, difat, _ = struct.unpack_from("<4I", data, 60)
        sectors = [s for s in struct.unpack_from("<109I", data, 76) if s < _END]
        per_sector = self._size // 4
        seen = 0
        while difat < _END and seen <= len(data) // self._size:
            *more, difat = struct.unpack(f"<{per_sector}I", self._sector(difat))
            sectors += [s for s in more if s < _END]
            seen += 1
        self._fat = [n for s in sectors for n in struct.unpack(f"<{per_sector}I", self._sector(s))]
        self._mini_fat = self._numbers(self._chain(mini_fat))
        self._entries = self._directory(self._chain(directory))
        root_start, root_size = self._entries.get("Root Entry", (_END, 0))
        self._mini = self._chain(root_start)[:root_size]

    @property
    def names(self) -> set[str]:
        """The names of all streams."""
        return set(self._entries)

    def stream(self, name: str) -> bytes:
        """The bytes of a stream."""
        start, size = self._entries[name]
        if size >= self._cutoff:
            return self._chain(start)[:size]
        parts, left = [], len(self._mini_fat)
        while start < _END and left > 0:
            parts.append(self._mini[start * 64 : start * 64 + 64])
            start, left = self._mini_fat[start], left - 1
        return b"".join(parts)[:size]

    def _sector(self, number: int) -> bytes:
        begin = (number + 1) * self._size
        sector = self._data[begin : begin + self._size]
        if not sector:
            raise ValueError("sector beyond the end")
        return sector.ljust(self._size, b"\0")

    def _chain(self, number: int) -> bytes:
        parts, left = [], len(self._fat)
        while number < _END:
            if left <= 0:
                raise ValueError("sectors run in a circle")
            parts.append(self._sector(number))
            number, left = self._fat[number], left - 1
        return b"".join(parts)

    @staticmethod
    def _numbers(data: bytes) -> list[int]:
        return list(struct.unpack(f"<{len(data) // 4}I", data))

    @staticmethod
    def _directory(data: bytes) -> dict[str, tuple[int, int]]:
        found: dict[str, tuple[int, int]] = {}
        for at in range(0, len(data), 128):
            (length,) = struct.unpack_from("<H", data, at + 64)
            if data[at + 66] in (1, 2, 5) and 2 <= length <= 64:
                name = data[at : at + length - 2].decode("utf-16-le", "replace")
                start, size = struct.unpack_from("<II", data, at + 116)
                found[name] = (start, size)
        return found
