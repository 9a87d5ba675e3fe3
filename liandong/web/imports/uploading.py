"""Send a file, or fetch the sheet to fill in."""

from __future__ import annotations

from io import BytesIO

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from liandong.core.kernel.errors import LiandongError
from liandong.domains.guarantee import blank_sheet, steps
from liandong.domains.intake.models import Batch
from liandong.domains.orgs import queries
from liandong.web import access
from liandong.web.access import needs
from liandong.web.imports import batches, frame
from liandong.web.imports.forms import UploadForm
from liandong.web.imports.words import said
from liandong.web.workbooks import XLSX


@needs(batches.IMPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Choose the area and the file. `?after=` is the file that this one is to replace: its area
    and the choices made about it are kept."""
    after = _after(request)
    areas = batches.areas(request)
    initial = {"unit": str(after.unit_id) if after else request.GET.get("unit", "")}
    form = UploadForm(request.POST or None, request.FILES or None, areas=areas, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            batch = _sent(request, form, after)
        except LiandongError as error:
            form.add_error("file", said(error.text))
        else:
            return redirect("import_reading", batch.pk)
    limit = _("不超过 %(size)d MB") % {"size": settings.UPLOAD_LIMIT // 2**20}
    context = {
        "form": form, "after": after, "limit": limit, "steps": frame.steps(None, frame.UPLOAD),
        "crumbs": frame.crumbs(_("上传台账")), "wrong": form.errors.get("file", [""])[0],
    }  # fmt: skip
    return render(request, "imports/new.html", context, status=400 if form.errors else 200)


def _sent(request: HttpRequest, form: UploadForm, after: Batch | None) -> Batch:
    """Take it in, what was chosen about the file it replaces kept. Raises `LiandongError`."""
    now = timezone.now()
    stream, name, origin = form.table(now)
    kept = {k: v for k, v in after.options.items() if k != "provenance"} if after else {}
    return steps.upload(
        stream, name=name, unit=int(form.cleaned_data["unit"]),
        options={**kept, **({"sheet": None} if after else {}), **origin},
        by=request.user.username, at=now,
    )  # fmt: skip


def _after(request: HttpRequest) -> Batch | None:
    pk = request.GET.get("after", "")
    return batches.mine(request).filter(pk=pk).first() if pk.isdecimal() else None


@needs(batches.IMPORT)
@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """The sheet to fill in, the communities of the area (`?unit=`) already named."""
    if code := request.GET.get("unit", ""):
        area = access.place(request, code, batches.IMPORT)
    else:
        area = batches.areas(request)[0]
    stream = BytesIO()
    blank_sheet.write(stream, queries.units_below(area, blank_sheet.KINDS), area.name)
    stream.seek(0)
    name = _("%(area)s社区保障台账（待填）.xlsx") % {"area": area.name}
    return FileResponse(stream, as_attachment=True, filename=name, content_type=XLSX)
