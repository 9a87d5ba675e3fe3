"""Terms, seats and elections as lines of a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from liandong.core.standards.norms import Applied
from liandong.domains.accounts.enums import Permission
from liandong.domains.life.enums import SeatPost
from liandong.domains.life.models import BodyTerm, CommitteeSeat, Election
from liandong.domains.workflow import definitions
from liandong.web.components.shapes import Column
from liandong.web.components.tags.numbers import STATUSES
from liandong.web.dashboard.words import exact, said
from liandong.web.life.lines import by_when
from liandong.web.party.look import PartyLook

NEAR = timedelta(days=183)


def rule(norm: Applied | None, kind: str) -> str:
    """How long a body of this kind is in office."""
    if norm is None:
        return ""
    return _("{kind}的任期为 {n} 年。").format(kind=kind, n=exact(norm.value))


def status(last: date, on: date, near: date | None = None) -> str:
    """How a term stands: past its last day, near it, or running."""
    if last < on:
        return "overdue"
    return "due" if last < (near or on + NEAR) else "met"


def word(code: str) -> str:
    """What that is called of a term."""
    words = {"overdue": _("已到期"), "due": _("将到期"), "met": _("任期内")}
    return words.get(code) or str(STATUSES[code])


def seats(look: PartyLook, held: Sequence[CommitteeSeat]) -> dict[str, Any]:
    """Who sits on a body, each with what can be done."""
    rows = [
        {
            "name": one.person.name, "post": str(one.get_post_display()), "since": one.start,
            "leave": _("离任"), "leave_url": reverse("seat-leave", args=[one.pk]),
            "void": _("登记错了"), "void_url": reverse("seat-void", args=[one.pk]),
        }
        for one in held
    ]  # fmt: skip
    columns = [
        Column("name", _("姓名")), Column("post", _("职务")), Column("since", _("任职自"), "date")
    ]  # fmt: skip
    if look.may(Permission.RECORD_LIFE):
        columns += [Column("leave", _("变动")), Column("void", _("更正"))]
    return {"columns": columns, "rows": rows}


def history(past: Sequence[BodyTerm], held: Sequence[CommitteeSeat]) -> dict[str, Any]:
    """All terms but the one in office, the latest first; `held`: their seats."""
    named: dict[int, list[str]] = {}
    size: Counter[int] = Counter()
    for one in held:
        size[one.term_id] += 1
        if one.post == SeatPost.SECRETARY:
            named.setdefault(one.term_id, []).append(one.person.name)
    columns = [
        Column("start", _("自"), "date"), Column("end", _("至"), "date"),
        Column("due", _("任期届满"), "date"), Column("secretary", _("书记")),
        Column("size", _("任职人次"), "number"), Column("basis", _("依据")),
    ]  # fmt: skip
    rows = [
        {
            "start": one.start, "end": one.period.last_day, "due": one.last_day,
            "due_note": _("经批准延期") if one.extended_to else "", "basis": one.basis,
            "secretary": "、".join(named.get(one.pk, ())), "size": size[one.pk],
        }
        for one in past
    ]  # fmt: skip
    return {"columns": columns, "rows": rows}


def state_of(one: Election) -> str:
    """Where an election stands, in words."""
    return said(definitions.of(one.process).state(one.process.state).title)


def under_way(look: PartyLook, one: Election | None) -> dict[str, Any] | None:
    """The open election as a line."""
    if one is None:
        return None
    due = one.process.due_on
    return {
        "url": reverse("election", args=[one.pk]), "state": state_of(one),
        "late": due is not None and due < look.on, "when": by_when(due, look.on) if due else "",
    }  # fmt: skip


def election(one: Election, on: date) -> dict[str, Any]:
    """An election in the list of its organisation."""
    process = one.process
    late = process.closed_on is None and process.due_on is not None and process.due_on < on
    return {
        "began": process.opened_on, "began_url": reverse("election", args=[one.pk]),
        "state": state_of(one), "due": process.due_on, "due_note": _("已超过") if late else "",
        "closed": process.closed_on,
    }  # fmt: skip
