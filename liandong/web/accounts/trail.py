"""The auditor's room: the trail, narrowed, taken away, proved."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from liandong.domains.accounts.enums import Permission
from liandong.domains.audit import trail
from liandong.domains.audit.models import Event
from liandong.domains.orgs import tree
from liandong.domains.orgs.models import Unit
from liandong.domains.orgs.queries import full_code, visible
from liandong.web import access
from liandong.web.access import needs
from liandong.web.accounts.forms import TrailForm
from liandong.web.accounts.trail_book import write
from liandong.web.accounts.whose import People, done_by
from liandong.web.accounts.words import ACTIONS, action_label, change_of, subject_of
from liandong.web.components.shapes import Column, Crumb
from liandong.web.workbooks import XLSX

PAGE = 50
MOST = 50_000
READ = Permission.READ_AUDIT


def _found(request: HttpRequest, form: TrailForm, before: int | None = None) -> QuerySet[Event]:
    """What the form asks for, within the auditor's area; the whole trail for a whole tree."""
    form.is_valid()
    asked = {name: form.cleaned_data.get(name) for name in form.fields}
    units = None
    text = (asked["unit"] or "").strip()
    scope = access.scope(request, READ)
    whole = any(len(tree.ancestors(one.path)) == 1 for one in scope.subtrees)
    if text or not whole:
        mine = Unit.objects.filter(pk__in=visible(scope).values("unit_id"))
        if text:
            mine = mine.filter(Q(code=full_code(text)) | Q(name__contains=text))
        units = mine.values("code")
    wanted = trail.Wanted("", asked["action"] or "", units, asked["since"], asked["until"])
    return done_by(trail.events(wanted, before=before), asked["by"] or "")


@needs(READ)
@require_safe
def audit(request: HttpRequest) -> HttpResponse:
    """Who did what, newest first; `before` is the number of the last event seen."""
    form = TrailForm(request.GET, list(ACTIONS.items()))
    before = request.GET.get("before", "")
    found = _found(request, form, int(before) if before.isdecimal() else None)
    shown = list(found[: PAGE + 1])
    context = {
        "crumbs": [Crumb(_("审计记录"))], "form": form, "columns": _columns(),
        "rows": rows_of(shown[:PAGE]), "older": _older(request, shown),
        "narrowed": any(request.GET.get(name) for name in form.fields),
        "newest": bool(before), "asked": _asked(request, form),
    }  # fmt: skip
    return render(request, "accounts/audit.html", context)


def _asked(request: HttpRequest, form: TrailForm) -> list[tuple[str, str]]:
    return [(name, request.GET[name]) for name in form.fields if request.GET.get(name)]


def _older(request: HttpRequest, shown: list[Event]) -> str:
    if len(shown) <= PAGE:
        return ""
    kept = {key: value for key, value in request.GET.items() if key != "before" and value}
    return f"?{urlencode({**kept, 'before': shown[PAGE - 1].pk})}"


def _columns() -> list[Column]:
    return [
        Column("at", _("时间"), kind="date"), Column("by", _("谁")),
        Column("action", _("做了什么")), Column("subject", _("对象")), Column("change", _("前后")),
    ]  # fmt: skip


def rows_of(events: list[Event]) -> list[dict[str, Any]]:
    """Events as rows: units by name, what it was before and after in short."""
    codes = {one.unit for one in events if one.unit}
    names = dict(Unit.objects.filter(code__in=codes).values_list("code", "name"))
    people = People(events)
    return [_row(one, people, names) for one in events]


def _row(one: Event, people: People, names: dict[str, str]) -> dict[str, Any]:
    doer = people.doer(one)
    return {
        "at": one.at, "at_note": f"{timezone.localtime(one.at):%H:%M:%S} · #{one.pk}",
        "by": doer.name, "by_note": doer.note,
        "action": action_label(one.action), "action_note": one.reason,
        "subject": people.meant(one) or subject_of(one),
        "subject_note": names.get(one.unit, one.unit),
        "change": change_of(one),
    }  # fmt: skip


@needs(READ)
@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """The trail as narrowed, as a workbook; taking it away is noted."""
    form = TrailForm(request.POST, list(ACTIONS.items()))
    found = list(_found(request, form)[:MOST])
    narrowed = {name: request.POST[name] for name in form.fields if request.POST.get(name)}
    stream = BytesIO()
    write(stream, found, narrowed, by=request.user.username, most=MOST)
    trail.exported(by=request.user.username, at=timezone.now(), narrowed=narrowed, count=len(found))
    stream.seek(0)
    name = _("审计记录 %(day)s.xlsx") % {"day": timezone.localdate().isoformat()}
    return FileResponse(stream, as_attachment=True, filename=name, content_type=XLSX)


@needs(READ)
@require_POST
def prove(request: HttpRequest) -> HttpResponse:
    """Whether any event was touched, said in words."""
    proof = trail.prove(by=request.user.username, at=timezone.now())
    context = {
        "crumbs": [Crumb(_("审计记录"), "/audit/"), Crumb(_("核对"))], "proof": proof,
        "broken": rows_of([proof.broken]) if proof.broken else [], "columns": _columns(),
        "last": proof.last[:16],
    }  # fmt: skip
    return render(request, "accounts/proof.html", context)
