"""Which place and which days a supervisor asks about; where the records behind a number are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django import forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from liandong.core.kernel.errors import error
from liandong.domains.accounts.enums import Permission
from liandong.domains.accounts.queries import Forbidden
from liandong.domains.orgs import queries as orgs
from liandong.domains.orgs.queries import Place
from liandong.web import access
from liandong.web.components.shapes import Crumb
from liandong.web.periods import PeriodForm

USUAL = timedelta(days=89)


class PlacePeriodForm(PeriodForm):
    """From when to when, of a place; the last ninety days to begin with."""

    at = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput())


@dataclass(frozen=True, slots=True)
class Asked:
    """A place and its period, both days counted."""

    place: Place
    start: date
    end: date

    @property
    def after(self) -> date:
        """The first day that does not count any more."""
        return self.end + timedelta(days=1)

    def query(self, **more: str) -> str:
        said = {"at": self.place.short, "start": self.start.isoformat(),
                "end": self.end.isoformat(), **more}  # fmt: skip
        return urlencode(said)


def place_of(request: HttpRequest) -> Place:
    """The place asked for, if it is theirs to supervise; their own to begin with."""
    rights = access.rights(request)
    rights.require(Permission.SUPERVISE_REQUESTS)
    code = request.GET.get("at", "").strip()
    if code:
        return access.place(request, code, Permission.SUPERVISE_REQUESTS)
    own = orgs.roots_of(rights.scope(Permission.SUPERVISE_REQUESTS))
    if not own:
        raise Forbidden(
            "forbidden", error("", "您没有督办的地方。", "There is no area of yours.").text
        )
    return own[0]


def asked(request: HttpRequest, form: PlacePeriodForm) -> Asked:
    """What a page of a period speaks of; the usual period where what was typed cannot be."""
    return Asked(place_of(request), *form.period(USUAL))


def crumbs(here: Place, title: str = "") -> list[Crumb]:
    """Supervision, the place, and what is shown of it."""
    url = f"{reverse('supervision')}?{urlencode({'at': here.short})}"
    found = [Crumb(_("督办"), reverse("supervision")), Crumb(here.name, url)]
    return [*found, Crumb(title)] if title else found


def records_url(said: Asked) -> str:
    """The list of the records behind a number."""
    asked = {"at": said.place.short, "since": said.start.isoformat(),
             "until": said.end.isoformat()}  # fmt: skip
    return f"{reverse('requests-all')}?{urlencode(asked)}"
