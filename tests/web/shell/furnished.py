"""The shell with its doors open: addresses and a person that the gallery alone does not have."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from liandong.config.urls import urlpatterns as real
from liandong.core.kernel.scope import ALL
from liandong.domains.accounts.enums import GRANTS, Role
from liandong.domains.accounts.models import User
from liandong.domains.accounts.queries import Rights
from liandong.web.components.shapes import Link

FOUND = [Link("海秀社区", "/units/1/", "海口市 · 龙华区"), Link("海秀镇", "/units/2/", "海口市")]
PAGE = """{% extends shell.base %}{% block title %}x{% endblock %}
{% block content %}<h1>Page</h1>{% search_results found query=q %}{% endblock %}"""


def page(request: HttpRequest, **_: object) -> HttpResponse:
    """Any page; as a search, what it found."""
    q = request.GET.get("q", "")
    template = engines["django"].from_string(PAGE)
    return HttpResponse(template.render({"found": FOUND if "海" in q else [], "q": q}, request))


def somebody(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable:
    """A middleware: everyone is 王敏, without asking a database."""

    def signed_in(request: HttpRequest) -> HttpResponse:
        request.user = User(username="wang", display_name="王敏")
        everything = dict.fromkeys(GRANTS[Role.ORGANISER], ALL)
        request._rights = Rights("wang", everything, ())
        return get_response(request)

    return signed_in


urlpatterns = [
    path("", page, name="overview"),
    path("units/", page, name="units"),
    path("units/<int:pk>/", page),
    path("imports/", page, name="imports"),
    path("search/", page, name="search"),
    *[pattern for pattern in real if getattr(pattern, "name", None) == "display"],
    *[pattern for pattern in real if str(pattern.pattern) in {"gallery/", "accounts/"}],
]
