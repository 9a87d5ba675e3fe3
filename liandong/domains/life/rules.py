"""Quorum and majority, by the norms in force where the organisation sits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import ceil

from liandong.domains.life.enums import DECIDING
from liandong.domains.norms.queries import Sited
from liandong.domains.orgs.models import Unit

QUORUM = "life.quorum_over"
MAJORITY = "life.majority_over"
ELECTION_QUORUM = "life.election_quorum"
ELECTED = "life.elected_over"


@dataclass(frozen=True, slots=True)
class Shares:
    """Shares of all those entitled that must be exceeded; `None` where no norm is in force."""

    quorum: Decimal | None
    majority: Decimal | None

    def quorate(self, present: int, entitled: int) -> bool:
        """Whether more than the share of those entitled came."""
        return present > 0 and (self.quorum is None or present > self.quorum * entitled)

    def carried(self, votes_for: int, entitled: int) -> bool:
        """Whether more than the share of *all* entitled, not of those present, said yes."""
        return votes_for > 0 and (self.majority is None or votes_for > self.majority * entitled)

    def least(self, entitled: int) -> int:
        """The smallest number of people that makes a quorum."""
        return int((self.quorum or 0) * entitled) + 1


def shares(unit: Unit, kind: str, on: date) -> Shares:
    """What holds for a kind of meeting of a unit; only meetings that decide have a quorum."""
    if kind not in DECIDING:
        return Shares(None, None)
    norms = Sited(unit)
    quorum, majority = norms.of(QUORUM, on), norms.of(MAJORITY, on)
    return Shares(quorum and quorum.value, majority and majority.value)


def election_least(unit: Unit, entitled: int, on: date, norms: Sited | None = None) -> int:
    """How many of those entitled must come at least for an election to be valid. `norms`: the
    organisation's, of whoever has them at hand."""
    quorum = (norms or Sited(unit)).of(ELECTION_QUORUM, on)
    return ceil((quorum.value if quorum else Decimal(0)) * entitled)


def votes_needed(unit: Unit, present: int, on: date, norms: Sited | None = None) -> int:
    """The smallest number of votes that elects somebody: more than the share of those who came."""
    share = (norms or Sited(unit)).of(ELECTED, on)
    return int((share.value if share else Decimal(0)) * present) + 1
