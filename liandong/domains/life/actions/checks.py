"""Whether a meeting can be what somebody says it was."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from liandong.domains.life import agendas, refusals
from liandong.domains.life.actions.said import Outline, Vote
from liandong.domains.life.entitled import Expected, expected
from liandong.domains.life.enums import DECIDING, HELD_BY, AbsenceReason, MeetingKind
from liandong.domains.life.rules import Shares, shares
from liandong.domains.orgs.enums import Hierarchy
from liandong.domains.orgs.models import Placement, Unit

TEXTS = {
    "venue": ("地点", "place", 120),
    "topic": ("议题", "topic", 200),
    "invited": ("邀请", "invitation", 500),
}
AGENDA_ITEMS, AGENDA_LENGTH = 30, 200


@dataclass(frozen=True, slots=True)
class Attendance:
    """What the record of a meeting says about who was there."""

    entitled: int
    present: int
    without_vote: int
    shares: Shares

    @property
    def quorate(self) -> bool:
        return self.shares.quorate(self.present, self.entitled)


def holds(unit: Unit, kind: str, on: date) -> None:
    """Raise unless the unit stands on the day and holds this kind of meeting."""
    if kind not in MeetingKind.values or unit.kind not in HELD_BY[MeetingKind(kind)]:
        raise refusals.wrong_kind(unit, kind)
    stands(unit, on)


def stands(unit: Unit, on: date) -> None:
    """Raise unless the unit stands on the day."""
    placed = Placement.objects.filter(unit=unit, hierarchy=Hierarchy.PARTY)
    if not placed.on(on).exists():
        first = placed.live().order_by("start").values_list("start", flat=True).first()
        raise refusals.not_there(unit, on, first)


def kinds(unit: Unit, kind: str, also: Iterable[str]) -> tuple[str, list[str]]:
    """The kind by whose rule it is counted, and the further ones it serves, each once.

    One that decides comes first. Raises unless the unit holds them, and for a committee meeting
    that is to serve for others: other people come to those.
    """
    every = {kind, *also}
    for one in every:
        if one not in MeetingKind.values or unit.kind not in HELD_BY[MeetingKind(one)]:
            raise refusals.wrong_kind(unit, one)
    if MeetingKind.COMMITTEE in every and len(every) > 1:
        raise refusals.other_people()
    first = MeetingKind.ASSEMBLY.value if MeetingKind.ASSEMBLY in every else kind
    return first, sorted(every - {first})


def not_in_future(on: date, at: datetime) -> None:
    if on > timezone.localdate(at):
        raise refusals.in_future(on)


def not_in_past(on: date, at: datetime) -> None:
    if on < timezone.localdate(at):
        raise refusals.in_past(on)


def attendance(unit: Unit, kind: str, on: date, absent: Mapping[int, str]) -> Attendance:
    """Counts from those absent by person. Raises when somebody was not expected at all."""
    who: Expected = expected(unit, kind, on)
    if not who.entitled:
        raise refusals.nobody_entitled(unit, on, kind)
    stray = set(absent) - who.everybody
    if stray:
        raise refusals.not_expected(len(stray))
    for reason in absent.values():
        AbsenceReason(reason)
    present = len(who.entitled - set(absent))
    others = len(who.others - set(absent))
    return _came(Attendance(len(who.entitled), present, others, shares(unit, kind, on)))


def counted(unit: Unit, kind: str, on: date, entitled: int, present: int) -> Attendance:
    """Counts as a sheet gives them, without names."""
    if present > entitled:
        raise refusals.too_many_present(present, entitled)
    return _came(Attendance(entitled, present, 0, shares(unit, kind, on)))


def _came(came: Attendance) -> Attendance:
    if not came.present:
        raise refusals.nobody_came()
    return came


def votes(kind: str, came: Attendance, cast: Sequence[Vote]) -> list[tuple[Vote, bool]]:
    """Each vote with whether it was carried. Raises when the counts cannot be."""
    if cast and kind not in DECIDING:
        raise refusals.no_votes_here(kind)
    if cast and not came.quorate:
        raise refusals.no_quorum(came.present, came.entitled, came.shares.least(came.entitled))
    for one in cast:
        _possible(one, came)
    return [(one, came.shares.carried(one.votes_for, came.entitled)) for one in cast]


def _possible(one: Vote, came: Attendance) -> None:
    if min(one.votes_for, one.against, one.abstained) < 0:
        raise refusals.votes_negative()
    if one.total > came.entitled:
        raise refusals.votes_exceed(one.total, came.entitled, present=False)
    if one.total > came.present:
        raise refusals.votes_exceed(one.total, came.present, present=True)
    if not 0 < len(one.title.strip()) <= 200:
        raise refusals.too_long("表决事项（不能为空）", "matter (which cannot be empty)", 200)


def words(said: Mapping[str, str]) -> dict[str, str]:
    """Short texts without blanks around them. Raises when one is too long."""
    for name, text in said.items():
        zh, en, limit = TEXTS[name]
        if len(text.strip()) > limit:
            raise refusals.too_long(zh, en, limit)
    return {name: text.strip() for name, text in said.items()}


def outlined(kind: str, outline: Outline) -> dict[str, Any]:
    """The columns of a meeting that an outline fills."""
    usual = outline.agenda is None
    return {
        "begins": outline.begins,
        "chair": outline.chair,
        "agenda": agendas.usual(kind) if usual else agenda(outline.agenda or ()),
        **words({name: getattr(outline, name) for name in TEXTS}),
    }


def agenda(items: Sequence[str]) -> list[str]:
    """The items that say something. Raises when there are too many, or one is too long."""
    said = [item.strip() for item in items if item.strip()]
    if len(said) > AGENDA_ITEMS or any(len(item) > AGENDA_LENGTH for item in said):
        raise refusals.too_long("议程（最多 30 项）每项", "agenda item (30 at most)", AGENDA_LENGTH)
    return said
