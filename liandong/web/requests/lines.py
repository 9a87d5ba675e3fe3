"""A request in a list: what, where, how much time is left."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from liandong.domains.casework.models import Case
from liandong.domains.workflow import definitions
from liandong.web.catalogue.choosing import name_of
from liandong.web.components.shapes import Column
from liandong.web.components.tags.numbers import moment
from liandong.web.dashboard.words import said
from liandong.web.timing import last_moment, left

SHORT = 60


def state_of(case: Case) -> str:
    """Where it stands, in the language of the page."""
    return said(definitions.newest("request").state(case.state).title)


def matter_of(case: Case) -> str:
    """What its matter is called, or that nobody chose one yet."""
    return name_of(case.matter) if case.matter else _("待分类")


def due_of(case: Case, at: datetime) -> dict[str, str]:
    """The cells of its limit: how long is left, and the last moment within it."""
    if case.closed_at or case.due_at is None:
        return {"due": _("不计时") if case.closed_at is None else "", "due_note": ""}
    return {"due": left(case.due_at, at), "due_note": last_moment(case.due_at)}


def url_of(case: Case) -> str:
    return reverse("request", args=[case.number])


def columns() -> list[Column]:
    return [
        Column("what", _("诉求内容")), Column("place", _("发生地")), Column("matter", _("事项")),
        Column("handler", _("承办单位")), Column("due", _("办理时限")),
        Column("state", _("状态"), "status"),
    ]  # fmt: skip


def rows(cases: Iterable[Case], at: datetime) -> list[dict[str, Any]]:
    return [row(one, at) for one in cases]


def shortened(text: str) -> str:
    """The beginning of what somebody wrote, enough to know it by."""
    return text if len(text) <= SHORT else text[:SHORT] + "…"


def row(case: Case, at: datetime) -> dict[str, Any]:
    late = case.closed_at is None and case.due_at is not None and case.due_at <= at
    status = "met" if case.closed_at else "overdue" if late else "due"
    return {
        "what": shortened(case.text), "what_url": url_of(case),
        "what_note": f"{case.number} · {moment(case.received_at)}",
        "place": case.place.name, "place_note": case.address, "matter": matter_of(case),
        "handler": case.handler.name if case.handler else _("受理台"),
        "state": status, "state_word": state_of(case), **due_of(case, at),
    }  # fmt: skip
