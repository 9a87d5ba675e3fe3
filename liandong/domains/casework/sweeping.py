"""What time brings: levels are told of what is late, cases close, exclusions stand, messages leave.

Each is one short transaction with a mark of its own, so that a process killed anywhere between has
lost nothing, and nothing is done a second time.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.db.models import Q, QuerySet
from django.utils import timezone

from liandong.core.kernel.errors import LiandongError, Text
from liandong.core.standards.norms import NATION, resolve
from liandong.domains import database
from liandong.domains.accounts.enums import Permission
from liandong.domains.casework.actions import floods
from liandong.domains.casework.actions.steps import mirror, one_at_a_time, take
from liandong.domains.casework.actions.telling import state_text, tell_unit
from liandong.domains.casework.enums import Wish
from liandong.domains.casework.models import Case, Escalation, Message
from liandong.domains.norms import books
from liandong.domains.notify import sms
from liandong.domains.orgs import tree
from liandong.domains.orgs.enums import Hierarchy
from liandong.domains.orgs.models import Position, Unit
from liandong.domains.orgs.queries import Place, UnknownUnit, line, lines, place, places_of
from liandong.domains.rounds import Rounds
from liandong.domains.workflow.models import Clock, Process

log = logging.getLogger(__name__)
EVERY = timedelta(minutes=1)
BY = "system"
# Who is told, by the depth of the place in the territory: street, district, city.
LEVELS = (("street", 4), ("district", 3), ("city", 2))
_ENDS = {"called_back": "close", "excluded": "lapse"}
# What is late while nobody has to act is no lateness.
_NOT_ESCALATED = ("contest", "appeal")
_AT_MOST = 1000
_CLAIM = timedelta(minutes=10)
_TRIES = 5


@dataclass(frozen=True, slots=True)
class Swept:
    escalated: int
    ended: int
    sent: int


def sweep(at: datetime, *, at_most: int = _AT_MOST) -> Swept:
    """One round; what is left over waits for the next."""
    floods.forget(at=at)
    return Swept(escalate(at, at_most=at_most), _end(at, at_most), send(at, at_most=at_most))


def escalate(at: datetime, *, at_most: int = _AT_MOST) -> int:
    """Tell each level once of each limit that was missed, as long after it as the norm of the
    place says; how many were told."""
    told = 0
    for level, _depth in LEVELS:
        late = list(islice(_late(at, level, at_most), at_most))
        places = {one.id: one for one in places_of(row[0].place_id for row in late)}
        above = lines(list(places.values()))
        for case, clock in late:
            told += _tell_level(case, clock, level, above.get(case.place_id, []), at)
    return told


def _waits(level: str, on: date) -> list[tuple[timedelta, Q]]:
    """How long after a limit a level is told, and where: a value of the state's own book holds
    wherever no area has one of its own. Without a value nobody is told."""
    code, book = f"casework.escalate_{level}", books.book()
    scopes = {one.scope for one in book[code].entries if on in one.period} - {NATION}
    areas = [one for one in map(_area, sorted(scopes)) if one is not None]
    found = []
    for area in (None, *areas):
        inside = tree.below(area.path) if area else Q()
        path = area.path if area else ""
        for deeper in areas:
            if deeper.path != path and deeper.path.startswith(path):
                inside &= ~tree.below(deeper.path)
        codes = [one.code for one in line(area) if one.code.isdigit()] if area else []
        value = resolve(book, code, codes, on)
        if value is not None:
            found.append((timedelta(hours=int(value.value)), inside))
    return found


def _area(code: str) -> Place | None:
    try:
        return place(code)
    except UnknownUnit:
        return None  # a value for an area that this instance does not have


def _late(at: datetime, level: str, at_most: int) -> Iterator[tuple[Case, Clock]]:
    """The running clocks that are late by so much and of which this level was not told, the
    longest late first. Most were told of long ago: only what is new is fetched whole."""
    running = Clock.objects.filter(
        stopped_at=None, process__case__closed_at=None, process__case__isnull=False
    ).exclude(code__in=_NOT_ESCALATED)
    told = set(
        Escalation.objects.filter(level=level, case__closed_at=None).values_list("case_id", "clock")
    )
    for wait, where in _waits(level, timezone.localdate(at)):
        here = running.filter(due_at__lte=at - wait)
        if where:
            inside = Position.objects.filter(where, hierarchy=Hierarchy.TERRITORY)
            here = here.filter(process__case__place__in=inside.values("unit_id"))
        yield from _new(here, told, at_most)


def _new(late: QuerySet[Clock], told: set[tuple[int, str]], most: int) -> Iterator[Any]:
    rows = late.order_by("due_at", "pk").values_list("pk", "process__case", "code", "round")
    new = islice(
        (pk for pk, case, code, turn in rows.iterator(10_000)
         if (case, f"{code}:{turn}") not in told), most,
    )  # fmt: skip
    whole = Clock.objects.select_related("process__case__place", "process__case__about")
    while part := list(islice(new, _AT_MOST)):
        found = whole.filter(pk__in=part).defer("process__case__grams")
        for clock in found.order_by("due_at", "pk"):
            case = clock.process.case
            case.process = clock.process
            yield case, clock


def _tell_level(case: Case, clock: Clock, level: str, line: list[Place], at: datetime) -> int:
    depth = dict(LEVELS)[level]
    target = line[depth - 1] if len(line) >= depth else (line[-1] if line else None)
    with database.explained():
        _row, new = Escalation.objects.get_or_create(
            case=case, clock=f"{clock.code}:{clock.round}", level=level, defaults={"at": at}
        )
        if new and target is not None:
            permission = Permission.WHISTLE if level == "street" else Permission.SUPERVISE_REQUESTS
            text = state_text(case)
            tell_unit(
                Unit.objects.get(pk=target.id), permission, case,
                Text(f"逾期：{text.zh}", f"Overdue: {text.en}"), by=BY, at=at,
                about=f"late:{clock.code}:{clock.round}:{level}",
            )  # fmt: skip
    return int(new)


def _end(at: datetime, at_most: int) -> int:
    """Nobody contested, nobody appealed, and the time for it is over."""
    due = Case.objects.filter(state__in=_ENDS, closed_at=None, due_at__lte=at).order_by("due_at")
    ended = 0
    for case in due.select_related("place", "about")[:at_most]:
        try:
            with one_at_a_time(case):
                take(case, _ENDS[case.state], by=BY, at=at, seen=case.state)
                ended += 1
        except LiandongError as error:
            log.info("%s is not ended: %s", case, error.code)  # somebody acted at the same moment
    return ended


def send(at: datetime, *, at_most: int = _AT_MOST) -> int:
    """Messages to requesters; each is claimed before it leaves. How many left."""
    stale = at - _CLAIM
    waiting = Message.objects.filter(sent_at=None, tries__lt=_TRIES)
    ids = waiting.exclude(claimed_at__gt=stale).order_by("pk").values_list("pk", flat=True)
    sent = 0
    for pk in list(ids[:at_most]):
        mine = Message.objects.filter(pk=pk, sent_at=None).exclude(claimed_at__gt=stale)
        if not mine.update(claimed_at=at):
            continue
        message = Message.objects.select_related("requester").get(pk=pk)
        if _left(message):
            Message.objects.filter(pk=pk).update(sent_at=at)
            sent += 1
        else:
            Message.objects.filter(pk=pk).update(tries=message.tries + 1)
    return sent


def _left(message: Message) -> bool:
    person = message.requester
    if person.erased_at is not None:
        return False
    try:
        if message.way == Wish.SMS:
            adapter = sms.adapter()
            if adapter is None:
                return False
            adapter.send(person.phone.opened(), message.text)
            return True
        if not settings.EMAIL_HOST:
            return False
        return bool(send_mail(message.text, message.text, None, [person.email.opened()]))
    except Exception:
        # An adapter raises what it likes; the message is tried again.
        log.exception("message %s did not leave", message.pk)
        return False


def restate(cases: list[Case]) -> int:
    """Write anew what cases repeat of their processes; how many differed. For repairs alone."""
    wrong = 0
    for case in cases:
        process = Process.objects.get(pk=case.process_id)
        if (case.state, case.due_at) != (process.state, process.due_at):
            case.process = process
            mirror(case)
            wrong += 1
    return wrong


sweeper = Rounds(EVERY, sweep)
