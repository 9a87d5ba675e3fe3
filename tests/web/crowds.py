"""A house in which every place is taken."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from liandong.domains import crowding


@contextmanager
def full_house() -> Iterator[None]:
    held = [
        crowding._place(kind, many)
        for kind, many in (("at_once", crowding.AT_ONCE), ("waiting", crowding.WAITING))
        for _ in range(many)
    ]
    try:
        yield
    finally:
        for one in held:
            os.close(one)
