"""The units below, each with its name, its board and its address."""

from __future__ import annotations

from dataclasses import dataclass

from liandong.core.indicators.model import Figure, Indicator, read
from liandong.domains.observatory.figures import Board, Sight
from liandong.domains.orgs import chronicle, queries
from liandong.domains.orgs.queries import Place
from liandong.web.dashboard.look import JUDGED_KINDS, Look


@dataclass(frozen=True)
class Part:
    """A unit somewhere below, as it stood on the day. `url` is empty for one that is no more."""

    place: Place
    parent: int | None
    path: str
    board: Board
    url: str

    @property
    def n(self) -> int:
        return int(self.board.totals["communities"])

    def figure(self, one: Indicator) -> Figure:
        return read(one, self.board.totals)


@dataclass(frozen=True)
class Parts:
    """A unit's own board, the units directly below it, and those one further down."""

    own: Board
    children: list[Part]
    deeper: dict[int, list[Part]]

    @property
    def of_communities(self) -> bool:
        """Whether what is directly below owes the standards itself."""
        kinds = {part.place.kind for part in self.children}
        return bool(kinds) and kinds <= JUDGED_KINDS


def parts(look: Look, sight: Sight, depth: int = 2) -> Parts:
    """Everything down to a depth, in order of code; two queries at most."""
    of = look.place
    where = "(unit = ? OR path >= ? AND path < ? AND depth <= ?)"
    rows = sight.boards(where, [of.id, of.path, of.path + "~", of.depth + depth])
    today = {one.id: one for one in queries.units_below(of, depth=depth)}
    gone = chronicle.gone({row["unit"] for row, _ in rows} - today.keys())
    own, below = sight.nothing(of.id), {}
    for row, board in rows:
        if board.unit == of.id:
            own = board
            continue
        place = today.get(board.unit)
        url = look.unit(place) if place else ""
        if place is None:
            unit = gone[board.unit]
            place = Place(unit.pk, unit.code, unit.name, unit.kind, "", row["depth"], row["parent"])
        part = Part(place, row["parent"], row["path"], board, url)
        below.setdefault(row["parent"], []).append(part)
    for found in below.values():
        found.sort(key=lambda part: part.place.code)
    return Parts(own, below.pop(of.id, []), below)
