"""One person: roles given and ended by the administrator."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from liandong.core.kernel.errors import LiandongError
from liandong.core.kernel.scope import Scope
from liandong.domains.accounts import actions
from liandong.domains.accounts.enums import Role, hierarchy_of
from liandong.domains.accounts.models import Assignment, User
from liandong.domains.accounts.people import roles_of
from liandong.domains.observatory import days
from liandong.domains.orgs import queries
from liandong.domains.orgs.enums import Hierarchy
from liandong.domains.orgs.models import Unit
from liandong.domains.orgs.queries import Place
from liandong.web import access
from liandong.web.access import needs, signed_in
from liandong.web.accounts.forms import AssignForm
from liandong.web.accounts.people import MANAGE, UNLOCK, crumbs, person_of, state_of
from liandong.web.choosing import nowhere, one_organisation, one_place
from liandong.web.components.shapes import Crumb, Item
from liandong.web.components.tags.numbers import moment
from liandong.web.dashboard.who import names_of
from liandong.web.imports.words import said


@signed_in
@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Who it is, their roles, and what may be done about them."""
    return _page(request, person_of(request, pk), AssignForm(initial={"start": days.today()}))


def _page(request: HttpRequest, user: User, form: AssignForm) -> HttpResponse:
    rights, today = access.rights(request), days.today()
    oneself = user.pk == request.user.pk
    context = {
        "person": user, "form": form, "crumbs": crumbs(Crumb(str(user))), "items": _items(user),
        "roles": _roles(user, today), "today": today,
        "may_assign": rights.may(MANAGE) and not oneself and user.is_active,
        "may_end": rights.may(MANAGE) and not oneself,
        "may_stop": rights.may(UNLOCK) and not oneself, "oneself": oneself,
    }  # fmt: skip
    return render(request, "accounts/person.html", context, status=400 if form.errors else 200)


def _items(user: User) -> list[Item]:
    return [
        Item(_("用户名"), user.username, note=_("演示虚构") if user.invented else ""),
        Item(_("状态"), state_of(user)),
        Item(_("开通"), moment(user.date_joined)),
        Item(_("最近登录"), moment(user.last_login) if user.last_login else _("从未登录")),
    ]


def _roles(user: User, today: Any) -> list[dict[str, Any]]:
    held = list(roles_of(user))
    names = names_of(one.recorded_by for one in held)
    return [_role(one, today, names) for one in held]


def _role(one: Assignment, today: Any, names: dict[str, str]) -> dict[str, Any]:
    return {
        "pk": one.pk, "role": one.get_role_display(), "unit": one.unit.name, "start": one.start,
        "last": one.period.last_day, "by": names.get(one.recorded_by, one.recorded_by),
        "open": one.end is None or one.end > today, "now": today in one.period,
    }  # fmt: skip


def _unit(role: str, text: str, scope: Scope) -> Place:
    """The unit named for a role, in the hierarchy where it is held."""
    if hierarchy_of(Role(role)) != Hierarchy.TERRITORY:
        return one_organisation(text, scope, hierarchy_of(Role(role)), days.today())
    found = one_place(text, scope)
    if not scope.holds(found.path):
        raise nowhere(text)
    return found


@needs(MANAGE)
@require_POST
def assign(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a role. The unit is named as people name it."""
    user, form = person_of(request, pk, MANAGE), AssignForm(request.POST)
    if form.is_valid():
        asked = form.cleaned_data
        try:
            unit = _unit(asked["role"], asked["unit"], access.scope(request, MANAGE))
            actions.assign(
                user, role=Role(asked["role"]), unit=Unit.objects.get(pk=unit.id),
                start=asked["start"], end=asked["last"] and asked["last"] + timedelta(days=1),
                by=request.user.username, at=timezone.now(),
            )  # fmt: skip
        except LiandongError as error:
            form.add_error("unit" if error.code == "which_unit" else None, said(error.text))
        else:
            messages.success(request, _("已授予角色。"))
            return redirect("person", pk)
    return _page(request, user, form)


@needs(MANAGE)
@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a role; `last` is its last day."""
    found = Assignment.objects.live().filter(pk=pk).select_related("user", "unit").first()
    if found is None:
        raise Http404
    person_of(request, found.user_id, MANAGE)
    access.rights(request).require(MANAGE, queries.place_of(found.unit_id, found.hierarchy))
    last = parse_date(request.POST.get("last", "")) or days.today()
    actions.end_assignment(
        found, end=last + timedelta(days=1), by=request.user.username, at=timezone.now()
    )
    messages.success(request, _("已定下结束的日子。此前办的事仍在记录里。"))
    return redirect(f"{reverse('person', args=[found.user_id])}")
