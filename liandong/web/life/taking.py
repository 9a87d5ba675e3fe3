"""What can be done with a list of duties: take it away, or remind those whose duties they are."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from liandong.domains.accounts.enums import Permission
from liandong.domains.observatory import life_lists, life_reminders
from liandong.web import access
from liandong.web.life.duties import FILTERS, NarrowForm
from liandong.web.party.look import look_inside

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@access.signed_in
def excel(request: HttpRequest, code: str) -> HttpResponse:
    """The list as it was narrowed, whole, with its rules on a second sheet. Taking it away is put
    on record, so it is a POST; whoever follows the bare address is led to the list."""
    look = look_inside(request, code, Permission.EXPORT)
    if request.method != "POST":
        return redirect(look.at("organisation-duties", code))
    book = life_lists.workbook(
        look.place, on=look.on, wanted=NarrowForm(request.POST).wanted(),
        language=get_language() or "zh-hans", by=look.rights.username,
        by_name=str(request.user), at=timezone.now(),
    )  # fmt: skip
    name = f"duties-{look.place.code}-{look.on}.xlsx"
    return HttpResponse(
        book, content_type=EXCEL, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@require_POST
@access.signed_in
def remind(request: HttpRequest, code: str) -> HttpResponse:
    """Tell the secretaries of the list what is open; nobody is told twice on a day."""
    look = look_inside(request, code, Permission.SUPERVISE_LIFE)
    told = life_reminders.remind(
        look.place, on=look.on, wanted=NarrowForm(request.POST).wanted(),
        by=look.rights.username, at=timezone.now(),
    )  # fmt: skip
    messages.success(request, _("已提醒 {n} 人；同一天不会重复提醒。").format(n=told.people))
    if told.silent:
        messages.warning(
            request, _("有 {n} 个组织还没有开通账号的书记，提醒不到。").format(n=told.silent)
        )
    kept = {key: request.POST[key] for key in FILTERS if request.POST.get(key)}
    return redirect(look.at("organisation-duties", code, **kept))
