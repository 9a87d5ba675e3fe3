"""What waits at somebody's units: the requests with the least time left."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from liandong.domains.accounts.enums import Permission
from liandong.domains.accounts.queries import Rights
from liandong.domains.casework import queries
from liandong.domains.casework.models import Case
from liandong.web.panels import FEW, Panel, Waiting
from liandong.web.requests import lines, offered
from liandong.web.timing import left


def panel(rights: Rights, at: datetime) -> Panel | None:
    if not rights.may(Permission.HANDLE_REQUESTS):
        return None
    counts, here = queries.handler_counts(rights, at=at), reverse("requests")
    found = queries.inbox(rights, at=at, limit=FEW).rows if counts.open else []
    return Panel(
        title=_("由我们承办"), url=here, total=counts.open, late=counts.late,
        late_url=f"{here}?show=late", empty=_("没有待办的诉求。派来的会出现在这里，并通知您。"),
        lines=tuple(line(one, at, Permission.HANDLE_REQUESTS) for one in found),
    )  # fmt: skip


def line(case: Case, at: datetime, permission: Permission) -> Waiting:
    """A request as it waits for whoever holds the permission."""
    late = case.due_at is not None and case.due_at <= at
    soon = case.due_at is not None and not late and case.due_at - at <= queries.SOON
    when = left(case.due_at, at) if case.due_at else ""
    return Waiting(
        what=f"{lines.matter_of(case)}{_('：')}{lines.shortened(case.text)}",
        url=lines.url_of(case), whom=case.place.name, word=lines.state_of(case), when=when,
        status="overdue" if late else "soon" if soon else "due", **_next(case, permission),
    )  # fmt: skip


def _next(case: Case, permission: Permission) -> dict[str, Any]:
    """The step that leads on from here."""
    step = offered.leading(case, permission)
    return (
        {"action": step["title"], "action_url": step["url"], "post": step["post"]} if step else {}
    )
