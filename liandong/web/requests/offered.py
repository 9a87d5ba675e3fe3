"""What a person may do with a request now. Steps, who may take them and where from stand in the
lifecycle; what is no step of it stands here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from liandong.core.standards.lifecycles import Transition
from liandong.domains.accounts.enums import Permission
from liandong.domains.accounts.queries import Rights
from liandong.domains.casework import queries
from liandong.domains.casework.enums import MORE_TIME, OPEN, WITH_HANDLER, Moderation, ReviewKind
from liandong.domains.casework.models import Case, Review
from liandong.domains.orgs.enums import Kind
from liandong.domains.workflow import definitions
from liandong.web.dashboard.words import said

TAKE, HANDLE = Permission.TAKE_REQUESTS, Permission.HANDLE_REQUESTS
SUPERVISE, WHISTLE = Permission.SUPERVISE_REQUESTS, Permission.WHISTLE
BELOW_STREETS = frozenset({Kind.COMMUNITY, Kind.VILLAGE})  # streets call; these ask them to
ACCEPT = "accept"  # done with one tap, on no page of its own
# Codes of pages that take a step of the lifecycle, those that lead on first.
STEPS = {
    ACCEPT: "accept", "classify": "classify", "dispatch": "dispatch", "reply": "reply",
    "call-back": "call_back", "object": "object", "merge": "merge",
    "exclude": "propose_exclusion", "reclassify": "reclassify",
}  # fmt: skip
# What leads on from where a request stands: the one button that is meant first.
LEADS_ON = {
    "received": "classify", "classified": "dispatch", "redispatching": "dispatch",
    "reclassified": "dispatch",
    "dispatched": ACCEPT, "accepted": "contact", "working": "reply", "replied": "call-back",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Beside:
    """Something that is done beside the steps: whose it is, and in which states."""

    title: Promise
    permission: Permission
    states: frozenset[str]


BESIDE = {
    "contact": Beside(_("登记联系"), HANDLE, WITH_HANDLER),
    "more-time": Beside(_("申请延期"), HANDLE, MORE_TIME),
    "photo": Beside(_("添加照片"), HANDLE, WITH_HANDLER),
    "appeal": Beside(_("对回访结果申诉"), HANDLE, frozenset({"called_back"})),
    "whistle": Beside(_("请街道吹哨"), HANDLE, WITH_HANDLER),
    "publish": Beside(_("公开"), TAKE, OPEN),
    "hide": Beside(_("不予公开"), TAKE, OPEN),
}


def step_of(code: str) -> Transition:
    """The step of the lifecycle that a page takes."""
    return definitions.newest("request").transitions[STEPS[code]]


def title_of(code: str) -> str:
    return said(step_of(code).title) if code in STEPS else str(BESIDE[code].title)


def permission_of(code: str) -> Permission:
    return Permission(step_of(code).permission) if code in STEPS else BESIDE[code].permission


def deeds(rights: Rights, case: Case) -> list[dict[str, Any]]:
    """What to press, what leads on first."""
    now = {one.code for one in queries.steps_for(rights, case)}
    held = {one: queries.may(rights, one, case) for one in (TAKE, HANDLE)}
    found = [code for code, step in STEPS.items() if step in now]
    found += [code for code, one in BESIDE.items() if held[one.permission] and _fits(code, case)]
    lead = LEADS_ON.get(case.state)
    return [_shown(code, case) for code in sorted(found, key=lambda code: code != lead)]


def _fits(code: str, case: Case) -> bool:
    if case.state not in BESIDE[code].states:
        return False
    if code == "publish":
        return not case.private and case.moderation != Moderation.PUBLIC
    if code == "whistle":
        asked = any(
            one.kind == ReviewKind.WHISTLE and one.granted is None for one in case.reviews.all()
        )
        return bool(case.handler and case.handler.kind in BELOW_STREETS) and not asked
    return code != "hide" or (not case.private and case.moderation != Moderation.HIDDEN)


def _shown(code: str, case: Case) -> dict[str, Any]:
    tap = code == ACCEPT
    url = (
        reverse("request-accept", args=[case.number])
        if tap else reverse("request-deed", args=[case.number, code])
    )  # fmt: skip
    return {
        "title": title_of(code),
        "leads": code == LEADS_ON.get(case.state),
        "post": tap,
        "url": url,
    }


def leading(case: Case, permission: Permission) -> dict[str, Any] | None:
    """The one step that leads on from where a request stands, for a holder of the permission who
    has it before them in a list; its page says more."""
    code = LEADS_ON.get(case.state)
    if code is None or permission_of(code) != permission:
        return None
    return _shown(code, case)


def reviews(rights: Rights, case: Case) -> list[dict[str, Any]]:
    """What waits for a decision, and whether it is this person's."""
    may = {one: queries.may(rights, one, case) for one in (SUPERVISE, WHISTLE)}
    return [
        {"kind": one.get_kind_display(), "said": one.said, "days": one.days, "at": one.asked_at,
         "whistle": one.kind == ReviewKind.WHISTLE,
         "url": _url_of(one, may) if one.asked_by != rights.username else ""}
        for one in case.reviews.all() if one.granted is None
    ]  # fmt: skip


def _url_of(one: Review, may: dict[Permission, bool]) -> str:
    if one.kind == ReviewKind.WHISTLE:
        return reverse("whistle-refuse", args=[one.pk]) if may[WHISTLE] else ""
    return reverse("review", args=[one.pk]) if may[SUPERVISE] else ""
