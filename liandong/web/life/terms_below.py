"""The bodies of an organisation and those below it: whose term ends soonest, who elects now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from liandong.domains.accounts.enums import Permission
from liandong.domains.life.models import BodyTerm, Election
from liandong.domains.life.queries import terms_below as below
from liandong.domains.life.queries.elections import REMINDER
from liandong.domains.life.terms_book import Cell
from liandong.domains.orgs.enums import Kind
from liandong.domains.orgs.models import Unit
from liandong.domains.workflow import definitions
from liandong.web.components.paging import Counted, page_of
from liandong.web.components.shapes import Column, Tab
from liandong.web.dashboard.words import said
from liandong.web.life.term_lines import state_of, status, word
from liandong.web.life.term_rules import Here
from liandong.web.party.look import PartyLook

HERE = "organisation-terms"
PAGE = 50


def labels() -> dict[str, str]:
    """The ways to narrow the list."""
    return {
        "": _("全部"), below.OVERDUE: _("已到期"), below.SOON: _("将到期"),
        below.OPEN: _("正在换届"), below.NONE: _("没有登记班子"),
    }  # fmt: skip


def asked(query: Mapping[str, Any]) -> str:
    """How the list was narrowed; all, when that makes no sense."""
    wanted = str(query.get("show", ""))
    return wanted if wanted in labels() else ""


def label(wanted: str) -> str:
    return labels()[wanted]


def shown(request: HttpRequest, look: PartyLook, here: Here) -> dict[str, Any]:
    """What the page shows of those below."""
    wanted = asked(request.GET)
    before, path = _before(here), look.place.path
    counted = below.counted(path, on=look.on, before=before)
    counts = _numbers(counted)
    if wanted == below.NONE:
        page = page_of(request, Counted(below.without(path, on=look.on), counts[wanted]), PAGE)
        rows, columns = [_nobody(look, one) for one in page], _few()
    else:
        found = below.in_office(path, on=look.on, before=before, wanted=wanted)
        page = page_of(request, Counted(found, counts[wanted]), PAGE)
        rows, columns = [_row(look, *one) for one in _joined(list(page), look, before)], _columns()
    kept = {"show": wanted} if wanted else {}
    return {
        "tabs": _tabs(look, wanted, counts),
        "states": _states(counted.states), "columns": columns, "rows": rows, "page": page,
        "kept": kept, "wanted": wanted, "clear_url": look.at(HERE, look.place.code),
        "excel_url": look.at("organisation-terms-excel", look.place.code)
        if look.may(Permission.EXPORT) else "",
    }  # fmt: skip


def _numbers(counts: below.Counts) -> dict[str, int]:
    return {
        "": counts.in_office, below.OVERDUE: counts.overdue, below.SOON: counts.soon,
        below.OPEN: counts.open, below.NONE: counts.none,
    }  # fmt: skip


def _tabs(look: PartyLook, wanted: str, number: dict[str, int]) -> list[Tab]:
    return [
        Tab(name, look.at(HERE, look.place.code, **({"show": code} if code else {})),
            current=code == wanted, count=number[code])
        for code, name in labels().items()
    ]  # fmt: skip


def _states(counted: dict[str, int]) -> list[dict[str, Any]]:
    """How many elections below stand at each step, in the order of the steps."""
    states = definitions.newest("election").states
    return [
        {"label": said(one.title), "n": counted[code]}
        for code, one in states.items() if counted.get(code)
    ]  # fmt: skip


def _columns() -> list[Column]:
    return [
        Column("unit", _("组织")), Column("secretary", _("书记")),
        Column("last", _("任期届满"), "date"), Column("status", _("状态"), "status"),
        Column("election", _("换届进度")), Column("by", _("这一步的期限"), "date"),
    ]  # fmt: skip


def _few() -> list[Column]:
    return [Column("unit", _("组织")), Column("kind", _("类别"))]


Joined = tuple[BodyTerm, str, str, Election | None]


def _joined(found: Sequence[Any], look: PartyLook, before: date) -> list[Joined]:
    """Each term with its secretary, how it stands, and the open election; one query for all."""
    open_ = below.under_way([one.unit_id for one in found if one.elects])
    return [
        (one, one.secretary or "", status(one.last_day, look.on, before), open_.get(one.unit_id))
        for one in found
    ]


def _row(
    look: PartyLook, one: BodyTerm, secretary: str, code: str, open_: Election | None
) -> dict[str, Any]:
    due = open_.process.due_on if open_ else None
    return {
        "unit": one.unit.name, "unit_url": look.at(HERE, one.unit.code),
        "unit_note": str(Kind(one.unit.kind).label), "secretary": secretary or _("空缺"),
        "last": one.last_day, "last_note": _("经批准延期") if one.extended_to else "",
        "status": code, "status_word": word(code),
        "election": state_of(open_) if open_ else "—",
        "election_url": reverse("election", args=[open_.pk]) if open_ else "",
        "by": due, "by_note": _("已超过") if due and due < look.on else "",
    }  # fmt: skip


def _nobody(look: PartyLook, one: Unit) -> dict[str, Any]:
    kind = str(Kind(one.kind).label)
    return {"unit": one.name, "unit_url": look.at(HERE, one.code), "kind": kind}


def _before(here: Here) -> date:
    months = here.of(REMINDER)
    return below.soon_by(here.on, months and months.value)


def cells(look: PartyLook, here: Here, wanted: str) -> Iterator[Sequence[Cell]]:
    """The list for a workbook, whole."""
    if wanted == below.NONE:
        for bare in below.without(look.place.path, on=look.on):
            yield bare.name, bare.code, str(Kind(bare.kind).label)
        return
    before = _before(here)
    found = list(below.in_office(look.place.path, on=look.on, before=before, wanted=wanted))
    for one, secretary, code, open_ in _joined(found, look, before):
        yield (
            one.unit.name, one.unit.code, str(Kind(one.unit.kind).label), secretary, one.start,
            one.due, one.extended_to, word(code), state_of(open_) if open_ else None,
            open_.process.due_on if open_ else None,
        )  # fmt: skip
