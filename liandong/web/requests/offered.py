"""What a person may do with a request now: which deed, of whom, in which states."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from liandong.domains.accounts.enums import Permission
from liandong.domains.accounts.queries import Rights
from liandong.domains.casework import queries
from liandong.domains.casework.enums import OPEN, WITH_HANDLER, Moderation
from liandong.domains.casework.models import Case

TAKE, HANDLE = Permission.TAKE_REQUESTS, Permission.HANDLE_REQUESTS
MERGED_FROM = WITH_HANDLER | {"received", "classified", "redispatching"}


@dataclass(frozen=True, slots=True)
class Deed:
    """Something to do, on a page of its own."""

    code: str
    title: Promise
    permission: Permission
    states: frozenset[str]
    says: Promise | str = ""
    leads: bool = False


DEEDS = {
    one.code: one
    for one in (
        Deed("classify", _("分类"), TAKE, frozenset({"received", "classified"}), leads=True),
        Deed("dispatch", _("派发"), TAKE, frozenset({"classified", "redispatching"}), leads=True),
        Deed("contact", _("登记联系"), HANDLE, WITH_HANDLER, leads=True),
        Deed("reply", _("答复诉求人"), HANDLE, frozenset({"accepted", "working"}), leads=True),
        Deed("more-time", _("申请延期"), HANDLE, frozenset({"accepted", "working"})),
        Deed("object", _("提出异议"), HANDLE, frozenset({"dispatched", "accepted"})),
        Deed("photo", _("添加照片"), HANDLE, WITH_HANDLER),
        Deed("appeal", _("对回访结果申诉"), HANDLE, frozenset({"called_back"})),
        Deed("call-back", _("登记回访"), TAKE, frozenset({"replied"}), leads=True),
        Deed("merge", _("合并到另一件"), TAKE, MERGED_FROM),
        Deed("publish", _("公开"), TAKE, OPEN),
        Deed("hide", _("不予公开"), TAKE, OPEN),
        Deed("exclude", _("建议不予办理"), TAKE, frozenset({"received", "classified"})),
    )
}


def fits(deed: Deed, case: Case) -> bool:
    """Whether it makes sense in the state the case is in."""
    if case.state not in deed.states:
        return False
    if deed.code == "publish":
        return not case.private and case.moderation != Moderation.PUBLIC
    return deed.code != "hide" or (not case.private and case.moderation != Moderation.HIDDEN)


def deeds(rights: Rights, case: Case) -> list[dict[str, Any]]:
    """What to press, what leads on first."""
    held = {one: queries.may(rights, one, case) for one in (TAKE, HANDLE)}
    found = [one for one in DEEDS.values() if held[one.permission] and fits(one, case)]
    shown = [
        {"title": one.title, "leads": one.leads, "post": False,
         "url": reverse("request-deed", args=[case.number, one.code])}
        for one in found
    ]  # fmt: skip
    if held[HANDLE] and case.state == "dispatched":
        url = reverse("request-accept", args=[case.number])
        shown.insert(0, {"title": _("接收"), "leads": True, "post": True, "url": url})
    return sorted(shown, key=lambda one: not one["leads"])


def reviews(rights: Rights, case: Case) -> list[dict[str, Any]]:
    """What waits for a decision, and whether it is this person's."""
    may = queries.may(rights, Permission.SUPERVISE_REQUESTS, case)
    return [
        {"kind": one.get_kind_display(), "said": one.said, "days": one.days, "at": one.asked_at,
         "url": reverse("request-review", args=[case.number, one.pk])
         if may and one.asked_by != rights.username else ""}
        for one in case.reviews.all() if one.granted is None
    ]  # fmt: skip
