"""Something done again and again by the process that serves, at most so often."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta


class Rounds:
    """Makes a round when the last one is long enough ago."""

    def __init__(self, every: timedelta, make: Callable[[datetime], object]) -> None:
        self.every, self.make = every, make
        self.asked: datetime | None = None

    def tick(self, at: datetime) -> bool:
        """Whether a round was made now."""
        if self.asked is not None and at - self.asked < self.every:
            return False
        self.asked = at
        self.make(at)
        return True
