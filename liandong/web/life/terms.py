"""任期换届 of an organisation: who is in office until when, by which norm; and of those below it,
whose term ends soonest."""

from __future__ import annotations

from collections.abc import Sequence
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
    here, kind = Here(look.place, look.on), look.place.kind
    shown = frame(look, HERE) | {"own": _own(look, here) if kind in BODIES else None}
    below = terms_below.shown(request, look, here) if kind in ABOVE else None
    return render(request, "life/terms.html", shown | {"below": below})


@access.signed_in
def excel(request: HttpRequest, code: str) -> HttpResponse:
    """The list below as it was narrowed, whole. Taking it away is put on record, so it is a POST;
    whoever follows the bare address is led to the list."""
    look = look_inside(request, code, Permission.EXPORT)
    if request.method != "POST":
        return redirect(look.at(HERE, code))
    wanted = terms_below.asked(request.POST)
    book = terms_book.workbook(
        look.place, terms_below.cells(look, Here(look.place, look.on), wanted), on=look.on,
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


def _own(look: PartyLook, here: Here) -> dict[str, Any]:
    on, past, elections = look.on, bodies.history(look.place), of_unit(look.place)
    body, seats_before = bodies.among(past, on=on)
    norm, of_community = here.term()
    whose = _("社区、村党组织") if of_community else str(Kind(look.place.kind).label)
    open_ = next((one for one in elections if one.is_open), None)
    rule = term_lines.rule(norm, whose)
    return {
        "term": body.term if body else None, "rule": rule, "norm": cited(norm, rule),
        "status": term_lines.status(body.term.last_day, on) if body else "unknown",
        "when": by_when(body.term.last_day, on) if body else "",
        "seats": term_lines.seats(look, body.seats if body else ()),
        "seatless": body is not None and body.secretary is None,
        "history": term_lines.history([one for one in past if not _now(one, body)], seats_before),
        "elections": _elections(look, elections), "open": term_lines.under_way(look, open_),
        "actions": _actions(look, body, past, open_),
    }  # fmt: skip


def _now(one: BodyTerm, body: queries.Body | None) -> bool:
    return body is not None and one.pk == body.term.pk


def _actions(
    look: PartyLook, body: queries.Body | None, past: list[BodyTerm],
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


def _elections(look: PartyLook, every: Sequence[Election]) -> dict[str, Any]:
    columns = [
        Column("began", _("开始"), "date"), Column("state", _("进度")),
        Column("due", _("期限"), "date"), Column("closed", _("办结"), "date"),
    ]  # fmt: skip
    rows = [term_lines.election(one, look.on) for one in every]
    return {"columns": columns, "rows": rows}
