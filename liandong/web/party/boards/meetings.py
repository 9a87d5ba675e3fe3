"""Meetings and what else comes round: by what it is, by what the organisations are, and by the
organisations directly below."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from liandong.core.indicators.model import Figure, read
from liandong.core.standards.life.meetings import MEETINGS
from liandong.core.standards.life.model import LifeStandard
from liandong.core.standards.life.words import DutyStatus, OrganisationKind
from liandong.domains.observatory.figures import Board
from liandong.domains.orgs import party
from liandong.domains.orgs.enums import Kind
from liandong.domains.orgs.queries import Place
from liandong.web.components.shapes import Column, Link
from liandong.web.dashboard.words import said
from liandong.web.party.boards.sums import Row, Sums, Totals, of_year, owed, present
from liandong.web.party.look import PartyLook
from liandong.web.workspace.sources import headed

NOW, YEAR = "now", "year"
# A period that is not over is nobody's overdue; those that are over stand under the year.
COUNTED = (DutyStatus.DUE, DutyStatus.UNKNOWN, DutyStatus.EXEMPT)


def asked_for(own: Totals) -> list[LifeStandard]:
    """The meetings that anybody owes here."""
    return [one for one in MEETINGS if owed(one, own)]


def by_kind(look: PartyLook, own: Totals) -> dict[str, Any]:
    """A line for each kind of meeting: the present period, and the year so far."""
    sums, rows = Sums(look), []
    for one in asked_for(own):
        code, year = present(one).code, of_year(one)
        row: Row = {
            "title": said(one.title), "title_note": said(one.cut.text),
            "title_url": look.explanation(code),
            **sums.share("now", read(present(one), own), look.explanation(code), whole=False),
            **sums.counts(one, own, COUNTED),
        }  # fmt: skip
        if year is not present(one):
            figure, late = read(year, own), DutyStatus.OVERDUE.value
            row |= sums.share("year", figure, look.explanation(year.code))
            row |= sums.number(
                "late", figure.unmet, look.explanation(year.code, status=late) + "#list",
                hidden="year_mark" in row,
            )  # fmt: skip
        else:
            for key in ("year", "late"):
                row |= {key: None, f"{key}_status": "not_applicable", f"{key}_word": _("每年一次")}
        rows.append(row)
    columns = [
        Column("title", _("会议")), Column("now", _("本期已完成"), "share"),
        *(Column(one.value, headed(one.text), "number") for one in COUNTED),
        Column("year", _("本年已结束各期"), "share"), Column("late", _("其中逾期的期数"), "number"),
    ]  # fmt: skip
    return {"columns": columns, "rows": rows}


def by_level(look: PartyLook, levels: Mapping[OrganisationKind, Totals]) -> dict[str, Any]:
    """A line for each kind of organisation and of meeting that it owes."""
    sums, rows = Sums(look), []
    for kind, totals in levels.items():
        for one in asked_for(totals):
            code = present(one).code
            row: Row = {"kind": headed(kind.text), "title": said(one.title)}
            url = look.explanation(code, kind=kind.value)
            row |= sums.share("now", read(present(one), totals), url, whole=False)
            row |= sums.counts(one, totals, COUNTED, kind=kind.value)
            rows.append(row)
    there = [one for one in COUNTED if one is DutyStatus.DUE or any(r[one.value] for r in rows)]
    columns = [
        Column("kind", _("组织层级")), Column("title", _("会议")),
        Column("now", _("本期已完成"), "share"),
        *(Column(one.value, headed(one.text), "number") for one in there),
    ]  # fmt: skip
    return {"columns": columns, "rows": rows}


def below(
    look: PartyLook, own: Totals, children: list[Place], boards: Mapping[int, Board], of: str
) -> dict[str, Any]:
    """The organisations directly below, each kind of meeting a column."""
    sums, standards = Sums(look), asked_for(own)
    shown = [child for child in children if child.id in boards]
    rows: list[Row] = [{"name": one.name, "name_url": _board_of(look, one)} for one in shown]
    for standard in standards:
        one = of_year(standard) if of == YEAR else present(standard)
        figures = {child.id: read(one, boards[child.id].totals) for child in shown}
        hidden = sums.hidden(figures)
        for row, child in zip(rows, shown, strict=True):
            url = look.explanation(one.code, child.code) if _opens(look, child) else ""
            figure, key = figures[child.id], standard.key
            if look.full and of == NOW and _single(figure):
                row.update(_state(standard, boards[child.id].totals, url))
            else:
                row.update(sums.share(key, figure, url, hidden=child.id in hidden))
    columns = [
        Column("name", _("组织名称")),
        *(Column(one.key, said(one.title), "share", help=said(one.cut.text)) for one in standards),
    ]  # fmt: skip
    return {"columns": columns, "rows": rows}


def _single(figure: Figure) -> bool:
    return (figure.denominator or 0) + figure.unknown + figure.excluded == 1


def _state(standard: LifeStandard, totals: Totals, url: str) -> Row:
    """Of who owes it alone not a share, but how it stands."""
    key = standard.key
    status = next(one for one in _STATES if totals[f"{key}_{one.value}"])
    drawn = "not_applicable" if status is DutyStatus.EXEMPT else status.value
    return {key: None, f"{key}_status": drawn, f"{key}_word": said(status.text), f"{key}_url": url}


_STATES = (
    DutyStatus.MET, DutyStatus.DUE, DutyStatus.OVERDUE, DutyStatus.UNKNOWN, DutyStatus.EXEMPT,
)  # fmt: skip


def ways(look: PartyLook, of: str, **kept: str) -> list[Link]:
    """Which periods the table of those below speaks of."""
    code = look.place.code
    return [
        Link(label, look.at("organisation-board", code, **kept, of=one) + "#below",
             current=one == of)
        for one, label in ((NOW, _("本期")), (YEAR, _("本年已结束各期")))
    ]  # fmt: skip


def _opens(look: PartyLook, child: Place) -> bool:
    """Whose sums one may see by working in an area: its organisations, to the street or town."""
    return look.full or (child.code.startswith(party.PREFIX) and child.code.endswith("000"))


def _board_of(look: PartyLook, child: Place) -> str:
    if not _opens(look, child):
        return ""
    leaf = child.kind in party.BRANCHES or child.kind == Kind.PARTY_GROUP
    return look.at("organisation" if leaf else "organisation-board", child.code)
