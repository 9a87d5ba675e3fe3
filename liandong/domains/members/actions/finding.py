"""Somebody is looked up by a number. That is a question about one person: it stays on record,
with who was found and never with the number."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from liandong.core.kernel.codes.errors import tidy
from liandong.core.kernel.codes.identity import IdentityNumber
from liandong.domains.audit.actions import record
from liandong.domains.members import queries, refusals
from liandong.domains.members.enums import Stage
from liandong.domains.members.phones import digits_of
from liandong.domains.members.queries import Row
from liandong.domains.orgs.queries import Place

# From so many characters on an identity number is meant; telephones here are shorter.
_IDENTITY = 15
_MOST = 50


def find_by_number(of: Place, number: str, *, on: date, by: str, at: datetime) -> tuple[Row, ...]:
    """Who in an organisation or below it has this whole identity or telephone number, at whatever
    stage. Raises `LiandongError`: identity.…, number_incomplete.
    """
    kind, whole = _whole(number, on)
    found = queries.roster(of, on=on, stages=Stage.values, text=whole, limit=_MOST).rows
    subjects = [f"person:{one.person.pk}" for one in found] or [f"unit:{of.code}"]
    with transaction.atomic():
        for subject in subjects:
            record(action="members.find", by=by, at=at, subject=subject, unit=of.code,
                   after={"by": kind, "found": len(found)})  # fmt: skip
    return found


def _whole(number: str, on: date) -> tuple[str, str]:
    said = tidy(number)
    if len(said) >= _IDENTITY and not said.startswith("+"):
        return "identity", IdentityNumber.parse(said, on=on).value
    digits = digits_of(said)
    if not digits:
        raise refusals.number_incomplete()
    return "phone", digits
