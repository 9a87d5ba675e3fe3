"""The list behind a number of Party life, as a table: narrowed, sorted and paged by the address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandong.core.standards.life.model import LifeStandard
from liandong.core.standards.life.words import DutyStatus, OrganisationKind
from liandong.domains.observatory.life_listing import (
    FAILING,
    SORTS,
    Line,
    Listed,
    Narrowing,
    Opened,
    as_duty,
)
from liandong.domains.orgs.queries import Place
from liandong.web.components.shapes import Column, Tab
from liandong.web.dashboard.words import said
from liandong.web.life.lines import period_of
from liandong.web.party.explained import DRAWN, record_page
from liandong.web.party.look import PartyLook
from liandong.web.workspace.sources import headed

ALL, OPEN = "all", "open"
_KEPT = ("on", "within", "kind", "name", "sort")


class NarrowForm(forms.Form):
    """Which part of a list: below which organisation, of which kind, called what."""

    within = forms.ChoiceField(label=gettext_lazy("范围"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("层级"), required=False)
    name = forms.CharField(
        label=gettext_lazy("名称"), required=False, max_length=40,
        widget=forms.TextInput(attrs={"placeholder": gettext_lazy("名称、拼音或代码")}),
    )  # fmt: skip

    def __init__(self, data: Any, parts: Sequence[Place]) -> None:
        super().__init__(data, auto_id="narrow_%s")
        within = [("", _("全部")), *((one.code, one.name) for one in parts)]
        kinds = [("", _("全部")), *((one.value, headed(one.text)) for one in OrganisationKind)]
        self.fields["within"].choices = within  # type: ignore[attr-defined]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]


def status_asked(asked: Mapping[str, str], opened: Opened) -> str:
    """Which status: what is not done, unless somebody asks otherwise."""
    wanted = asked.get("status", "")
    if wanted in {ALL, *DutyStatus}:
        return wanted
    return OPEN if opened.explanation.standard else ALL


def narrowing(asked: Mapping[str, str], opened: Opened, parts: Sequence[Place]) -> Narrowing:
    """What an address asks for; what it cannot mean is left aside."""
    status = status_asked(asked, opened)
    statuses = {ALL: frozenset[DutyStatus](), OPEN: FAILING}
    within = next((one.path for one in parts if one.code == asked.get("within")), "")
    sort, kind = asked.get("sort", ""), asked.get("kind", "")
    return Narrowing(
        statuses[status] if status in statuses else frozenset({DutyStatus(status)}),
        within=within, kind=kind if kind in set(OrganisationKind) else "",
        name=asked.get("name", "").strip()[:40],
        sort=sort if sort.removeprefix("-") in SORTS else "",
    )  # fmt: skip


def form(asked: Mapping[str, str], parts: Sequence[Place]) -> NarrowForm:
    """The filter as it was asked for."""
    return NarrowForm({key: asked.get(key, "") for key in ("within", "kind", "name")}, parts)


def usual_sort(opened: Opened) -> str:
    """How the list is sorted when nobody asks, as a heading shows it."""
    return {Listed.COUNT: "-actual", Listed.PEOPLE: "-gap"}.get(opened.listed, "due")


def tabs(asked: Mapping[str, str], opened: Opened) -> list[Tab]:
    """The list by status, each with its count; what is narrowed besides is kept."""
    counts, current = opened.counts, status_asked(asked, opened)
    rest = {key: asked[key] for key in _KEPT if asked.get(key)}
    shown: list[tuple[str, str, int]] = [(ALL, _("全部"), opened.lines)]
    if opened.explanation.standard:
        people = opened.listed is Listed.PEOPLE
        open_ = sum(counts.get(one, 0) for one in FAILING)
        each = [
            (one.value, headed(one.text), counts.get(one, 0))
            for one in (DutyStatus.OVERDUE, DutyStatus.DUE, DutyStatus.MET, DutyStatus.UNKNOWN,
                        DutyStatus.EXEMPT)
            if counts.get(one, 0) or one.value == current
        ]  # fmt: skip
        if people:
            met = counts.get(DutyStatus.MET, 0)
            each = [(DutyStatus.MET.value, _("全员达标"), met)]
        label = _("有人未达标") if people else _("未完成")
        shown = [(OPEN, label, open_), *each, *shown]
    return [
        Tab(label, f"?{urlencode({**rest, 'status': code})}#list", current=code == current, count=n)
        for code, label, n in shown
    ]


def columns(opened: Opened, status: str) -> list[Column]:
    """Name and figures, each with its unit."""
    explanation = opened.explanation
    standard = explanation.standard
    shown = [Column("name", _("组织名称"), sort="name"), Column("kind", _("层级"), "word")]
    if opened.listed is Listed.COUNT or not isinstance(standard, LifeStandard):
        unit = said(explanation.indicator.unit)
        return [*shown, Column("actual", said(explanation.indicator.title), "number", unit=unit,
                               sort="actual"), Column("record", _("记录"), "word")]  # fmt: skip
    unit = said(standard.unit)
    if opened.listed is not Listed.PEOPLE:
        if status in {ALL, OPEN}:
            shown.append(Column("status", _("状态"), "status"))
        shown.append(Column("period", _("所属期"), "word"))
    shown += [
        Column("required", _("应有"), "number", unit=unit, sort="required"),
        Column("actual", _("实有"), "number", unit=unit, sort="actual"),
        Column("gap", _("差额"), "number", unit=unit, sort="gap"),
    ]
    if opened.listed is not Listed.PEOPLE:
        shown.append(Column("due", _("期限"), "date", sort="due"))
    return [*shown, Column("record", _("记录"), "word")]


def rows(look: PartyLook, opened: Opened, lines: Sequence[Line]) -> list[dict[str, object]]:
    """One row a line: its name leads to its own explanation, the last cell to the record."""
    one, standard = opened.explanation.indicator, opened.explanation.standard
    kinds = {kind.value: headed(kind.text) for kind in OrganisationKind}
    found = []
    for line in lines:
        row, code = line.row, line.unit.code
        record = record_page(look, standard, one.code, code, members=row.kind in _WITH_MEMBERS)
        cells: dict[str, object] = {
            "name": line.unit.name, "name_note": " · ".join(above.name for above in line.above),
            "name_url": look.explanation(one.code, code) if row.unit != look.place.id else "",
            "kind": kinds[row.kind], "required": row.required, "actual": row.actual,
            "gap": row.gap, "due": row.due, "record": _("看记录") if record else "",
            "record_url": record,
        }  # fmt: skip
        if row.status is not None and isinstance(standard, LifeStandard):
            cells |= {
                "status": DRAWN.get(row.status, row.status.value),
                "status_word": said(row.status.text),
                "period": period_of(as_duty(row, standard)) or _last(row.due),
            }  # fmt: skip
        found.append(cells)
    return found


def _last(due: object) -> str:
    return "" if due else _("随时")


_WITH_MEMBERS = frozenset({"branch", "joint_branch"})
