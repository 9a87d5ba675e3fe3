"""The API itself: who may ask, how answers and errors are written."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.http.request import UnreadablePostError
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.renderers import BaseRenderer
from ninja.security import django_auth

from liandong.core.kernel.errors import LiandongError, Text
from liandong.domains.crowding import COME_BACK, Crowded
from liandong.domains.partners.actions import Otherwise, TooFast
from liandong.web.api.shapes import Problem, plain
from liandong.web.errors import status_of

# What every route may answer instead of what was asked for.
ERRORS: dict[int, Any] = dict.fromkeys((400, 401, 403, 404, 406, 422), Problem)
_UNKNOWN = {"unknown_indicator", "norm.unknown"}


class Numbers(BaseRenderer):
    """JSON in which a decimal is a number."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> str:
        return json.dumps(data, ensure_ascii=False, default=plain)


class Service(NinjaAPI):
    """Answers carry a mark of what they say, so that asking again costs next to nothing."""

    def create_response(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The answer; a bare 304 when the asker has it already. Never kept by others' caches."""
        answer = super().create_response(request, *args, **kwargs)
        answer["Cache-Control"] = "private, no-cache"
        if answer.status_code != 200 or request.method != "GET":
            return answer
        mark = hashlib.sha256(answer.content).hexdigest()[:32]
        answer["ETag"] = f'"{mark}"'
        return get_conditional_response(request, etag=answer["ETag"], response=answer)


api = Service(
    title="联动 liandong",
    version="1",
    description="Figures are read-only: the same figures, explanations and rights as the pages; "
    "sign in there. Outside one's own area only public shares are told, small cells masked. "
    "`/requests` is for other systems (12345), each with a key of its own.",
    docs_url=None,
    auth=django_auth,
    renderer=Numbers(),
    urls_namespace="api-v1",
)


def _said(text: Text) -> str:
    return text.in_language(get_language() or "zh-hans")


def problem(request: HttpRequest, status: int, code: str, text: Text, **more: Any) -> HttpResponse:
    """A refusal or a mistake, always of the same shape, in the asker's language."""
    return api.create_response(
        request, {"code": code, "message": _said(text), **more}, status=status
    )


class BadKey(LiandongError):
    """No key, or none in force."""


@api.exception_handler(BadKey)
def _without_key(request: HttpRequest, error: BadKey) -> HttpResponse:
    answer = problem(request, 401, error.code, error.text)
    answer["WWW-Authenticate"] = "Bearer"
    return answer


@api.exception_handler(TooFast)
def _too_fast(request: HttpRequest, error: TooFast) -> HttpResponse:
    return _later(problem(request, 429, error.code, error.text), 60)


def crowded(request: HttpRequest, error: Crowded) -> HttpResponse:
    """Come back in a moment."""
    return _later(problem(request, 503, error.code, error.text), COME_BACK)


@api.exception_handler(Otherwise)
def _otherwise(request: HttpRequest, error: Otherwise) -> HttpResponse:
    return problem(request, 409, error.code, error.text)


def _later(answer: HttpResponse, seconds: int) -> HttpResponse:
    answer["Retry-After"] = str(seconds)
    return answer


@api.exception_handler(SuspiciousOperation)
@api.exception_handler(UnreadablePostError)
def _unreadable(request: HttpRequest, _error: Exception) -> HttpResponse:
    said = Text("请求体太大或读不完整。", "The body is too large, or did not come whole.")
    return problem(request, 400, "unreadable", said)


@api.exception_handler(LiandongError)
def _for_people(request: HttpRequest, error: LiandongError) -> HttpResponse:
    status = 404 if error.code in _UNKNOWN else status_of(error)
    return problem(request, status, error.code, error.text)


@api.exception_handler(AuthenticationError)
def _stranger(request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
    said = Text("请先登录，再带着会话 Cookie 访问。", "Sign in first, and send the session cookie.")
    return problem(request, 401, "not_signed_in", said)


@api.exception_handler(ValidationError)
def _cannot_be_asked(request: HttpRequest, error: ValidationError) -> HttpResponse:
    problems = [
        {"where": ".".join(str(part) for part in one["loc"]), "message": str(one["msg"])}
        for one in error.errors
    ]
    said = Text("参数写法不对，见 problems。", "A parameter is malformed, see problems.")
    return problem(request, 422, "malformed", said, problems=problems)


@api.exception_handler(Http404)
def _nothing_there(request: HttpRequest, _error: Http404) -> HttpResponse:
    return nothing_there(request)


@api.exception_handler(HttpError)
def _other(request: HttpRequest, error: HttpError) -> HttpResponse:
    said = Text("请求无法处理。", "The request cannot be answered.")
    return problem(request, error.status_code, "bad_request", said)


def nothing_there(request: HttpRequest) -> HttpResponse:
    """An address that is none."""
    said = Text(
        "没有这个地址。全部地址见 /api/v1/openapi.json。",
        "There is no such address. All of them are in /api/v1/openapi.json.",
    )
    return problem(request, 404, "unknown_address", said)
