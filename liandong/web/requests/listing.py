"""Every request a person may read: found by words, narrowed, taken away as Excel."""

from __future__ import annotations

import io
from typing import Any

import xlsxwriter
from django import forms
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandong.core.kernel.errors import LiandongError
from liandong.core.kernel.scope import ALL
from liandong.domains.accounts.queries import Rights
from liandong.domains.casework import queries
from liandong.domains.casework.queries import Slice
from liandong.domains.catalogue.enums import TimeClass
from liandong.domains.orgs.queries import Place
from liandong.domains.workflow import definitions
from liandong.web import access
from liandong.web.choosing import one_place
from liandong.web.components.shapes import Crumb
from liandong.web.dashboard.words import said
from liandong.web.errors import words_of
from liandong.web.imports.uploading import XLSX
from liandong.web.members.forms import day_field
from liandong.web.requests import lines
from liandong.web.whistles.lines import require_any

PAGE = 50
MOST = 20_000  # rows of a workbook; more are narrowed first


def _states() -> list[tuple[str, str]]:
    known = definitions.newest("request").states
    return [("", _("全部")), *((one.code, said(one.title)) for one in known.values())]


class NarrowForm(forms.Form):
    """What the list is narrowed by."""

    q = forms.CharField(label=gettext_lazy("内容"), required=False, max_length=60)
    at = forms.CharField(label=gettext_lazy("发生地"), required=False, max_length=60)
    state = forms.ChoiceField(label=gettext_lazy("状态"), required=False)
    time_class = forms.ChoiceField(
        label=gettext_lazy("时限类别"), required=False,
        choices=[("", gettext_lazy("全部")), *TimeClass.choices],
    )  # fmt: skip
    since = day_field(gettext_lazy("从"), required=False)
    until = day_field(gettext_lazy("到"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = _states()  # type: ignore[attr-defined]

    def clean_at(self) -> Place | None:
        asked = self.cleaned_data["at"]
        try:
            return one_place(asked, ALL) if asked else None
        except LiandongError as error:
            raise forms.ValidationError(words_of(error)) from error


def _found(rights: Rights, form: NarrowForm, *, after: str | None, limit: int) -> Slice:
    asked = form.cleaned_data if form.is_valid() else {}
    return queries.listed(
        rights, text=asked.get("q", ""), place=asked.get("at"), state=asked.get("state", ""),
        time_class=asked.get("time_class", ""), since=asked.get("since"),
        until=asked.get("until"), after=after, limit=limit,
    )  # fmt: skip


@access.signed_in
def every(request: HttpRequest) -> HttpResponse:
    """Newest first, a page at a time."""
    rights = access.rights(request)
    require_any(rights)
    form = NarrowForm(request.GET or None, auto_id="narrow_%s")
    found = _found(rights, form, after=request.GET.get("after"), limit=PAGE)
    kept = {name: value for name, value in request.GET.items() if value and name != "after"}
    here = reverse("requests-all")
    shown = {
        "crumbs": [Crumb(_("诉求办理"), reverse("requests")), Crumb(_("查找诉求"))], "form": form,
        "columns": lines.columns(), "rows": lines.rows(found.rows, timezone.now()),
        "narrowed": bool(kept), "clear_url": here,
        "excel_url": f"{reverse('requests-excel')}?{urlencode(kept)}",
        "next_url": f"{here}?{urlencode(kept | {'after': found.next})}" if found.next else "",
    }  # fmt: skip
    return render(request, "requests/all.html", shown, status=400 if form.errors else 200)


@access.signed_in
def excel(request: HttpRequest) -> HttpResponse:
    """The same rows as .xlsx; who asked is not in it."""
    rights = access.rights(request)
    require_any(rights)
    form = NarrowForm(request.GET or None)
    cases = _found(rights, form, after=None, limit=MOST).rows
    stream, at = io.BytesIO(), timezone.now()
    heads = [_("编号"), _("收到"), *(one.label for one in lines.columns())]
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet(_("诉求"))
        sheet.write_row(0, 0, [str(one) for one in heads])
        for n, case in enumerate(cases, 1):
            row = lines.row(case, at)
            told = [case.number, timezone.localtime(case.received_at).isoformat(" ", "minutes"),
                    case.text, row["place"], row["matter"], row["handler"], row["due"],
                    row["state_word"]]  # fmt: skip
            for column, value in enumerate(told):
                sheet.write_string(n, column, str(value))
    stream.seek(0)
    return FileResponse(stream, as_attachment=True, filename="requests.xlsx", content_type=XLSX)
