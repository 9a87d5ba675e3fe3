"""Changing how pages look, and their language: a POST of one button, back to where one was."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.http import require_http_methods

from liandong.web.display.preferences import CHOICES, COOKIES

YEAR = 365 * 24 * 3600


def safe_next(request: HttpRequest, given: str) -> str:
    """The page to go back to, if it is one of ours; otherwise the front page."""
    ours = url_has_allowed_host_and_scheme(
        given, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return given if ours else "/"


@require_http_methods(["GET", "HEAD", "POST"])
def display(request: HttpRequest) -> HttpResponse:
    """The settings as a page; a POST sets whichever of them it names."""
    if request.method != "POST":
        return render(request, "settings/display.html")
    back = safe_next(request, request.POST.get("next", "/"))
    if request.POST.get("stay"):  # on the page of settings one more may be chosen
        back = f"{request.path}?{urlencode({'next': back})}"
    answer = HttpResponseRedirect(back)
    for key, cookie in COOKIES.items():
        value = request.POST.get(key)
        if value in CHOICES[key]:
            answer.set_cookie(
                cookie, value, max_age=YEAR, samesite="Lax", secure=request.is_secure(),
                httponly=True,
            )  # fmt: skip
    return answer
