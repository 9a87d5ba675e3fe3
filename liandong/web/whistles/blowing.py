"""Blow the whistle: what, where, who. Before it sounds the page says whom the catalogue names."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandong.core.kernel.errors import LiandongError, error
from liandong.domains.accounts.enums import Permission
from liandong.domains.accounts.queries import Forbidden
from liandong.domains.casework import actions, queries
from liandong.domains.casework.models import Case
from liandong.domains.norms.queries import value_for
from liandong.domains.observatory import days
from liandong.domains.orgs.models import Unit
from liandong.domains.orgs.queries import Place, line, place_of
from liandong.web import access
from liandong.web.acting import act
from liandong.web.catalogue.choosing import MatterField, name_of, one_matter
from liandong.web.components.shapes import Crumb
from liandong.web.errors import words_of

LONGEST_WAIT = 24 * 60  # minutes


class BlowForm(forms.Form):
    """What a street says when it calls."""

    street = forms.ChoiceField(label=gettext_lazy("街道"))
    matter = MatterField(help_text=gettext_lazy("名称、平常的说法或编号；按清单叫牵头和协同部门。"))
    what = forms.CharField(label=gettext_lazy("什么事"), max_length=500)
    where = forms.CharField(label=gettext_lazy("集合地点"), max_length=200)
    units = forms.MultipleChoiceField(
        label=gettext_lazy("还要叫的部门"), required=False, widget=forms.CheckboxSelectMultiple
    )
    within = forms.IntegerField(
        label=gettext_lazy("几分钟内报到"), min_value=5, max_value=LONGEST_WAIT, required=False
    )

    def __init__(
        self, *args: Any, streets: list[Place], units: list[Unit], usual: int, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["street"].choices = [(one.short, one.name) for one in streets]
        if len(streets) == 1:
            self.fields["street"].widget = forms.HiddenInput()
            self.fields["street"].initial = streets[0].short
        self.fields["units"].choices = [(one.code, one.name) for one in units]
        self.fields["within"].help_text = _("不填就按规定：{n} 分钟。").format(n=usual)


@access.needs(Permission.WHISTLE)
def blow(request: HttpRequest) -> HttpResponse:
    """The form; a GET with a matter or a case says whom the catalogue would call."""
    rights, on = access.rights(request), days.today()
    streets = queries.streets_of(rights)
    case = _case(request)
    street = _street(request, streets, case)
    form = BlowForm(
        request.POST or None, initial=_initial(request, case, street), streets=streets,
        units=queries.departments_at(street, on),
        usual=int(value_for("casework.whistle_report", _unit(street), on=on) or 0),
    )  # fmt: skip
    named, why = _named(form, street, on)

    def deed(data: dict[str, Any], **how: Any) -> str:
        at_street = next(one for one in streets if one.short == data["street"])
        rights.require(Permission.WHISTLE, at_street)
        units = list(Unit.objects.filter(code__in=data["units"]).order_by("code"))
        made = actions.whistle(
            street=_unit(at_street), what=data["what"], where=data["where"], case=case,
            matter=data["matter"], units=units, within=data["within"], **how,
        )  # fmt: skip
        return reverse("whistle", args=[made.pk])

    shown = {
        "title": _("吹哨"), "button": _("吹哨，通知各部门"), "back": reverse("whistles"),
        "crumbs": [Crumb(_("吹哨报到"), reverse("whistles")), Crumb(_("吹哨"))],
        "named": [one.name for one in named], "why": why, "case": case,
    }  # fmt: skip
    return act(request, form, deed, shown=shown, well=_("哨已吹响，各部门已收到通知。"),
               template="whistles/blow.html")  # fmt: skip


def _case(request: HttpRequest) -> Case | None:
    number = request.POST.get("case") or request.GET.get("case", "")
    return queries.case_for(access.rights(request), number) if number else None


def _street(request: HttpRequest, streets: list[Place], case: Case | None) -> Place:
    """The street meant: that of the case, the one asked for, or the person's first."""
    if not streets:
        said = error("", "您没有可以吹哨的街道。", "No street of yours can call.").text
        raise Forbidden("forbidden", said)
    asked = request.POST.get("street") or request.GET.get("street")
    if asked:
        return next((one for one in streets if one.short == asked), streets[0])
    above = {one.id for one in line(place_of(case.place_id))} if case else set()
    return next((one for one in streets if one.id in above), streets[0])


def _initial(request: HttpRequest, case: Case | None, street: Place) -> dict[str, Any]:
    found = {name: request.GET.get(name, "") for name in ("matter", "what", "where", "within")}
    found |= {"street": street.short, "units": request.GET.getlist("units")}
    if case is not None:
        matter = case.matter.code if case.matter else ""
        kept = {"matter": matter, "what": case.text[:200], "where": case.address}
        found |= {name: found[name] or value for name, value in kept.items()}
    return found


def _named(form: BlowForm, street: Place, on: date) -> tuple[list[Unit], str]:
    """Whom the catalogue names for the matter that stands in the form, or why nobody."""
    said = str(form["matter"].value() or "").strip()
    if not said:
        return [], ""
    try:
        matter = one_matter(said, on)
    except LiandongError as found:
        return [], words_of(found)
    return queries.named_for(matter, street, on), name_of(matter)


def _unit(street: Place) -> Unit:
    return Unit(pk=street.id, code=street.code, name=street.name, kind=street.kind)
