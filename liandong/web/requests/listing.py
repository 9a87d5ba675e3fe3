"""Every request a person may read: found by words, narrowed, taken away as Excel."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from liandong.domains.accounts.enums import ON_REQUESTS, Permission
from liandong.domains.accounts.queries import Rights
from liandong.domains.casework import actions, queries, words
from liandong.domains.casework.models import Case
from liandong.domains.casework.queries import Slice
from liandong.domains.workflow import definitions
from liandong.web import access
from liandong.web.acting import how
from liandong.web.catalogue.choosing import time_class_field
from liandong.web.choosing import NamedPlaceField
from liandong.web.components.shapes import Crumb
from liandong.web.components.tags.numbers import figure, moment
from liandong.web.dashboard.words import said
from liandong.web.fields import day_field
from liandong.web.requests import lines
from liandong.web.workbooks import Sheet, taken
from liandong.web.workbooks import said as note

PAGE = 50
MOST = 20_000  # rows of a workbook; more are narrowed first


def _states() -> list[tuple[str, str]]:
    known = definitions.newest("request").states
    return [("", _("全部")), *((one.code, said(one.title)) for one in known.values())]


class NarrowForm(forms.Form):
    """What the list is narrowed by."""

    q = forms.CharField(label=gettext_lazy("内容"), required=False, max_length=60)
    at = NamedPlaceField(label=gettext_lazy("发生地"))
    state = forms.ChoiceField(label=gettext_lazy("状态"), required=False)
    time_class = time_class_field(gettext_lazy("全部"))
    since = day_field(gettext_lazy("从"), required=False)
    until = day_field(gettext_lazy("到"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = _states()  # type: ignore[attr-defined]


def _found(rights: Rights, form: NarrowForm, *, after: str | None, limit: int) -> Slice:
    asked = form.cleaned_data if form.is_valid() else {}
    return queries.listed(
        rights, text=asked.get("q", ""), place=asked.get("at"), state=asked.get("state", ""),
        time_class=asked.get("time_class", ""), since=asked.get("since"),
        until=asked.get("until"), after=after, limit=limit,
    )  # fmt: skip


@access.needs(*ON_REQUESTS)
def every(request: HttpRequest) -> HttpResponse:
    """Newest first, a page at a time."""
    rights = access.rights(request)
    form = NarrowForm(request.GET or None, auto_id="narrow_%s")
    found = _found(rights, form, after=request.GET.get("after"), limit=PAGE)
    kept = {name: value for name, value in request.GET.items() if value and name != "after"}
    here = reverse("requests-all")
    shown = {
        "crumbs": [Crumb(_("诉求办理"), reverse("requests")), Crumb(_("查找诉求"))], "form": form,
        "columns": lines.columns(), "rows": lines.rows(found.rows, timezone.now()),
        "narrowed": bool(kept), "clear_url": here,
        "kept": kept, "may_export": rights.may(Permission.EXPORT_REQUESTS),
        "next_url": f"{here}?{urlencode(kept | {'after': found.next})}" if found.next else "",
    }  # fmt: skip
    return render(request, "requests/all.html", shown, status=400 if form.errors else 200)


@access.needs(Permission.EXPORT_REQUESTS)
@require_POST
def excel(request: HttpRequest) -> HttpResponse:
    """The same rows as .xlsx, on record; who asked is not in it, nor numbers that somebody wrote
    into the text. A second sheet says as of when, and how many there are at most."""
    form = NarrowForm(request.POST)
    if not form.is_valid():
        kept = {name: request.POST[name] for name in form.fields if request.POST.get(name)}
        return redirect(f"{reverse('requests-all')}?{urlencode(kept)}")
    found = _found(access.rights(request), form, after=None, limit=MOST)
    at = timezone.now()
    heads = [_("编号"), _("收到"), *(str(one.label) for one in lines.columns())]
    told = [_("截至 {at}").format(at=moment(at))]
    if found.next:
        told.append(_("只有最新的 {n} 件；请缩小范围再导出。").format(n=figure(MOST)))
    actions.took_away(_told(form), rows=len(found.rows), **how(request))
    return taken(
        "requests.xlsx", Sheet(_("诉求"), heads, (_cells(one, at) for one in found.rows)),
        note(_("说明"), told),
    )  # fmt: skip


def _told(form: NarrowForm) -> dict[str, str]:
    """What was asked for, as it goes on record: places by their code."""
    said = form.cleaned_data
    place = said["at"].code if said.get("at") else ""
    return {name: str(value) for name, value in {**said, "at": place}.items() if value}


def _cells(case: Case, at: datetime) -> list[str]:
    row = lines.row(case, at)
    received = timezone.localtime(case.received_at).isoformat(" ", "minutes")
    text = words.without_contacts(case.text)
    return [case.number, received, text, row["place"], row["matter"], row["handler"],
            row["due_note"], row["state_word"]]  # fmt: skip
