"""The meetings of an organisation and of those below: newest first, a page at a time."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandong.core.kernel.errors import LiandongError
from liandong.domains.accounts.enums import Permission
from liandong.domains.life import queries
from liandong.domains.life.enums import HELD_BY, MeetingKind, MeetingState
from liandong.domains.orgs import tree
from liandong.domains.orgs.enums import Hierarchy
from liandong.web import access
from liandong.web.components.shapes import Column
from liandong.web.party.look import PartyLook, frame, look_inside

PAGE = 50
HERE = "organisation-meetings"


class NarrowForm(forms.Form):
    """Which meetings."""

    kind = forms.ChoiceField(
        label=gettext_lazy("会议类别"), required=False,
        choices=[("", gettext_lazy("全部")), *MeetingKind.choices],
    )  # fmt: skip
    state = forms.ChoiceField(
        label=gettext_lazy("状态"), required=False,
        choices=[("", gettext_lazy("全部")), *MeetingState.choices],
    )  # fmt: skip


@access.signed_in
def meetings(request: HttpRequest, code: str) -> HttpResponse:
    """What was held and what is planned."""
    look = look_inside(request, code, Permission.SEE_LIFE)
    form = NarrowForm(request.GET, auto_id="narrow_%s")
    asked = form.cleaned_data if form.is_valid() else {}
    found = _found(look, asked, request.GET.get("after", ""))
    kept = {name: value for name, value in asked.items() if value}
    shown = frame(look, HERE) | {
        "form": form, "columns": _columns(look), "rows": [_row(one) for one in found.rows],
        "older": _older(look, found, kept), "narrowed": bool(kept),
        "newest_url": look.at(HERE, code, **kept) if "after" in request.GET else "",
        "clear_url": look.at(HERE, code),
        "records": look.may(Permission.RECORD_LIFE) and _may_hold(look),
        "import_url": _import(look),
    }  # fmt: skip
    return render(request, "life/meetings.html", shown)


def _import(look: PartyLook) -> str:
    may = look.may(Permission.RECORD_LIFE)
    return reverse("meetings-import-new", args=[look.place.code]) if may else ""


def _may_hold(look: PartyLook) -> bool:
    return any(look.place.kind in kinds for kinds in HELD_BY.values())


def _found(look: PartyLook, asked: dict[str, Any], after: str) -> queries.Page:
    """The organisation's own meetings, and those of every organisation below it."""
    below = tree.subtree(look.place.path, Hierarchy.PARTY).values("unit_id")
    states = [asked["state"]] if asked.get("state") else None
    narrowed: dict[str, Any] = {"kind": asked.get("kind"), "states": states, "limit": PAGE}
    try:
        return queries.of_unit(below, after=after, **narrowed)
    except LiandongError:  # a mark that was typed: the newest
        return queries.of_unit(below, **narrowed)


def _older(look: PartyLook, found: queries.Page, kept: dict[str, str]) -> str:
    return look.at(HERE, look.place.code, **kept, after=found.next) if found.next else ""


def _columns(look: PartyLook) -> list[Column]:
    whose = [] if look.is_branch else [Column("unit", _("党组织"))]
    return [
        Column("what", _("会议")), *whose, Column("on", _("日期"), "date"),
        Column("came", _("实到 / 应到")), Column("state", _("状态")),
    ]  # fmt: skip


def _row(one: queries.Row) -> dict[str, Any]:
    held = one.state == MeetingState.HELD
    also = [str(MeetingKind(kind).label) for kind in one.also]
    return {
        "what": one.label, "what_url": reverse("meeting", args=[one.id]),
        "what_note": "、".join(also), "unit": one.unit_name, "on": one.on,
        "came": f"{one.present} / {one.entitled}" if held else "—",
        "came_note": "" if one.quorate or not held else _("未达法定人数"),
        "state": one.state_label,
    }  # fmt: skip
