"""The number itself: its value, its parts, what it counts, by which norm."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from liandong.core.indicators.model import Form, Headline
from liandong.core.indicators.suppression import is_small
from liandong.core.standards.model import Status
from liandong.domains.accounts.enums import Permission
from liandong.domains.guarantee.models import FIELDS
from liandong.domains.observatory import duties, listing
from liandong.domains.observatory.duties import Evidence
from liandong.domains.observatory.listing import Line, Opened
from liandong.web.components.shapes import Column, Item
from liandong.web.dashboard.look import Look
from liandong.web.dashboard.presenters.norms import why_not
from liandong.web.dashboard.words import amount, exact, said
from liandong.web.workspace.citing import citation, floor
from liandong.web.workspace.reckoning import reckoned
from liandong.web.workspace.sources import headed, source


def context(look: Look, opened: Opened) -> dict[str, Any]:
    """What both sizes of the page say of the number."""
    explanation, own = opened.explanation, opened.own
    one = explanation.indicator
    fields = listing.fields_of(one)
    masked = not look.full and _is_small(opened)
    records = duties.evidence(look.place, on=look.on) if own and look.full else {}
    return {
        "opened": opened, "title": said(one.title), "rule": said(explanation.rule),
        "counts": said(one.counts), "citation": citation(explanation),
        "floor": floor(explanation.norm), "masked": masked, "why_not": _why_not(look, opened),
        "number": {} if masked else _number(opened),
        "parts": [] if masked else _parts(opened),
        "own": own, "duty": _duty(opened, own) if own and explanation.standard else [],
        "evidence": [_evidence_row(look, records[one]) for one in fields if one in records],
        "reckoned": reckoned(look, opened, records) if records else None,
        "evidence_columns": _evidence_columns(),
        "full_url": look.explanation(one.code), "has_standard": explanation.standard is not None,
        "may_correct": bool(own) and look.rights.may(Permission.CORRECT_FACTS, look.place),
        "correct_url": look.record(fields[0], correct=True) if own else "",
        "on_note": _made(opened),
    }  # fmt: skip


def _why_not(look: Look, opened: Opened) -> str:
    """Why nothing is judged; nothing where a norm is in force, or none is asked for."""
    standard = opened.explanation.standard
    if standard is None or opened.explanation.norm is not None:
        return ""
    return why_not(look, look.book, standard.norm)


def _is_small(opened: Opened) -> bool:
    """Whether so few units stand behind a public number that it would speak of single ones."""
    figure = opened.explanation.figure
    return figure.denominator is not None and is_small(figure.numerator, figure.denominator)


def _number(opened: Opened) -> dict[str, Any]:
    """What `{% number %}` is given: of a single unit what there is, of others the share."""
    explanation, own = opened.explanation, opened.own
    one, figure = explanation.indicator, explanation.figure
    if own and explanation.standard:
        return _single(own, said(explanation.standard.unit))
    share = one.form is Form.SHARE
    missing = share and one.headline is Headline.UNMET and bool(figure.denominator)
    there = not share or bool(figure.denominator or figure.unknown)
    unit = _("个社区{how}").format(how=said(one.failing)) if missing else said(one.unit)
    return {
        "value": figure.unmet if missing else figure.value, "unit": unit,
        "digits": 1 if one.form is Form.RATE or (share and not missing) else 0,
        "numerator": int(figure.numerator) if share and there else None,
        "denominator": int(figure.denominator or 0) if share and there else None,
        "unknown": int(figure.unknown), "excluded": int(figure.excluded) if there else 0,
        "code": "" if there else "not_applicable", "target": None,
        "of": _("个社区达标") if missing else _("个社区"),
    }  # fmt: skip


def _single(own: Line, unit: str) -> dict[str, Any]:
    applies = own.status is not Status.NOT_APPLICABLE
    return {
        "value": own.actual if applies else None, "unit": unit, "digits": _digits(own.actual),
        "numerator": None, "denominator": None, "unknown": 0, "excluded": 0,
        "code": own.status.value if own.status else "", "target": None, "of": "",
    }  # fmt: skip


def _digits(value: Decimal | None) -> int:
    return 0 if value is None or value == value.to_integral_value() else 2


def _duty(opened: Opened, own: Line) -> list[Item]:
    """One unit and one standard: required, there, missing, since when."""
    standard = opened.explanation.standard
    unit = said(standard.unit) if standard else ""
    items = [Item(_("状态"), "", status=own.status.value if own.status else "")]
    if own.status is not Status.NOT_APPLICABLE:
        items += [
            Item(_("应有"), amount(own.required, unit) if own.required is not None else None),
            Item(_("实有"), amount(own.actual, unit) if own.actual is not None else None),
        ]
    if own.status is Status.UNMET:
        items += [Item(_("差额"), amount(own.gap, unit)), Item(_("未达标起始日"), own.since)]
    return items


def _parts(opened: Opened) -> list[Item]:
    """The summed parts of a number, in words: what is above the line, what is below it."""
    explanation = opened.explanation
    one, figure = explanation.indicator, explanation.figure
    if one.form is Form.SHARE:
        judged = figure.denominator or Decimal(0)
        return [
            Item(_("达标"), _n(figure.numerator)), Item(_("未达标"), _n(figure.unmet)),
            Item(_("能判断的合计 n"), _n(judged)),
            Item(_("未知"), _n(figure.unknown), note=_("缺数据，不计入分子分母")),
            Item(_("不适用"), _n(figure.excluded)),
        ]  # fmt: skip
    if one.form is Form.RATE:
        over, under = (FIELDS[f] for f in listing.fields_of(one))
        return [
            Item(headed(over.label), _with_unit(figure.numerator, over.code)),
            Item(headed(under.label), _with_unit(figure.denominator, under.code)),
            *_coverage(opened),
        ]
    return _coverage(opened)


def _n(value: Decimal) -> str:
    return _("{n} 个").format(n=exact(value))


def _with_unit(value: Decimal | None, field: str) -> str:
    return amount(value, said(listing.unit_of(field)))


def _coverage(opened: Opened) -> list[Item]:
    """How many units a sum is made of."""
    if not opened.lines:
        return []
    unknown = opened.count(Status.UNKNOWN)
    known = len(opened.lines) - unknown
    return [
        Item(_("计入的社区 n"), _n(Decimal(known))),
        Item(_("未知"), _n(Decimal(unknown)), note=_("缺数据，没有计入") if unknown else ""),
    ]


def _made(opened: Opened) -> list[Item]:
    """The definition's version, and of when data and computation are."""
    explanation = opened.explanation
    one, run = explanation.indicator, explanation.run
    return [
        Item(_("定义"), one.code, note=_("第 {n} 版").format(n=one.version)),
        Item(_("数据截至"), run.as_of),
        Item(_("计算时间"), run.finished_at, note=_("此后的更正已计入")),
    ]


def _evidence_columns() -> list[Column]:
    return [
        Column("field", _("项目")), Column("value", _("登记的数")),
        Column("as_of", _("截至"), "date"), Column("source", _("来源")),
    ]  # fmt: skip


def _evidence_row(look: Look, one: Evidence) -> dict[str, object]:
    fact, label = one.fact, headed(FIELDS[one.field].label)
    row: dict[str, object] = {"field": label, "field_url": look.record(one.field)}
    if fact is None:
        return {**row, "value": _("没有登记"), "source": ""}
    value = _with_unit(fact.value, one.field)
    note = _("已过期，按未知处理") if one.stale else ""
    return {**row, "value": value, "value_note": note, "as_of": fact.as_of, "source": source(fact)}
