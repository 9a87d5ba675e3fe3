"""What of admission waits for a person, for 今日 and the one inbox of a department."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from liandong.domains.accounts.enums import Permission
from liandong.domains.accounts.queries import Rights
from liandong.domains.admission.queries import Waiting as Waits
from liandong.web.admission import inbox, lines
from liandong.web.panels import FEW, Panel, Waiting
from liandong.web.timing import left


def panel(rights: Rights, at: datetime) -> Panel | None:
    """None for those who have no part in it; and where nothing waits, but for the office, whose
    work it is."""
    found = inbox.waiting_for(rights, at)
    if not found and not rights.may(Permission.DECIDE_ADMISSION):
        return None
    late = sum(1 for one in found if one.due_at is not None and one.due_at <= at)
    return Panel(
        title=_("事项准入"), url=reverse("admission"), total=len(found), late=late,
        lines=tuple(line(one, at) for one in found[:FEW]), empty=_("没有等着办的准入事项。"),
    )  # fmt: skip


def line(one: Waits, at: datetime) -> Waiting:
    """One thing that waits, with the way to it."""
    of, url = one.refusal or one.item, inbox.address_of(one)
    late = one.due_at is not None and one.due_at <= at
    return Waiting(
        what=inbox.title_of(one), url=url, whom=inbox.whose(one),
        status="overdue" if late else "due", word=lines.state_of(of) if of else "",
        when=left(one.due_at, at) if one.due_at else "", action=inbox.turn_of(one),
        action_url=_deed(one, url),
    )  # fmt: skip


def _deed(one: Waits, url: str) -> str:
    """An opinion is given at once; everything else is looked at first."""
    if one.what == "opinion" and one.item:
        return reverse("admission-deed", args=[one.item.number, "opine"])
    return url
