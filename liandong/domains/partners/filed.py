"""What a partner filed, and how each of it stands now, in words that need no knowledge of us."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from liandong.core.kernel.errors import Text, error
from liandong.domains.casework.enums import Channel
from liandong.domains.casework.models import Case, Reply
from liandong.domains.orgs.models import Unit
from liandong.domains.orgs.queries import short_code
from liandong.domains.partners.actions import ONCE
from liandong.domains.partners.models import Key
from liandong.domains.workflow import definitions
from liandong.domains.workflow.models import Step

# Residents' own forms are kept once under a partner's name too; they are nobody's.
THEIRS = (Channel.PARTNER, Channel.OPEN311)
_WITH = (
    "place", "desk", "handler", "matter", "merged_into__desk", "merged_into__handler",
)  # fmt: skip


def filed(key: Key) -> QuerySet[Case]:
    """Everything the partner of this key handed in."""
    return Case.objects.filter(partner=key.name, channel__in=THEIRS).select_related(*_WITH)


def one_filed(key: Key, number: str) -> Case:
    """One of them. What others handed in is not there. Raises `LiandongError` no_case."""
    case = filed(key).filter(number=number.replace("\x00", "?")).first()
    if case is None:
        raise error("no_case", f"没有编号为 {number} 的诉求。", f"There is no request {number}.")
    return case


def narrowed(
    found: QuerySet[Case], *, state: str = "", changed_since: datetime | None = None
) -> QuerySet[Case]:
    """Those that stand in a state now, and went on since a moment."""
    if state:
        found = found.annotate(now=Coalesce("merged_into__state", "state")).filter(now=state)
    if changed_since is None:
        return found
    steps = Step.objects.filter(at__gte=changed_since)
    return found.filter(
        Exists(steps.filter(process=OuterRef("process")))
        | Q(merged_into__isnull=False)
        & Exists(steps.filter(process=OuterRef("merged_into__process")))
    )


def now_of(case: Case) -> Case:
    """The case in which it goes on: itself, or the one it was merged into."""
    while case.merged_into is not None:
        case = case.merged_into
    return case


def partners_of(case: Case) -> Iterator[Case]:
    """Cases of partners that go on in this one: itself, and whatever was merged into it."""
    if case.partner and case.channel in THEIRS:
        yield case
    for one in case.merged.select_related(*_WITH):
        yield from partners_of(one)


def summary(case: Case) -> dict[str, Any]:
    """How it stands, as lists and messages tell it; nobody is named."""
    now = now_of(case)
    state = definitions.newest("request").state(now.state)
    unit = {"desk": now.desk, "handler": now.handler}.get(state.holder or "")
    external = case.external or ""
    return {
        "number": case.number,
        "external_number": None if external.startswith(ONCE) else external or None,
        "state": now.state, "status": _both(state.title), "says": _both(state.says),
        "open": now.closed_at is None, "merged": now.pk != case.pk,
        "received_at": _moment(case.received_at), "due_at": _moment(now.due_at),
        "closed_at": _moment(now.closed_at), "holder": state.holder or None,
        "unit": unit and _unit(unit), "place": _unit(case.place),
    }  # fmt: skip


def detail(case: Case, *, new: bool = False) -> dict[str, Any]:
    """The same with every step, and what was answered. Of a `new` one that is known: it came."""
    now = now_of(case)
    matter = case.matter
    return summary(case) | {
        "matter": matter and {
            "code": matter.code, "name": {"zh": matter.name, "en": matter.english or matter.name},
        },
        "steps": [_step("receive", now.state, now.received_at)] if new else [*_steps(case, now)],
        "replies": [] if new else [
            {"at": _moment(one.at), "unit": _unit(one.unit), "text": one.text}
            for one in Reply.objects.filter(case=now).select_related("unit").order_by("pk")
        ],
    }  # fmt: skip


def _steps(case: Case, now: Case) -> Iterator[dict[str, Any]]:
    """Its own; and of the one it was merged into what came after."""
    own = list(Step.objects.filter(process=case.process_id).order_by("pk"))
    after = Step.objects.none()
    if now.pk != case.pk and own:
        after = Step.objects.filter(process=now.process_id, pk__gt=own[-1].pk).order_by("pk")
    for one in [*own, *after]:
        yield _step(one.transition or "receive", one.to, one.at)


def _step(transition: str, to: str, at: datetime) -> dict[str, Any]:
    state = definitions.newest("request").state(to)
    return {
        "at": _moment(at), "step": transition, "state": to,
        "status": _both(state.title), "says": _both(state.says),
    }  # fmt: skip


def _unit(one: Unit) -> dict[str, str]:
    return {"code": short_code(one.code), "name": one.name, "kind": one.kind}


def _both(said: Text) -> dict[str, str]:
    return {"zh": said.zh, "en": said.en}


def _moment(at: datetime | None) -> str | None:
    return at and timezone.localtime(at).isoformat(timespec="seconds")
