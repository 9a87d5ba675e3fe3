"""An election as lines of a page: its way, its steps, its candidates, its result by the rules."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _

from liandong.domains.life import rules
from liandong.domains.life.models import Election, Nominee
from liandong.domains.life.tasks import BY as SYSTEM
from liandong.domains.workflow import definitions
from liandong.domains.workflow.models import Step as Taken
from liandong.web.components.shapes import Citation, Column, Event, Item, Step
from liandong.web.components.tags.numbers import percent
from liandong.web.dashboard.who import names_of
from liandong.web.dashboard.words import exact, said
from liandong.web.life.term_rules import Here
from liandong.web.workspace.citing import cited

# The states of the usual way, each reached by the step that is named.
WAY = (
    "reminded", "requested", "preparing", "candidates_requested", "ready", "held", "reported",
    "filed",
)  # fmt: skip
COUNTED = frozenset({"held", "reported", "filed"})


def _short(on: date | None) -> str:
    """A day without its year, so that it fits under a step."""
    return formats.date_format(on, _("n月j日")) if on else ""


def _named(state: str) -> str:
    return {
        "reminded": _("提醒"), "requested": _("请示"), "preparing": _("批复"),
        "candidates_requested": _("候选人请示"), "ready": _("候选人批复"), "held": _("大会选举"),
        "reported": _("报告结果"), "filed": _("批复备案"),
    }[state]  # fmt: skip


def taken_steps(one: Election) -> list[Taken]:
    """Every step that was taken, in order."""
    return list(Taken.objects.filter(process=one.process).order_by("pk"))


def way(one: Election, taken: Sequence[Taken]) -> list[Step]:
    """The usual way, with what is done and on which day, and what comes next by when."""
    process = one.process
    done_on = {step.to: step.on for step in taken}
    state = process.state
    if state == "cancelled":
        state = taken[-1].origin
    reached = WAY.index("reminded" if state == "postponed" else state)
    shown = []
    for at, name in enumerate(WAY):
        if at <= reached:
            shown.append(Step(_named(name), "done", note=_short(done_on.get(name))))
        elif at == reached + 1 and process.closed_on is None:
            due = process.due_on
            note = _("{day}前").format(day=_short(due)) if due else ""
            shown.append(Step(_named(name), "current", note=note))
        else:
            shown.append(Step(_named(name)))
    return shown


def events(one: Election, taken: Sequence[Taken]) -> list[Event]:
    """Every step that was taken, newest first."""
    definition = definitions.of(one.process)
    names = {SYSTEM: _("系统自动"), **names_of(step.by for step in taken)}

    def title(step: Taken) -> str:
        known = definition.transitions.get(step.transition)
        return said(known.title) if known else _("开始换届")

    return [
        Event(at=step.on, title=title(step), by=names.get(step.by, step.by), note=step.note)
        for step in reversed(taken)
    ]


def last_list(one: Election) -> list[Nominee]:
    """The candidates on the last list."""
    every = list(one.nominees.select_related("person"))
    last = max((row.list_no for row in every), default=0)
    return [row for row in every if row.list_no == last]


def candidates(one: Election) -> dict[str, Any]:
    """The list that counts."""
    rows = last_list(one)
    columns = [Column("name", _("姓名")), Column("post", _("拟任职务"))]
    return {
        "columns": columns, "number": rows[0].list_no if rows else 0,
        "rows": [{"name": row.person.name, "post": str(row.get_post_display())} for row in rows],
        "seats": one.seats, "count": one.candidates,
    }  # fmt: skip


def result(one: Election, here: Here) -> dict[str, Any] | None:
    """What the assembly decided, each number beside the rule it is checked by."""
    assembly = one.assembly
    if assembly is None or one.process.state not in COUNTED:
        return None
    entitled, present = assembly.entitled or 0, assembly.present or 0
    least = rules.election_least(one.unit, entitled, assembly.on, here.norms)
    enough = min(rules.votes_needed(one.unit, present, assembly.on, here.norms), present)
    items = [
        Item(_("大会日期"), assembly.on, url=reverse("meeting", args=[assembly.pk])),
        Item(_("应到 / 实到"), f"{entitled} / {present}",
             _("至少 {n} 人到会，有效").format(n=least), status="met"),
        Item(_("收回选票数"), one.ballots, _("不多于到会人数，有效"), status="met"),
        Item(_("当选所需得票"), enough, _("超过到会人数的半数")),
    ]  # fmt: skip
    won = one.elected.filter(assembly=assembly).select_related("person").order_by("-votes", "pk")
    columns = [
        Column("name", _("当选人")), Column("post", _("职务")),
        Column("votes", _("得票数"), "number"),
    ]  # fmt: skip
    rows = [
        {"name": row.person.name, "post": str(row.get_post_display()), "votes": row.votes}
        for row in won
    ]  # fmt: skip
    return {
        "items": items, "columns": columns, "rows": rows, "voided": assembly.voided_at is not None,
        "leaderless": not any(row.post == "secretary" for row in won),
        "short": (one.seats or 0) > len(rows), "seats": one.seats, "won": len(rows),
    }  # fmt: skip


def rules_of(here: Here) -> list[Citation]:
    """The norms by which an election goes, as sentences."""
    quorum, over = here.of(rules.ELECTION_QUORUM), here.of(rules.ELECTED)
    term, _community = here.term()
    found = [
        quorum and cited(quorum, _("有选举权的到会党员不少于应到会的 {share}，选举有效。").format(
            share=percent(quorum.value, 0))),
        over and cited(over, _("得票超过实到会人数的 {share}，才能当选。").format(
            share=percent(over.value, 0))),
        term and cited(term, _("新一届任期 {n} 年。").format(n=exact(term.value))),
    ]  # fmt: skip
    return [one for one in found if one]
