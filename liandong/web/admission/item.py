"""One item on one page: what is asked, by whom, of which communities; what was said and decided;
what to do now."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from liandong.domains.admission import queries
from liandong.domains.admission.enums import Answer, Basis, Verdict
from liandong.domains.admission.models import Assessment, Decision, Grant, Item, Opinion
from liandong.domains.workflow import definitions
from liandong.web.admission import lines, offered
from liandong.web.admission.listing import reader
from liandong.web.catalogue.choosing import name_of
from liandong.web.components.shapes import Crumb, Event
from liandong.web.components.shapes import Item as Line
from liandong.web.components.tags.numbers import day, figure, moment
from liandong.web.dashboard.who import names_of
from liandong.web.dashboard.words import said
from liandong.web.stepping import limits

FEW = 12
MOST_VOICES = 50


def item(request: HttpRequest, number: str) -> HttpResponse:
    """For those whose business it is; once published, for everybody, without officers' names."""
    rights, at = reader(request), timezone.now()
    one = queries.item_for(rights, number)
    state = definitions.of(one.process).state(one.process.state)
    heard = list(one.opinions.select_related("unit")) if one.asked_at else []
    shown = {
        "crumbs": [
            Crumb(_("事项准入"), reverse("admission" if rights else "admission-all")),
            Crumb(one.number),
        ],
        "item": one, "kind": lines.kind_of(one), "state": said(state.title),
        "says": said(state.says), "status": lines.status_of(one, at),
        "facts": _facts(one), "burden": burden(one),
        "clocks": limits(one.process, at, _("暂停计时，等补正")),
        "answers": _answers(heard), "voices": _voices(heard) if rights else [],
        "assessment": _assessment(one.assessments.order_by("pk").last()) if heard else [],
        "decisions": [_decision(made) for made in one.decisions.order_by("pk")],
        "grants": [_grant(made) for made in one.grants.order_by("pk")],
        "events": _events(one, inside=rights is not None),
        "deeds": offered.deeds(rights, one) if rights else [],
        "speaks": queries.speaks_for(rights, one) if rights and state.code == "opinions" else [],
    }  # fmt: skip
    return render(request, "admission/item.html", shown)


def _facts(one: Item) -> list[Line]:
    units = list(one.reach.select_related("unit").order_by("unit__code")[: FEW + 1])
    names = [reached.unit.name for reached in units[:FEW]]
    if len(units) > FEW:
        names.append(_("等 {n} 处").format(n=one.reach.count()))
    found = [
        Line(_("编号"), one.number), Line(_("申请部门"), one.department.name),
        Line(_("涉及"), _("、").join(names)),
        Line(_("依据"), one.basis), Line(_("方式、表格或系统"), one.manner),
        Line(_("职责清单事项"), name_of(one.matter) if one.matter else "",
             url=reverse("matter", args=[one.matter.code]) if one.matter else ""),
        Line(_("申请期限"), lines.span(one.wanted_from, one.wanted_until)),
        Line(_("清单管理机构"), one.office.name),
        Line(_("申请时间"), moment(one.applied_at) if one.applied_at else ""),
    ]  # fmt: skip
    return [line for line in found if line.value]


def burden(one: Item) -> list[Line]:
    """What it takes of each community, and what comes with it."""
    hours, spent = one.hours * one.times, one.money
    found = [
        Line(_("每个社区每年次数"), one.times),
        Line(_("每次小时数"), figure(one.hours, 1)),
        Line(_("每个社区每年小时数"), figure(hours, 1)),
        Line(_("部门派出人数"), one.people),
        Line(_("每年经费（元）"), figure(spent, 2) if spent else _("没有经费")),
    ]
    return [line for line in found if line.value not in ("", 0)]


def _answers(heard: list[Opinion]) -> list[dict[str, Any]]:
    """How many said what; those who may still answer last."""
    counts = Counter(one.answer for one in heard)
    named = [*Answer.choices, ("", _("还没有答复"))]
    return [{"label": label, "n": counts[code]} for code, label in named if counts.get(code)]


def _voices(heard: list[Opinion]) -> list[Event]:
    """Opinions in words, the newest first, for those whose business it is."""
    found = [
        Event(one.answered_at, f"{one.unit.name}{_('：')}{one.get_answer_display()}", note=one.said)
        for one in heard if one.said and one.answered_at
    ]  # fmt: skip
    return sorted(found, key=lambda event: event.at, reverse=True)[:MOST_VOICES]


def _assessment(made: Assessment | None) -> list[Line]:
    if made is None:
        return []
    found = [
        Line(_("社区数"), made.communities),
        Line(_("现有事项（合计）"), made.before), Line(_("准入后事项（合计）"), made.after),
        Line(_("每个社区每年小时数"), figure(made.hours, 1)),
        Line(_("每个社区每年经费（元）"), _yuan(made.money_each)),
        Line(_("每次经费（元）"), _yuan(made.money_per_time)),
        Line(_("评估意见"), made.said),
    ]  # fmt: skip
    return [line for line in found if line.value != ""]


def _yuan(value: Decimal) -> str:
    return figure(value, 2)


def _decision(made: Decision) -> Event:
    told = [lines.span(made.start, made.end), made.reason, made.article]
    return Event(made.at, str(Verdict(made.verdict).label), note=" · ".join(filter(None, told)))


def _grant(made: Grant) -> Line:
    note = made.stop_reason
    if made.stopped_on:
        note = _("{day} 起停止").format(day=day(made.stopped_on)) + (f" · {note}" if note else "")
    return Line(str(Basis(made.basis).label), lines.span(made.start, made.end), note)


def _events(one: Item, *, inside: bool) -> list[Event]:
    """The steps, newest first; what time brings has nobody's name. What was noted beside a step is
    for those whose business it is: reasons that hold for all stand in decisions and periods."""
    definition, steps = definitions.of(one.process), list(one.process.steps.all())
    names = names_of(step.by for step in steps) if inside else {}
    return [
        Event(
            step.at,
            said(definition.transitions[step.transition].title)
            if step.transition in definition.transitions else _("开始填写"),
            by=names.get(step.by, ""), note=step.note if inside else "",
        )
        for step in reversed(steps)
    ]  # fmt: skip
