"""What a person may see: whole subtrees, each in one hierarchy.

A value, not a query: `accounts` makes it from a person's assignments on a day, the domains'
queries take it, and nothing else decides who sees what.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Subtree:
    """Every unit whose path in `hierarchy` begins with `path`."""

    hierarchy: str
    path: str

    def holds(self, path: str) -> bool:
        """Whether the unit at `path` lies in this subtree (its root included)."""
        return path.startswith(self.path)


@dataclass(frozen=True, slots=True)
class Scope:
    """The subtrees a person sees. Nothing by default; `everything` is for the system itself."""

    subtrees: tuple[Subtree, ...] = ()
    everything: bool = False

    @classmethod
    def of(cls, subtrees: Iterable[Subtree]) -> Scope:
        """The scope of these subtrees, without those that lie inside another."""
        kept: list[Subtree] = []
        for one in sorted(set(subtrees), key=lambda s: (s.hierarchy, len(s.path), s.path)):
            if not any(k.hierarchy == one.hierarchy and k.holds(one.path) for k in kept):
                kept.append(one)
        return cls(tuple(kept))

    def holds(self, path: str, hierarchy: str = "territory") -> bool:
        """Whether the unit at `path` may be seen in full."""
        return self.everything or any(
            s.hierarchy == hierarchy and s.holds(path) for s in self.subtrees
        )

    def __bool__(self) -> bool:
        return self.everything or bool(self.subtrees)


ALL = Scope(everything=True)
