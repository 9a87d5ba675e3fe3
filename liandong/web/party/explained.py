"""A number of Party life, opened: its parts, its norm; of a single organisation, how it comes about
and on which records it rests."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeGuard

from django.urls import reverse
from django.utils.translation import gettext as _

from liandong.core.indicators.model import Form, Headline
from liandong.core.indicators.suppression import is_small
from liandong.core.standards.life.model import LifeStandard, Obligation, Structure, Term, Training
from liandong.core.standards.life.words import DutyStatus
from liandong.domains.accounts.enums import Permission
from liandong.domains.life.models import Meeting
from liandong.domains.observatory import life_listing
from liandong.domains.observatory.explain import Explanation, spoken
from liandong.domains.observatory.life_explain import Record, evidence
from liandong.domains.observatory.life_listing import FAILING, Listed, Opened, Row
from liandong.web.components.shapes import Column, Item
from liandong.web.dashboard.words import amount, day, exact, said
from liandong.web.life.lines import period_of
from liandong.web.party.look import PartyLook
from liandong.web.workspace.citing import citation, floor
from liandong.web.workspace.sources import headed

# How a status of Party life is drawn: what is let off is no duty on the day.
DRAWN = {DutyStatus.EXEMPT: "not_applicable"}


@dataclass(frozen=True)
class Reckoned:
    """How one organisation's duty comes about: in a sentence, and line by line."""

    sentence: str
    items: list[Item]


def context(look: PartyLook, opened: Opened) -> dict[str, Any]:
    """What both sizes of the page say of the number."""
    explanation = opened.explanation
    one, standard = explanation.indicator, explanation.standard
    mine = life_listing.own(opened) if look.stands_alone else []
    latest = mine[0] if mine and opened.listed is not Listed.COUNT else None
    masked = not look.full and _is_small(explanation)
    records = _records(look, opened, latest) if latest and look.full else []
    return {
        "opened": opened, "title": said(one.title), "rule": said(explanation.rule),
        "counts": said(one.counts), "citation": citation(explanation),
        "floor": floor(explanation.norm), "masked": masked,
        "number": {} if masked else _number(opened, latest),
        "parts": [] if masked else _parts(opened), "own": latest,
        "duty": _duty(latest, standard) if latest else [], "evidence": records,
        "reckoned": _reckoned(look, explanation, latest) if latest else None,
        "evidence_columns": [Column("on", _("日期"), "date"), Column("text", _("记录")),
                             Column("counts", _("是否计入"))],
        "full_url": look.explanation(one.code), "has_standard": standard is not None,
        "may_correct": False, "correct_url": "", "on_note": _made(explanation),
        "remedy": said(standard.remedy) if _in_need(standard, opened, latest) else "",
        "recorded": isinstance(standard, LifeStandard) and not isinstance(standard, Structure),
        "record_page": _record_page(look, standard, one.code) if look.full else None,
    }  # fmt: skip


def _in_need(standard: object, opened: Opened, own: Row | None) -> TypeGuard[Structure]:
    """Whether a rule over the roster is broken here."""
    if not isinstance(standard, Structure):
        return False
    return own.status in FAILING if own else bool(opened.explanation.figure.unmet)


def _is_small(explanation: Explanation) -> bool:
    figure = explanation.figure
    whole = figure.numerator if figure.denominator is None else figure.denominator
    return is_small(figure.numerator, whole)


def _number(opened: Opened, own: Row | None) -> dict[str, Any]:
    """What `{% number %}` is given: of a single organisation what there is, else the share."""
    one, figure = opened.explanation.indicator, opened.explanation.figure
    if own is not None and own.status is not None:
        unit = said(opened.explanation.standard.unit) if opened.explanation.standard else ""
        return _shaped(own.actual, unit, code=DRAWN.get(own.status, own.status.value))
    share = one.form is Form.SHARE
    there = not share or bool(figure.denominator or figure.unknown)
    missing = share and one.headline is Headline.UNMET and bool(figure.denominator)
    unit = _("个{how}").format(how=said(one.failing)) if missing else said(one.unit)
    return _shaped(
        figure.unmet if missing else figure.value, unit,
        digits=1 if share and not missing else 0, code="" if there else "not_applicable",
    ) | {
        "numerator": int(figure.numerator) if share and there else None,
        "denominator": int(figure.denominator or 0) if share and there else None,
        "unknown": int(figure.unknown), "excluded": int(figure.excluded) if there else 0,
        "of": _done(opened),
    }  # fmt: skip


def _shaped(value: Decimal | None, unit: str, *, digits: int = 0, code: str = "") -> dict[str, Any]:
    return {
        "value": value, "unit": unit, "digits": digits, "code": code, "numerator": None,
        "denominator": None, "unknown": 0, "excluded": 0, "target": None, "of": "",
    }  # fmt: skip


def _done(opened: Opened) -> str:
    """What the parts count: people, duties of many periods, organisations."""
    return {
        Listed.PEOPLE: _("人"), Listed.ENDED: _("期已完成"), Listed.PRESENT: _("个组织已完成"),
        Listed.COUNT: "",
    }[opened.listed]  # fmt: skip


def _parts(opened: Opened) -> list[Item]:
    """What is above the line, what is below it, what is in neither."""
    one, figure = opened.explanation.indicator, opened.explanation.figure
    if one.form is not Form.SHARE:
        return [Item(_("计入的组织 n"), exact(opened.lines))]
    judged = figure.denominator or Decimal(0)
    words = {
        Listed.PEOPLE: (_("已达标的人"), _("未达标的人"), _("应参加的人 n")),
        Listed.ENDED: (_("已完成的期数"), _("逾期的期数"), _("应完成的期数 n")),
    }.get(opened.listed, (headed(DutyStatus.MET.text), _("未完成"), _("应完成的组织 n")))
    items = [
        Item(words[0], exact(figure.numerator)), Item(words[1], exact(figure.unmet)),
        Item(words[2], exact(judged)),
    ]  # fmt: skip
    if opened.listed is Listed.PRESENT:
        items[2:2] = _undone(opened)
        items += [
            Item(_("未知"), exact(figure.unknown), note=_("缺记录，不计入分子分母")),
            Item(headed(DutyStatus.EXEMPT.text), exact(figure.excluded), note=_("不计入分子分母")),
        ]
    return items


