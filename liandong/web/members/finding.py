"""按号码查找: a whole identity or telephone number, sent where no address, history or log keeps
it; each search stays on record."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from liandong.domains.accounts.enums import Permission
from liandong.domains.members.actions.finding import find_by_number
from liandong.domains.members.queries import Row
from liandong.web import access
from liandong.web.acting import how, tried
from liandong.web.components.shapes import Crumb
from liandong.web.members.lines import columns, lines
from liandong.web.party.look import frame, look_inside


class NumberForm(forms.Form):
    """The number of one person."""

    number = forms.CharField(
        label=gettext_lazy("完整的身份证号或电话"), max_length=40,
        help_text=gettext_lazy("每次查找都会留下记录：谁、什么时候、查到了谁。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "text"}),
    )  # fmt: skip


@never_cache
@access.signed_in
def find(request: HttpRequest, code: str) -> HttpResponse:
    """Who has this number. `?digits` is where the search by name sends whoever typed one there."""
    look = look_inside(request, code, Permission.SEE_MEMBERS)
    form = NumberForm(request.POST or None, auto_id="find_%s")
    found: list[Row] = []

    def done() -> str:
        number = form.cleaned_data["number"]
        found.extend(find_by_number(look.place, number, on=look.on, **how(request)))
        return "found"

    went, status = tried(form, done) if request.method == "POST" else ("", 200)
    shown = frame(look, "organisation-members") | _shown(look, found) | {
        "form": NumberForm(auto_id="find_%s") if went else form, "asked": bool(went),
        "digits": "digits" in request.GET and not form.is_bound,
    }  # fmt: skip
    return render(request, "members/find.html", shown, status=200 if went else status)


def _shown(look: Any, found: list[Row]) -> dict[str, Any]:
    back = look.at("organisation-members", look.place.code)
    crumbs = frame(look, "")["crumbs"]
    return {
        "crumbs": [*crumbs, Crumb(_("党员"), back), Crumb(_("按号码查找"))], "back": back,
        "back_label": _("返回名册"),
        "columns": columns(look), "rows": lines(found), "found": len(found),
    }  # fmt: skip
