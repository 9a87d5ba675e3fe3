"""The pages: send a sheet, look at what it says, take it, or not."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from io import BytesIO

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from liandong.core.kernel.errors import LiandongError
from liandong.domains.intake import blank_table, passing
from liandong.web import access
from liandong.web.errors import words_of
from liandong.web.party.look import look_inside
from liandong.web.sheets import showing, working
from liandong.web.sheets.forms import ReadForm, SheetForm
from liandong.web.sheets.holding import Held, forget, give, held, owner
from liandong.web.sheets.in_memory import in_memory, too_big
from liandong.web.sheets.kinds import Kind
from liandong.web.workbooks import XLSX


@in_memory
@never_cache
@access.signed_in
def new(request: HttpRequest, code: str, kind: Kind) -> HttpResponse:
    """Choose the file; what it says is shown before anything is taken."""
    look = look_inside(request, code, kind.permission)
    sent = request.method == "POST"
    form = SheetForm(request.POST if sent else None, request.FILES if sent else None,
                     kind=kind, place=look.place)  # fmt: skip
    limit = _("不超过 %(size)d MB") % {"size": settings.UPLOAD_LIMIT // 2**20}
    if sent and too_big(request):
        form.add_error("file", _("文件太大，没有收。请分成几份。") + limit)
    if sent and form.is_valid():
        now = timezone.now()
        stream, name, _origin = form.table(now)
        one = passing.keep(stream.read(), name=name, owner=owner(kind, look), at=now)
        given = Held(kind, look, one)
        working.read(given)
        return give(redirect(given.url("look")), given)
    page = showing.frame_of(kind, look) | {
        "form": form, "limit": limit, "wrong": form.errors.get("file", [""])[0], "kind": kind,
        "steps": showing.steps(0), "title": kind.title,
        "blank_url": showing.url(kind, look, "blank"),
    }  # fmt: skip
    return render(request, "sheets/new.html", page, status=400 if form.errors else 200)


@access.signed_in
@require_safe
def blank(request: HttpRequest, code: str, kind: Kind) -> HttpResponse:
    """An empty sheet to fill in."""
    look_inside(request, code, kind.permission)
    stream, (headings, choices, note) = BytesIO(), kind.blank
    blank_table.write(stream, str(kind.file), headings, choices, note)
    stream.seek(0)
    name = _("%(what)s（待填）.xlsx") % {"what": kind.file}
    return FileResponse(stream, as_attachment=True, filename=name, content_type=XLSX)


def of_sheet(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For the pages of one sheet: only its sender's browser has it, and only for its hour."""

    @never_cache
    @access.signed_in
    @wraps(view)
    def opened(request: HttpRequest, code: str, token: str, kind: Kind) -> HttpResponse:
        try:
            one = held(request, kind, code, token)
        except LiandongError as error:
            if error.code != "pass_gone":
                raise
            return showing.gone(request, kind, code, words_of(error))
        return view(request, one)

    return opened


@of_sheet
def look(request: HttpRequest, one: Held) -> HttpResponse:
    """How the sheet was understood, what is wrong where, what may be taken; or how far the work
    on it has come; or what came of it."""
    if (done := passing.at_work(one.one)) is not None:
        return showing.progress(request, one, done)
    if request.htmx:  # type: ignore[attr-defined]
        return showing.onward(one)
    if (came := one.one.told(working.OUTCOME)) is not None:
        return showing.done(request, one, came)
    said = one.one.told(working.SAID)
    if said is None:
        return showing.broken_off(request, one)
    return showing.review(request, one, passing.Said(**said))


@of_sheet
@require_POST
def read(request: HttpRequest, one: Held) -> HttpResponse:
    """Read it again, with other choices."""
    said = one.one.told(working.SAID)
    if said is None:
        working.read(one)
        return redirect(one.url("look"))
    known = passing.Said(**said)
    form = ReadForm(request.POST, kind=one.kind, said=known)
    if not form.is_valid():
        return showing.review(request, one, known, form)
    working.read(one, form.options(one.options))
    return redirect(one.url("look"))


@of_sheet
@require_POST
def take(request: HttpRequest, one: Held) -> HttpResponse:
    """All of it, if all is right; or the rows that are right. `right` is what the sender saw."""
    expected = request.POST.get("right", "")
    working.take(
        one, accept_valid=request.POST.get("accept") == "valid", by=one.look.rights.username,
        expected=int(expected) if expected.isdecimal() else -1,
    )  # fmt: skip
    return redirect(one.url("look"))


@of_sheet
@require_safe
def marked(request: HttpRequest, one: Held) -> HttpResponse:
    """The sender's workbook back, each finding in its cell."""
    if passing.at_work(one.one) is not None:
        return redirect(one.url("look"))
    made = working.mark(one, get_language() or "zh-hans")
    if made is None:
        return redirect(one.url("look"))
    stem = one.name.rpartition(".")[0] or one.name
    name = _("%(file)s（已标出问题）.xlsx") % {"file": stem}
    return FileResponse(BytesIO(made), as_attachment=True, filename=name, content_type=XLSX)


@of_sheet
@require_POST
def discard(request: HttpRequest, one: Held) -> HttpResponse:
    """Nothing of it is to be taken: it is destroyed now."""
    return forget(redirect(showing.url(one.kind, one.look, "new")), one)
