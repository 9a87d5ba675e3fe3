"""Try a change: fill in, paste or upload; then what is wrong with it, or what it would change."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_POST

from liandong.core.kernel.errors import Severity
from liandong.core.kernel.scope import Scope
from liandong.domains.accounts.enums import Permission
from liandong.domains.norms import books as norms
from liandong.domains.observatory import adoption, days, whatif, whatif_said
from liandong.domains.observatory.adoption import Proposal
from liandong.domains.orgs import queries
from liandong.domains.orgs.queries import Place
from liandong.web import access
from liandong.web.choosing import spoken
from liandong.web.norms import rows
from liandong.web.norms.adopting import may_adopt
from liandong.web.norms.forms import Draft, Pasted, Uploaded
from liandong.web.norms.views import frame


def _home(request: HttpRequest) -> Place:
    return access.rights(request).home or queries.roots()[0]


def _draft(request: HttpRequest, data: Any = None, **initial: Any) -> Draft:
    language = get_language() or "zh-hans"
    return Draft(
        data, book=norms.book(), language=language, auto_id="draft-%s", initial=initial,
        area=_area(request),
    )  # fmt: skip


def _area(request: HttpRequest) -> Scope:
    return access.scope(request, Permission.PROPOSE_NORMS)


def _asked(request: HttpRequest, **forms: Any) -> dict[str, Any]:
    """The three ways to say it; the one that was sent keeps what was filled in."""
    at = _home(request)
    unit = request.GET.get("unit") or spoken(at)
    said, area = {"unit": unit, "on": access.as_of(request)}, _area(request)
    usual = {"norm": request.GET.get("norm", ""), "scope": spoken(at), "start": days.today()}
    return {
        "draft": _draft(request, **said, **usual),
        "pasted": Pasted(auto_id="text-%s", initial=said, area=area),
        "uploaded": Uploaded(auto_id="file-%s", initial=said, area=area),
        "file_error": "",
        "by_file": bool({"pasted", "uploaded"} & forms.keys()),
    } | forms


@require_GET
@access.needs(Permission.PROPOSE_NORMS)
def ask(request: HttpRequest) -> HttpResponse:
    """The forms."""
    return render(request, "norms/try.html", frame(request) | _asked(request))


@require_POST
@access.needs(Permission.PROPOSE_NORMS)
def drafted(request: HttpRequest) -> HttpResponse:
    """One value filled in."""
    form = _draft(request, request.POST)
    if not form.is_valid():
        page = frame(request) | _asked(request, draft=form) | {"wrong": form}
        return render(request, "norms/try.html", page, status=422)
    return _result(request, form.yaml(), f"{form.cleaned_data['norm']}.yaml", form.cleaned_data)


@require_POST
@access.needs(Permission.PROPOSE_NORMS)
def pasted(request: HttpRequest) -> HttpResponse:
    """A file pasted as text."""
    form = Pasted(request.POST, auto_id="text-%s", area=_area(request))
    if not form.is_valid():
        page = frame(request) | _asked(request, pasted=form) | {"wrong": form}
        return render(request, "norms/try.html", page, status=422)
    said = form.cleaned_data
    return _result(request, said["text"].replace("\r\n", "\n"), said["name"] or "norms.yaml", said)


@require_POST
@access.needs(Permission.PROPOSE_NORMS)
def uploaded(request: HttpRequest) -> HttpResponse:
    """A file uploaded."""
    form = Uploaded(request.POST, request.FILES, auto_id="file-%s", area=_area(request))
    if not form.is_valid():
        page = frame(request) | _asked(request, uploaded=form) | {"wrong": form}
        page["file_error"] = " ".join(form.errors.get("file", []))
        return render(request, "norms/try.html", page, status=422)
    name, text = form.cleaned_data["file"]
    return _result(request, text.replace("\r\n", "\n"), name, form.cleaned_data)


def _result(request: HttpRequest, text: str, name: str, said: dict[str, Any]) -> HttpResponse:
    """Findings by line, or what would change; 422 when the file cannot be used."""
    at = access.place(request, said["unit"], Permission.PROPOSE_NORMS)
    with adoption.as_file(text, name) as file:
        proposal = adoption.propose(file)
    again = {"unit": spoken(at), "on": said["on"], "text": text, "name": name}
    page = frame(request, at) | {
        "on": said["on"],
        "findings": rows.findings(proposal.findings),
        "blocked": proposal.book is None,
        "lines": list(enumerate(text.splitlines(), 1)),
        "again": Pasted(initial=again, auto_id="again-%s", area=_area(request)),
        "text": text, "name": name, "as_if": None,
    }  # fmt: skip
    if proposal.book is None:
        return render(request, "norms/result.html", page, status=422)
    page |= _effects(proposal, at, said["on"])
    page["may_adopt"] = bool(proposal.rows) and may_adopt(request, proposal)
    page["seen"] = norms.digest(proposal.present)
    return render(request, "norms/result.html", page)


def _effects(proposal: Proposal, at: Place, on: date) -> dict[str, Any]:
    found = whatif.of(proposal, at, on=on, known_at=timezone.now(), as_if=True)
    query = f"?on={on.isoformat()}"
    return {
        "since": found.since,
        "as_if": found.norms_on if found.norms_on != on else None,
        "summary": rows.said(whatif_said.summary(found)),
        "doubts": any(one.severity is not Severity.ERROR for one in proposal.findings),
        "falls": sum(one.falls for one in found.effects),
        "effects": [
            {
                "title": rows.said(one.standard.title),
                "key": one.standard.key,
                "sentence": rows.said(whatif_said.sentence(one, found.communities)),
                "gap_before": one.before.gap, "gap_after": one.after.gap,
                "more": rows.signed(one.more), "unit": rows.said(one.standard.unit),
                "counts_columns": rows.counts_columns(), "counts": rows.counts(one),
                "columns": rows.changes_columns(one.standard.unit),
                "rows": rows.changes(one.changes[: rows.SHOWN], query),
                "total": len(one.changes), "shown": min(len(one.changes), rows.SHOWN),
            }
            for one in found.effects
        ],
    }  # fmt: skip
