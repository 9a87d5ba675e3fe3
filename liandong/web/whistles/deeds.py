"""What is done on a whistle: report in with one tap, say what was found, release, evaluate."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from liandong.core.kernel.errors import LiandongError
from liandong.domains.accounts.enums import Permission
from liandong.domains.casework import actions, queries
from liandong.domains.casework.enums import Grade
from liandong.domains.casework.models import Call, Whistle
from liandong.domains.orgs.heirs import home
from liandong.domains.orgs.models import Unit
from liandong.domains.orgs.queries import place_of
from liandong.web import access
from liandong.web.acting import act, how
from liandong.web.components.shapes import Crumb, Item
from liandong.web.errors import words_of


def _area(label: Any, most: int, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, max_length=most, help_text=help_text, widget=forms.Textarea(attrs={"rows": 4})
    )


class FindingForm(forms.Form):
    """What a department found on the spot."""

    text = _area(
        gettext_lazy("现场意见"), 1000, gettext_lazy("看到什么、归谁办、怎么办、何时办完。")
    )


class VerdictForm(forms.Form):
    """The one verdict of all."""

    verdict = _area(
        gettext_lazy("共同结论"), 1000, gettext_lazy("谁办、怎么办、何时办完，写一次就够。")
    )


class GradeForm(forms.Form):
    """How the street found a department's part."""

    grade = forms.ChoiceField(
        label=gettext_lazy("评价"), choices=Grade.choices, widget=forms.RadioSelect
    )
    said = forms.CharField(label=gettext_lazy("说明"), max_length=500, required=False)


def _called(request: HttpRequest, number: int, permission: Permission) -> Call:
    """The call, if the person acts for the department called, or for the street that called."""
    found = queries.call_for(access.rights(request), number)
    _require(request, permission, found.unit if permission != Permission.WHISTLE
             else found.whistle.street)  # fmt: skip
    return found


def _require(request: HttpRequest, permission: Permission, unit: Unit) -> None:
    access.rights(request).require(permission, place_of(unit.pk, home(unit)))


@access.signed_in
@require_POST
def report_in(request: HttpRequest, number: int) -> HttpResponse:
    """One tap on the spot; the time is kept."""
    call = _called(request, number, Permission.HANDLE_REQUESTS)
    try:
        actions.report_in(call, **how(request))
        messages.success(request, _("{unit}已报到。").format(unit=call.unit.name))
    except LiandongError as error:
        messages.error(request, words_of(error))
    return redirect("whistle", call.whistle_id)


@access.signed_in
def finding(request: HttpRequest, number: int) -> HttpResponse:
    """What the department found; may be said anew until all are released."""
    call = _called(request, number, Permission.HANDLE_REQUESTS)

    def deed(data: dict[str, Any], **how: Any) -> str:
        actions.finding(call, text=data["text"], **how)
        return _back(call.whistle)

    form = FindingForm(request.POST or None, initial={"text": call.finding})
    shown = _shown(call.whistle, _("写明意见"), call.unit.name)
    return act(request, form, deed, shown=shown, well=_("意见已记下，各方都能看到。"))


@access.signed_in
def release(request: HttpRequest, number: int) -> HttpResponse:
    """One verdict, and everybody may leave."""
    one = queries.whistle_for(access.rights(request), number)
    _require(request, Permission.WHISTLE, one.street)

    def deed(data: dict[str, Any], **how: Any) -> str:
        actions.release(one, verdict=data["verdict"], **how)
        return _back(one)

    found = [Item(call.unit.name, call.finding or _("还没有写明意见")) for call in one.calls.all()]
    shown = _shown(one, _("写共同结论，办结"), one.where) | {
        "items": found, "note": _("办结后各单位离场，不能再改；接着可以评价各单位。"),
    }  # fmt: skip
    form = VerdictForm(request.POST or None)
    return act(request, form, deed, shown=shown, well=_("已办结。请评价各单位。"))


@access.signed_in
def evaluate(request: HttpRequest, number: int) -> HttpResponse:
    """The street says how a department did its part; once."""
    call = _called(request, number, Permission.WHISTLE)

    def deed(data: dict[str, Any], **how: Any) -> str:
        actions.evaluate(call, grade=data["grade"], said=data["said"], **how)
        return _back(call.whistle)

    shown = _shown(call.whistle, _("评价"), call.unit.name) | {
        "note": _("评价的是单位这一次的到场和办理，不评价个人。评价后不能再改。"),
        "items": [Item(_("现场意见"), call.finding)],
    }  # fmt: skip
    return act(request, GradeForm(request.POST or None), deed, shown=shown, well=_("已评价。"))


def _back(one: Whistle) -> str:
    return reverse("whistle", args=[one.pk])


def _shown(one: Whistle, title: str, lead: str) -> dict[str, Any]:
    crumbs = [Crumb(_("吹哨报到"), reverse("whistles")), Crumb(one.what, _back(one)), Crumb(title)]
    return {"title": title, "button": title, "lead": lead, "back": _back(one), "crumbs": crumbs}
