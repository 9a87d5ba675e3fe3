"""Put somebody on the roster; put right what is said about them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from liandong.core.kernel.codes.identity import IdentityNumber
from liandong.core.kernel.period import months_after
from liandong.core.standards.norms import resolve
from liandong.domains.members import refusals
from liandong.domains.members.actions.telling import must_take, not_in_future, one_at_a_time, tell
from liandong.domains.members.enums import MEMBERS, Entry, Exit, Sex, Stage
from liandong.domains.members.models import Membership, Person
from liandong.domains.members.models.person import LONGEST_NAME
from liandong.domains.members.phones import digits_of
from liandong.domains.norms import books
from liandong.domains.orgs.models import Unit
from liandong.domains.orgs.spelling import pinyin_of
from liandong.domains.sealing import blind_index

PLAIN = ("name", "ethnicity", "education")
FOUNDED = date(1921, 7, 1)  # nobody joined before there was a Party
_AGE = "members.joining_age"


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
    joined_on: date | None = None
    full_on: date | None = None


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
    _while_a_member(stage, values)
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
    group: Unit | None = None, letter: str = "", joined_on: date | None = None,
    full_on: date | None = None,
) -> Membership:  # fmt: skip
    """Somebody who had left, or went out of the system, is on a roster again; history stays one.

    Days of joining that are not said stay as they are for whoever had only gone elsewhere; who had
    left the Party begins anew. Raises `LiandongError`: still_on_the_roster, already_erased, …
    """
    not_in_future(on, at)
    must_take(unit, group, on)
    with one_at_a_time(person):
        person.refresh_from_db(fields=["erased_at"])
        if person.erased_at:
            raise refusals.erased()
        if person.memberships.live().filter(Q(end=None) | Q(end__gt=on)).exists():
            raise refusals.here_already()
        _joins_again(person, stage, on, joined_on, full_on)
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
        told = (person.joined_on, person.full_on, values["joined_on"], values["full_on"])
        days = [one for one in told if one]
        for name, value in values.items():
            setattr(person, name, value)
        person.save(update_fields=list(values))
        # Since when they are a member counts wherever they are, on every day since.
        dates = {"joined_on", "full_on"} & set(changed)
        since = min([at.date(), *days]) if dates else at.date()
        tell("change_details", person, unit=unit, since=since, by=by, at=at,
             after={"changed": changed}, reason=reason,
             units=everywhere(person) if dates else ())  # fmt: skip
    return person


def everywhere(person: Person) -> list[int]:
    """Wherever somebody is on record."""
    return list(Membership.objects.live().filter(person=person).values_list("unit_id", flat=True))


def _while_a_member(stage: str, values: dict[str, Any]) -> None:
    """Who is not a member yet has not joined, and on probation nobody is a full member."""
    if stage not in MEMBERS:
        values["joined_on"] = None
    if stage != Stage.FULL:
        values["full_on"] = None


def _joins_again(
    person: Person, stage: str, on: date, joined_on: date | None, full_on: date | None
) -> None:
    """The days of joining of somebody who comes back."""
    last = person.memberships.live().order_by("-start").first()
    elsewhere = last is not None and last.exit == Exit.TRANSFER_OUT
    kept = (person.joined_on, person.full_on) if elsewhere else (None, None)
    values = {"joined_on": joined_on or kept[0], "full_on": full_on or kept[1]}
    check_joined(values["joined_on"], values["full_on"], person.birth_date, on)
    _while_a_member(stage, values)
    person.joined_on, person.full_on = values["joined_on"], values["full_on"]
    person.save(update_fields=list(values))


def check_joined(joined_on: date | None, full_on: date | None, born: date | None, on: date) -> None:
    """Raises `LiandongError`: in_future, joined_too_early, joined_too_young, full_before_joined."""
    for day in filter(None, (joined_on, full_on)):
        if day > on:
            raise refusals.in_future(day)
        if day < FOUNDED:
            raise refusals.joined_too_early(day)
    if joined_on and full_on and full_on < joined_on:
        raise refusals.full_before_joined()
    if joined_on and too_young(joined_on, born):
        raise refusals.joined_too_young(joined_on)


def too_young(joined_on: date, born: date | None) -> bool:
    """Whether somebody was not of the age that the norm of that day asks for."""
    asked = resolve(books.book(), _AGE, [], joined_on)
    return bool(born and asked and joined_on < months_after(born, 12 * int(asked.value)))


def checked(details: Details, on: date) -> dict[str, Any]:
    """The columns of a person. Raises `LiandongError`."""
    name = " ".join(details.name.split())
    if not 0 < len(name) <= LONGEST_NAME or not name.isprintable():
        raise refusals.name_missing()
    values: dict[str, Any] = {
        "name": name, "pinyin": pinyin_of(name), "sex": details.sex,
        "birth_date": details.birth_date, "ethnicity": details.ethnicity.strip()[:20],
        "education": details.education.strip()[:20], "identity": "", "identity_index": None,
        "joined_on": details.joined_on, "full_on": details.full_on,
    }  # fmt: skip
    if details.sex:
        Sex(details.sex)
    if details.identity.strip():
        values |= _identity(details, on)
    check_joined(details.joined_on, details.full_on, values["birth_date"], on)
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
