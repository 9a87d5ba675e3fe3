"""The six questions of GeoReport v2, and discovery."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from liandong.domains.casework import queries as casework
from liandong.domains.casework.enums import Channel
from liandong.domains.casework.models import Case
from liandong.domains.crowding import room
from liandong.domains.partners import queries
from liandong.web.open311 import asked, shapes
from liandong.web.open311.manners import polite, refusal
from liandong.web.open311.posting import handed_in
from liandong.web.open311.writing import Many, One, answer

SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"
CHANGED = "2026-11-23T00:00:00+08:00"


def _requests(rows: list, form: str) -> HttpResponse:
    return answer(Many("service_requests", "request", rows), form)


@polite("GET")
def discovery(request: HttpRequest, *, form: str) -> HttpResponse:
    """Where the server is, and in which forms."""
    url = request.build_absolute_uri("/open311/v2")
    endpoint = {
        "specification": SPECIFICATION, "url": url, "changeset": CHANGED, "type": "production",
        "formats": Many("formats", "format", ["text/xml", "application/json"]),
    }  # fmt: skip
    return answer(One("discovery", {
        "changeset": CHANGED, "contact": _("12345，或本地受理台"),
        "key_service": _("密钥由系统管理员发放：liandong open311 key create"),
        "endpoints": Many("endpoints", "endpoint", [endpoint]),
    }), form)  # fmt: skip


@polite("GET")
def services(request: HttpRequest, *, form: str) -> HttpResponse:
    """What may be reported today."""
    asked.jurisdiction(request.GET)
    rows = [shapes.service(one) for one in queries.services(timezone.localdate())]
    return answer(Many("services", "service", rows), form)


@polite("GET")
def service(request: HttpRequest, *, code: str, form: str) -> HttpResponse:
    """What is asked with a service."""
    asked.jurisdiction(request.GET)
    return answer(shapes.definition(queries.service(code, timezone.localdate())), form)


@polite("GET", "POST")
def requests(request: HttpRequest, *, form: str) -> HttpResponse:
    """The public requests; or one handed in."""
    if request.method == "POST":
        with room():
            return _handed_in(request, form)
    asked.jurisdiction(request.GET)
    now = timezone.now()
    wanted = asked.of(request.GET, now)
    if wanted.ids:
        numbers = [one for one in wanted.ids if one.isalnum()]
        found = queries.with_updates(queries.public(numbers))
    else:
        found = queries.narrowed(
            queries.published(wanted.start, wanted.end), codes=wanted.codes,
            statuses=wanted.statuses, after=wanted.updated_after, before=wanted.updated_before,
        )  # fmt: skip
    begin = (wanted.page - 1) * wanted.size
    rows = found[begin : begin + wanted.size]
    return _requests([shapes.request(one, extensions=wanted.extensions) for one in rows], form)


def _handed_in(request: HttpRequest, form: str) -> HttpResponse:
    got = handed_in(request)
    token = bool(got.case.matter and got.case.matter.private)
    name, value = ("token", got.secret) if token else ("service_request_id", got.case.number)
    notice = _("已收到，受理台会尽快办理；审核以后才公开。")
    account = request.POST.get("account_id", "")[:100] or None
    return _requests([{name: value, "service_notice": notice, "account_id": account}], form)


@polite("GET")
def one_request(request: HttpRequest, *, number: str, form: str) -> HttpResponse:
    """One public request; what is not public is not there."""
    asked.jurisdiction(request.GET)
    found = queries.with_updates(queries.public([number.replace("\x00", "?")])).first()
    if found is None:
        return refusal(404, f"service_request_id {number[:40]!r} was not found", form)
    extensions = request.GET.get("extensions", "") == "true"
    return _requests([shapes.request(found, extensions=extensions)], form)


@polite("GET")
def token(request: HttpRequest, *, token: str, form: str) -> HttpResponse:
    """The number behind a token: empty until the desk has looked at it."""
    asked.jurisdiction(request.GET)
    link = casework.by_secret(token)
    case: Case | None = link.case if link else None
    if case is None or (link and (link.merged_from or case).channel != Channel.OPEN311):
        return refusal(404, "token was not found", form)
    number = "" if case.state == "received" else case.number
    return _requests([{"service_request_id": number, "token": token}], form)


@csrf_exempt
def nothing(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Any other address under this one, said in the form it ends in."""
    return refusal(404, "there is no such resource", rest.rpartition(".")[2])
