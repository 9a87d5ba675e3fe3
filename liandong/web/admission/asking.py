"""Of which place and day the register and the load speak; both are for everybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django import forms
from django.http import HttpRequest
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy

from liandong.domains.accounts.enums import Permission
from liandong.domains.observatory import days
from liandong.domains.orgs import queries as orgs
from liandong.domains.orgs.queries import Place
from liandong.web import access
from liandong.web.choosing import NamedPlaceField, spoken
from liandong.web.fields import day_field


class PlaceDayForm(forms.Form):
    """One's own place and today, to begin with."""

    at = NamedPlaceField(label=gettext_lazy("社区或地区"))
    on = day_field(gettext_lazy("哪一天"), required=False)


@dataclass(frozen=True, slots=True)
class Asked:
    """A place of the territory, and a day."""

    place: Place
    on: date

    def query(self, place: Place | None = None) -> str:
        return urlencode({"at": (place or self.place).short, "on": self.on.isoformat()})


def asked(request: HttpRequest, form: PlaceDayForm) -> Asked:
    """What was asked; where nothing was, or what cannot be, one's own place and today."""
    data = form.cleaned_data if form.is_valid() else {}
    place = data.get("at") or _own(request)
    said = Asked(place, data.get("on") or days.today())
    form.initial = {"at": spoken(place), "on": said.on}
    return said


def _own(request: HttpRequest) -> Place:
    """Where the person works; the whole for those who work nowhere."""
    if request.user.is_authenticated:
        rights = access.rights(request)
        if rights.home is not None:
            return rights.home
        own = orgs.roots_of(rights.scope(Permission.DECIDE_ADMISSION))
        if own:
            return own[0]
    return orgs.roots()[0]
