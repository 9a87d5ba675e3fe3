"""What time brings: items come into force and expire, opinions are closed, what was not put right
lapses, departments are followed by who came after them, people are told.

Each is one short transaction with a mark of its own (the step itself, or a row that says somebody
was told), so that a process killed anywhere between has lost nothing, and nothing is done twice.
Whether an item may be asked on a day follows from its dates alone: a late sweep changes no answer.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from liandong.core.kernel.errors import LiandongError, Text
from liandong.domains import database
from liandong.domains.accounts.enums import Permission
from liandong.domains.admission.actions.applying import concerned
from liandong.domains.admission.actions.checking import SYSTEM, heard_out, tell_department
from liandong.domains.admission.actions.steps import norm, one_at_a_time, stop_grants, take, tell
from liandong.domains.admission.actions.telling import state_text, tell_all, tell_unit
from liandong.domains.admission.models import Grant, Item, Refusal, Told
from liandong.domains.admission.queries.register import expiring
from liandong.domains.admission.queries.waiting import review_days
from liandong.domains.orgs.heirs import standing_or_heir
from liandong.domains.orgs.models import Position
from liandong.domains.rounds import Rounds
from liandong.domains.workflow import actions as workflow
from liandong.domains.workflow.models import Clock

log = logging.getLogger(__name__)
EVERY = timedelta(minutes=1)
_AT_MOST = 500
_RUNNING = ("published", "in_force", "renewal")
_WITH = ("process", "department", "office", "place")
# What the office owes; nothing comes about by its silence.
_LATE = ("completeness", "decision", "renewal", "publish", "answer")


@dataclass(frozen=True, slots=True)
class Swept:
    """How many of each."""

    inherited: int
    heard: int
    lapsed: int
    begun: int
    expired: int
    told: int


def sweep(at: datetime, *, at_most: int = _AT_MOST) -> Swept:
    """One round; what is left over waits for the next."""
    return Swept(
        inherited=_each(_orphans(), _inherit, at, at_most),
        heard=_each(_late_in(("opinions",), at), _hear, at, at_most),
        lapsed=_each(_late_in(("returned", "emergency"), at), _lapse, at, at_most),
        begun=_each(_to_begin(at), _begin, at, at_most),
        expired=_each(_over(at), _expire, at, at_most),
        told=_tell_of_ends(at, at_most) + _tell_of_late(at, at_most),
    )


def settle(item: Item, at: datetime) -> None:
    """What time has brought to one item by a moment; `sweep` does it for all."""
    for found, do in (
        (_late_in(("opinions",), at), _hear),
        (_late_in(("returned", "emergency"), at), _lapse),
        (_to_begin(at), _begin),
        (_over(at), _expire),
    ):
        _each(found.filter(pk=item.pk), do, at, 1)


def _each(
    found: QuerySet[Item], do: Callable[[Item, datetime], bool], at: datetime, at_most: int
) -> int:
    done = 0
    for item in list(found.select_related(*_WITH)[:at_most]):
        try:
            done += do(item, at)
        except LiandongError as error:
            log.info("%s is left as it is: %s", item, error.code)  # somebody acted meanwhile
    return done


def _late_in(states: tuple[str, ...], at: datetime) -> QuerySet[Item]:
    late = Item.objects.filter(process__state__in=states, process__due_at__lte=at)
    return late.order_by("process__due_at", "pk")


def _hear(item: Item, at: datetime) -> bool:
    """The time for opinions itself must be over: the decision may be late before it."""
    with one_at_a_time(item) as process:
        over = Clock.objects.filter(
            process=process, code="opinion", stopped_at=None, due_at__lte=at
        ).exists()
        if over and process.state == "opinions":
            heard_out(item, at=at)
            return True
    return False


def _lapse(item: Item, at: datetime) -> bool:
    on = timezone.localdate(at)
    with one_at_a_time(item) as process:
        take(item, "lapse", by=SYSTEM, at=at, seen=process.state)
        stopped = stop_grants(item, on=on, reason="期限内没有补办申请。", by=SYSTEM, at=at)
        tell("lapse", item, by=SYSTEM, at=at)
        tell_department(item, by=SYSTEM, at=at, about="lapsed")
        if stopped:
            tell_all(concerned(item, on), item, state_text(item), at=at, about="ended")
    return True


def _to_begin(at: datetime) -> QuerySet[Item]:
    today = timezone.localdate(at)
    found = Item.objects.filter(process__state="published", grants__start__lte=today)
    return found.distinct().order_by("pk")


def _begin(item: Item, at: datetime) -> bool:
    with one_at_a_time(item):
        take(item, "begin", by=SYSTEM, at=at, seen="published")
        tell("begin", item, by=SYSTEM, at=at)
    return True


def _over(at: datetime) -> QuerySet[Item]:
    today = timezone.localdate(at)
    lasting = Grant.objects.filter(item=OuterRef("pk"), stopped_on=None, end__gt=today)
    return Item.objects.filter(~Exists(lasting), process__state__in=_RUNNING).order_by("pk")


def _expire(item: Item, at: datetime) -> bool:
    with one_at_a_time(item) as process:
        take(item, "expire", by=SYSTEM, at=at, seen=process.state)
        tell("expire", item, by=SYSTEM, at=at)
        tell_department(item, by=SYSTEM, at=at, about="expired")
        text = state_text(item)
        tell_unit(item.office, Permission.DECIDE_ADMISSION, item, text, by=SYSTEM, at=at,
                  about="expired")  # fmt: skip
        tell_all(concerned(item, timezone.localdate(at)), item, text, at=at, about="ended")
    return True


def _orphans() -> QuerySet[Item]:
    """Items on their way or in force whose department does not stand any more."""
    stands = Position.objects.filter(unit=OuterRef("department"), hierarchy="government")
    return Item.objects.filter(~Exists(stands), process__closed_on=None).order_by("pk")


def _inherit(item: Item, at: datetime) -> bool:
    """Who came after a closed department takes its place; without one the office is told, once."""
    on = timezone.localdate(at)
    heir = standing_or_heir(item.department, on)
    with one_at_a_time(item) as process:
        if heir is None:
            _tell_of_orphan(item, at)
            return False
        before = item.department
        Item.objects.filter(pk=item.pk).update(department=heir)
        workflow.join(process, "department", heir)
        item.department = heir
        tell("inherit", item, by=SYSTEM, at=at, before=before.code, heir=heir.code)
        tell_department(item, by=SYSTEM, at=at, about=f"inherited:{before.pk}")
    return True


def _tell_of_orphan(item: Item, at: datetime) -> None:
    name, mark = item.department.name, f"orphan:{item.department_id}"
    text = Text(f"{name}已撤销，没有接替的部门：{item.number}",
                f"{name} was closed, nobody took over: {item.number}")  # fmt: skip
    with _once(mark, str(item), at) as new:
        if new:
            tell_unit(item.office, Permission.DECIDE_ADMISSION, item, text, by=SYSTEM, at=at,
                      about=mark)  # fmt: skip


def _tell_of_ends(at: datetime, at_most: int) -> int:
    """The department and the office, once when an item is to be reviewed and once more before it
    ends, each by the norm of the place."""
    on, told = timezone.localdate(at), 0
    for grant in _ending(at):
        item = grant.item
        days = norm("review", item, at), norm("expiry_notice", item, at)
        left = (grant.end - on).days
        marks = [m for m, n in zip(("review", "ends"), days, strict=True) if left <= n]
        if not marks or Told.objects.filter(subject=f"grant:{grant.pk}", mark=marks[-1]).exists():
            continue
        last = grant.end - timedelta(days=1)
        text = Text(f"准入事项 {item.number} 将于 {last} 到期",
                    f"Item {item.number} ends on {last}")  # fmt: skip
        with database.explained(), _once(marks[-1], f"grant:{grant.pk}", at) as new:
            if new:
                for unit, permission in (
                    (item.department, Permission.APPLY_ADMISSION),
                    (item.office, Permission.DECIDE_ADMISSION),
                ):
                    tell_unit(unit, permission, item, text, by=SYSTEM, at=at,
                              about=f"{marks[-1]}:{grant.pk}")  # fmt: skip
                told += 1
        if told == at_most:
            break
    return told


def _ending(at: datetime) -> Iterator[Grant]:
    on = timezone.localdate(at)
    later = Grant.objects.filter(item=OuterRef("item"), start__gt=on, stopped_on=None)
    found = expiring(on, review_days(on)).filter(~Exists(later)).select_related("item__place")
    yield from found.order_by("end", "pk").iterator(500)


def _tell_of_late(at: datetime, at_most: int) -> int:
    """The office, once of each limit that it missed; silence decides nothing."""
    late = Clock.objects.filter(
        code__in=_LATE, stopped_at=None, due_at__lte=at,
        process__definition__in=("admission", "task_refusal"), process__closed_on=None,
    ).select_related("process").order_by("due_at", "pk")  # fmt: skip
    told, subjects = 0, late.order_by().values("process__subject")
    known = set(Told.objects.filter(subject__in=subjects).values_list("subject", "mark"))
    for clock in late.iterator(500):
        subject, mark = clock.process.subject, f"late:{clock.code}:{clock.round}"
        if (subject, mark) in known:
            continue
        of = _subject(clock)
        if of is None:
            continue
        text = state_text(of)
        with database.explained(), _once(mark, subject, at) as new:
            if new:
                tell_unit(of.office, Permission.DECIDE_ADMISSION, of,
                          Text(f"逾期：{text.zh}", f"Overdue: {text.en}"), by=SYSTEM, at=at,
                          about=mark)  # fmt: skip
                told += 1
        if told == at_most:
            break
    return told


def _subject(clock: Clock) -> Item | Refusal | None:
    model = Item if clock.process.definition == "admission" else Refusal
    return model.objects.filter(process=clock.process).select_related("process", "office").first()


@contextmanager
def _once(mark: str, subject: str, at: datetime) -> Iterator[bool]:
    """Whether this is the first time, inside a transaction."""
    _row, new = Told.objects.get_or_create(subject=subject, mark=mark, defaults={"at": at})
    yield new


sweeper = Rounds(EVERY, sweep)
