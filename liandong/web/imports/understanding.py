"""How the file was understood, column by column, to be confirmed or put right."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from liandong.domains.guarantee import steps
from liandong.domains.intake.models import Batch, State
from liandong.web.access import needs
from liandong.web.imports import batches, frame
from liandong.web.imports.reading_form import ReadingForm
from liandong.web.imports.words import problem


@needs(batches.IMPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def understanding(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm and go on; or change something, and the file is read again."""
    batch = batches.one(request, pk)
    if batch.state not in {State.READ, State.FAILED}:
        return redirect(batches.stands_at(batch))
    form = ReadingForm(batch, request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _go_on(request, batch, form)
    failed = batch.state == State.FAILED
    context = frame.page(
        request, batch, frame.UNDERSTAND, form=form, failed=failed, problem=problem(batch.problem),
        askable=bool(form.sheets or form.columns), questions=form.questions,
        skipped=batch.understood.get("skipped", []), open_columns=form.columns,
    )  # fmt: skip
    return render(
        request, "imports/understanding.html", context, status=400 if form.errors else 200
    )


def _go_on(request: HttpRequest, batch: Batch, form: ReadingForm) -> HttpResponse:
    options = form.options()
    if options == form.standing and batch.state == State.READ:
        return redirect("import_findings", batch.pk)
    steps.read_again(batch, options, by=request.user.username, at=timezone.now())
    messages.success(request, _("正按您的选择重新读取。"))
    return redirect("import_reading", batch.pk)
