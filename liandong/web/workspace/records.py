"""The record behind a value: what it says, where it comes from, all that ever happened to it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from liandong.core.indicators.catalogue import BY_CODE, INDICATORS
from liandong.domains.accounts.enums import Permission
from liandong.domains.guarantee.models import FIELDS, LedgerFact
from liandong.domains.observatory import duties, listing
from liandong.domains.observatory.duties import Evidence
from liandong.web import access
from liandong.web.components.shapes import Column, Crumb, Event, Item
from liandong.web.dashboard.look import Look, crumbs, frame, look_inside
from liandong.web.dashboard.who import names_of
from liandong.web.dashboard.words import amount, day, said
from liandong.web.workspace import outcome
from liandong.web.workspace.sources import evidence_of, headed, source


@access.signed_in
def fact(request: HttpRequest, code: str, field: str) -> HttpResponse:
    """The record that counts on the day, its source, its history, and what it serves."""
    look = look_inside(request, code, Permission.SEE_RECORDS)
    if field not in FIELDS:
        raise Http404
    evidence = evidence_of(look, field) if look.judged else None
    history = duties.history(look.place, field) if look.judged else []
    names = names_of(name for one in history for name in (one.recorded_by, one.voided_by))
    may_correct = look.judged and look.rights.may(Permission.CORRECT_FACTS, look.place)
    context = {
        **frame(look), "field": field, "title": headed(FIELDS[field].label),
        "crumbs": [*crumbs(look), Crumb(headed(FIELDS[field].label))],
        **_counted(look, field, evidence, names),
        "events": [_event for one in history for _event in _events(one, names)],
        **_served(look, field),
        "may_correct": may_correct, "correct_url": look.record(field, correct=True),
        "done": outcome.of(request, look, field, may_correct=may_correct),
        "total_url": _total(look, field), "unit_url": look.unit(look.place),
    }  # fmt: skip
    return render(request, "workspace/fact.html", context)


def _total(look: Look, field: str) -> str:
    """Where the sum of a field is explained, for units that hold no records themselves."""
    code = f"guarantee.{field}_total"
    return look.explanation(code) if code in INDICATORS and not look.judged else ""


def _counted(
    look: Look, field: str, evidence: Evidence | None, names: dict[str, str]
) -> dict[str, Any]:
    """The record that counts: its value and every circumstance of it."""
    found = evidence.fact if evidence else None
    stale = bool(evidence and evidence.stale)
    unit = said(listing.unit_of(field))
    value = None if found is None else found.value
    return {
        "fact": found, "stale": stale, "value": value, "unit_words": unit,
        "digits": 0 if value is None or value == value.to_integral_value() else 2,
        "code": "unknown" if stale else "",
        "items": _items(found, unit, names) if found else [],
        "judged": look.judged,
    }  # fmt: skip


def _items(fact: LedgerFact, unit: str, names: dict[str, str]) -> list[Item]:
    batch = fact.batch
    items = [
        Item(_("数值"), amount(fact.value, unit)),
        Item(_("数据截至"), fact.as_of),
    ]
    if batch is not None:
        items += [
            Item(_("来源文件"), batch.file_name),
            *([Item(_("工作表"), batch.sheet)] if batch.sheet else []),
            Item(_("单元格"), fact.cell or "—", note=_row(fact.cell)),
            Item(_("原文"), fact.raw if fact.raw.strip() else _("（空白）")),
        ]
        if fact.reason:
            items.append(Item(_("空白怎么读"), fact.reason))
    else:
        items += [Item(_("来源"), _("网上登记")), Item(_("理由和依据"), fact.reason or "—")]
    who = names.get(fact.recorded_by, fact.recorded_by)
    return [*items, Item(_("登记人"), who), Item(_("登记时间"), fact.recorded_at)]


def _row(cell: str) -> str:
    digits = cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return _("第 {n} 行").format(n=digits) if digits.isdigit() else ""


def _events(fact: LedgerFact, names: dict[str, str]) -> list[Event]:
    """What happened to one record, newest first: voided with its reason, entered."""
    unit = said(listing.unit_of(fact.field))
    told = {"value": amount(fact.value, unit), "day": day(fact.as_of)}
    events = []
    if fact.voided_at:
        events.append(
            Event(
                fact.voided_at,
                _("作废：截至{day}的 {value}").format(**told),
                names.get(fact.voided_by, fact.voided_by),
                fact.void_reason,
            )
        )
    where = source(fact) if fact.batch else fact.reason
    title = _("登记：截至{day}为 {value}").format(**told)
    by = names.get(fact.recorded_by, fact.recorded_by)
    return [*events, Event(fact.recorded_at, title, by, where)]


def _served(look: Look, field: str) -> dict[str, Any]:
    """The standards that this value serves, and how the unit stands to each on the day."""
    if not look.judged:
        return {"served": [], "served_columns": []}
    sight = listing.sights_of(look.place, [look.on])[look.on]
    found = {one.standard.code: one for one in duties.of_unit(sight, look.place.id)}
    rows = []
    for code, standard in BY_CODE.items():
        if field not in (*standard.needs, *standard.base) or code not in found:
            continue
        duty, unit = found[code], said(standard.unit)
        rows.append({
            "standard": said(standard.title), "standard_url": look.explanation(code),
            "status": duty.status.value, "required": _amount(duty.required, unit),
            "actual": _amount(duty.actual, unit),
        })  # fmt: skip
    columns = [
        Column("standard", _("标准")), Column("status", _("状态"), "status"),
        Column("required", _("应有")), Column("actual", _("实有")),
    ]  # fmt: skip
    return {"served": rows, "served_columns": columns}


def _amount(value: Decimal | None, unit: str) -> str:
    return "—" if value is None else amount(value, unit)
