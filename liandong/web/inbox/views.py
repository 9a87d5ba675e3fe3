"""The inbox: what waits, what was read; opening one notes that it was read."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from liandong.domains.notify import actions, queries
from liandong.domains.notify.enums import MANY, kind_name
from liandong.domains.notify.models import Notice
from liandong.web.access import own_password, signed_in
from liandong.web.components.paging import page_of
from liandong.web.components.shapes import Crumb, Tab

PAGE = 30


@signed_in
@own_password
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """What waits, many of a kind in one line; `?kind=` one kind of it; `?all=1` everything, newest
    first, with what was read already."""
    everything, kind = request.GET.get("all") == "1", _kind(request.GET)
    user: Any = request.user
    heaps = [] if everything or kind else [h for h in queries.heaps(user) if h.count > MANY]
    found = queries.inbox(user, unread=not everything, kind=kind)
    page = page_of(request, found.exclude(kind__in=[one.kind for one in heaps]), PAGE)
    crumbs = [Crumb(_("消息"), reverse("inbox") if kind else "")]
    name = kind_name(kind).in_language(get_language() or "zh-hans") if kind else ""
    context = {
        "crumbs": [*crumbs, Crumb(name)] if kind else crumbs, "page": page,
        "everything": everything, "kind": kind, "kind_name": name,
        "unread": queries.unread_count(user), "notices": [_shown(one) for one in page],
        "heaps": [_heap(one) for one in heaps],
        "tabs": [
            Tab(_("未读"), reverse("inbox"), current=not everything),
            Tab(_("全部"), reverse("inbox") + "?all=1", current=everything),
        ],
    }  # fmt: skip
    return render(request, "inbox/inbox.html", context)


def _kind(said: QueryDict) -> str:
    """The kind asked for; PostgreSQL takes no NUL in a text."""
    return said.get("kind", "").replace("\x00", "")[:40]


def _heap(one: queries.Heap) -> dict[str, object]:
    language = get_language() or "zh-hans"
    return {
        "kind": one.kind, "name": kind_name(one.kind).in_language(language), "count": one.count,
        "newest": one.newest.title.in_language(language), "at": one.newest.created_at,
        "url": f"{reverse('inbox')}?{urlencode({'kind': one.kind})}",
    }  # fmt: skip


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
    """Note that everything was read, or everything of a kind."""
    kind = _kind(request.POST)
    actions.read(request.user, at=timezone.now(), kind=kind)  # type: ignore[arg-type]
    return redirect("inbox")
