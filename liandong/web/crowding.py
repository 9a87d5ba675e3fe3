"""How much is taken in at once: a thread of each process stays free to say the others are busy."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from liandong.core.kernel.errors import LiandongError, Text

AT_ONCE, PATIENCE, COME_BACK = 3, 0.25, 2  # seconds
_room = threading.BoundedSemaphore(AT_ONCE)
_CROWDED = Text(
    "同时提交的太多，这一件没有收下，请稍后再发一次。",
    "Too many at once; nothing was kept, send it again.",
)


class Crowded(LiandongError):
    """No room now; come back in `COME_BACK` seconds."""


@contextmanager
def room() -> Iterator[None]:
    """Takes part in as much as is done at once; who finds no room comes back later, and nothing
    of theirs was acknowledged. Raises `Crowded`."""
    if not _room.acquire(timeout=PATIENCE):
        raise Crowded("crowded", _CROWDED)
    try:
        yield
    finally:
        _room.release()
