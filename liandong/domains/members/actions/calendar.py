"""A person's calendar address: made, made anew, revoked. Only the person does it."""

from __future__ import annotations

from datetime import datetime
from secrets import token_urlsafe

from liandong.domains.audit.actions import record
from liandong.domains.members import refusals
from liandong.domains.members.actions.telling import one_at_a_time
from liandong.domains.members.models import CalendarKey, Person
from liandong.domains.sealing import blind_index

_BYTES = 24
PURPOSE = "calendar"


def renew(person: Person, *, by: str, at: datetime) -> str:
    """A new secret, told this once; an earlier one is revoked. Raises `LiandongError`
    already_erased."""
    if person.erased_at:
        raise refusals.erased()
    secret = token_urlsafe(_BYTES)
    with one_at_a_time(person):
        _end(person, by, at)
        CalendarKey.objects.create(
            person=person, secret_index=blind_index(secret, PURPOSE), made_at=at, made_by=by
        )
        record(action="members.calendar_renewed", by=by, at=at, subject=f"person:{person.pk}")
    return secret


def revoke(person: Person, *, by: str, at: datetime) -> None:
    """No address leads to this person's calendar any more."""
    with one_at_a_time(person):
        if _end(person, by, at):
            record(action="members.calendar_revoked", by=by, at=at, subject=f"person:{person.pk}")


def _end(person: Person, by: str, at: datetime) -> int:
    live = CalendarKey.objects.filter(person=person, revoked_at=None)
    return live.update(revoked_at=at, revoked_by=by)


def whose(secret: str) -> Person | None:
    """The person whose calendar a secret opens; nobody, if it is unknown or revoked."""
    index = blind_index(secret, PURPOSE)
    live = CalendarKey.objects.filter(secret_index=index, revoked_at=None, person__erased_at=None)
    found = live.select_related("person").first()
    return found.person if found else None
