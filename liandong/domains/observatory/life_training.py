"""How far a year's training has come: people who have had enough, of those who should; of an
organisation with all below it, and of each organisation directly below."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from liandong.core.standards.life.calendar import year_of
from liandong.core.standards.life.model import Training
from liandong.core.standards.life.people import TRAINING
from liandong.core.standards.norms import Applied
from liandong.domains.observatory import figures
from liandong.domains.observatory.life_norms import Norms
from liandong.domains.orgs.queries import Place


@dataclass(frozen=True, slots=True)
class Reached:
    """Of `owed` people `met` have had enough."""

    met: int
    owed: int

    @property
    def share(self) -> Decimal | None:
        """A share of one; `None` where nobody owes."""
        return Decimal(self.met) / self.owed if self.owed else None


@dataclass(frozen=True, slots=True)
class Asked:
    """A standard of training, and the norm that holds where the organisation sits."""

    standard: Training
    norm: Applied | None

    @property
    def needed(self) -> Decimal | None:
        """Hours, or courses, that each is to have in the year."""
        return self.norm and self.norm.value


@dataclass(frozen=True, slots=True)
class Progress:
    """By the standard's code: of the organisation itself with all below, and of each below."""

    own: dict[str, Reached]
    below: dict[int, dict[str, Reached]]


def asked(of: Place, *, on: date) -> dict[str, Asked]:
    """The standards of training by their codes, with their norms of the year."""
    norms = Norms([of.id], on=on)
    year = year_of(on).start
    return {one.code: Asked(one, norms.applied(one, of.id, year)) for one in TRAINING}


def progress(of: Place, *, on: date) -> Progress:
    """From the day's run and what has changed since."""
    view = figures.view(of, on=on)
    return Progress(_read(view.own), {unit: _read(board) for unit, board in view.below.items()})


def _read(board: figures.Board) -> dict[str, Reached]:
    return {
        one.code: Reached(
            int(board.totals[f"{one.key}_people_met"]), int(board.totals[f"{one.key}_people_owed"])
        )
        for one in TRAINING
    }  # fmt: skip
