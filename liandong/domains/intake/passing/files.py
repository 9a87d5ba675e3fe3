"""A sheet as a file that programs can open, without its ever being written to a disk."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory


@contextmanager
def as_file(data: bytes, name: str = "sheet.xlsx") -> Iterator[Path]:
    """The bytes under a path that ends in a name; gone afterwards. Where the system can (Linux)
    they lie in memory, and the path is a link to them, for readers go by the end of a name."""
    with TemporaryDirectory(prefix="passing-") as folder:
        path = Path(folder) / (Path(name).name[-80:] or "sheet")
        if not hasattr(os, "memfd_create"):
            path.write_bytes(data)
            yield path
            return
        number = os.memfd_create("sheet", os.MFD_CLOEXEC)
        try:
            with os.fdopen(os.dup(number), "wb") as file:
                file.write(data)
            path.symlink_to(f"/proc/self/fd/{number}")
            yield path
        finally:
            os.close(number)


def written(write: Callable[[Path], None]) -> bytes:
    """What `write` writes to the path it is given."""
    with as_file(b"") as path:
        write(path)
        return path.read_bytes()
