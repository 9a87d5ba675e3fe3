"""What a room hands to 今日: how much waits there for a person, the first of it, and the way on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

FEW = 5  # lines of a panel; the rest is in its room


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits: what it is, for whom, how it stands, what may be done at once.

    `mark`: how it stands, if that is another status than how near its limit is. `post`: the deed
    is done with one tap, on no page of its own.
    """

    what: str
    url: str
    whom: str = ""
    status: Literal["due", "soon", "overdue"] = "due"
    mark: str = ""
    word: str = ""
    when: str = ""
    action: str = ""
    action_url: str = ""
    post: bool = False


@dataclass(frozen=True, slots=True)
class Panel:
    """One kind of work: all that waits, how much of it is late, the first lines of it."""

    title: str
    url: str
    total: int
    lines: tuple[Waiting, ...]
    late: int = 0
    late_url: str = ""
    # What is said where nothing waits.
    empty: str = ""

    @property
    def more(self) -> bool:
        """Whether the list of the room holds more than is shown here."""
        return self.total > len(self.lines)
