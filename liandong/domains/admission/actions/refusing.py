"""A community refuses what was not admitted; the office answers, always."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from liandong.core.kernel.errors import Text
from liandong.core.kernel.typed import one_line
from liandong.domains import database
from liandong.domains.accounts.enums import Permission
from liandong.domains.admission import reach, refusals, routing
from liandong.domains.admission.actions.steps import (
    line_of,
    number_of,
    one_at_a_time,
    reason_of,
    short,
    take,
    tell,
)
from liandong.domains.admission.actions.telling import state_text, tell_unit
from liandong.domains.admission.enums import Reply
from liandong.domains.admission.models import Grant, Item, Refusal
from liandong.domains.orgs.heirs import stands
from liandong.domains.orgs.models import Unit
from liandong.domains.workflow import actions as workflow


def refuse_task(
    *, community: Unit, by: str, at: datetime, asked: str = "", item: Item | None = None,
    department: Unit | None = None, who: str = "", invented: bool = False,
) -> Refusal:  # fmt: skip
    """What was asked (in words, or an item of the register) and by whom (a department, or in
    words): it goes to the office; until that answers, the community need not do it.

    Raises `LiandongError`: not_a_community, admission_missing, admission_too_long.
    """
    words = line_of(asked, 500, "内容", "What was asked") or (item.title if item else "")
    name = line_of(who, 200, "布置的单位", "Who asked")
    if not any(one.isalnum() for one in words):
        raise refusals.missing("要求做什么", "what was asked")
    department = department or (item.department if item and not name else None)
    if department is None and not name:
        raise refusals.missing("谁布置的", "who asked for it")
    if community.kind not in reach.GRASSROOTS:
        raise refusals.not_a_community(community.name)
    if not stands(community):
        raise refusals.community_closed(community.name)
    on = timezone.localdate(at)
    with database.explained():
        number = number_of("JJ", Refusal, at)
        office = routing.office_of(community.pk, on)
        sides = {"community": community, "office": office, "place": community}
        process = workflow.open_process(
            "task_refusal", subject=f"refusal:{number}", sides=sides, by=by, at=at, on=on,
            audited=False,
        )  # fmt: skip
        made = Refusal.objects.create(
            number=number, process=process, community=community, office=office, asked=words,
            item=item, department=department, who=name, refused_at=at, refused_by=by,
            invented=invented,
        )  # fmt: skip
        tell("refuse_task", made, by=by, at=at, office=office.code)
        tell_unit(office, Permission.DECIDE_ADMISSION, made, state_text(made), by=by, at=at,
                  about="received")  # fmt: skip
    return made


def uphold(
    refusal: Refusal, *, said: str, by: str, at: datetime, seen: str | None = None
) -> Refusal:
    """It is not admitted: whoever asked is told, and may not ask for it."""
    why = reason_of(said)
    with one_at_a_time(refusal):
        take(refusal, "uphold", by=by, at=at, note=why, seen=seen)
        _answered(refusal, Reply.UPHELD, why, None, by, at)
        if refusal.department is not None:
            text = Text(
                f"拒绝 {refusal.number} 成立：这件事没有准入，不得要求社区办理",
                f"Refusal {refusal.number} was upheld: the task is not admitted and may not be "
                "asked for",
            )
            tell_unit(refusal.department, Permission.APPLY_ADMISSION, refusal, text, by=by, at=at,
                      about="department")  # fmt: skip
    return refusal


def show_item(
    refusal: Refusal, *, item: Item, by: str, at: datetime, said: str = "",
    seen: str | None = None,
) -> Refusal:  # fmt: skip
    """It was admitted already, by an item that was in force there on the day. Raises
    `LiandongError` not_in_force_here."""
    words = short(one_line(said), 500, "说明", "What you say")
    if not in_force_at(item, refusal.community, refusal.refused_at):
        raise refusals.not_in_force_here(item.number, refusal.community.name)
    with one_at_a_time(refusal):
        take(refusal, "show", by=by, at=at, note=words, seen=seen)
        _answered(refusal, Reply.ADMITTED, words, item, by, at)
    return refusal


def in_force_at(item: Item, community: Unit, at: datetime) -> bool:
    """Whether an item could be asked of a community on the day of a moment."""
    on = timezone.localdate(at)
    running = Grant.objects.filter(
        Q(stopped_on=None) | Q(stopped_on__gt=on), item=item, start__lte=on, end__gt=on
    )
    units = reach.reaching(community.pk, on)
    return running.exists() and item.reach.filter(unit__in=units).exists()


def take_refusal_back(
    refusal: Refusal, *, by: str, at: datetime, seen: str | None = None
) -> Refusal:
    """No answer is needed any more."""
    with one_at_a_time(refusal):
        take(refusal, "withdraw", by=by, at=at, seen=seen)
        tell("take_refusal_back", refusal, by=by, at=at)
    return refusal


def _answered(
    refusal: Refusal, reply: Reply, said: str, shown: Item | None, by: str, at: datetime
) -> None:
    refusal.reply, refusal.reply_said, refusal.shown = reply, said, shown
    refusal.replied_at, refusal.replied_by = at, by
    refusal.save(update_fields=["reply", "reply_said", "shown", "replied_at", "replied_by"])
    tell(f"refusal_{reply}", refusal, by=by, at=at, reason=said,
         shown=shown.number if shown else "")  # fmt: skip
    tell_unit(refusal.community, Permission.REFUSE_TASK, refusal, state_text(refusal), by=by,
              at=at, about="answered")  # fmt: skip
