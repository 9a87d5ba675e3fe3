"""How much is taken in at once on this machine, by all processes that serve together.

A place is a locked file: the kernel gives it to one of them, at once, and takes it back when its
holder is killed. Who finds none waits a moment in one of a few waiting places; who finds none of
these either is told at once to come back, before anything is read from the database. So however
many come, those who are taken in are answered in the time that so many need, and a thread is free
to say no to the others.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

from liandong.core.kernel.errors import LiandongError, Text

_CORES = os.cpu_count() or 1
AT_ONCE, WAITING = 8 * _CORES, 4 * _CORES
# Threads of each process that serves: one more than can be held up here, and some for pages.
THREADS = AT_ONCE + WAITING + 4
PATIENCE, COME_BACK = 1.0, 2  # seconds
_LOOK = 0.004  # seconds between two looks for a place
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
    held = _place("at_once", AT_ONCE)
    if held is None and (held := _waited()) is None:
        raise Crowded("crowded", _CROWDED)
    try:
        yield
    finally:
        os.close(held)


def _waited() -> int | None:
    waiting = _place("waiting", WAITING)
    if waiting is None:
        return None
    try:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            time.sleep(_LOOK)
            if (held := _place("at_once", AT_ONCE)) is not None:
                return held
        return None
    finally:
        os.close(waiting)


def _place(kind: str, many: int) -> int | None:
    """The open file of a place nobody else holds; closing it gives the place back."""
    here = settings.HOME / "room"
    here.mkdir(exist_ok=True)
    for n in range(many):
        file = os.open(here / f"{kind}.{n}", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(file)
        else:
            return file
    return None
