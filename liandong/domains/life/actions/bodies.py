"""Terms of a body and the seats on it: begun, extended with approval, ended, corrected."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from liandong.core.kernel.errors import LiandongError, Text
from liandong.core.kernel.period import months_after
from liandong.domains.life import refusals, terms
from liandong.domains.life.actions.telling import one_at_a_time, reasoned, tell
from liandong.domains.life.enums import BODIES, SeatPost
from liandong.domains.life.models import BodyTerm, CommitteeSeat
from liandong.domains.members.enums import Stage
from liandong.domains.members.models import Membership
from liandong.domains.orgs.models import Unit


def begin_term(
    *, unit: Unit, start: date, seats: Mapping[int, str], by: str, at: datetime,
    due: date | None = None, basis: str = "", seen: int | None = None,
) -> BodyTerm:  # fmt: skip
    """A body takes office on `start` with `seats` ({person id: post}); the one before ends.

    Without `due` the term is as long as the norm says. `seen` is the last term that was on the
    screen (0: none). Raises `LiandongError`: no_body, due_out_of_range, not_a_full_member, stale,
    life_seat_one_secretary, life_bodyterm_overlap.
    """
    may_have_a_body(unit)
    last = terms.usual_due(unit, start) if due is None else _near(unit, start, due)
    full_members(seats, start)
    stamp = {"recorded_at": at, "recorded_by": by}
    with one_at_a_time(unit):
        if seen is not None and seen != _last_term(unit):
            raise refusals.term_moved_on()
        before = BodyTerm.objects.live().filter(unit=unit, end=None, start__lt=start).first()
        if before is not None:
            _end(before, start, at)
        term = BodyTerm.objects.create(unit=unit, start=start, due=last, basis=basis, **stamp)
        CommitteeSeat.objects.bulk_create(
            _seat(term, person, post, start, stamp) for person, post in seats.items()
        )
        _told("begin_term", term, by=by, at=at, before=before and {"term": before.pk})
    return term


def extend_term(term: BodyTerm, *, to: date, reason: str, by: str, at: datetime) -> BodyTerm:
    """The superior agrees to a later election: the term lasts to `to`, once.

    Raises `LiandongError`: extension_out_of_range, stale, reason_missing.
    """
    why, last = reasoned(reason), terms.latest(term.unit, term.due)
    if not term.due < to <= last:
        raise LiandongError(
            "extension_out_of_range",
            Text(
                f"任期{term.due}届满，最迟可延至{last}，不能延至{to}。",
                f"The term is due on {term.due} and may be extended to {last} at the latest, not "
                f"to {to}.",
            ),
        )
    with one_at_a_time(term.unit):
        open_ones = BodyTerm.objects.live().filter(pk=term.pk, end=None, extended_to=None)
        if not open_ones.update(
            extended_to=to, extended_at=at, extended_by=by, extension_reason=why
        ):
            raise refusals.term_moved_on()
        term.refresh_from_db()
        _told("extend_term", term, by=by, at=at, reason=why)
    return term


def end_term(term: BodyTerm, *, on: date, by: str, at: datetime) -> BodyTerm:
    """The body leaves office on `on` without another following at once."""
    with one_at_a_time(term.unit):
        _end(term, on, at)
        _told("end_term", term, by=by, at=at)
    return term


def void_term(term: BodyTerm, *, reason: str, by: str, at: datetime) -> BodyTerm:
    """The record was wrong: void it with its seats. Raises `LiandongError` `stale`."""
    why = reasoned(reason)
    voiding = {"voided_at": at, "voided_by": by, "void_reason": why}
    with one_at_a_time(term.unit):
        if not BodyTerm.objects.live().filter(pk=term.pk).update(**voiding):
            raise refusals.term_moved_on()
        term.seats.live().update(**voiding)
        term.refresh_from_db()
        _told("void_term", term, by=by, at=at, reason=why)
    return term


def correct_term(
    term: BodyTerm, *, reason: str, by: str, at: datetime, start: date | None = None,
    due: date | None = None,
) -> BodyTerm:  # fmt: skip
    """Void a term and say it anew with other days; those who sat on it from its first day, or to
    its last, keep doing so. The new record."""
    begin = start or term.start
    last = _near(term.unit, begin, due) if due else (
        term.due if begin == term.start else terms.usual_due(term.unit, begin)
    )  # fmt: skip
    stamp = {"recorded_at": at, "recorded_by": by}
    with one_at_a_time(term.unit):
        seats = list(term.seats.live())
        end = term.end
        void_term(term, reason=reason, by=by, at=at)
        again = BodyTerm.objects.create(
            unit=term.unit, start=begin, due=last, end=end, ended_at=term.ended_at,
            basis=term.basis, **_extension(term, last), **stamp,
        )  # fmt: skip
        for one in seats:
            first = begin if one.start in (term.start, begin) else max(one.start, begin)
            anew = _seat(again, one.person_id, one.post, first, stamp)
            anew.end, anew.ended_at = one.end, one.ended_at
            anew.save(force_insert=True)
        _told("correct_term", again, by=by, at=at, since=min(term.start, begin), reason=reason)
    return again


def fill_seat(
    term: BodyTerm, *, person: int, post: str, on: date, by: str, at: datetime
) -> CommitteeSeat:
    """Somebody takes a seat in the middle of a term. Raises `LiandongError`: not_a_full_member,
    life_seat_overlap, life_seat_one_secretary."""
    _in_office(term, on)
    full_members([person], on)
    with one_at_a_time(term.unit):
        seat = _seat(term, person, post, on, {"recorded_at": at, "recorded_by": by})
        seat.save(force_insert=True)
        _told("fill_seat", term, by=by, at=at, since=on)
    return seat


def leave_seat(seat: CommitteeSeat, *, on: date, by: str, at: datetime) -> CommitteeSeat:
    """`on` is the first day without them. Raises `LiandongError`: same_day, stale."""
    if on <= seat.start:
        raise refusals.same_day(seat.start)
    with one_at_a_time(seat.term.unit):
        if (
            not CommitteeSeat.objects.live()
            .filter(pk=seat.pk, end=None)
            .update(end=on, ended_at=at)
        ):
            raise refusals.term_moved_on()
        seat.refresh_from_db()
        _told("leave_seat", seat.term, by=by, at=at, since=on)
    return seat


def void_seat(seat: CommitteeSeat, *, reason: str, by: str, at: datetime) -> CommitteeSeat:
    """The seat was recorded by mistake: it never was. Raises `LiandongError` `stale`."""
    voiding = {"voided_at": at, "voided_by": by, "void_reason": reasoned(reason)}
    with one_at_a_time(seat.term.unit):
        if not CommitteeSeat.objects.live().filter(pk=seat.pk).update(**voiding):
            raise refusals.term_moved_on()
        seat.refresh_from_db()
        _told("void_seat", seat.term, by=by, at=at, since=seat.start, reason=seat.void_reason)
    return seat


def may_have_a_body(unit: Unit) -> None:
    """Raise unless units of this kind have a body that is elected."""
    if unit.kind not in BODIES:
        raise LiandongError(
            "no_body",
            Text(
                f"{unit.name}（{unit.get_kind_display()}）不设支部委员会或党委，没有任期。",
                f"A {unit.kind} has no committee and no term.",
            ),
        )


def _extension(term: BodyTerm, due: date) -> dict[str, Any]:
    """What was approved stands when the days of a term are said anew."""
    if term.extended_to is None or term.extended_to <= due:
        return {}
    names = ("extended_to", "extended_at", "extended_by", "extension_reason")
    return {name: getattr(term, name) for name in names}


def _last_term(unit: Unit) -> int:
    live = BodyTerm.objects.live().filter(unit=unit).order_by("-start", "-pk")
    return live.values_list("pk", flat=True).first() or 0


def _near(unit: Unit, start: date, due: date) -> date:
    usual = terms.usual_due(unit, start)
    slack = terms.latest(unit, usual)
    earliest = months_after(usual, -((slack.year - usual.year) * 12 + slack.month - usual.month))
    if not earliest <= due <= slack or due < start:
        raise LiandongError(
            "due_out_of_range",
            Text(
                f"自{start}起的任期应在{usual}届满，经批准可在{earliest}至{slack}之间，不能是{due}。",
                f"A term from {start} is due on {usual}; with approval between {earliest} and "
                f"{slack}, not on {due}.",
            ),
        )
    return due


def full_members(people: Iterable[int], on: date) -> None:
    """Raise unless all of them are full members on that day."""
    wanted = set(people)
    full = set(
        Membership.objects.on(on).filter(person_id__in=wanted, stage=Stage.FULL)
        .values_list("person_id", flat=True)
    )  # fmt: skip
    if wanted - full:
        raise LiandongError(
            "not_a_full_member",
            Text(
                f"有 {len(wanted - full)} 人在{on}不是正式党员，不能担任委员。请核对名册。",
                f"{len(wanted - full)} of them are no full members on {on} and cannot hold a seat. "
                "Check the roster.",
            ),
        )


def _in_office(term: BodyTerm, on: date) -> None:
    if on not in term.period:
        raise LiandongError(
            "not_in_office",
            Text(f"这一届在{on}不在任，请检查日期。", f"This body is not in office on {on}."),
        )


def _seat(
    term: BodyTerm, person: int, post: str, start: date, stamp: Mapping[str, Any]
) -> CommitteeSeat:
    alone = term if SeatPost(post) is SeatPost.SECRETARY else None
    return CommitteeSeat(
        term=term, person_id=person, post=post, secretary_of=alone, start=start, **stamp
    )


def _end(term: BodyTerm, on: date, at: datetime) -> None:
    if on <= term.start:
        raise refusals.same_day(term.start)
    if not BodyTerm.objects.live().filter(pk=term.pk, end=None).update(end=on, ended_at=at):
        raise refusals.term_moved_on()
    term.seats.live().filter(end=None).update(end=on, ended_at=at)
    term.refresh_from_db()


def _told(
    action: str, term: BodyTerm, *, by: str, at: datetime, since: date | None = None, **more: Any
) -> None:
    tell(
        action, term.unit, subject=f"term:{term.pk}", since=since or term.start, by=by, at=at,
        after={"start": term.start, "due": term.due, "extended_to": term.extended_to,
               "end": term.end, "seats": term.seats.live().count()}, **more,
    )  # fmt: skip
