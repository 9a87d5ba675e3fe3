"""What everybody may read: moderated requests, where they stand, how long answers take."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.core.cache import cache
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandong.domains.casework import queries
from liandong.domains.casework.models import Case
from liandong.domains.casework.queries import Rate, Slice
from liandong.domains.casework.queries.public import (
    ClassTime,
    public_by_area,
    public_cases,
    public_matters,
)
from liandong.domains.catalogue.enums import TimeClass
from liandong.domains.observatory import days
from liandong.domains.orgs.queries import roots
from liandong.domains.workflow import definitions
from liandong.web.catalogue.choosing import name_of
from liandong.web.choosing import NamedPlaceField
from liandong.web.components.shapes import Chart, Column, Item
from liandong.web.components.tags.numbers import figure, moment, percent
from liandong.web.dashboard.words import said as words
from liandong.web.portal.following import events, holder_of, matter_of
from liandong.web.workbooks import Sheet, said, taken

PAGE = 20
MOST = 5_000
YEAR = timedelta(days=365)
STATES = [
    ("", gettext_lazy("全部")),
    ("open", gettext_lazy("正在办")),
    ("done", gettext_lazy("已办完")),
]


def home(request: HttpRequest) -> HttpResponse:
    """The way in: say something, look at what others said, complain."""
    return render(request, "portal/home.html", {})


class LookForm(forms.Form):
    """What a list is narrowed by."""

    q = forms.CharField(label=gettext_lazy("内容或编号"), required=False, max_length=60)
    at = NamedPlaceField(label=gettext_lazy("地点"))
    matter = forms.ChoiceField(label=gettext_lazy("事项"), required=False)
    state = forms.ChoiceField(label=gettext_lazy("进展"), required=False, choices=STATES)

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        named = [(one.code, name_of(one)) for one in public_matters()]
        self.fields["matter"].choices = [("", _("全部")), *named]

    def found(self, after: str, limit: int) -> Slice:
        said = self.cleaned_data if self.is_valid() else {}
        done = {"open": False, "done": True}.get(said.get("state", ""))
        return public_cases(
            place=said.get("at"), matter=said.get("matter", ""), text=said.get("q", ""), done=done,
            after=after, limit=limit,
        )  # fmt: skip


def requests(request: HttpRequest) -> HttpResponse:
    """The list, newest first; read on from the last row."""
    form = LookForm(request.GET)
    found = form.found(request.GET.get("after", ""), PAGE)
    kept = {key: request.GET[key] for key in ("q", "at", "matter", "state") if request.GET.get(key)}
    query = urlencode(kept)
    shown = {
        "form": form, "rows": [_line(one) for one in found.rows], "narrowed": bool(kept),
        "next": f"?{urlencode({**kept, 'after': found.next})}" if found.next else "",
        "first": f"?{query}" if request.GET.get("after") else "",
        "excel_url": f"{reverse('portal-excel')}?{query}",
    }  # fmt: skip
    return render(request, "portal/requests.html", shown, status=400 if form.errors else 200)


def _line(case: Case) -> dict[str, Any]:
    return {
        "number": case.number, "url": reverse("portal-request", args=[case.number]),
        "text": case.public_text or case.text, "place": case.place.name, "at": case.received_at,
        "matter": matter_of(case), "state": _state(case), "done": case.state == "closed",
    }  # fmt: skip


def _state(case: Case) -> str:
    return words(definitions.newest("request").state(case.state).title)


def excel(request: HttpRequest) -> FileResponse:
    """The public list as narrowed; a second sheet says as of when, and how many at most."""
    heads = (_("编号"), _("收到"), _("地点"), _("事项"), _("进展"), _("内容"))
    found = LookForm(request.GET).found("", MOST)
    told = [_("截至 {at}").format(at=moment(timezone.now()))]
    if found.next:
        told.append(_("只有最新的 {n} 件；请缩小范围再导出。").format(n=figure(MOST)))
    rows = Sheet(_("公开的诉求"), heads, (_cells(one) for one in found.rows))
    return taken("requests.xlsx", rows, said(_("说明"), told))


def _cells(case: Case) -> list[str]:
    line = _line(case)
    return [line["number"], f"{line['at']:%Y-%m-%d}", line["place"], line["matter"], line["state"],
            line["text"]]  # fmt: skip


def request_page(request: HttpRequest, number: str) -> HttpResponse:
    """One of them: a community is named and no address, no point, no person."""
    case = queries.public_case(number.replace("\x00", "?")[:20])
    state = definitions.of(case.process).state(case.state)
    items = [Item(_("编号"), case.number), Item(_("地点"), case.place.name)]
    items += [Item(_("事项"), matter_of(case))] if case.matter else []
    items += [Item(_("现在由谁办"), holder_of(case, state.holder))] if state.holder else []
    shown = {
        "case": case, "state": words(state.title), "says": words(state.says), "items": items,
        "text": case.public_text or case.text, "events": events(case, private=False),
        "replies": list(case.replies.select_related("unit").order_by("-pk")),
    }  # fmt: skip
    return render(request, "portal/request.html", shown)


def on_map(request: HttpRequest) -> HttpResponse:
    """How many, area by area; the list of each a click away."""
    areas = public_by_area()
    url = reverse("portal-requests")
    links = {one.area.id: f"{url}?{urlencode({'at': one.area.short})}" for one in areas}
    columns = [
        Column("name", _("市县")), Column("n", _("公开的诉求"), "number"),
        Column("open", _("正在办"), "number"),
    ]  # fmt: skip
    rows = [
        {"name": one.area.name, "name_url": links[one.area.id], "n": one.n, "open": one.open}
        for one in areas
    ]  # fmt: skip
    items = [
        {"code": one.area.short, "name": one.area.name, "value": one.n, "n": one.n,
         "url": links[one.area.id]} for one in areas
    ]  # fmt: skip
    picture = Chart(
        key="requests-map", kind="map", title=_("各市县公开的诉求"),
        data={"unit": _("件"), "digits": 0, "counts": True, "items": items},
        columns=columns, rows=rows,
        note=_("只计审核后公开的。多少与人口有关，不是排名。"), size="large",
    )  # fmt: skip
    return render(request, "portal/map.html", {"picture": picture})


class AreaForm(forms.Form):
    """Of which area."""

    at = NamedPlaceField(label=gettext_lazy("地点"))


def times_page(request: HttpRequest) -> HttpResponse:
    """Average times and the three rates by class, each with its n; nothing below the least n."""
    form = AreaForm(request.GET or None)
    place = (form.cleaned_data.get("at") if form.is_valid() else None) or roots()[0]
    end = days.today() + timedelta(days=1)
    start = end - YEAR
    # All of a year is read: once an hour is enough for a page that anybody may ask for. As known
    # when the hour began, so that every process says the same.
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    took, by_class = cache.get_or_set(
        f"portal:times:{place.code}:{end}:{hour:%H}",
        lambda: (
            queries.times(place, start, end, known_at=hour),
            queries.rates(place, start=start, end=end, known_at=hour).by_class,
        ), 3600,
    )  # fmt: skip
    classes = dict(TimeClass.choices)
    shown = {
        "form": form, "place": place, "start": start, "last": end - timedelta(days=1),
        "columns": [Column("name", _("类别")), Column("took", _("平均答复用时")),
                    Column("response", _("按时联系")), Column("resolution", _("解决")),
                    Column("satisfaction", _("诉求人满意"))],
        "rows": [_class_row(str(classes.get(one.time_class, one.time_class)), one,
                            by_class.get(one.time_class)) for one in took],
    }  # fmt: skip
    return render(request, "portal/times.html", shown, status=400 if form.errors else 200)


def _class_row(name: str, took: ClassTime, three: Any) -> dict[str, Any]:
    row: dict[str, Any] = {"name": name}
    if took.average is None:
        row["took"], row["took_note"] = _("件数太少，不公布"), ""
    else:
        row["took"] = _("%(n)s 天") % {"n": figure(took.average.total_seconds() / 86400, 1)}
        row["took_note"] = _("%(n)s 件") % {"n": figure(took.n)}
    for key in ("response", "resolution", "satisfaction"):
        rate: Rate | None = getattr(three, key) if three else None
        if rate is None or not rate.enough or not rate.denominator:
            row[key] = _("件数太少，不公布")
        else:
            row[key] = percent(rate.value)
            row[f"{key}_note"] = f"{figure(rate.numerator)} / {figure(rate.denominator)}"
    return row
