"""What may be kept in memory until something else happens.

Whatever is changed here leaves an event, in whatever process it is done, and events come in the
order in which they are committed: whoever has read the chain to its end knows whether what they
remember still holds.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

from liandong.domains.audit.models import Event

T = TypeVar("T")
_MANY = 500  # events to read before everything is forgotten rather
_LONGEST = 60.0  # seconds; what falls due by the day leaves no event of its own


class Kept:
    """Values by key that hold until an event other than the `harmless` ones (by the beginning of
    their action) is on record, and a minute at most. Safe among threads."""

    def __init__(self, *harmless: str) -> None:
        self._harmless, self._lock = harmless, Lock()
        self._seen: tuple[int, str] = (0, "")
        self._values: dict[Hashable, tuple[float, Any]] = {}
        self._age = 0

    def refresh(self) -> int:
        """Forget what may not hold any more. What `get` is given back to know what it rests on."""
        last, digest = self._seen
        rows = list(
            Event.objects.filter(pk__gte=last).order_by("pk")
            .values_list("pk", "digest", "action")[:_MANY]
        )  # fmt: skip
        with self._lock:
            if (last, digest) != self._seen:  # another thread was here first
                return self._age - 1
            known = bool(rows) and rows[0][:2] == (last, digest) and len(rows) < _MANY
            if not known or any(not one[2].startswith(self._harmless) for one in rows[1:]):
                self._values.clear()
                self._age += 1
            if known:
                self._seen = rows[-1][:2]
                return self._age
        self._begin()
        return self._age

    def _begin(self) -> None:
        """From the end of the chain as it is; what is read after this is newer."""
        newest = Event.objects.order_by("-pk").values_list("pk", "digest").first()
        with self._lock:
            self._seen = newest or (0, "")
            self._values.clear()
            self._age += 1

    def get(self, key: Hashable, make: Callable[[], T], *, age: int) -> T:
        """The value of a key, made now if there is none; kept only if nothing happened since."""
        now = time.monotonic()
        made, value = self._values.get(key, (0.0, None))
        if made and now - made < _LONGEST and age == self._age:
            return value
        value = make()
        with self._lock:
            if age == self._age:
                self._values[key] = now, value
        return value
