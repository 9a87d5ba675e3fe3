"""What waits for whoever looks, the least time left first; and the way to everything else."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from liandong.domains.accounts.enums import Permission
from liandong.domains.accounts.queries import Rights
from liandong.domains.admission import queries
from liandong.domains.admission.queries import Waiting
from liandong.web import access
from liandong.web.admission import lines
from liandong.web.components.shapes import Column, Crumb, Link

APPLY, DECIDE, REFUSE = (
    Permission.APPLY_ADMISSION, Permission.DECIDE_ADMISSION, Permission.REFUSE_TASK,
)  # fmt: skip
PAGE = 100


@access.signed_in
def inbox(request: HttpRequest) -> HttpResponse:
    """A department's drafts and what was returned; an office's applications and refusals; what a
    street or community is asked about. Others are led to what is public."""
    rights, at = access.rights(request), timezone.now()
    if not any(rights.may(one) for one in (APPLY, DECIDE, REFUSE)):
        return redirect("admission-register")
    found = waiting_for(rights, at)
    shown = {
        "crumbs": [Crumb(_("事项准入"))], "columns": columns(),
        "rows": [row(one, at) for one in found], "ways": ways(),
        "may_apply": rights.may(APPLY), "may_refuse": rights.may(REFUSE),
    }  # fmt: skip
    return render(request, "admission/inbox.html", shown)


def waiting_for(rights: Rights, at: datetime) -> list[Waiting]:
    """Everything that waits for a person in this room."""
    found: list[Waiting] = []
    for permission, ask in (
        (APPLY, queries.for_liaison), (DECIDE, queries.for_office),
        (REFUSE, queries.for_grassroots),
    ):  # fmt: skip
        if rights.may(permission):
            found += ask(rights, at=at, limit=PAGE)
    return found


def ways(current: str = "") -> list[Link]:
    """The other pages of the room."""
    named = (
        ("admission-all", _("全部事项")), ("admission-register", _("社区可以办什么")),
        ("admission-load", _("社区负担")), ("admission-refusals", _("社区的拒绝")),
    )  # fmt: skip
    return [Link(label, reverse(name), current=name == current) for name, label in named]


def columns() -> list[Column]:
    return [
        Column("turn", _("请您")), Column("what", _("事项")), Column("who", _("单位")),
        Column("state", _("状态"), "status"), Column("due", _("时限")),
    ]  # fmt: skip


def turn_of(one: Waiting) -> str:
    """What the person is to do about it."""
    if one.what == "act" and one.item:
        return {"returned": _("补正"), "emergency": _("补办申请")}.get(
            one.item.process.state, _("写完并提交")
        )
    return {
        "review": _("考虑续期"), "opinion": _("提意见"), "decide": _("审核"),
        "refusal": _("答复"),
    }[one.what]  # fmt: skip


def address_of(one: Waiting) -> str:
    if one.refusal:
        return reverse("admission-refusal", args=[one.refusal.number])
    return lines.url_of(one.item) if one.item else ""


def title_of(one: Waiting) -> str:
    return one.refusal.asked if one.refusal else one.item.title if one.item else ""


def whose(one: Waiting) -> str:
    if one.refusal:
        return one.refusal.community.name
    return one.item.department.name if one.item else ""


def row(one: Waiting, at: datetime) -> dict[str, Any]:
    of = one.refusal or one.item
    if of is None:
        raise ValueError("nothing waits")
    late = one.due_at is not None and one.due_at <= at
    return {
        "turn": turn_of(one), "what": title_of(one), "what_url": address_of(one),
        "what_note": of.number, "who": whose(one),
        "state": "overdue" if late else "due", "state_word": lines.state_of(of),
        **lines.time_left(one.due_at, at),
    }  # fmt: skip
