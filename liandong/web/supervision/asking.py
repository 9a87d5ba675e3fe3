"""Which place and which days a supervisor asks about; where the records behind a number are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandong.core.kernel.errors import error
from liandong.domains.accounts.enums import Permission
from liandong.domains.accounts.queries import Forbidden
from liandong.domains.observatory import days
from liandong.domains.orgs import queries as orgs
from liandong.domains.orgs.queries import Place
from liandong.web import access
from liandong.web.components.shapes import Crumb
from liandong.web.context import url_of
from liandong.web.members.forms import day_field

USUAL = timedelta(days=89)
FIRST, LAST = date(2000, 1, 1), date(2100, 1, 1)
LONGEST = timedelta(days=366 * 3)


class PeriodForm(forms.Form):
    """From when to when, both days counted; the last ninety days to begin with."""

    at = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput())
    start = day_field(gettext_lazy("从"), required=False)
    end = day_field(gettext_lazy("到"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        start, end = data.get("start"), data.get("end")
        if any(day and not FIRST <= day <= LAST for day in (start, end)):
            raise forms.ValidationError(_("请选 2000 年到 2100 年之间的日期。"))
        if start and end and start > end:
            raise forms.ValidationError(_("开始的日期不能晚于结束的日期。"))
        if start and (end or days.today()) - start > LONGEST:
            raise forms.ValidationError(_("一次最多看三年。"))
        return data


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


def asked(request: HttpRequest, form: PeriodForm) -> Asked:
    """What a page of a period speaks of; the usual period where what was typed cannot be."""
    data = form.cleaned_data if form.is_valid() else {}
    end = data.get("end") or days.today()
    start = data.get("start") or end - USUAL
    return Asked(place_of(request), min(start, end), end)


def crumbs(here: Place, title: str = "") -> list[Crumb]:
    """Supervision, the place, and what is shown of it."""
    url = f"{reverse('supervision')}?{urlencode({'at': here.short})}"
    found = [Crumb(_("督办"), reverse("supervision")), Crumb(here.name, url)]
    return [*found, Crumb(title)] if title else found


def records_url(said: Asked) -> str:
    """The list of the records behind a number; "" where this instance has no such page."""
    url = url_of("requests-all")
    asked = {"at": said.place.short, "since": said.start.isoformat(),
             "until": said.end.isoformat()}  # fmt: skip
    return f"{url}?{urlencode(asked)}" if url else ""
