"""People: for administrators, who open accounts and give roles, and for security officers, who
unlock, stop and hand out one-time passwords. Each sees only the buttons of their own office."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from liandong.core.kernel.errors import LiandongError, Text
from liandong.core.kernel.scope import Scope
from liandong.domains.accounts import people as everybody
from liandong.domains.accounts import sign_in
from liandong.domains.accounts.enums import Permission
from liandong.domains.accounts.models import User
from liandong.domains.accounts.queries import Forbidden
from liandong.domains.observatory import days
from liandong.web import access
from liandong.web.access import needs, signed_in
from liandong.web.accounts.forms import InviteForm
from liandong.web.components.paging import page_of
from liandong.web.components.shapes import Column, Crumb, Tab
from liandong.web.components.tags.numbers import moment
from liandong.web.imports.words import said

PAGE = 50
MANAGE, UNLOCK = Permission.MANAGE_USERS, Permission.UNLOCK_USERS


def scope_of(request: HttpRequest) -> Scope:
    """Whose accounts the person may look at, by either office. Raises `Forbidden`."""
    rights = access.rights(request)
    if not rights.may(MANAGE) and not rights.may(UNLOCK):
        rights.require(MANAGE)
    return Scope.of([*rights.scope(MANAGE).subtrees, *rights.scope(UNLOCK).subtrees])


def person_of(request: HttpRequest, pk: int, permission: Permission | None = None) -> User:
    """Somebody within the person's office. To do something about them, all of
    their roles must be. Raises `Forbidden`, or a 404 for people of others."""
    scope = access.scope(request, permission) if permission else scope_of(request)
    if permission:
        access.rights(request).require(permission)
    found = everybody.people(scope).filter(pk=pk).first()
    if found is None:
        raise Http404
    if permission and everybody.reaches_beyond(found, scope, days.today()):
        raise Forbidden(
            "reaches_beyond",
            Text(
                f"{found}在您的辖区以外还有角色，请由能管到那里的上级办理。",
                f"{found} holds a role outside your area as well: ask an officer whose area "
                "reaches there.",
            ),
        )
    return found


def crumbs(*here: Crumb) -> list[Crumb]:
    """The way to a page of this room."""
    return [Crumb(_("用户和角色"), reverse("people") if here else ""), *here]


def tabs(request: HttpRequest, current: str) -> list[Tab]:
    """Everybody; and, for security officers, who is locked out."""
    if not access.rights(request).may(UNLOCK):
        return []
    named = (("people", _("全部用户")), ("locked", _("被锁定")))
    return [Tab(label, reverse(name), name == current) for name, label in named]


@signed_in
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Everybody, searched by name."""
    text = request.GET.get("q", "")[:60]
    found = everybody.with_roles(everybody.people(scope_of(request), text), days.today())
    page = page_of(request, found, PAGE)
    context = {
        "crumbs": crumbs(), "tabs": tabs(request, "people"), "q": text, "page": page,
        "columns": _columns(), "rows": [_row(one) for one in page],
        "may_invite": access.rights(request).may(MANAGE),
    }  # fmt: skip
    return render(request, "accounts/people.html", context)


def _columns() -> list[Column]:
    return [
        Column("name", _("姓名")), Column("roles", _("现任角色")), Column("state", _("状态")),
        Column("seen", _("最近登录")),
    ]  # fmt: skip


def state_of(user: User) -> str:
    """In use, stopped, or waiting for its own password."""
    if not user.is_active:
        return _("已停用")
    if sign_in.lapsed(user, timezone.now()):
        return _("一次性密码已过期")
    return _("待改一次性密码") if user.must_change_password else _("在用")


def _row(user: User) -> dict[str, Any]:
    held = [f"{one.get_role_display()} · {one.unit.name}" for one in user.roles]  # type: ignore[attr-defined]
    return {
        "name": user.display_name or user.username, "name_url": reverse("person", args=[user.pk]),
        "name_note": user.username + (_("（演示虚构）") if user.invented else ""),
        "roles": "；".join(held) or _("没有角色"), "state": state_of(user),
        "seen": moment(user.last_login) if user.last_login else _("从未登录"),
    }  # fmt: skip


@needs(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    """Open an account. The one-time password is shown on this page, once, and kept nowhere."""
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user, password = sign_in.invite(
                **form.cleaned_data, by=request.user.username, at=timezone.now()
            )
        except LiandongError as error:
            form.add_error("username", said(error.text))
        else:
            return handed_out(request, user, password)
    context = {"form": form, "crumbs": crumbs(Crumb(_("新增用户")))}
    return render(request, "accounts/invite.html", context, status=400 if form.errors else 200)


def handed_out(request: HttpRequest, user: User, password: str) -> HttpResponse:
    """The page with a one-time password; no browser and no proxy keeps it."""
    context = {
        "until": (user.one_time_since or timezone.now()) + settings.ONE_TIME_PASSWORD_AGE,
        "person": user, "password": password, "may_assign": access.rights(request).may(MANAGE),
        "crumbs": crumbs(
            Crumb(str(user), reverse("person", args=[user.pk])), Crumb(_("一次性密码"))
        ),
    }  # fmt: skip
    answer = render(request, "accounts/password.html", context)
    answer["Cache-Control"] = "no-store"
    return answer
