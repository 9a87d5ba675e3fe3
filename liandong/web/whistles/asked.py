"""A community asks its street to call: the street calls, or says why it does not."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandong.domains.accounts.enums import Permission
from liandong.domains.casework import actions, queries
from liandong.domains.casework.models import Review
from liandong.web import access
from liandong.web.acting import act
from liandong.web.components.shapes import Column, Crumb, Item
from liandong.web.components.tags.numbers import moment
from liandong.web.fields import reason_field


class RefuseForm(forms.Form):
    """Why not; the community reads it."""

    reason = reason_field(help_text=gettext_lazy("社区会看到：该怎么办，或由谁办。"))


@access.needs(Permission.WHISTLE)
def refuse(request: HttpRequest, number: int) -> HttpResponse:
    """The street does not call, and says why; the request stays where it is."""
    one = queries.whistles_asked(access.rights(request)).filter(pk=number).first()
    if one is None:
        raise Http404

    def deed(data: dict[str, Any], **how: Any) -> str:
        actions.decide(one, granted=False, reason=data["reason"], **how)
        return reverse("whistles")

    title = _("不吹哨")
    shown = {
        "title": title, "button": title, "back": reverse("whistles"),
        "crumbs": [Crumb(_("吹哨报到"), reverse("whistles")), Crumb(title)],
        "items": [Item(_("诉求"), one.case.number, note=one.case.text[:200]),
                  Item(_("请求吹哨"), one.unit.name if one.unit else "", note=one.said)],
        "note": _("这件诉求仍由社区办理。"),
    }  # fmt: skip
    form, well = RefuseForm(request.POST or None), _("已回复社区。")
    return act(request, form, deed, shown=shown, well=well)


def call_url(one: Review) -> str:
    """The form of a whistle, filled in from what the community asks."""
    asked = {"case": one.case.number, "what": one.said[:200]}
    return f"{reverse('whistle-new')}?{urlencode(asked)}"


def columns() -> list[Column]:
    return [
        Column("what", _("请求吹哨")), Column("case", _("诉求")), Column("asked", _("提出时间")),
        Column("no", _("不吹哨")),
    ]  # fmt: skip


def row(one: Review) -> dict[str, Any]:
    return {
        "what": one.said[:60], "what_url": call_url(one),
        "what_note": one.unit.name if one.unit else "", "case": one.case.number,
        "case_url": reverse("request", args=[one.case.number]), "case_note": one.case.text[:40],
        "asked": moment(one.asked_at), "no": _("说明理由"),
        "no_url": reverse("whistle-refuse", args=[one.pk]),
    }  # fmt: skip