def _undone(opened: Opened) -> list[Item]:
    """How many of those that have not done it are late, and how many still have time."""
    explanation = opened.explanation
    standard = explanation.standard
    if not isinstance(standard, LifeStandard):
        return []
    totals = opened.sight.own(explanation.unit).totals
    return [
        Item(headed(one.text), exact(totals[f"{standard.key}_{one.value}"]), note=_("未完成之中"))
        for one in (DutyStatus.OVERDUE, DutyStatus.DUE)
    ]


def _duty(own: Row, standard: object) -> list[Item]:
    unit = said(standard.unit) if isinstance(standard, LifeStandard) else ""
    status = DRAWN.get(own.status, own.status.value) if own.status else ""
    items = [Item(_("状态"), "", status=status)]  # type: ignore[arg-type]
    if own.required is not None:
        items.append(Item(_("应有"), amount(own.required, unit)))
    if own.actual is not None:
        items.append(Item(_("实有"), amount(own.actual, unit)))
    if own.gap:
        items.append(Item(_("差额"), amount(own.gap, unit)))
    if own.due and not isinstance(standard, Structure):
        items.append(Item(_("期限"), own.due))
    return items


def _reckoned(look: PartyLook, explanation: Explanation, own: Row) -> Reckoned | None:
    standard = explanation.standard
    if not isinstance(standard, LifeStandard) or own.status is None:
        return None
    unit = said(standard.unit)
    period = period_of(life_listing.as_duty(own, standard))
    told = {
        "name": look.place.name, "period": period, "status": _how(standard, own.status),
        "required": "—" if own.required is None else amount(own.required, unit),
        "actual": _("未知") if own.actual is None else amount(own.actual, unit),
    }  # fmt: skip
    at_most = isinstance(standard, Structure) and standard.at_most
    words = (
        _("{name}{period}最多 {required}，实有 {actual}：{status}。") if at_most
        else _("{name}{period}应有 {required}，实有 {actual}：{status}。")
    )  # fmt: skip
    items = _duty(own, standard)[1:]
    if explanation.norm and explanation.parameter:
        value = f"{spoken(explanation.norm.value)} {said(explanation.parameter.unit.text)}"
        items.insert(0, Item(_("规范的值"), value))
    return Reckoned(words.format(**told), items)


def _how(standard: LifeStandard, status: DutyStatus) -> str:
    """A rule over the roster is kept or broken, not done."""
    if isinstance(standard, Structure):
        kept = {
            DutyStatus.MET: _("符合"),
            DutyStatus.OVERDUE: _("不符合"),
            DutyStatus.DUE: _("需研究"),
        }
        return kept.get(status, said(status.text))
    return said(status.text)


def _records(look: PartyLook, opened: Opened, own: Row) -> list[dict[str, object]]:
    """The meetings, courses, terms and exemptions behind the latest duty."""
    standard = opened.explanation.standard
    if not isinstance(standard, LifeStandard) or own.status is None:
        return []
    found = evidence(life_listing.as_duty(own, standard), on=look.on)
    return [_record(look, one) for one in found]


def _record(look: PartyLook, one: Record) -> dict[str, object]:
    url = ""
    if isinstance(one.about, Meeting):
        url = reverse("meeting", args=[one.about.pk])
    return {
        "on": one.on, "text": said(one.text), "text_url": url,
        "counts": _("计入") if one.counts else _("不计入"),
    }  # fmt: skip


def record_page(
    look: PartyLook, standard: object, indicator: str, code: str, *, members: bool
) -> str:
    """Where the records behind a line are kept; empty where nobody may open them."""
    if isinstance(standard, LifeStandard) and not isinstance(standard, Structure | Obligation):
        return look.at("organisation-duty", code, standard.code)
    name = "organisation-members"
    if isinstance(standard, Obligation) or indicator.rpartition(".")[2].startswith("floating"):
        name = "organisation-floating"
    elif standard is None and not members:
        return ""
    return look.at(name, code) if look.may(Permission.SEE_MEMBERS) else ""


def _record_page(look: PartyLook, standard: object, indicator: str) -> dict[str, str] | None:
    """The way from a single organisation's number to what it was counted from."""
    if not look.stands_alone:
        return None
    url = record_page(look, standard, indicator, look.place.code, members=True)
    if not url:
        return None
    return {"url": url, "label": _words(standard, indicator)}


def _words(standard: object, indicator: str) -> str:
    if isinstance(standard, Obligation) or indicator.rpartition(".")[2].startswith("floating"):
        return _("看流动与转接")
    if isinstance(standard, Structure) or standard is None:
        return _("看名册")
    if isinstance(standard, Training):
        return _("看各期的学时记录")
    return _("看任期记录") if isinstance(standard, Term) else _("看各期和会议记录")


def _made(explanation: Explanation) -> list[Item]:
    """The definition's version, and of when data and computation are."""
    one, run = explanation.indicator, explanation.run
    return [
        Item(_("定义"), one.code, note=_("第 {n} 版").format(n=one.version)),
        Item(_("数据截至"), day(explanation.on)),
        Item(_("计算时间"), run.finished_at, note=_("此后的更正已计入")),
    ]
