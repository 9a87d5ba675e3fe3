"""Errors meant for people become pages that help, with the right status."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language

from liandong.core.kernel.errors import LiandongError
from liandong.domains.accounts.queries import Forbidden
from liandong.domains.orgs.queries import UnknownUnit

_STATUS = {Forbidden: 403, UnknownUnit: 404}
# Somebody was faster: the request made sense when it was written.
_CONFLICTS = {
    "stale", "tree_moved_on", "batch_moved_on", "lifecycle.moved_on", "life_minutes_one_version",
    "life_election_one_open", "done_already", "decided_already",
    "guarantee_one_live_fact", "guarantee_ledgerfact.unit_id, guarantee_ledgerfact.field",
}  # fmt: skip
_UNKNOWN = {
    "unknown_indicator", "unknown_standard", "norm.unknown", "no_such_course", "no_such_election",
    "no_such_meeting", "no_matter", "no_case", "no_whistle",
}  # fmt: skip


def status_of(error: LiandongError) -> int:
    """The HTTP status that fits an error."""
    for kind, status in _STATUS.items():
        if isinstance(error, kind):
            return status
    if error.code in _CONFLICTS:
        return 409
    return 404 if error.code in _UNKNOWN else 400


def words_of(error: LiandongError) -> str:
    """What an error says, in the language of the page."""
    return error.text.in_language(get_language() or "zh-hans")


class ErrorsForPeople:
    """Renders every `LiandongError` that a view lets pass."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, LiandongError):
            return None
        said = words_of(error)
        status = status_of(error)
        if request.path.startswith("/api/"):
            return JsonResponse({"code": error.code, "message": said}, status=status)
        return render(request, "error.html", {"said": said, "status": status}, status=status)
