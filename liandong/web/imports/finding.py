"""Every problem by its cell, and the sender's workbook with them marked."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from liandong.core.kernel.errors import Text
from liandong.domains.guarantee import marking
from liandong.domains.guarantee.tasks import mark_batch
from liandong.domains.intake.models import Batch, StagedFinding, State
from liandong.web.access import needs
from liandong.web.components.paging import page_of
from liandong.web.components.shapes import Tab
from liandong.web.imports import batches, frame
from liandong.web.imports.progress import _on
from liandong.web.imports.words import CODES, SEVERITIES, said
from liandong.web.workbooks import XLSX

PAGE = 50
LOOKED_AT = {State.READ, State.PUBLISHED}


@needs(batches.IMPORT)
@require_safe
def findings(request: HttpRequest, pk: int) -> HttpResponse:
    """What the check found, by severity and kind, page by page."""
    batch = batches.one(request, pk)
    if batch.state not in LOOKED_AT:
        return redirect(batches.stands_at(batch))
    severity, code = request.GET.get("severity", ""), request.GET.get("code", "")
    page = page_of(request, _chosen(batch, severity, code), PAGE)
    counts = batch.understood.get("counts", {})
    context = frame.page(
        request, batch, frame.FINDINGS, page=page, shown=shown(batch, list(page)),
        tabs=_tabs(counts, severity), codes=_codes(batch, severity, code), severity=severity,
        errors=counts.get("error", 0), right=counts.get("right", 0),
        wrong=batch.rows - counts.get("right", 0), read=batch.state == State.READ,
        total=sum(counts.get(one, 0) for one in SEVERITIES),
    )  # fmt: skip
    return render(request, "imports/findings.html", context)


def _chosen(batch: Batch, severity: str, code: str) -> QuerySet[StagedFinding]:
    found = batch.findings.order_by("row", "id")
    if severity in SEVERITIES:
        found = found.filter(severity=severity)
    return found.filter(code=code) if code in CODES else found


def _tabs(counts: dict[str, int], chosen: str) -> list[Tab]:
    every = sum(counts.get(one, 0) for one in SEVERITIES)
    tabs = [Tab(_("全部"), "?", chosen not in SEVERITIES, every)]
    for one, label in SEVERITIES.items():
        tabs.append(Tab(str(label), f"?severity={one}", chosen == one, counts.get(one, 0)))
    return tabs


def _codes(batch: Batch, severity: str, chosen: str) -> list[dict[str, Any]]:
    """The kinds of problem that occur, for a choice."""
    found: dict[str, int] = {}
    for key, count in batch.understood.get("codes", {}).items():
        kind, _space, code = key.partition(" ")
        if severity in {"", kind}:
            found[code] = found.get(code, 0) + count
    ordered = sorted(found.items(), key=lambda item: -item[1])
    return [
        {"code": code, "label": CODES.get(code, code), "count": count, "chosen": code == chosen}
        for code, count in ordered
    ]  # fmt: skip


def shown(batch: Batch, found: list[StagedFinding]) -> list[dict[str, Any]]:
    """Findings as a page lists them, each with the place its row is about."""
    rows = {one.row for one in found}
    places = dict(batch.staged.filter(row__in=rows).values_list("row", "place"))
    told = []
    for one in found:
        message = said(Text(one.zh, one.en))
        for mark in ("：", ": "):
            message = message.removeprefix(f"{one.cell}{mark}")
        told.append(
            {
                "severity": one.severity, "kind": SEVERITIES[one.severity], "cell": one.cell,
                "message": message, "place": places.get(one.row, ""),
            }
        )  # fmt: skip
    return told


@needs(batches.IMPORT)
@require_safe
def marked(request: HttpRequest, pk: int) -> HttpResponse:
    """The sender's workbook, marked: at once when it is short, by the worker when it is long."""
    batch = batches.one(request, pk)
    if batch.state not in LOOKED_AT:
        return redirect(batches.stands_at(batch))
    language = get_language() or "zh-hans"
    path = marking.path_of(batch, language)
    if not path.exists() and batch.rows > marking.AT_ONCE:
        return _prepare(request, batch, language)
    if request.htmx:  # type: ignore[attr-defined]
        return _on(request, request.path)
    path = marking.make(batch, language)
    stem = batch.file_name.rpartition(".")[0]
    name = _("%(file)s（已标出问题）.xlsx") % {"file": stem}
    return FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type=XLSX)


def _prepare(request: HttpRequest, batch: Batch, language: str) -> HttpResponse:
    if not request.htmx and "started" not in request.GET:  # type: ignore[attr-defined]
        mark_batch.enqueue(batch.pk, language)
        return redirect(f"{request.path}?started")
    context = frame.page(
        request, batch, frame.FINDINGS, url=reverse("import_marked", args=[batch.pk]),
        title=_("正在标注工作簿"), label=_("正在把问题标进单元格"), done=None, total=None,
        back=reverse("import_findings", args=[batch.pk]),
    )  # fmt: skip
    piece = request.htmx  # type: ignore[attr-defined]
    return render(request, "imports/_progress.html" if piece else "imports/marking.html", context)
