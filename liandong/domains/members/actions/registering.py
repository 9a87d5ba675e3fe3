"""Put somebody on the roster; put right what is said about them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from liandong.core.kernel.codes.identity import IdentityNumber
from liandong.domains.members import refusals
from liandong.domains.members.actions.telling import must_take, not_in_future, one_at_a_time, tell
from liandong.domains.members.enums import Entry, Sex
from liandong.domains.members.models import Membership, Person
from liandong.domains.members.models.person import LONGEST_NAME
from liandong.domains.members.phones import digits_of
from liandong.domains.orgs.models import Unit
from liandong.domains.orgs.spelling import pinyin_of
from liandong.domains.sealing import blind_index

PLAIN = ("name", "ethnicity", "education")


@dataclass(frozen=True, slots=True)
class Details:
    """What is said about a person; all but the name may be left out."""

    name: str
    identity: str = ""
    phone: str = ""
    birth_date: date | None = None
    sex: str = ""
    ethnicity: str = ""
    education: str = ""


def register(
    details: Details, *, unit: Unit, stage: str, on: date, by: str, at: datetime,
    group: Unit | None = None, entry: str = Entry.REGISTERED, letter: str = "",
) -> Person:  # fmt: skip
    """Somebody new on the roster of a branch from a day on; `letter` where they came with one.

    Raises `LiandongError`: name_missing, identity.…, birth_differs, bad_phone, not_a_branch,
    unit_closed, wrong_group, in_future, members_person_one_identity.
    """
    not_in_future(on, at)
    must_take(unit, group, on)
    values = checked(details, on)
    with one_at_a_time():
        person = Person.objects.create(recorded_at=at, recorded_by=by, **values)
        Membership.objects.create(
            person=person, unit=unit, group=group, stage=stage, entry=entry, start=on,
            recorded_at=at, recorded_by=by,
        )  # fmt: skip
        tell("register", person, unit=unit, since=on, by=by, at=at,
             after={"stage": stage, "on": on, "entry": entry}, reason=letter)  # fmt: skip
    return person


def come_back(
    person: Person, *, unit: Unit, stage: str, on: date, by: str, at: datetime,
    group: Unit | None = None, letter: str = "",
) -> Membership:  # fmt: skip
    """Somebody who had left, or went out of the system, is on a roster again; history stays one.

    Raises `LiandongError`: still_on_the_roster, already_erased, not_a_branch, unit_closed, …
    """
    not_in_future(on, at)
    must_take(unit, group, on)
    with one_at_a_time(person):
        person.refresh_from_db(fields=["erased_at"])
        if person.erased_at:
            raise refusals.erased()
        if person.memberships.live().filter(Q(end=None) | Q(end__gt=on)).exists():
            raise refusals.here_already()
        row = Membership.objects.create(
            person=person, unit=unit, group=group, stage=stage, entry=Entry.TRANSFER, start=on,
            recorded_at=at, recorded_by=by,
        )  # fmt: skip
        tell("come_back", person, unit=unit, since=on, by=by, at=at,
             after={"stage": stage, "on": on}, reason=letter)  # fmt: skip
    return row


def change_details(
    person: Person, details: Details, *, unit: Unit, reason: str, by: str, at: datetime
) -> Person:
    """Say anew what is said about a person; an empty identity or telephone stays as it is.

    Which fields changed is audited, not what they say. Raises `LiandongError` like `register`.
    """
    values = checked(details, at.date())
    for sealed in ("identity", "phone"):
        if not getattr(details, sealed):
            values.pop(sealed), values.pop(f"{sealed}_index")
    with one_at_a_time(person):
        changed = sorted(name for name, value in values.items() if getattr(person, name) != value)
        for name, value in values.items():
            setattr(person, name, value)
        person.save(update_fields=list(values))
        tell("change_details", person, unit=unit, since=at.date(), by=by, at=at,
             after={"changed": changed}, reason=reason)  # fmt: skip
    return person


def checked(details: Details, on: date) -> dict[str, Any]:
    """The columns of a person. Raises `LiandongError`."""
    name = " ".join(details.name.split())
    if not 0 < len(name) <= LONGEST_NAME or not name.isprintable():
        raise refusals.name_missing()
    values: dict[str, Any] = {
        "name": name, "pinyin": pinyin_of(name), "sex": details.sex,
        "birth_date": details.birth_date, "ethnicity": details.ethnicity.strip()[:20],
        "education": details.education.strip()[:20], "identity": "", "identity_index": None,
    }  # fmt: skip
    if details.sex:
        Sex(details.sex)
    if details.identity.strip():
        values |= _identity(details, on)
    return values | _phone(details.phone)


def _identity(details: Details, on: date) -> dict[str, Any]:
    """What the number says is taken from it, and typed by nobody."""
    number = IdentityNumber.parse(details.identity, on=on)
    if details.birth_date and details.birth_date != number.birth_date:
        raise refusals.birth_differs()
    return {
        "identity": number.value, "identity_index": blind_index(number.value, "identity"),
        "birth_date": number.birth_date, "sex": number.sex.value,
    }  # fmt: skip


def _phone(said: str) -> dict[str, str]:
    digits = digits_of(said)
    if digits is None:
        raise refusals.bad_phone()
    return {"phone": digits, "phone_index": blind_index(digits, "phone") if digits else ""}
