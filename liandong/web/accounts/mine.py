"""What may I do, where, since when?"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from liandong.domains.accounts.enums import GRANTS, Role
from liandong.domains.accounts.models import Assignment
from liandong.domains.accounts.people import roles_of
from liandong.domains.observatory import days
from liandong.web.access import signed_in
from liandong.web.accounts.words import MEANING
from liandong.web.components.shapes import Column, Crumb
from liandong.web.components.tags.numbers import day
from liandong.web.dashboard.who import names_of


@signed_in
@require_safe
def my_rights(request: HttpRequest) -> HttpResponse:
    """The person's roles, what each allows, and those that have ended."""
    today = days.today()
    held = list(roles_of(request.user))  # type: ignore[arg-type]
    now = [one for one in held if today in one.period]
    names = names_of(one.recorded_by for one in now)
    context = {
        "crumbs": [Crumb(_("我的权限"))],
        "now": [_role(one, names) for one in now], "columns": _columns(),
        "others": [_row(one) for one in held if one not in now],
        "one_time": request.user.must_change_password,  # type: ignore[union-attr]
    }  # fmt: skip
    return render(request, "accounts/mine.html", context)


def _role(one: Assignment, names: dict[str, str]) -> dict[str, object]:
    allowed = sorted(GRANTS[Role(one.role)], key=list(MEANING).index)
    return {
        "role": one.get_role_display(), "unit": one.unit.name, "start": one.start,
        "last": one.period.last_day, "by": names.get(one.recorded_by, one.recorded_by),
        "at": one.recorded_at,
        "may": [{"label": right.label, "meaning": MEANING[right]} for right in allowed],
    }  # fmt: skip


def _columns() -> list[Column]:
    return [
        Column("role", _("角色")), Column("unit", _("单位")), Column("start", _("从"), kind="date"),
        Column("last", _("到")),
    ]  # fmt: skip


def _row(one: Assignment) -> dict[str, object]:
    return {
        "role": one.get_role_display(), "unit": one.unit.name, "start": one.start,
        "last": day(one.period.last_day) or _("一直"),
    }  # fmt: skip
