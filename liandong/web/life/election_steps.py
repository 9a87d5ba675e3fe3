"""The steps of an election, each on a page of its own: what will happen, what there is to say."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from liandong.core.kernel.period import months_after
from liandong.core.standards.lifecycles.model import Transition
from liandong.domains.accounts.enums import Permission
from liandong.domains.accounts.queries import Forbidden
from liandong.domains.life import actions, queries
from liandong.domains.life.actions import applying
from liandong.domains.life.models import Election
from liandong.domains.life.terms import latest
from liandong.domains.observatory import days
from liandong.domains.orgs.enums import Hierarchy
from liandong.domains.orgs.models import Unit
from liandong.domains.orgs.queries import places_of
from liandong.domains.workflow import actions as workflow
from liandong.domains.workflow import definitions
from liandong.web import access
from liandong.web.acting import act
from liandong.web.components.shapes import Crumb, Item
from liandong.web.components.tags.numbers import day
from liandong.web.dashboard.words import said
from liandong.web.life import election_holding, election_lines, term_steps
from liandong.web.life.election import EXTEND, found, framed
from liandong.web.life.election_forms import CandidatesForm, ExtendForm, NoteForm
from liandong.web.life.naming import People
from liandong.web.life.term_rules import Here
from liandong.web.party.look import PartyLook, look_inside

EARLY = 12  # months; an earlier election is for the superior to weigh
Page = Callable[[HttpRequest, Election, dict[str, Any]], HttpResponse]


@access.signed_in
def step(request: HttpRequest, number: int, code: str) -> HttpResponse:
    """The page of one step; who comes to one that is over is led to where the election stands."""
    one, look = found(request, number)
    definition = definitions.of(one.process)
    taken = definition.transitions.get("request" if code == EXTEND else code)
    if taken is None:
        raise Http404
    _require(one, taken, look)
    if request.method == "GET" and one.process.state not in taken.origins:
        return redirect("election", number)
    title = _("申请延期") if code == EXTEND else said(taken.title)
    shown = framed(look, one, Crumb(title)) | {
        "title": title, "button": title, "lead": one.unit.name, "note": said(taken.says),
        "back": reverse("election", args=[number]), "danger": taken.needs_note,
        "code": code, "needs_note": taken.needs_note,
    }  # fmt: skip
    return PAGES.get(code, plain)(request, one, shown)


def _require(one: Election, taken: Transition, look: PartyLook) -> None:
    """Raise `Forbidden` unless the person may take the step, now or at another time: who was
    faster is for the action to say."""
    unit = workflow.sides_of(one.process).get(taken.side)
    placed = places_of([unit.pk], Hierarchy.PARTY) if unit else []
    if not placed:
        raise Forbidden("forbidden", taken.says)
    look.rights.require(Permission(taken.permission), placed[0])


def plain(request: HttpRequest, one: Election, shown: dict[str, Any]) -> HttpResponse:
    """A step that asks no more than a note, with what it decides on in view."""
    code = shown["code"]
    initial = {"seen": one.process.state}
    form = NoteForm(request.POST or None, initial=initial, needs_note=shown["needs_note"])

    def deed(data: dict[str, Any], **how: Any) -> str:
        told = {"seen": data["seen"], **how}
        if code == "file":
            actions.file_result(one, note=data["note"], **told)
        elif code == "record_again":
            applying.record_again(one, reason=data["note"], **told)
        else:
            actions.step(one, code, note=data["note"], **told)
        return str(shown["back"])

    shown |= {"items": _decided_on(one)}
    return act(request, form, deed, shown=shown, well=_("已办理。"))


def _decided_on(one: Election) -> list[Item]:
    """What the next decision is about: the candidates, or who was elected."""
    items = []
    if one.process.state == "requested" and one.asked_to:
        items.append(Item(_("申请延期至"), one.asked_to))
    if one.process.state == "candidates_requested":
        items.append(Item(_("应选人数"), one.seats))
        items += [Item(str(row.get_post_display()), row.person.name)
                  for row in election_lines.last_list(one)]  # fmt: skip
    result = election_lines.result(one, Here(one.unit, days.today()))
    if result is not None:
        items += result["items"]
        items += [Item(row["post"], row["name"], _("{n} 票").format(n=row["votes"]))
                  for row in result["rows"]]  # fmt: skip
    return items


def candidates(request: HttpRequest, one: Election, shown: dict[str, Any]) -> HttpResponse:
    """Who may be elected: written by name, the last list to begin with."""
    today, known = days.today(), election_holding.known(one)
    initial = {"seen": one.process.state, "seats": one.seats}
    form = CandidatesForm(request.POST or None, initial=initial)
    people = People(
        one.unit, today, request.POST, known=known or ({"post": "secretary"},),
        spare=2 if known else 6,
    )  # fmt: skip

    def deed(data: dict[str, Any], **how: Any) -> str:
        nominees = [(row.person, row.post) for row in people.said()]
        actions.submit_candidates(
            one, seats=data["seats"], nominees=nominees, seen=data["seen"], **how
        )
        return str(shown["back"])

    return act(request, form, deed, shown=shown | {"people": people}, well=_("已报上级。"),
               template="life/term_names.html")  # fmt: skip


def postpone(request: HttpRequest, one: Election, shown: dict[str, Any]) -> HttpResponse:
    """The superior extends the term, to the day that was asked for unless it says another."""

    def deed(data: dict[str, Any], **how: Any) -> str:
        told = {"to": data["to"], "reason": data["reason"], "seen": data["seen"]}
        actions.postpone(one, **told, **how)
        return str(shown["back"])

    return _until(request, one, shown | {"danger": False}, deed, _("已批准延期。"))


def extend(request: HttpRequest, one: Election, shown: dict[str, Any]) -> HttpResponse:
    """The body asks for more time."""

    def deed(data: dict[str, Any], **how: Any) -> str:
        told = {"to": data["to"], "reason": data["reason"], "seen": data["seen"]}
        applying.ask_extension(one, **told, **how)
        return str(shown["back"])

    return _until(request, one, shown, deed, _("已报上级。"))


def _until(
    request: HttpRequest, one: Election, shown: dict[str, Any], deed: Any, well: str
) -> HttpResponse:
    last = applying.usual_extension(one)
    initial = {"seen": one.process.state, "to": one.asked_to or last}
    form = ExtendForm(request.POST or None, initial=initial, last=last)
    if one.term is not None:
        most = latest(one.unit, one.term.due)
        told = {"due": day(one.term.due), "last": day(most)}
        shown = shown | {"note": _("任期{due}届满，最迟可延至{last}。").format(**told)}
    return act(request, form, deed, shown=shown, well=well)


PAGES: dict[str, Page] = {
    "submit_candidates": candidates, "postpone": postpone, EXTEND: extend,
    "hold": election_holding.hold,
}  # fmt: skip


@access.signed_in
def ask(request: HttpRequest, code: str) -> HttpResponse:
    """The body asks for its election, or for more time, before anybody reminded it."""
    look = look_inside(request, code, Permission.RECORD_LIFE)
    unit = Unit.objects.get(pk=look.place.id)
    body = queries.body_of(unit, on=days.today())
    extends = "extend" in request.GET and body is not None
    last = latest(unit, body.term.due) if body else None
    form = (
        ExtendForm(request.POST or None, initial={"to": last}, last=last)
        if extends else NoteForm(request.POST or None, needs_note=False)
    )  # fmt: skip

    def deed(data: dict[str, Any], **how: Any) -> str:
        note = data["reason"] if extends else data["note"]
        one = applying.apply(unit=unit, to=data.get("to"), note=note, **how)
        return reverse("election", args=[one.pk])

    title = _("申请延期") if extends else _("请示换届")
    note = _("上级会收到。批复之前可以撤回。")
    if extends and body is not None:
        told = {"due": day(body.term.due), "last": day(last)}
        note = _("任期{due}届满，最迟可延至{last}。").format(**told)
    elif body is not None and months_after(days.today(), EARLY) < body.term.last_day:
        told = {"due": day(body.term.last_day)}
        note = _("本届{due}才届满。提前换届一般不超过一年，请写明理由，由上级批准。").format(**told)
    shown = term_steps.page(look, title, note=note)
    return act(request, form, deed, shown=shown, well=_("已报上级。"))
