"""The inbox: what waits, what was read; opening one notes that it was read."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from liandong.domains.notify import actions, queries
from liandong.domains.notify.models import Notice
from liandong.web.access import own_password, signed_in
from liandong.web.components.paging import page_of
from liandong.web.components.shapes import Crumb, Tab

PAGE = 30


@signed_in
@own_password
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """What one was told, newest first; `?all=1` with what was read already."""
    everything = request.GET.get("all") == "1"
    user: Any = request.user
    page = page_of(request, queries.inbox(user, unread=not everything), PAGE)
    context = {
        "crumbs": [Crumb(_("消息"))], "page": page, "everything": everything,
        "unread": queries.unread_count(user), "notices": [_shown(one) for one in page],
        "tabs": [
            Tab(_("未读"), reverse("inbox"), current=not everything),
            Tab(_("全部"), reverse("inbox") + "?all=1", current=everything),
        ],
    }  # fmt: skip
    return render(request, "inbox/inbox.html", context)


def _shown(one: Notice) -> dict[str, object]:
    language = get_language() or "zh-hans"
    return {
        "pk": one.pk, "title": one.title.in_language(language),
        "body": one.body.in_language(language), "at": one.created_at, "read": one.read_at,
    }  # fmt: skip


@signed_in
@own_password
@require_POST
def open_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that it was read, and go where it leads."""
    user: Any = request.user
    notice = queries.inbox(user).filter(pk=pk).first()
    if notice is None:
        raise Http404
    actions.read(user, notice=pk, at=timezone.now())
    return redirect(notice.link)


@signed_in
@own_password
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Note that everything was read."""
    actions.read(request.user, at=timezone.now())  # type: ignore[arg-type]
    return redirect("inbox")
