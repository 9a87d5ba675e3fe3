"""How every address answers: forms by suffix, errors in both, methods, who may read from where."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from django.views.decorators.csrf import csrf_exempt

from liandong.core.kernel.errors import LiandongError
from liandong.domains.crowding import COME_BACK, Crowded
from liandong.domains.partners.actions import Otherwise, TooFast
from liandong.web.errors import status_of, words_of
from liandong.web.open311.asked import Wrong
from liandong.web.open311.writing import TYPES, Many, answer

View = Callable[..., HttpResponse]
ANYWHERE = "Access-Control-Allow-Origin"


def refusal(status: int, said: str, form: str, *, wait: int = 0) -> HttpResponse:
    """An error, in the form that was asked for; XML where none was."""
    shown = form if form in TYPES else "xml"
    row = {"code": str(status), "description": said}
    refused = answer(Many("errors", "error", [row]), shown, status=status)
    refused[ANYWHERE] = "*"
    if wait:
        refused["Retry-After"] = str(wait)
    return refused


def polite(*methods: str) -> Callable[[View], View]:
    """GET brings HEAD; OPTIONS says what there is. Exempt from the CSRF check: no session counts
    here, and whoever writes brings a key."""
    allowed = [*methods, *(["HEAD"] if "GET" in methods else []), "OPTIONS"]

    def around(view: View) -> View:
        @csrf_exempt
        @wraps(view)
        def answered(request: HttpRequest, *, form: str, **given: str) -> HttpResponse:
            if request.method == "OPTIONS":
                shown = HttpResponse(status=204)
                shown["Access-Control-Allow-Methods"] = ", ".join(allowed)
            elif request.method not in allowed:
                shown = refusal(405, f"use {' or '.join(methods)}", form)
            else:
                shown = _tried(view, request, form, given)
            if request.method in {"OPTIONS"} or shown.status_code == 405:
                shown["Allow"] = ", ".join(allowed)
            shown[ANYWHERE] = "*"
            return shown

        return answered

    return around


def _tried(  # noqa: PLR0911 (a status each)
    view: View, request: HttpRequest, form: str, given: dict[str, str]
) -> HttpResponse:
    if form not in TYPES:
        return refusal(404, "the address ends in .xml or .json", form)
    try:
        return view(request, form=form, **given)
    except Wrong as wrong:
        return refusal(wrong.status, wrong.said, form)
    except TooFast as error:
        return refusal(429, words_of(error), form, wait=60)
    except Crowded as error:
        return refusal(503, words_of(error), form, wait=COME_BACK)
    except Otherwise as error:
        return refusal(400, words_of(error), form)
    except LiandongError as error:
        # What is not there is 404, everything else that was asked wrongly 400.
        missing = status_of(error) == 404 or error.code == "no_case"
        return refusal(404 if missing else 400, words_of(error), form)
    except (SuspiciousOperation, MultiPartParserError, UnreadablePostError):
        return refusal(400, "the body cannot be read", form)
