"""An item in a list: what, who asks, where it stands, how much time is left."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from liandong.domains.admission.enums import ItemKind
from liandong.domains.admission.models import Item, Refusal
from liandong.domains.workflow import definitions
from liandong.web.components.shapes import Column
from liandong.web.components.tags.numbers import day
from liandong.web.dashboard.words import said
from liandong.web.timing import last_moment, left

# What is over, and well; what is over without having been admitted.
_WELL, _ILL = frozenset({"in_force", "published"}), frozenset({"refused", "lapsed", "taken_back"})


def state_of(of: Item | Refusal) -> str:
    """Where it stands, in the language of the page."""
    return said(definitions.of(of.process).state(of.process.state).title)


def status_of(of: Item | Refusal, at: datetime) -> str:
    """The same as a status: what waits, what is late, what is in force, what is over."""
    state, due = of.process.state, of.process.due_at
    if state in _WELL:
        return "met"
    if definitions.of(of.process).state(state).final:
        return "unmet" if state in _ILL else "not_applicable"
    return "overdue" if due is not None and due <= at else "due"


def kind_of(one: Item) -> str:
    return capfirst(str(ItemKind(one.kind).label))


def url_of(one: Item) -> str:
    return reverse("admission-item", args=[one.number])


def time_left(due: datetime | None, at: datetime) -> dict[str, str]:
    """The cells of a limit; empty where nothing runs."""
    if due is None:
        return {"due": "", "due_note": ""}
    return {"due": left(due, at), "due_note": last_moment(due)}


def last_day(end: date | None) -> date | None:
    """The last day of a half-open period, as people say it."""
    return end - timedelta(days=1) if end else None


def span(start: date | None, end: date | None) -> str:
    """A period with both its days."""
    if start is None or end is None:
        return ""
    return _("{start}至{end}").format(start=day(start), end=day(end - timedelta(days=1)))


def columns() -> list[Column]:
    return [
        Column("what", _("事项")), Column("kind", _("类别"), "word"),
        Column("department", _("申请部门")), Column("place", _("地区")),
        Column("state", _("状态"), "status"), Column("due", _("时限")),
    ]  # fmt: skip


def rows(items: Iterable[Item], at: datetime) -> list[dict[str, Any]]:
    return [row(one, at) for one in items]


def row(one: Item, at: datetime) -> dict[str, Any]:
    return {
        "what": one.title, "what_url": url_of(one),
        "what_note": " · ".join(
            part for part in (one.number, span(one.wanted_from, one.wanted_until)) if part
        ),
        "kind": kind_of(one), "department": one.department.name, "place": one.place.name,
        "state": status_of(one, at), "state_word": state_of(one),
        **time_left(one.process.due_at, at),
    }  # fmt: skip
