"""All files sent, and the record of one."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from liandong.domains.guarantee.models import LedgerFact
from liandong.domains.intake.actions import path_of
from liandong.domains.intake.models import Batch, State
from liandong.domains.orgs.queries import short_code
from liandong.web.access import needs
from liandong.web.components.paging import page_of
from liandong.web.components.shapes import Column
from liandong.web.components.tags.numbers import moment
from liandong.web.imports import batches, changes, frame
from liandong.web.imports.record import items_of

PAGE = 25


@needs(batches.IMPORT)
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """Every ledger sent for the areas of this person."""
    page = page_of(request, batches.mine(request), PAGE)
    names = batches.names_of({one.uploaded_by for one in page})
    context = {
        "crumbs": frame.crumbs(), "columns": _columns(), "page": page,
        "rows": [_row(one, names) for one in page],
    }  # fmt: skip
    return render(request, "imports/list.html", context)


def _columns() -> list[Column]:
    return [
        Column("file", _("文件")),
        Column("state", _("状态")),
        Column("area", _("范围")),
        Column("as_of", _("数据截至"), kind="date"),
        Column("rows", _("行数"), kind="number"),
        Column("accepted", _("已收"), kind="number"),
        Column("who", _("上传")),
    ]


def _row(one: Batch, names: dict[str, str]) -> dict[str, Any]:
    counts = one.understood.get("counts", {})
    note = ""
    if one.state == State.READ and (errors := counts.get("error", 0)):
        note = _("%(n)d 处必须改") % {"n": errors}
    return {
        "file": one.file_name, "file_url": batches.stands_at(one),
        "state": one.get_state_display(), "state_note": note, "area": one.unit.name,
        "as_of": one.as_of, "rows": one.rows if one.rows else None,
        "accepted": one.accepted if one.state == State.PUBLISHED else None,
        "who": names.get(one.uploaded_by, one.uploaded_by), "who_note": moment(one.uploaded_at),
    }  # fmt: skip


@needs(batches.IMPORT)
@require_safe
def batch(request: HttpRequest, pk: int) -> HttpResponse:
    """The record of a file that is done with; one still under way leads to its step."""
    one = batches.one(request, pk)
    if one.state not in {State.PUBLISHED, State.DISCARDED}:
        return redirect(batches.stands_at(one))
    facts = LedgerFact.objects.filter(batch=one, replaces__isnull=False)
    changed = facts.select_related("unit", "replaces").order_by("unit__code", "field")
    page = page_of(request, changed, PAGE)
    changed_any = bool(one.outcome.get("added") or one.outcome.get("corrected"))
    day = f"?on={one.as_of.isoformat()}" if one.as_of else ""
    context = frame.page(
        request, one, frame.DONE + 1, items=items_of(one), page=page,
        corrections=changes.recorded(page),
        columns=changes.columns(), changed=changed_any, published=one.state == State.PUBLISHED,
        unit_url=f"/units/{short_code(one.unit.code)}/{day}",
        refused=one.rows - one.accepted, new=changed_any and batches.figures_are_new(one),
    )  # fmt: skip
    return render(request, "imports/done.html", context)


@needs(batches.IMPORT)
@require_safe
def original(request: HttpRequest, pk: int) -> HttpResponse:
    """The file as it was sent."""
    one = batches.one(request, pk)
    return FileResponse(path_of(one).open("rb"), as_attachment=True, filename=one.file_name)
