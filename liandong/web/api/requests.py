"""Requests of other systems, such as a 12345 platform: handed in once, followed, taken back."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from ninja import Header, Path, Query
from ninja.responses import Status
from ninja.security import HttpBearer

from liandong.core.kernel.errors import Text, error
from liandong.domains.accounts.queries import Forbidden
from liandong.domains.casework import actions as casework
from liandong.domains.casework.actions import Who
from liandong.domains.casework.enums import Channel
from liandong.domains.partners import actions, filed, queries
from liandong.domains.partners.models import Key
from liandong.domains.partners.taking import Asked, take_all
from liandong.domains.slices import newest_first
from liandong.web.api import shapes_of_requests as shapes
from liandong.web.api.asked import Moment, PageSize
from liandong.web.api.manners import READ
from liandong.web.api.service import ERRORS, BadKey, api
from liandong.web.api.shapes import Problem
from liandong.web.together import Together

# What may be asked of addresses at which not everything is read-only.
METHODS = {
    "requests": (*READ, "POST"),
    "requests/<number>/withdraw": ("POST",),
}
_ERRORS: dict[int, Any] = {**ERRORS, 429: Problem}
_WRITING: dict[int, Any] = {**_ERRORS, 409: Problem, 503: Problem}
Number = Annotated[str, Path(description="Our number.", pattern=r"^[0-9A-Za-z]{1,20}$")]
Once = Annotated[
    str | None,
    Header(alias="Idempotency-Key", max_length=76, description="Sent again with the same content "
           "it is the same request; with other content it is refused (409)."),
]  # fmt: skip
State = Annotated[
    str, Query(description="Only those in this state now.", pattern=r"^[a-z_]{0,20}$")
]
Since = Annotated[
    Moment | None, Query(description="Only those with a step at this moment or later (ISO 8601).")
]
After = Annotated[
    str | None, Query(description="The `next` of the answer before.", pattern=r"^[0-9]{1,18}$")
]


class PartnerKey(HttpBearer):
    """The key of a partner, as `Authorization: Bearer …`; each asking counts for its minute."""

    def __call__(self, request: HttpRequest) -> Key:
        """The key. Raises `BadKey`, `TooFast`."""
        scheme, _gap, secret = request.headers.get("Authorization", "").partition(" ")
        key = queries.key_of(secret.strip()) if scheme.lower() == "bearer" else None
        if key is None:
            raise BadKey("bad_key", Text(
                "请带上对接密钥：Authorization: Bearer …；没有、错误或已收回的密钥不能用。",
                "Send the partner's key as Authorization: Bearer …; it is missing, wrong or "
                "revoked.",
            ))  # fmt: skip
        actions.count(key, at=timezone.now())
        return key

    def authenticate(self, request: HttpRequest, token: str) -> Key | None:
        """Not asked: see `__call__`."""
        return queries.key_of(token)


_keyed = PartnerKey()
# What several hand in while one is being written down is written down in one go.
_take = Together(take_all)


def _may(request: HttpRequest, what: str) -> Key:
    """The key, if it may. Raises `Forbidden`."""
    key: Key = request.auth  # type: ignore[attr-defined]
    if not getattr(key, what):
        raise Forbidden(
            "forbidden",
            error("", "这个密钥不能这样用。", "This key may not do this.").text,
        )
    return key


@api.post("/requests", response={201: shapes.Taken, 200: shapes.Taken, **_WRITING},
          auth=_keyed, tags=["requests"])  # fmt: skip
def hand_in(request: HttpRequest, body: shapes.NewRequest, idempotency_key: Once = None) -> Status:
    """A request is put on record: 201; the same sent again is the same one: 200."""
    key, now = _may(request, "may_post"), timezone.now()
    got = _take(Asked(key, body.dict(), now, body.external_number,
                      (idempotency_key or "").strip(), _said(key, body, now)))  # fmt: skip
    follow = request.build_absolute_uri(reverse("portal-case", args=[got.secret]))
    if got.new:
        return Status(201, filed.detail(got.case, new=True) | {"follow": follow})
    case = filed.one_filed(key, got.case.number)
    return Status(200, filed.detail(case) | {"follow": follow})


def _said(key: Key, body: shapes.NewRequest, now: datetime) -> dict[str, Any]:
    matter = body.matter and queries.service(body.matter, timezone.localdate(now))
    return {
        "channel": Channel.PARTNER, "text": body.text, "place": queries.place_in(key, body.place),
        "address": body.address, "matter": matter or None, "latitude": body.latitude,
        "longitude": body.longitude, "private": body.private, **_who(body.contact),
    }  # fmt: skip


def _who(contact: shapes.Contact | None) -> dict[str, Any]:
    if contact is None or not (contact.name or contact.phone or contact.email):
        return {"who": None}
    who = Who(name=contact.name, phone=contact.phone, email=contact.email, wish=contact.wish)
    return {"who": who, "hide_name": contact.hide_name}


@api.get("/requests", response={200: shapes.Listed, **_ERRORS}, auth=_keyed, tags=["requests"])
def listed(
    request: HttpRequest, state: State = "", changed_since: Since = None, after: After = None,
    size: PageSize = 50,
) -> dict[str, Any]:  # fmt: skip
    """What this partner handed in, the newest first; nothing of anybody else."""
    found = filed.narrowed(
        filed.filed(_may(request, "may_read")), state=state, changed_since=changed_since
    )
    part = newest_first(found, after, size)
    return {"items": [filed.summary(one) for one in part.rows], "next": part.next}


@api.get("/requests/{number}", response={200: shapes.Detail, **_ERRORS}, auth=_keyed,
         tags=["requests"])  # fmt: skip
def one(request: HttpRequest, number: Number) -> dict[str, Any]:
    """One request of this partner: how it stands, who has it, by when, every step, what was
    answered."""
    return filed.detail(filed.one_filed(_may(request, "may_read"), number))


@api.post("/requests/{number}/withdraw", response={200: shapes.Detail, **_WRITING}, auth=_keyed,
          tags=["requests"])  # fmt: skip
def withdraw(request: HttpRequest, number: Number) -> dict[str, Any]:
    """Whoever asked takes it back. Where others joined it goes on for them: this is refused."""
    key = _may(request, "may_post")
    case = filed.one_filed(key, number)
    casework.withdraw(case, at=timezone.now(), by=f"key:{key.pk}")
    return filed.detail(filed.one_filed(key, number))
