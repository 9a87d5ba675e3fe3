"""What the body itself begins: to ask for its election or for more time, and to take back a result
that was recorded wrongly."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from liandong.domains.life import refusals_of_elections as refusals
from liandong.domains.life import terms
from liandong.domains.life.actions import elections, holding
from liandong.domains.life.actions.telling import one_at_a_time, reasoned
from liandong.domains.life.models import Election
from liandong.domains.norms.queries import Sited
from liandong.domains.orgs.models import Unit


def apply(*, unit: Unit, by: str, at: datetime, note: str = "", to: date | None = None) -> Election:
    """The body asks for its election before anybody reminded it; or, with `to`, for its term to
    be extended to that day.

    Raises `LiandongError`: life_election_one_open, no_superior, no_body, and what `ask_extension`
    raises.
    """
    with one_at_a_time(unit):
        election = elections.opened(unit, by=by, at=at)
        seen = election.process.state
        if to is not None:
            return ask_extension(election, to=to, reason=note, seen=seen, by=by, at=at)
        return elections.step(election, "request", seen=seen, note=note, by=by, at=at)


def ask_extension(
    election: Election, *, to: date, reason: str, seen: str, by: str, at: datetime
) -> Election:
    """The body asks its superior for a later election. The superior's `postpone` extends the term;
    `approve` says that the election is to be held in time.

    Raises `LiandongError`: nothing_to_extend, extended_already, extension_range, reason_missing.
    """
    why, term = reasoned(reason), election.term
    if term is None:
        raise refusals.nothing_to_extend()
    term.refresh_from_db()
    if term.extended_to is not None:
        raise refusals.extended_already(term.extended_to)
    last = terms.latest(election.unit, term.due)
    if not term.due < to <= last:
        raise refusals.extension_range(term.due, last)
    with one_at_a_time(election.unit):
        Election.objects.filter(pk=election.pk).update(asked_to=to)
        elections.take(election, "request", seen, by, at, why)
    return election


def record_again(election: Election, *, reason: str, seen: str, by: str, at: datetime) -> Election:
    """The assembly was recorded wrongly and is recorded anew; the record it left is voided."""
    why = reasoned(reason)
    with one_at_a_time(election.unit):
        elections.take(election, "record_again", seen, by, at, why)
        assembly = election.assembly
        if assembly is not None and assembly.voided_at is None:
            holding.void(assembly, reason=why, by=by, at=at)
        Election.objects.filter(pk=election.pk).update(assembly=None, ballots=None)
        election.refresh_from_db()
    return election


def usual_extension(election: Election, norms: Sited | None = None) -> date | None:
    """The longest that the term may be extended to; none where there is nothing to extend.
    `norms`: the organisation's, of whoever has them at hand."""
    term = election.term
    if term is None or term.extended_to is not None:
        return None
    last = terms.latest(election.unit, term.due, norms)
    return last if last > max(term.due, timezone.localdate()) else None
