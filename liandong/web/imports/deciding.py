"""Take the whole file, or the rows that are right, or nothing."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from liandong.core.kernel.errors import LiandongError
from liandong.domains.guarantee import steps
from liandong.domains.guarantee.preview import Preview, preview
from liandong.domains.intake import actions as intake
from liandong.domains.intake.models import Batch, StagedFinding, State
from liandong.web.access import needs
from liandong.web.components.paging import page_of
from liandong.web.components.shapes import Column
from liandong.web.imports import batches, changes, frame
from liandong.web.imports.finding import shown
from liandong.web.imports.forms import LookedForm
from liandong.web.imports.words import field_label, problem

PAGE = 20
# Errors that no mending of the file settles: only the sender can say.
ASKED = ("blank_ask", "unit_unknown", "unit_suspect")


@needs(batches.IMPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """What would change, and the decision. `accept` is `all` or `valid`; `looked` says that the
    figures far out have been seen."""
    batch = batches.one(request, pk)
    far_out = steps.far_out(batch)
    form = LookedForm(request.POST or None, asked=far_out.exists())
    if request.method == "POST":
        try:
            steps.accept(
                batch, accept_valid=request.POST.get("accept") == "valid",
                by=request.user.username, at=timezone.now(), looked=form.is_valid(),
            )  # fmt: skip
        except LiandongError as error:
            if error.code != "not_looked_at":
                raise
            return _asking(request, batch, form, far_out)
        return redirect("import_publishing", pk)
    if batch.state != State.READ:
        return redirect(batches.stands_at(batch))
    return _asking(request, batch, form, far_out)


def _asking(
    request: HttpRequest, batch: Batch, form: LookedForm, far_out: QuerySet[StagedFinding]
) -> HttpResponse:
    would = preview(batch)
    page = page_of(request, would.corrections, PAGE)
    context = frame.page(
        request, batch, frame.DECIDE, would=would, page=page,
        corrections=changes.planned(list(page)), columns=changes.columns(),
        fields=_fields(would), field_columns=_field_columns(), same=_same(batch),
        errors=batch.understood.get("counts", {}).get("error", 0),
        warnings=batch.understood.get("counts", {}).get("warning", 0),
        problem=problem(batch.problem), asked=_asked(batch), form=form,
        far_out=shown(batch, list(far_out[:PAGE])), far_out_more=max(far_out.count() - PAGE, 0),
    )  # fmt: skip
    return render(request, "imports/decide.html", context, status=400 if form.errors else 200)


def _field_columns() -> list[Column]:
    return [
        Column("field", _("项目")), Column("added", _("新登记"), kind="number"),
        Column("corrected", _("有更正"), kind="number"),
        Column("unchanged", _("没有变化"), kind="number"),
    ]  # fmt: skip


def _fields(would: Preview) -> list[dict[str, object]]:
    return [{"field": field_label(code), **counts} for code, counts in would.fields.items()]


def _asked(batch: Batch) -> int:
    """How many questions about whole columns stand open."""
    codes = batch.understood.get("codes", {})
    return sum(codes.get(f"error {code}", 0) for code in ASKED)


def _same(batch: Batch) -> Batch | None:
    """The same file, published before."""
    earlier = Batch.objects.filter(sha256=batch.sha256, state=State.PUBLISHED, unit=batch.unit)
    return earlier.exclude(pk=batch.pk).first()


@needs(batches.IMPORT)
@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Take nothing of the file."""
    batch = batches.one(request, pk)
    intake.discard(batch, by=request.user.username, at=timezone.now())
    messages.success(request, _("已放弃“%(file)s”，什么都没有登记。") % {"file": batch.file_name})
    return redirect("imports")
