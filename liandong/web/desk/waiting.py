"""What waits at somebody's desk: to classify, to send on, to call back."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from liandong.domains.accounts.enums import Permission
from liandong.domains.accounts.queries import Rights
from liandong.domains.casework import queries
from liandong.web.panels import FEW, Panel
from liandong.web.requests.waiting import line


def panel(rights: Rights, at: datetime) -> Panel | None:
    if not rights.may(Permission.TAKE_REQUESTS):
        return None
    counts = queries.desk_counts(rights, at=at)
    total = sum(n for key, n in counts.items() if key not in ("late", "moderate"))
    found = queries.desk_inbox(rights, at=at, limit=FEW).rows if total else []
    return Panel(
        title=_("受理台"), url=reverse("desk-inbox"), total=total, late=counts["late"],
        empty=_("受理台没有待办。"),
        lines=tuple(line(one, at, Permission.TAKE_REQUESTS) for one in found),
    )  # fmt: skip
