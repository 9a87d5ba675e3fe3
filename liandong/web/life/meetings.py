"""The meetings of an organisation and of those below: newest first, a page at a time."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandong.domains.accounts.enums import Permission
from liandong.domains.life.enums import HELD_BY, MeetingKind, MeetingState
from liandong.domains.life.models import Meeting
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
    found = list(_after(_narrowed(_of(look), asked), request.GET.get("after", ""))[: PAGE + 1])
    kept = {name: value for name, value in asked.items() if value}
    shown = frame(look, HERE) | {
        "form": form, "columns": _columns(look), "rows": [_row(one) for one in found[:PAGE]],
        "older": _older(look, found, kept), "narrowed": bool(kept),
        "newest_url": look.at(HERE, code, **kept) if "after" in request.GET else "",
        "clear_url": look.at(HERE, code),
        "records": look.may(Permission.RECORD_LIFE) and _may_hold(look),
    }  # fmt: skip
    return render(request, "life/meetings.html", shown)


def _may_hold(look: PartyLook) -> bool:
    return any(look.place.kind in kinds for kinds in HELD_BY.values())


def _of(look: PartyLook) -> QuerySet[Meeting]:
    """The organisation's own meetings, and those of every organisation below it."""
    below = tree.subtree(look.place.path, Hierarchy.PARTY).values("unit_id")
    found = Meeting.objects.live().filter(unit__in=below).select_related("unit")
    return found.order_by("-on", "-pk").prefetch_related("serves")


def _narrowed(found: QuerySet[Meeting], asked: dict[str, Any]) -> QuerySet[Meeting]:
    if asked.get("kind"):
        found = found.filter(Q(kind=asked["kind"]) | Q(serves__kind=asked["kind"])).distinct()
    return found.filter(state=asked["state"]) if asked.get("state") else found


def _after(found: QuerySet[Meeting], mark: str) -> QuerySet[Meeting]:
    """Those older than a mark `2026-11-03.1204`: the last line of the page before."""
    on, _dot, number = mark.partition(".")
    if not number.isdigit() or len(on) != len("2026-11-03"):
        return found
    return found.filter(Q(on__lt=on) | Q(on=on, pk__lt=int(number)))


def _older(look: PartyLook, found: list[Meeting], kept: dict[str, str]) -> str:
    if len(found) <= PAGE:
        return ""
    last = found[PAGE - 1]
    query = {**look.kept, **kept, "after": f"{last.on}.{last.pk}"}
    return f"{reverse(HERE, args=[look.place.code])}?{urlencode(query)}"


def _columns(look: PartyLook) -> list[Column]:
    whose = [] if look.is_branch else [Column("unit", _("组织"))]
    return [
        Column("what", _("会议")), *whose, Column("on", _("日期"), "date"),
        Column("came", _("实到 / 应到")), Column("state", _("状态")),
    ]  # fmt: skip


def _row(one: Meeting) -> dict[str, Any]:
    held = one.state == MeetingState.HELD
    also = [str(serves.get_kind_display()) for serves in one.serves.all()]
    return {
        "what": str(one.get_kind_display()), "what_url": reverse("meeting", args=[one.pk]),
        "what_note": "、".join(also), "unit": one.unit.name, "on": one.on,
        "came": f"{one.present} / {one.entitled}" if held else "—",
        "came_note": "" if one.quorate or not held else _("未达法定人数"),
        "state": str(one.get_state_display()),
    }  # fmt: skip
