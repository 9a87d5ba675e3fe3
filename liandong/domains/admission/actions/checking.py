"""The office checks; streets and communities say what they think, each once."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from liandong.core.kernel.errors import Text
from liandong.core.kernel.typed import one_line
from liandong.domains.accounts.enums import Permission
from liandong.domains.admission import lists, refusals
from liandong.domains.admission.actions.applying import concerned
from liandong.domains.admission.actions.steps import (
    one_at_a_time,
    reason_of,
    short,
    stop_grants,
    take,
    tell,
)
from liandong.domains.admission.actions.telling import state_text, tell_all, tell_unit
from liandong.domains.admission.enums import SAID_OF, Answer, Verdict
from liandong.domains.admission.models import Decision, Item, Opinion
from liandong.domains.catalogue.models import Matter
from liandong.domains.orgs.models import Unit

SYSTEM = "system"


def return_it(item: Item, *, reason: str, by: str, at: datetime, seen: str | None = None) -> Item:
    """Something is missing: the department puts it right; the time to decide stands still."""
    why = reason_of(reason)
    with one_at_a_time(item):
        take(item, "return", by=by, at=at, note=why, seen=seen)
        tell("return", item, by=by, at=at, reason=why)
        tell_department(item, by=by, at=at, about=f"returned:{at:%H%M%S}")
    return item


def ask(item: Item, *, by: str, at: datetime, seen: str | None = None) -> Item:
    """It is complete: every street and community concerned is asked, once. What stands on the
    negative list is refused instead, with the matter and the article."""
    on = timezone.localdate(at)
    forbidden = lists.forbidden(item, on)
    if forbidden is not None:
        return refuse_listed(item, matter=forbidden, by=by, at=at, seen=seen)
    with one_at_a_time(item):
        take(item, "ask", by=by, at=at, seen=seen)
        item.asked_at = at
        item.save(update_fields=["asked_at"])
        units = concerned(item, on)
        Opinion.objects.bulk_create(
            (Opinion(item=item, unit=one, asked_at=at) for one in units), batch_size=2_000
        )
        tell("ask", item, by=by, at=at, asked=len(units))
        text = Text(f"请对准入事项 {item.number} 提意见", f"Your opinion on item {item.number}")
        tell_all(units, item, text, at=at, about="opinion")
    return item


def refuse_listed(
    item: Item, *, matter: Matter, by: str, at: datetime, reason: str = "",
    seen: str | None = None,
) -> Item:  # fmt: skip
    """The list forbids it: refused with the matter and the article named."""
    article = matter.source or matter.get_kind_display()
    why = f"“{matter.name}”在{matter.get_kind_display()}上（{article}），不得交社区办理。"
    why = short(why + one_line(reason), 500, "理由", "The reason")
    with one_at_a_time(item):
        take(item, "listed", by=by, at=at, note=why, seen=seen)
        Decision.objects.create(
            item=item, verdict=Verdict.LISTED, reason=why, matter=matter, article=article[:200],
            at=at, by=by,
        )  # fmt: skip
        stop_grants(item, on=timezone.localdate(at), reason=why, by=by, at=at)
        tell("listed", item, by=by, at=at, matter=matter.code, article=article)
        tell_department(item, by=by, at=at, about="refused")
    return item


def opine(item: Item, *, unit: Unit, answer: str, by: str, at: datetime, said: str = "") -> Opinion:
    """What a street or a community says; once. Others than agreement need a reason.

    Raises `LiandongError`: not_asked, answered_already, reason_missing.
    """
    if answer not in SAID_OF:
        raise refusals.missing("意见", "the opinion")
    why = short(one_line(said), 500, "说明", "What you say")
    if answer != Answer.AGREE:
        why = reason_of(said)
    with one_at_a_time(item) as process:
        mine = Opinion.objects.filter(item=item, unit=unit)
        if process.state == "opinions":
            given = mine.filter(answered_at=None).update(
                answer=answer, said=why, answered_at=at, answered_by=by
            )
        else:
            given = 0
        if not given:
            heard = mine.exclude(answer__in=("", Answer.SILENT)).exists()
            raise refusals.answered_already(unit.name) if heard else refusals.not_asked(unit.name)
        tell("opinion", item, by=by, at=at, unit=unit.code, answer=answer)
        if not Opinion.objects.filter(item=item, answered_at=None).exists():
            heard_out(item, at=at)
    return mine.get()


def heard_out(item: Item, *, at: datetime) -> int:
    """All have answered, or the time is over: silence is recorded, and it is no consent. Inside
    `one_at_a_time`. How many said nothing."""
    silent = Opinion.objects.filter(item=item, answered_at=None).update(
        answer=Answer.SILENT, answered_at=at, answered_by=SYSTEM
    )
    take(item, "heard", by=SYSTEM, at=at)
    tell("heard", item, by=SYSTEM, at=at, silent=silent)
    tell_unit(item.office, Permission.DECIDE_ADMISSION, item, state_text(item), by=SYSTEM, at=at,
              about="heard")  # fmt: skip
    return silent


def tell_department(item: Item, *, by: str, at: datetime, about: str) -> None:
    """The department that applied, or whoever came after it."""
    tell_unit(item.department, Permission.APPLY_ADMISSION, item, state_text(item), by=by, at=at,
              about=about)  # fmt: skip
