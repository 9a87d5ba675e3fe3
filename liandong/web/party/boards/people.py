"""Elections, structure, training: what is due, what is overdue, what is found."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from liandong.core.indicators.model import read
from liandong.core.indicators.suppression import is_small
from liandong.core.standards.life.model import LifeStandard
from liandong.core.standards.life.people import OBLIGATIONS, REMINDER, TERM, TRAINING
from liandong.core.standards.life.structure import STRUCTURE
from liandong.core.standards.life.words import DutyStatus
from liandong.core.standards.norms import resolve
from liandong.domains.accounts.enums import Permission
from liandong.domains.life.queries.progress import Stand
from liandong.domains.norms import books
from liandong.domains.observatory.explain import spoken
from liandong.domains.observatory.life_levels import Asked
from liandong.web.components.shapes import Column
from liandong.web.dashboard.words import said
from liandong.web.party.boards.sums import INDICATORS, Sums, Totals, owed, present
from liandong.web.party.look import PartyLook

Norms = Mapping[LifeStandard, Asked]
SHOWN = (DutyStatus.OVERDUE, DutyStatus.DUE, DutyStatus.MET, DutyStatus.UNKNOWN, DutyStatus.EXEMPT)


def rule(standard: LifeStandard, norms: Norms) -> str:
    """The standard in a sentence, with the values by which organisations here are judged."""
    asked = norms.get(standard)
    if asked is None:
        return said(standard.rule).format(norm="—")
    least, most = spoken(asked.least), spoken(asked.most)
    return said(standard.rule).format(norm=least if least == most else f"{least}–{most}")


def elections(look: PartyLook, own: Totals, stands: list[Stand]) -> dict[str, Any]:
    """Terms by how they stand, and the elections under way by the step they have come to."""
    counted = Sums(look).counts(TERM, own, SHOWN)
    words = {
        DutyStatus.OVERDUE: _("逾期未换届"), DutyStatus.DUE: _soon(look),
        DutyStatus.MET: _("任期内"), DutyStatus.UNKNOWN: _("没有任期记录"),
        DutyStatus.EXEMPT: _("豁免"),
    }  # fmt: skip
    rows = [
        {
            "state": words[one], "n": counted[one.value], "n_url": counted.get(f"{one.value}_url"),
            "n_mark": counted.get(f"{one.value}_mark"),
        }
        for one in SHOWN
        if own[f"{TERM.key}_{one.value}"] or one in {DutyStatus.OVERDUE, DutyStatus.DUE}
    ]  # fmt: skip
    page = look.there("organisation-terms", needs=Permission.SEE_LIFE)
    under_way = [
        {"state": said(one.title), "n": one.n, "n_url": page, "late": one.late} for one in stands
    ]
    return {
        "owed": owed(TERM, own), "columns": [Column("state", _("任期情况")), _n()], "rows": rows,
        "under_way": under_way,
        "steps": [Column("state", _("正在办理的换届")), _n(),
                  Column("late", _("其中超过办理期限"), "number")],
    }  # fmt: skip


def _soon(look: PartyLook) -> str:
    months = resolve(books.book(), REMINDER, [], look.on)
    if months is None:
        return _("将届满，应准备换届")
    return _("{n} 个月内届满，应准备换届").format(n=spoken(months.value))


def _n() -> Column:
    return Column("n", _("组织数"), "number")


def structure(look: PartyLook, own: Totals, norms: Norms) -> dict[str, Any]:
    """Every rule over the roster: who breaks it, who is to look at it, and what helps."""
    sums, rows = Sums(look), []
    for one in STRUCTURE:
        if owed(one, own):
            code = present(one).code
            rows.append({
                "title": said(one.title), "title_url": look.explanation(code),
                "title_note": rule(one, norms),
                **sums.counts(one, own, (DutyStatus.OVERDUE, DutyStatus.DUE, DutyStatus.UNKNOWN)),
                "n": int(read(present(one), own).denominator or 0), "remedy": said(one.remedy),
            })  # fmt: skip
    columns = [
        Column("title", _("规则")), Column("overdue", _("不符合"), "number"),
        Column("due", _("需研究"), "number", help=_("“一般”的规定")),
        Column("unknown", _("未知"), "number"), Column("n", _("已判断的组织"), "number"),
        Column("remedy", _("建议")),
    ]  # fmt: skip
    return {"columns": columns, "rows": rows}


def training(look: PartyLook, own: Totals, norms: Norms) -> dict[str, Any]:
    """How many people have had their hours or courses, and in how many organisations all have."""
    sums, rows = Sums(look), []
    for one in TRAINING:
        people = INDICATORS[f"life.{one.key}_people"]
        figure = read(people, own)
        if not figure.denominator and not owed(one, own):
            continue
        whole = read(present(one), own)
        rows.append({
            "title": said(one.title), "title_note": rule(one, norms),
            "title_url": look.explanation(people.code),
            **sums.share("people", figure, look.explanation(people.code)),
            **sums.share("all", whole, look.explanation(present(one).code)),
        })  # fmt: skip
    columns = [
        Column("title", _("培训")),
        Column("people", _("本年已达标的人"), "share"),
        Column("all", _("全员达标的组织"), "share"),
    ]
    return {"columns": columns, "rows": rows}


def head(look: PartyLook, own: Totals) -> list[dict[str, Any]]:
    """The numbers on top: how many there are, and what is late."""
    found = [_count(look, own, name) for name in ("branches", "members", "floating_out")]
    taken_in = next(one for one in OBLIGATIONS if one.key == "floating_unaccepted")
    found.append(_overdue(look, own, TERM, _("逾期未换届")))
    found.append(_overdue(look, own, taken_in, _("逾期未接收流动党员")))
    people = INDICATORS["life.member_training_people"]
    figure = read(people, own)
    small = Sums(look).share("n", figure, "").get("n_mark")
    found.append({
        "label": said(people.title), "value": None if small else figure.value, "unit": "%",
        "digits": 1, "code": "" if figure.denominator else "not_applicable",
        "url": look.explanation(people.code), "small": bool(small),
        "numerator": None if small else int(figure.numerator),
        "denominator": None if small else int(figure.denominator or 0), "of": _("人"),
    })  # fmt: skip
    return found


def _count(look: PartyLook, own: Totals, name: str) -> dict[str, Any]:
    one = INDICATORS[f"life.{name}"]
    shown = _number(said(one.title), own[name], said(one.unit), look.explanation(one.code))
    return shown | {"small": not look.full and is_small(own[name], own[name])}


def _overdue(look: PartyLook, own: Totals, standard: LifeStandard, label: str) -> dict[str, Any]:
    row = Sums(look).counts(standard, own, (DutyStatus.OVERDUE,))
    late = DutyStatus.OVERDUE.value
    url = look.explanation(present(standard).code, status=late) + "#list"
    shown = _number(label, row[late], _("个组织"), url)
    return shown | {"small": f"{late}_mark" in row, "code": late if row[late] else ""}


def _number(label: str, value: object, unit: str, url: str) -> dict[str, Any]:
    return {
        "label": label, "value": value, "unit": unit, "digits": 0, "code": "", "url": url,
        "numerator": None, "denominator": None, "of": "", "small": False,
    }  # fmt: skip
