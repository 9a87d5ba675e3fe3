"""A request handed in: who may, where it is, what is said, once."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language

from liandong.domains.casework import photos
from liandong.domains.casework.actions import Received, Who
from liandong.domains.casework.enums import Channel
from liandong.domains.casework.models.case import LONGEST
from liandong.domains.orgs.models import Unit
from liandong.domains.orgs.queries import UnknownUnit, search
from liandong.domains.partners import actions, queries
from liandong.domains.partners.models import Key
from liandong.domains.partners.taking import take
from liandong.web.open311.asked import Wrong, jurisdiction, point
from liandong.web.open311.shapes import answered

_FORMS = {"application/x-www-form-urlencoded", "multipart/form-data"}
_LINK = 300


def key_of(request: HttpRequest) -> Key:
    """The key in the field `api_key`, and one more of its minute. Raises `Wrong` 403, `TooFast`."""
    key = queries.key_of(request.POST.get("api_key", "").strip())
    if key is None or not key.may_post:
        raise Wrong(403, "api_key is missing, unknown, revoked, or may not post")
    actions.count(key, at=timezone.now())
    return key


def handed_in(request: HttpRequest) -> Received:
    """Put on record what was posted."""
    if request.content_type not in _FORMS:
        raise Wrong(400, "send the request as application/x-www-form-urlencoded")
    given = request.POST.dict()
    key, now = key_of(request), timezone.now()
    jurisdiction(given)
    code = given.get("service_code", "").strip()
    if not code:
        raise Wrong(400, "service_code is required")
    said = answered(given)
    matter = queries.service(code, timezone.localdate(now))
    return take(
        key, once=once_of(request), body=given, at=now, matter=matter,
        channel=Channel.OPEN311, text=_text(given, matter.name), who=_who(given, said),
        hide_name=said.get("hide_name") == "yes",
        photos=[one.read() for one in request.FILES.getlist("media")[:photos.MOST]],
        **_where(given, key),
    )  # fmt: skip


def once_of(request: HttpRequest) -> str:
    """The Idempotency-Key, if one was sent."""
    return request.headers.get("Idempotency-Key", "").strip()


def _text(given: dict[str, str], name: str) -> str:
    """Words of a description are optional; without, the matter's name says it. What lies behind a
    link is not fetched."""
    text = given.get("description", "").strip()
    if len(text) > LONGEST:
        raise Wrong(400, f"description: at most {LONGEST} characters")
    link = given.get("media_url", "").strip()
    if link and not (link.startswith(("https://", "http://")) and len(link) <= _LINK):
        raise Wrong(400, f"media_url: a web address of at most {_LINK} characters")
    return "\n".join(one for one in (text or name, link) if one)


def _who(given: dict[str, str], said: dict[str, str]) -> Who | None:
    def of(name: str) -> str:
        return given.get(name, "").strip()

    first, last = of("first_name"), of("last_name")
    gap = " " if (first + last).isascii() and first and last else ""
    name = f"{first}{gap}{last}" if gap else f"{last}{first}"
    if not (name or of("phone") or of("email")):
        return None
    return Who(name=name, phone=of("phone"), email=of("email"), wish=said.get("wish", "none"),
               language=get_language() or "zh-hans")  # fmt: skip


def _where(given: dict[str, str], key: Key) -> dict[str, Any]:
    """A community by its code, or by a name inside the address; otherwise the key's own area, for
    the desk to look. Raises `Wrong` without any location."""
    latitude, longitude = point(given)
    address, code = (given.get(one, "").strip() for one in ("address_string", "address_id"))
    if latitude is None and not address and not code:
        raise Wrong(400, "a location is required: lat and long, address_string or address_id")
    place = _by_code(key, code) if code else _by_words(key, address) or key.place
    return {"place": place, "address": address, "latitude": latitude, "longitude": longitude}


def _by_code(key: Key, code: str) -> Unit:
    try:
        return queries.place_in(key, code)
    except UnknownUnit:
        raise Wrong(400, "address_id: no division has this code") from None


def _by_words(key: Key, address: str) -> Unit | None:
    """The one unit whose name the last of several words, or the whole, is."""
    if not address:
        return None
    scope = queries.area_of(key)
    for word in [address, *reversed(address.split())]:
        same = [one for one in search(word[:60], scope) if one.name == word]
        if len(same) == 1:
            return Unit.objects.get(pk=same[0].id)
    return None
