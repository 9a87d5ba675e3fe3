"""The security officer's room: who is locked out, and stopping, letting in, new passwords."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from liandong.domains.accounts import sign_in
from liandong.domains.accounts.people import locked_out
from liandong.web import access
from liandong.web.access import needs
from liandong.web.accounts.people import UNLOCK, crumbs, handed_out, person_of, tabs
from liandong.web.components.shapes import Crumb


@needs(UNLOCK)
@require_safe
def locked(request: HttpRequest) -> HttpResponse:
    """User names that failed too often, and until when they are shut."""
    context = {
        "crumbs": crumbs(Crumb(_("被锁定"))), "tabs": tabs(request, "locked"),
        "found": locked_out(access.scope(request, UNLOCK), timezone.now()),
        "oneself": request.user.username,
    }  # fmt: skip
    return render(request, "accounts/locked.html", context)


@needs(UNLOCK)
@require_POST
def unlock(request: HttpRequest) -> HttpResponse:
    """Let a user name be tried again."""
    username = request.POST.get("username", "")[:150]
    seen = {one.username for one in locked_out(access.scope(request, UNLOCK), timezone.now())}
    if username in seen:
        sign_in.unlock(username, by=request.user.username, at=timezone.now())
        messages.success(request, _("已解锁“%(name)s”，可以再登录。") % {"name": username})
    return redirect("locked")


@needs(UNLOCK)
@require_POST
def deactivate(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop an account."""
    sign_in.deactivate(
        person_of(request, pk, UNLOCK), reason=request.POST.get("reason", ""),
        by=request.user.username, at=timezone.now(),
    )  # fmt: skip
    messages.success(request, _("账号已停用，已登录的地方也马上失效。"))
    return redirect("person", pk)


@needs(UNLOCK)
@require_POST
def reactivate(request: HttpRequest, pk: int) -> HttpResponse:
    """Let an account be used again."""
    sign_in.reactivate(person_of(request, pk, UNLOCK), by=request.user.username, at=timezone.now())
    messages.success(request, _("账号已恢复。"))
    return redirect("person", pk)


@needs(UNLOCK)
@require_POST
def password(request: HttpRequest, pk: int) -> HttpResponse:
    """A one-time password in place of a forgotten one."""
    user = person_of(request, pk, UNLOCK)
    new = sign_in.reset_password(user, by=request.user.username, at=timezone.now())
    return handed_out(request, user, new)
