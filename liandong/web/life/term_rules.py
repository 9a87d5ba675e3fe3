"""Who may say what about a body, and by which norm."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from liandong.core.standards.norms import Applied
from liandong.domains.accounts.enums import Permission
from liandong.domains.life.models import BodyTerm
from liandong.domains.life.terms import COMMUNITY, norm_of
from liandong.domains.norms.queries import Sited
from liandong.domains.orgs.models import Unit
from liandong.domains.orgs.queries import Place
from liandong.web.party.look import PartyLook


def may_begin(look: PartyLook, past: Sequence[BodyTerm]) -> bool:
    """Whether the person may say who is in office without an election: its superior; an
    organisation itself only its first body; at the top, who supervises."""
    return _decides(look) or (not past and look.may(Permission.RECORD_LIFE))


def may_correct(look: PartyLook, past: Sequence[BodyTerm]) -> bool:
    """Whether the person may put right what was recorded: who may say it; the organisation itself
    while its first body is in office."""
    first = len(past) <= 1 and not any(one.end is not None for one in past)
    return _decides(look) or (first and look.may(Permission.RECORD_LIFE))


def _decides(look: PartyLook) -> bool:
    return supervises(look) or (len(look.line) == 1 and look.may(Permission.SUPERVISE_LIFE))


def supervises(look: PartyLook, *, needed: bool = False) -> bool:
    """Whether the person supervises on behalf of the organisation above. With `needed` raises
    `Forbidden` where not."""
    above = look.line[-2] if len(look.line) > 1 else None
    if needed:
        look.rights.require(Permission.SUPERVISE_LIFE, above)
    return above is not None and look.rights.may(Permission.SUPERVISE_LIFE, above)


class Here:
    """The norms where a Party organisation sits, looked up once for a page."""

    def __init__(self, unit: Unit | Place, on: date) -> None:
        self.on, self.norms = on, Sited(unit)

    def of(self, code: str) -> Applied | None:
        """A norm's value here, if one is in force."""
        return self.norms.of(code, self.on)

    def term(self) -> tuple[Applied | None, bool]:
        """How long a body is in office here; and whether as that of a community or village."""
        code = norm_of(self.norms.unit, self.on, self.norms)
        return self.of(code), code == COMMUNITY
