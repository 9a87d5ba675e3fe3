"""Work going on in the background: looked at, left, come back to."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django_htmx.http import HttpResponseClientRedirect

from liandong.domains.intake.models import Batch, State
from liandong.web.access import needs
from liandong.web.imports import batches, frame

# The figures follow within a second; if the worker is behind, the record need not wait for them.
_PATIENCE = timedelta(seconds=20)


@needs(batches.IMPORT)
@require_safe
def reading(request: HttpRequest, pk: int) -> HttpResponse:
    """The worker reads the file."""
    batch = batches.one(request, pk)
    if batch.state not in {State.UPLOADED, State.READING}:
        return _on(request, batches.stands_at(batch))
    waiting = batch.state == State.UPLOADED
    return _show(
        request, batch, frame.UPLOAD, title=_("正在读取"), url="import_reading",
        label=_("等候读取") if waiting else _("正在读取和核对"),
        done=batch.done if batch.done else None, total=batch.rows if batch.done else None,
    )  # fmt: skip


@needs(batches.IMPORT)
@require_safe
def publishing(request: HttpRequest, pk: int) -> HttpResponse:
    """The worker puts the facts on record, then the figures of every level are made anew."""
    batch = batches.one(request, pk)
    published = batch.state == State.PUBLISHED
    if published and _settled(batch):
        return _on(request, reverse("import_batch", args=[pk]))
    if not published and batch.state != State.PUBLISHING:
        return _on(request, _back(batch))
    return _show(
        request, batch, frame.DECIDE, title=_("正在发布"), url="import_publishing",
        label=_("已登记，正在更新各级数字") if published else _("正在登记"), done=None, total=None,
    )  # fmt: skip


def _settled(batch: Batch) -> bool:
    if not (batch.outcome.get("added") or batch.outcome.get("corrected")):
        return True
    late = batch.published_at and timezone.now() - batch.published_at > _PATIENCE
    return bool(late) or batches.figures_are_new(batch)


def _back(batch: Batch) -> str:
    """Publishing did not come about: back to the decision, which says why."""
    if batch.state == State.READ:
        return reverse("import_decide", args=[batch.pk])
    return batches.stands_at(batch)


def _on(request: HttpRequest, url: str) -> HttpResponse:
    return HttpResponseClientRedirect(url) if request.htmx else redirect(url)  # type: ignore[attr-defined]


def _show(request: HttpRequest, batch: Batch, at: int, *, url: str, **said: object) -> HttpResponse:
    context = frame.page(request, batch, at, url=reverse(url, args=[batch.pk]), **said)
    piece = request.htmx  # type: ignore[attr-defined]
    return render(request, "imports/_progress.html" if piece else "imports/progress.html", context)
