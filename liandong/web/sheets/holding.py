"""Whose sheet it is: the key lies in a cookie of the sender's browser, for the pages of this sheet
alone, and nowhere else."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from liandong.domains.intake import passing
from liandong.domains.orgs.models import Unit
from liandong.web.party.look import PartyLook, look_inside
from liandong.web.sheets.kinds import Kind

COOKIE = "sheet-key"


@dataclass(frozen=True)
class Held:
    """A sheet before its sender: which kind, for which organisation."""

    kind: Kind
    look: PartyLook
    one: passing.Pass

    @property
    def unit(self) -> Unit:
        return Unit.objects.get(pk=self.look.place.id)

    @property
    def name(self) -> str:
        """The file as its sender calls it."""
        return str((self.one.told("about") or {}).get("name", ""))

    @property
    def options(self) -> dict[str, object]:
        """What the sender chose: the sheet, what columns are."""
        return self.one.told("options") or {}

    def url(self, step: str) -> str:
        return reverse(self.kind.name(step), args=[self.look.place.code, self.one.token])


def owner(kind: Kind, look: PartyLook) -> str:
    """For what and whom a sheet opens."""
    return f"{kind.code}/{look.place.id}/{look.rights.username}"


def held(request: HttpRequest, kind: Kind, code: str, token: str) -> Held:
    """The sheet of this address. Raises `LiandongError` pass_gone; `Forbidden`."""
    look = look_inside(request, code, kind.permission)
    try:
        key = urlsafe_b64decode(request.COOKIES.get(COOKIE, ""))
    except ValueError:
        key = b""
    return Held(kind, look, passing.find(token, key, owner(kind, look), at=timezone.now()))


def give(answer: HttpResponse, one: Held) -> HttpResponse:
    """The key goes to the browser: only here, only to these pages, for an hour."""
    answer.set_cookie(
        COOKIE, urlsafe_b64encode(one.one.key).decode(), path=one.url("look"),
        max_age=passing.LASTS, httponly=True, samesite="Strict",
        secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip
    return answer


def forget(answer: HttpResponse, one: Held) -> HttpResponse:
    """The sheet goes, and its key."""
    passing.drop(one.one)
    answer.delete_cookie(COOKIE, path=one.url("look"), samesite="Strict")
    return answer
