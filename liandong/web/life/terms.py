"""任期换届 of an organisation: who is in office until when, by which norm; and of those below it,
whose term ends soonest."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from liandong.domains.accounts.enums import Permission
from liandong.domains.life import actions, queries, terms_book
from liandong.domains.life.enums import BODIES
from liandong.domains.life.models import BodyTerm, Election
from liandong.domains.life.queries import bodies
from liandong.domains.life.queries.elections import of_unit
from liandong.domains.life.terms import COMMUNITY, norm_of
from liandong.domains.orgs.enums import Kind
from liandong.domains.orgs.models import Unit
from liandong.web import access
from liandong.web.acting import how
from liandong.web.components.shapes import Column
from liandong.web.life import term_lines, terms_below
from liandong.web.life.lines import by_when
from liandong.web.life.term_rules import Here, may_begin, may_correct, supervises
from liandong.web.party.look import PartyLook, frame, look_inside
from liandong.web.workbooks import XLSX
from liandong.web.workspace.citing import cited

HERE = "organisation-terms"
ABOVE = frozenset({Kind.PARTY_COMMITTEE, Kind.GENERAL_BRANCH})


@access.signed_in
def terms(request: HttpRequest, code: str) -> HttpResponse:
    """The body in office and all before it, its elections, and the bodies below."""
    look = look_inside(request, code, Permission.SEE_LIFE)
    unit = Unit.objects.get(pk=look.place.id)
    here = Here(unit, look.on)
    shown = frame(look, HERE) | {"own": _own(look, unit, here) if unit.kind in BODIES else None}
    below = terms_below.shown(request, look, here) if unit.kind in ABOVE else None
    return render(request, "life/terms.html", shown | {"below": below})


@access.signed_in
def excel(request: HttpRequest, code: str) -> HttpResponse:
    """The list below as it was narrowed, whole. Taking it away is put on record, so it is a POST;
    whoever follows the bare address is led to the list."""
    look = look_inside(request, code, Permission.EXPORT)
    if request.method != "POST":
        return redirect(look.at(HERE, code))
    unit = Unit.objects.get(pk=look.place.id)
    wanted = terms_below.asked(request.POST)
    book = terms_book.workbook(
        look.place, terms_below.cells(look, Here(unit, look.on), wanted), on=look.on,
        narrowed=terms_below.label(wanted), by=look.rights.username, by_name=str(request.user),
        at=timezone.now(),
    )  # fmt: skip
    name = f"terms-{look.place.code}-{look.on}.xlsx"
    kept = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(book, content_type=XLSX, headers=kept)


@require_POST
@access.signed_in
def remind(request: HttpRequest, code: str) -> HttpResponse:
    """The superior opens the election, and the body is told."""
    look = look_inside(request, code, Permission.SUPERVISE_LIFE)
    supervises(look, needed=True)
    unit = Unit.objects.get(pk=look.place.id)
    one = actions.remind(unit=unit, **how(request))
    return redirect("election", one.pk)


def _own(look: PartyLook, unit: Unit, here: Here) -> dict[str, Any]:
    body, on = queries.body_of(unit, on=look.on), look.on
    past = bodies.history(unit)
    norm, whose = here.of(code := norm_of(unit, on)), str(Kind(unit.kind).label)
    if code == COMMUNITY:
        whose = _("社区、村党组织")
    open_ = queries.open_one(unit)
    rule = term_lines.rule(norm, whose)
    return {
        "term": body.term if body else None, "rule": rule, "norm": cited(norm, rule),
        "status": term_lines.status(body.term.last_day, on) if body else "unknown",
        "when": by_when(body.term.last_day, on) if body else "",
        "seats": term_lines.seats(look, body.seats if body else ()),
        "seatless": body is not None and body.secretary is None,
        "history": term_lines.history(look, past, [one for one in past if not _now(one, body)]),
        "elections": _elections(look, unit), "open": term_lines.under_way(look, open_),
        "actions": _actions(look, unit, body, past, open_),
    }  # fmt: skip


def _now(one: BodyTerm, body: queries.Body | None) -> bool:
    return body is not None and one.pk == body.term.pk


def _actions(
    look: PartyLook, unit: Unit, body: queries.Body | None, past: list[BodyTerm],
    open_: Election | None,
) -> dict[str, str]:  # fmt: skip
    """What this person may do here, by name: the address, empty where they may not."""
    code, records = look.place.code, look.may(Permission.RECORD_LIFE)
    reminds = open_ is None and supervises(look)
    asks = records and open_ is None and len(look.line) > 1 and not reminds
    extends = asks and body is not None and body.term.extended_to is None
    may_say = may_begin(look, past) and open_ is None
    corrects = body is not None and may_correct(look, past)
    return {
        "begin": reverse("term-begin", args=[code]) if may_say else "",
        "fill": reverse("seat-fill", args=[code]) if records and body else "",
        "ask": reverse("election-ask", args=[code]) if asks else "",
        "extend": reverse("election-ask", args=[code]) + "?extend=1" if extends else "",
        "remind": reverse("election-open", args=[code])
        if reminds else "",
        "correct": reverse("term-correct", args=[body.term.pk])
        if body and corrects else "",
        "void": reverse("term-void", args=[body.term.pk])
        if body and corrects else "",
    }  # fmt: skip


def _elections(look: PartyLook, unit: Unit) -> dict[str, Any]:
    columns = [
        Column("began", _("开始"), "date"), Column("state", _("进度")),
        Column("due", _("期限"), "date"), Column("closed", _("办结"), "date"),
    ]  # fmt: skip
    rows = [term_lines.election(one, look.on) for one in of_unit(unit)]
    return {"columns": columns, "rows": rows}
