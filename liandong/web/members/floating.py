"""流动与转接 of an organisation and those below: what is under way, by when, on whose side."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandong.domains.accounts.enums import Permission
from liandong.domains.members import queries
from liandong.domains.members.models import CorrectionRequest
from liandong.domains.observatory import days
from liandong.domains.orgs import tree
from liandong.domains.orgs.enums import Hierarchy
from liandong.domains.workflow import definitions
from liandong.web import access
from liandong.web.components.paging import page_of
from liandong.web.components.shapes import Tab
from liandong.web.dashboard.words import said
from liandong.web.members import cases, hosting
from liandong.web.party.look import PartyLook, frame, look_inside

PAGE = 20
HERE = "organisation-floating"
# What there is a page of, and by which definitions a case of it may go.
WHATS = {
    "floating": ("floating",), "transfer": ("transfer", "transfer_out"),
    "correction": ("correction",),
}  # fmt: skip


class NarrowForm(forms.Form):
    """Which cases."""

    what = forms.CharField(required=False, widget=forms.HiddenInput)
    state = forms.ChoiceField(label=gettext_lazy("状态"), required=False)
    late = forms.BooleanField(label=gettext_lazy("只看超过期限的"), required=False)

    def __init__(self, *args: Any, what: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = {
            state.code: (said(state.title), state.final)
            for code in WHATS[what] for state in definitions.newest(code).states.values()
        }  # fmt: skip
        self.final = {code for code, (_label, final) in named.items() if final}
        self.fields["state"].choices = [  # type: ignore[attr-defined]
            ("", _("还没有办结的")), ("all", _("全部")),
            *((code, label) for code, (label, _final) in named.items()),
        ]  # fmt: skip

    def asked(self) -> dict[str, Any]:
        """What makes sense of the question."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) for name in ("state", "late")}


@access.signed_in
def floating(request: HttpRequest, code: str) -> HttpResponse:
    """The most urgent first, with the steps that whoever looks may take."""
    look = look_inside(request, code, Permission.SEE_MEMBERS)
    what = request.GET.get("what", "")
    what = what if what in WHATS else "floating"
    form = NarrowForm(request.GET, what=what, auto_id="narrow_%s", initial={"what": what})
    asked, today = form.asked(), days.today()
    done = asked["state"] == "all" or asked["state"] in form.final
    found = of(look, what, done=done)
    if asked["state"] and asked["state"] != "all":
        found = found.filter(process__state=asked["state"])
    if asked["late"]:
        found = found.filter(process__due_on__lt=today)
    page = page_of(request, found.prefetch_related("process__sides"), PAGE)
    places = cases.standing(page.object_list)
    shown = frame(look, HERE) | {
        "whats": _whats(look, what), "form": form, "what": what, "page": page,
        "lines": [cases.line(one, look.rights, today, places) for one in page],
        "narrowed": bool(asked["state"] or asked["late"]),
        "clear_url": look.at(HERE, code, what=what), "hosting": _hosting(look, what),
    }  # fmt: skip
    return render(request, "members/floating.html", shown)


def _hosting(look: PartyLook, what: str) -> dict[str, Any] | None:
    """What a branch says of itself to members who live near it."""
    if what != "floating" or not look.is_branch:
        return None
    may = look.may(Permission.EDIT_MEMBERS)
    return hosting.of(look) | {"url": look.at(hosting.HERE, look.place.code) if may else ""}


def of(look: PartyLook, what: str, *, done: bool = False) -> QuerySet[Any]:
    """The cases of a kind at and below an organisation."""
    if what == "transfer":
        return queries.transfers_of(look.place, done=done)
    if what == "floating":
        return queries.floating_of(look.place, done=done)
    units = tree.subtree(look.place.path, Hierarchy.PARTY).values("unit_id")
    found = CorrectionRequest.objects.filter(process__sides__unit__in=units)
    found = found if done else found.filter(process__closed_on=None)
    ordered = found.order_by(F("process__due_on").asc(nulls_last=True), "-pk")
    return ordered.select_related("process", "person")


def _whats(look: PartyLook, current: str) -> list[Tab]:
    labels = {
        "floating": _("流动党员"), "transfer": _("组织关系转接"), "correction": _("信息更正请求"),
    }  # fmt: skip
    return [
        Tab(label, look.at(HERE, look.place.code, what=what), current=what == current,
            count=of(look, what).count())
        for what, label in labels.items()
    ]  # fmt: skip
