"""Norms, findings and effects as rows of tables."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from liandong.core.kernel.errors import Text
from liandong.core.standards.model import Direction, Status
from liandong.core.standards.norms import NATION, Entry, NormFinding, Parameter, Tag
from liandong.core.standards.norms.model import Effect
from liandong.domains.observatory.catalogue import Held
from liandong.domains.observatory.explain import spoken
from liandong.domains.observatory.whatif import Change
from liandong.domains.observatory.whatif import Effect as Changed
from liandong.domains.orgs.models import Unit
from liandong.domains.orgs.queries import short_code
from liandong.web.components.shapes import Citation, Column, Finding
from liandong.web.components.tags.numbers import day
from liandong.web.dashboard.words import counted

# More rows than a person reads; the command line gives all of them.
SHOWN = 300


def said(text: Text | None) -> str:
    """A text in the language of the page."""
    return text.in_language(get_language() or "zh-hans") if text else ""


def effect(one: Effect) -> str:
    """What missing the norm means."""
    return {Effect.DUTY: _("应办"), Effect.WARN: _("提醒"), Effect.INFO: _("参考")}[one]


def direction(one: Direction) -> str:
    """On which side the figure is to lie."""
    return {Direction.AT_LEAST: _("不低于"), Direction.AT_MOST: _("不高于")}[one]


def tag(one: Tag) -> str:
    """How well the value is known; in the page's words."""
    return _("未确认") if one is Tag.UNCONFIRMED else said(one.text)


def _tagged(one: Tag) -> dict[str, str]:
    """The same as a cell: what nobody has confirmed stands out."""
    return {"tag_mark": tag(one)} if one is Tag.UNCONFIRMED else {"tag": tag(one)}


def value(parameter: Parameter, amount: Decimal) -> str:
    """A value with its unit."""
    if parameter.unit.value == "presence":
        return _("必须有") if amount else _("不要求")
    if parameter.unit.value == "grade":
        return _("{n} 级").format(n=spoken(amount))
    if parameter.unit.value == "share":
        return f"{spoken(amount * 100)}%"
    return f"{spoken(amount)} {counted(said(parameter.unit.text), amount)}"


def place_names(scopes: Iterable[str]) -> dict[str, str]:
    """The names of jurisdictions, the nation included."""
    names = dict(Unit.objects.filter(code__in=set(scopes)).values_list("code", "name"))
    return {NATION: _("全国"), **names}


def catalogue_columns() -> list[Column]:
    """The columns of `held`."""
    return [
        Column("title", _("规范")), Column("value", _("值")), Column("scope", _("范围")),
        Column("source", _("依据")), Column("since", _("自"), kind="date"),
        Column("tag", _("依据性质")), Column("effect", _("效力")),
    ]  # fmt: skip


def held(found: list[Held], on: date, query: str) -> list[dict[str, Any]]:
    """The catalogue: one row per norm, what is not in force yet included."""
    names = place_names(one.applied.entry.scope for one in found if one.applied)
    return [_held(one, names, on, query) for one in found]


def _held(one: Held, names: dict[str, str], on: date, query: str) -> dict[str, Any]:
    parameter, applied = one.parameter, one.applied
    row: dict[str, Any] = {
        "title": said(parameter.title),
        "title_url": reverse("norm", args=[parameter.code]) + query,
        "title_note": parameter.code,
        "effect": effect(parameter.effect),
    }
    if applied is None:
        starts = [e.period.start for e in parameter.entries if e.period.start > on]
        note = _("从 %(day)s 起") % {"day": day(min(starts))} if starts else ""
        return row | {"value": _("未生效"), "value_note": note, "scope": "", "source": "",
                      "since": None, "tag": ""}  # fmt: skip
    entry = applied.entry
    return row | {
        "value": value(parameter, entry.value),
        "value_note": _("下级的值松于底线，按底线") if applied.held_up else "",
        "scope": names.get(entry.scope, short_code(entry.scope)),
        "source": said(entry.source.instrument),
        "source_note": said(entry.source.article),
        "since": entry.period.start,
        **_tagged(entry.tag),
    }


def timeline_columns() -> list[Column]:
    """The columns of `timeline`."""
    return [
        Column("value", _("值")), Column("scope", _("范围")),
        Column("since", _("第一天"), kind="date"), Column("until", _("最后一天")),
        Column("source", _("依据")), Column("tag", _("依据性质")),
    ]  # fmt: skip


def timeline(parameter: Parameter, entries: list[Entry], on: date) -> list[dict[str, Any]]:
    """Every value of a norm, the newest first."""
    names = place_names(entry.scope for entry in entries)
    return [
        {
            "value": value(parameter, entry.value),
            "value_note": _("当日有效") if on in entry.period else "",
            "scope": names.get(entry.scope, short_code(entry.scope)),
            "scope_note": _("底线，下级不得更松") if entry.floor else "",
            "since": entry.period.start,
            "until": day(entry.period.last_day) or _("至今有效"),
            "source": said(entry.source.instrument),
            "source_note": said(entry.source.article),
            **_tagged(entry.tag),
        }
        for entry in entries
    ]


def citation(parameter: Parameter, entry: Entry) -> Citation:
    """The source of a value."""
    source = entry.source
    return Citation(
        instrument=said(source.instrument), article=said(source.article),
        requirement=f"{direction(parameter.direction)} {value(parameter, entry.value)}",
        in_force=entry.period.start, until=entry.period.last_day, tag=entry.tag.value,
        note=said(source.note), url=source.url or "",
    )  # fmt: skip


def findings(found: Iterable[NormFinding]) -> list[Finding]:
    """What is wrong with a file, by line."""
    return [
        Finding(one.severity.value, _("第 %(line)d 行") % {"line": one.line}, said(one.message))
        for one in found
    ]


def counts_columns() -> list[Column]:
    """The columns of `counts`."""
    return [
        Column("status", _("状态"), kind="status"), Column("before", _("现在"), kind="number"),
        Column("after", _("采用以后"), kind="number"), Column("change", _("变化")),
    ]  # fmt: skip


def counts(one: Changed) -> list[dict[str, Any]]:
    """How many communities stand how, before and after."""
    before, after = one.before.statuses, one.after.statuses
    return [
        {"status": status.value, "before": before[status], "after": after[status],
         "change": signed(Decimal(after[status] - before[status]))}
        for status in Status
    ]  # fmt: skip


def signed(amount: Decimal) -> str:
    """A change with its sign; none is said in a word."""
    if not amount:
        return _("不变")
    return ("+" if amount > 0 else "−") + spoken(abs(amount))


def changes_columns(unit: Text) -> list[Column]:
    """The columns of `changes`."""
    return [
        Column("name", _("社区")), Column("before", _("现在"), kind="status"),
        Column("after", _("采用以后"), kind="status"),
        Column("actual", _("实有")), Column("gap_before", _("现在的差额"), unit=said(unit)),
        Column("gap_after", _("采用以后的差额"), unit=said(unit)),
    ]  # fmt: skip


def changes(found: Iterable[Change], query: str) -> list[dict[str, Any]]:
    """The communities that stand otherwise."""
    return [
        {"name": one.name, "name_url": f"/units/{short_code(one.code)}/{query}",
         "before": one.before.value, "after": one.after.value,
         "actual": _("未知") if one.actual is None else spoken(one.actual),
         "gap_before": spoken(one.gap_before), "gap_after": spoken(one.gap_after)}
        for one in found
    ]  # fmt: skip
