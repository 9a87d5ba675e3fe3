"""What changes a body without an election: its first record, who comes and goes, corrections."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from liandong.core.kernel.errors import error
from liandong.domains.accounts.enums import Permission
from liandong.domains.accounts.queries import Forbidden
from liandong.domains.life import actions, queries, terms
from liandong.domains.life.actions.bodies import may_have_a_body, void_seat
from liandong.domains.life.models import BodyTerm, CommitteeSeat
from liandong.domains.life.queries import bodies
from liandong.domains.life.queries.electable import called
from liandong.domains.observatory import days
from liandong.domains.orgs.models import Unit
from liandong.web import access
from liandong.web.acting import act
from liandong.web.components.shapes import Crumb, Item
from liandong.web.components.tags.numbers import day
from liandong.web.life.naming import BRACKETS, People
from liandong.web.life.term_forms import (
    BodyForm,
    CorrectForm,
    LeaveForm,
    PersonForm,
    WhyForm,
)
from liandong.web.life.term_rules import may_begin, may_correct
from liandong.web.party.look import PartyLook, frame, look_inside

HERE = "organisation-terms"
RECORD, SUPERVISE = Permission.RECORD_LIFE, Permission.SUPERVISE_LIFE


def page(look: PartyLook, title: str, **more: Any) -> dict[str, Any]:
    """What the page of one deed on a body shows."""
    shown, back = frame(look, HERE), look.at(HERE, look.place.code)
    shown["crumbs"] = [*shown["crumbs"], Crumb(_("任期换届"), back), Crumb(title)]
    return shown | {"title": title, "lead": look.place.name, "button": title, "back": back, **more}


def _recording(
    request: HttpRequest, code: str, may: Callable[..., bool]
) -> tuple[PartyLook, Unit, list[BodyTerm]]:
    """The organisation, for whoever may say who is in office. Raises `Forbidden`."""
    look = look_inside(request, code, RECORD, SUPERVISE)
    unit = Unit.objects.get(pk=look.place.id)
    past = bodies.history(unit)
    if not may(look, past):
        wrong = error(
            "forbidden", "已经有一届班子登记在案。换届请走换届流程；登记有误，请上级党组织更正。",
            "A body is on record already. Elect the next one, or let the superior correct it.",
        )  # fmt: skip
        raise Forbidden(wrong.code, wrong.text)
    return look, unit, past


@access.signed_in
def begin(request: HttpRequest, code: str) -> HttpResponse:
    """A body that is in office goes on record."""
    look, unit, past = _recording(request, code, may_begin)
    may_have_a_body(unit)
    seen = past[0].pk if past else 0
    form = BodyForm(request.POST or None, initial={"seen": seen})
    people = People(unit, days.today(), request.POST, known=({"post": "secretary"},), spare=6)

    def deed(data: dict[str, Any], **how: Any) -> str:
        seats = {one.person: one.post for one in _nobody_twice(people)}
        actions.begin_term(
            unit=unit, start=data["start"], due=data["due"], basis=data["basis"], seats=seats,
            seen=data["seen"] or 0, **how,
        )  # fmt: skip
        return look.at(HERE, code)

    norm = _("任期按规范计算：不填届满日期就行。上一届同时结束。") if past else ""
    shown = page(look, _("登记班子"), people=people, note=norm)
    return act(request, form, deed, shown=shown, well=_("班子已登记。"),
               template="life/term_names.html")  # fmt: skip


def _nobody_twice(people: People) -> list[Any]:
    said = people.said()
    if not said:
        raise error("nobody_named", "请写班子成员，至少一名。", "Name at least one person.")
    if len({one.person for one in said}) < len(said):
        raise error("named_twice", "同一个人写了两次，请核对。", "Somebody is named twice.")
    return said


@access.signed_in
def fill(request: HttpRequest, code: str) -> HttpResponse:
    """Somebody takes a seat: co-opted, or sent by the superior."""
    look = look_inside(request, code, RECORD)
    unit = Unit.objects.get(pk=look.place.id)
    body = queries.body_of(unit, on=days.today())
    if body is None:
        raise error("no_body_yet", "还没有登记班子，请先登记。", "No body is on record yet.")
    form = PersonForm(request.POST or None)

    def deed(data: dict[str, Any], **how: Any) -> str:
        name = "".join(data["name"].split()).translate(BRACKETS)
        person = called(unit, [name], on=data["on"]).get(name)
        if person is None:
            raise error(
                "nobody_so_called", f"正式党员名册里没有“{name}”，或有同名的人，请核对姓名。",
                f"The roster has no full member, or several, by the name of {name!r}.",
            )  # fmt: skip
        actions.fill_seat(body.term, person=person.pk, post=data["post"], on=data["on"], **how)
        return look.at(HERE, code)

    shown = page(look, _("增补成员"), people=People(unit, days.today(), spare=0))
    return act(request, form, deed, shown=shown, well=_("已登记。"),
               template="life/term_names.html")  # fmt: skip


def _seat(request: HttpRequest, number: int) -> tuple[CommitteeSeat, PartyLook]:
    kept = CommitteeSeat.objects.live().select_related("term__unit", "person")
    one = get_object_or_404(kept, pk=number)
    return one, look_inside(request, one.term.unit.code, RECORD)


def _of(one: CommitteeSeat) -> list[Item]:
    return [
        Item(_("姓名"), one.person.name), Item(_("职务"), str(one.get_post_display())),
        Item(_("任职自"), one.start),
    ]  # fmt: skip


@access.signed_in
def leave(request: HttpRequest, number: int) -> HttpResponse:
    """Somebody leaves their seat."""
    one, look = _seat(request, number)

    def deed(data: dict[str, Any], **how: Any) -> str:
        actions.leave_seat(one, on=data["on"], **how)
        return look.at(HERE, look.place.code)

    note = _("任职记录保留，只写离任日期。书记离任后，请尽快补选。")
    shown = page(look, _("离任"), items=_of(one), note=note)
    form = LeaveForm(request.POST or None)
    return act(request, form, deed, shown=shown, well=_("离任已登记。"))


@access.signed_in
def seat_void(request: HttpRequest, number: int) -> HttpResponse:
    """A seat that was recorded by mistake."""
    one, look = _seat(request, number)

    def deed(data: dict[str, Any], **how: Any) -> str:
        void_seat(one, reason=data["reason"], **how)
        return look.at(HERE, look.place.code)

    note = _("作废后这个人在本届从未任过这个职务；记录仍可查。正常离任请用“离任”。")
    shown = page(look, _("作废任职"), items=_of(one), note=note, danger=True)
    form = WhyForm(request.POST or None)
    return act(request, form, deed, shown=shown, well=_("任职记录已作废。"))


def _term(request: HttpRequest, number: int) -> tuple[BodyTerm, PartyLook]:
    one = get_object_or_404(BodyTerm.objects.live().select_related("unit"), pk=number)
    look, _unit, _past = _recording(request, one.unit.code, may_correct)
    return one, look


@access.signed_in
def correct(request: HttpRequest, number: int) -> HttpResponse:
    """The days of a term were recorded wrongly."""
    one, look = _term(request, number)
    form = CorrectForm(request.POST or None, initial={"start": one.start, "due": one.due})

    def deed(data: dict[str, Any], **how: Any) -> str:
        due = data["due"] if data["due"] != one.due or data["start"] == one.start else None
        actions.correct_term(one, start=data["start"], due=due, reason=data["reason"], **how)
        return look.at(HERE, look.place.code)

    usual = terms.usual_due(one.unit, one.start)
    note = _("按规范，自{start}起的任期应在{due}届满。").format(
        start=day(one.start), due=day(usual)
    )
    return act(request, form, deed, shown=page(look, _("更正任期"), note=note),
               well=_("任期已更正。"))  # fmt: skip


@access.signed_in
def void(request: HttpRequest, number: int) -> HttpResponse:
    """A term that was recorded by mistake."""
    one, look = _term(request, number)

    def deed(data: dict[str, Any], **how: Any) -> str:
        actions.void_term(one, reason=data["reason"], **how)
        return look.at(HERE, look.place.code)

    note = _("这一届和其中的任职记录一起作废，不再计数；记录仍可查。")
    items = [Item(_("本届自"), one.start), Item(_("任期届满"), one.last_day)]
    shown = page(look, _("作废任期"), items=items, note=note, danger=True)
    return act(request, WhyForm(request.POST or None), deed, shown=shown, well=_("任期已作废。"))
