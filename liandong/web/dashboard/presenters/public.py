"""What anybody who has signed in may see of units outside their scope: shares of whole districts
and up, small cells masked together with those that would give them away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from liandong.core.indicators.catalogue import INDICATORS
from liandong.core.indicators.model import Form, Indicator, read
from liandong.core.indicators.suppression import masked
from liandong.domains.observatory.figures import Board, Sight
from liandong.domains.orgs import queries
from liandong.domains.orgs.queries import Place
from liandong.web.dashboard.look import PUBLIC_KINDS, Look
from liandong.web.dashboard.words import exact, percent_of, said


@dataclass(frozen=True)
class Cell:
    """A published share, or the reason why it is not."""

    label: str
    text: str
    note: str
    hidden: bool


@dataclass(frozen=True)
class Line:
    """A unit, or an indicator, and its cells."""

    name: str
    url: str
    n: str
    cells: list[Cell]


def indicators(board: Board) -> list[Indicator]:
    """Public shares that mean something on the day. Sums and rates would tell of single units."""
    return [
        one for one, figure in board.figures()
        if one.public and one.form is Form.SHARE and (figure.denominator or figure.unknown)
    ]  # fmt: skip


def published(boards: Mapping[int, Board], one: Indicator) -> dict[int, Cell]:
    """One indicator over siblings: what may be said of each."""
    figures = {unit: read(one, board.totals) for unit, board in boards.items()}
    cells = {
        unit: (figure.numerator, figure.denominator or Decimal(0))
        for unit, figure in figures.items()
    }
    hidden, label = masked(cells), said(one.title)
    said_of = {}
    for unit, figure in figures.items():
        if unit in hidden:
            said_of[unit] = Cell(label, _("不公布"), "", hidden=True)
        elif not figure.denominator:
            said_of[unit] = Cell(label, "—", "", hidden=False)
        else:
            note = f"{exact(figure.numerator)} / {exact(figure.denominator)}"
            said_of[unit] = Cell(label, percent_of(figure.value), note, hidden=False)
    return said_of


@dataclass(frozen=True)
class Page:
    """A public page: the unit's own indicators, and its public children."""

    own: list[Line]
    columns: list[str]
    children: list[Line]
    n: str


def page(look: Look, sight: Sight) -> Page:
    """Masked against its siblings; children masked against each other."""
    of = look.place
    above = of.id if of.parent is None else of.parent
    rows = sight.boards("(unit = ? OR parent = ? OR parent = ?)", [of.id, of.id, above])
    boards = {board.unit: (row["parent"], board) for row, board in rows}
    own = boards[of.id][1] if of.id in boards else sight.nothing(of.id)
    siblings = {u: b for u, (parent, b) in boards.items() if parent == of.parent or u == of.id}
    below = {unit: board for unit, (parent, board) in boards.items() if parent == of.id}
    shares = indicators(own)
    places = [one for one in queries.children(of) if one.kind in PUBLIC_KINDS and one.id in below]
    columns = {one.code: published(below, one) for one in shares}
    return Page(
        own=[
            Line(said(one.title), "", "", [published(siblings, one)[of.id]]) for one in shares
        ] if of.id in siblings else [],
        columns=[said(one.title) for one in shares],
        children=[_line(look, place, below[place.id], [c[place.id] for c in columns.values()])
                  for place in places],
        n=exact(own.totals[INDICATORS["guarantee.communities"].numerator[0]]),
    )  # fmt: skip


def _line(look: Look, place: Place, board: Board, cells: list[Cell]) -> Line:
    return Line(place.name, look.unit(place), exact(board.totals["communities"]), cells)
