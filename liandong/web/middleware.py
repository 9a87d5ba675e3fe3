"""Two guards on every request: an unattended browser is signed out, and a GET cannot write."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in
from django.db import connections
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import resolve_url
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from liandong.core.kernel.errors import Text

Answer = Callable[[HttpRequest], HttpResponse]
SEEN = "last_seen"
_NOTE_EVERY = 60  # seconds; noting each request would write the session each time


@receiver(user_logged_in, dispatch_uid="idle.in")
def begun(request: Any, **_: Any) -> None:
    """Who signs in is there: noted in the session that is written anyway, so that the first page
    after it need not write one."""
    request.session[SEEN] = time.time()


class IdleTimeout:
    """Signs out whoever did nothing for `settings.IDLE_TIMEOUT`, says so, and keeps the page to
    come back to. A poll of a progress bar (header `X-Poll`) is not somebody doing something."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return self.get_response(request)
        now = time.time()
        seen = request.session.get(SEEN, now)
        if now - seen > settings.IDLE_TIMEOUT.total_seconds():
            return self._sign_out(request)
        noted = SEEN in request.session and now - seen < _NOTE_EVERY
        if not noted and "X-Poll" not in request.headers:
            request.session[SEEN] = now
        return self.get_response(request)

    @staticmethod
    def _sign_out(request: HttpRequest) -> HttpResponse:
        back = _page_of(request)
        logout(request)
        if request.path.startswith("/api/"):
            return _not_signed_in()
        minutes = int(settings.IDLE_TIMEOUT.total_seconds() // 60)
        said = _("您有 %(minutes)d 分钟没有操作，已为您退出。登录后回到刚才的页面。")
        messages.info(request, said % {"minutes": minutes})
        url = f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': back})}"
        if request.headers.get("HX-Request"):
            return HttpResponse(status=204, headers={"HX-Redirect": url})
        return HttpResponseRedirect(url)


def _not_signed_in() -> JsonResponse:
    """What the API answers a stranger: programs follow no sign-in page."""
    said = Text("请先登录，再带着会话 Cookie 访问。", "Sign in first, and send the session cookie.")
    message = said.in_language(get_language() or "zh-hans")
    return JsonResponse({"code": "not_signed_in", "message": message}, status=401)


def _page_of(request: HttpRequest) -> str:
    """The page the person was looking at: for pieces and posts, the one they came from."""
    if request.headers.get("HX-Request"):
        address = request.headers.get("HX-Current-URL", "")
    elif request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    else:
        address = request.headers.get("Referer", "")
    parts = urlsplit(address)
    if parts.netloc != request.get_host():
        return "/"
    return f"{parts.path}?{parts.query}" if parts.query else parts.path or "/"


class WriteDuringGet(RuntimeError):
    """A page that only shows tried to change the database."""


_WRITE = re.compile(
    r"""\s*(?:with\b.*?\b)?
    (?:insert\s+(?:or\s+\w+\s+)?into|replace\s+into|update|delete\s+from|merge\s+into
      |truncate(?:\s+table)?|create\s+\w+|alter\s+\w+|drop\s+\w+)
    \s+(?:only\s+)?["`\[]?(?P<table>\w+)""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
# Runs are derived: a page may ask for a day that nobody has asked for yet. A partner's key counts
# how often it asks.
_ALLOWED = (
    "django_session", "axes_", "django_tasks_", "observatory_run", "observatory_diff",
    "partners_key",
)  # fmt: skip


def refuse_writes(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
) -> Any:
    """An `execute_wrapper`: reads pass, and writes to sessions, lock-outs and tasks only."""
    found = _WRITE.match(sql)
    if found and not found["table"].lower().startswith(_ALLOWED):
        raise WriteDuringGet(f"A GET may not write to {found['table']}: {sql[:120]}")
    return execute(sql, params, many, context)


class ReadOnlyGet:
    """Wraps every database connection while a GET or HEAD is answered."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            return self.get_response(request)
        with ExitStack() as stack:
            for connection in connections.all():
                stack.enter_context(connection.execute_wrapper(refuse_writes))
            return self.get_response(request)
