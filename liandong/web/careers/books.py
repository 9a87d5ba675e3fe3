"""The workers, terms and hirings of an area as one workbook."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from liandong.domains.accounts.enums import Permission
from liandong.domains.guarantee.careers import book, finding
from liandong.domains.workflow import definitions
from liandong.web import access
from liandong.web.careers.forms import FindForm
from liandong.web.careers.look import HERE, look_for
from liandong.web.careers.terms import state_of
from liandong.web.dashboard.look import Look
from liandong.web.dashboard.words import said
from liandong.web.workbooks import Cell, Sheet, taken


@access.signed_in
def excel(request: HttpRequest, code: str) -> HttpResponse | HttpResponseBase:
    """The workers as they were narrowed, the hirings and, for whoever decides, the terms reviewed;
    on record, so a POST."""
    look = look_for(request, code, Permission.EXPORT)
    if request.method != "POST":
        return redirect(look.at(HERE, look.place.short))
    sheets = {"workers": _workers(look, FindForm(request.POST).asked()), "hirings": _hirings(look)}
    if look.rights.may(Permission.CORRECT_FACTS, look.place):
        sheets["terms"] = _terms(look)
    book.taken_away(
        of=look.place, on=look.on, rows={name: len(one.rows) for name, one in sheets.items()},  # type: ignore[arg-type]
        by=look.rights.username, at=timezone.now(),
    )  # fmt: skip
    return taken(f"workers-{look.place.short}-{look.on}.xlsx", *sheets.values())


def _workers(look: Look, asked: dict[str, str]) -> Sheet:
    heads = [_("社区"), _("工号"), _("姓名"), _("岗位"), _("等级"), _("任职日期")]
    rows: list[list[Cell]] = [
        [one.unit.name, one.worker.number,
         one.worker.user.display_name if one.worker.user else "",
         str(one.get_post_display()), one.grade, one.start.isoformat()]
        for one in finding.serving(look.place, on=look.on, **asked)
    ]  # fmt: skip
    return Sheet(_("社区工作者"), heads, rows)


def _hirings(look: Look) -> Sheet:
    heads = [_("公告"), _("招聘单位"), _("招聘人数"), _("公告日期"), _("报名截止"), _("进展")]
    rows: list[list[Cell]] = [
        [one.title, one.unit.name, one.wanted, one.process.opened_on.isoformat(),
         one.closes_on.isoformat(),
         said(definitions.of(one.process).state(one.process.state).title)]
        for one in finding.hirings(look.place)
    ]  # fmt: skip
    return Sheet(_("公开招聘"), heads, rows)


def _terms(look: Look) -> Sheet:
    heads = [_("工号"), _("社区"), _("任期起"), _("任期最后一天"), _("评定"), _("依据"), _("状态")]
    rows: list[list[Cell]] = [
        [one.worker.number, one.unit.name, one.start.isoformat(),
         (one.end - timedelta(days=1)).isoformat(), str(one.get_verdict_display()), one.reason,
         state_of(one)]
        for one in finding.reviews(look.place, on=look.on)
    ]  # fmt: skip
    return Sheet(_("任期评定"), heads, rows)
