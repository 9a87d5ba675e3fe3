"""An upload that never touches the disk: what is sent here may be the numbers of many people."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

_AROUND = 2**20


class Memory(MemoryFileUploadHandler):
    """Keeps a file in memory up to the limit of uploads; a larger one is not taken at all."""

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, boundary: bytes,
        encoding: str | None = None,
    ) -> None:  # fmt: skip
        self.activated = content_length <= settings.UPLOAD_LIMIT + _AROUND


def too_big(request: HttpRequest) -> bool:
    """Whether more was sent than is taken."""
    return int(request.META.get("CONTENT_LENGTH") or 0) > settings.UPLOAD_LIMIT


def in_memory(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Files are kept in memory. The form's token is checked after that is said, not before: to
    check it is to read what was sent."""
    checked = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def kept(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        if request.method == "POST":
            request.upload_handlers = [Memory(request)]
        return checked(request, *args, **named)

    return kept
