"""Every item a person may read, or everybody: found by words, narrowed, taken away as Excel."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandong.domains.accounts.queries import Rights
from liandong.domains.admission import queries
from liandong.domains.admission.enums import ItemKind
from liandong.domains.admission.models import Item
from liandong.domains.admission.queries import Slice
from liandong.domains.observatory import days
from liandong.domains.workflow import definitions
from liandong.web import access
from liandong.web.admission import lines
from liandong.web.choosing import NamedPlaceField
from liandong.web.components.shapes import Crumb
from liandong.web.components.tags.numbers import figure, moment
from liandong.web.dashboard.words import said
from liandong.web.workbooks import Sheet, taken
from liandong.web.workbooks import said as note

PAGE = 50
MOST = 20_000


def _states() -> list[tuple[str, str]]:
    known = definitions.newest("admission").states
    return [("", _("全部")), *((one.code, said(one.title)) for one in known.values())]


class NarrowForm(forms.Form):
    """What the list is narrowed by."""

    q = forms.CharField(label=gettext_lazy("内容"), required=False, max_length=60)
    at = NamedPlaceField(label=gettext_lazy("社区或地区"))
    kind = forms.ChoiceField(
        label=gettext_lazy("类别"), required=False,
        choices=[("", gettext_lazy("全部")), *ItemKind.choices],
    )  # fmt: skip
    state = forms.ChoiceField(label=gettext_lazy("状态"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = _states()  # type: ignore[attr-defined]


def reader(request: HttpRequest) -> Rights | None:
    """The rights of whoever has signed in; None for everybody else, who sees what is public."""
    return access.rights(request) if request.user.is_authenticated else None


def _found(rights: Rights | None, form: NarrowForm, after: str | None, limit: int) -> Slice:
    asked = form.cleaned_data if form.is_valid() else {}
    states = [asked["state"]] if asked.get("state") else []
    return queries.listed(
        rights, text=asked.get("q", ""), states=states, kind=asked.get("kind", ""),
        place=asked.get("at"), on=days.today(), after=after, limit=limit,
    )  # fmt: skip


def every(request: HttpRequest) -> HttpResponse:
    """Newest first, a page at a time. What was published is for everybody."""
    form = NarrowForm(request.GET or None, auto_id="narrow_%s")
    found = _found(reader(request), form, request.GET.get("after"), PAGE)
    kept = {name: value for name, value in request.GET.items() if value and name != "after"}
    here = reverse("admission-all")
    shown = {
        "crumbs": [Crumb(_("事项准入"), reverse("admission")), Crumb(_("全部事项"))],
        "form": form, "columns": lines.columns(), "rows": lines.rows(found.rows, timezone.now()),
        "narrowed": bool(kept), "clear_url": here,
        "excel_url": f"{reverse('admission-excel')}?{urlencode(kept)}",
        "next_url": f"{here}?{urlencode(kept | {'after': found.next})}" if found.next else "",
    }  # fmt: skip
    return render(request, "admission/all.html", shown, status=400 if form.errors else 200)


def excel(request: HttpRequest) -> HttpResponse:
    """The same rows as .xlsx, with as of when on a second sheet."""
    form, at = NarrowForm(request.GET or None), timezone.now()
    found = _found(reader(request), form, None, MOST)
    heads = [_("编号"), _("事项"), _("类别"), _("申请部门"), _("地区"), _("状态"), _("依据"),
             _("每年次数"), _("每次小时数"), _("每年经费（元）"), _("申请期限")]  # fmt: skip
    told = [_("截至 {at}").format(at=moment(at))]
    if found.next:
        told.append(_("只有最新的 {n} 件；请缩小范围再导出。").format(n=figure(MOST)))
    sheet = Sheet(_("准入事项"), heads, (_cells(one, at) for one in found.rows))
    return taken("admission.xlsx", sheet, note(_("说明"), told))


def _cells(one: Item, at: datetime) -> list[Any]:
    return [
        one.number, one.title, lines.kind_of(one), one.department.name, one.place.name,
        lines.state_of(one), one.basis, one.times, one.hours, one.money,
        lines.span(one.wanted_from, one.wanted_until),
    ]  # fmt: skip
