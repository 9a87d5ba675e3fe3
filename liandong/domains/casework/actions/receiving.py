"""A request comes in, by whatever way, once; others to whom the same happens join it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import partial
from hashlib import sha256
from secrets import token_urlsafe
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone

from liandong.core.kernel.errors import LiandongError
from liandong.domains import database
from liandong.domains.audit.actions import Deed, record_all
from liandong.domains.audit.kept import Kept
from liandong.domains.casework import outcomes, refusals, routing, words
from liandong.domains.casework import photos as pictures
from liandong.domains.casework.actions.steps import must_be_open, one_at_a_time, tell
from liandong.domains.casework.enums import Channel, Wish
from liandong.domains.casework.models import Case, Joined, Photo, Requester
from liandong.domains.casework.models.case import LINK_TWICE, SENT_TWICE
from liandong.domains.casework.searching import grams_of
from liandong.domains.catalogue.enums import TimeClass
from liandong.domains.catalogue.models import Matter
from liandong.domains.orgs.models import Position, Unit
from liandong.domains.orgs.queries import place_of
from liandong.domains.sealing import blind_index
from liandong.domains.workflow.clocks import Law
from liandong.domains.workflow.models import Process
from liandong.domains.workflow.opening import Opening, open_processes

# Desk, supervisor, norms and calendar of a place: what happens to requests changes none of them.
_places = Kept("casework.")
_SECRET = 18
_DIGITS = range(5, 16)
# Where coordinates can be meant at all.
_LATITUDES, _LONGITUDES = (Decimal(3), Decimal(54)), (Decimal(73), Decimal(136))


@dataclass(frozen=True, slots=True)
class Who:
    """Who asks, as far as they say."""

    name: str = ""
    phone: str = ""
    email: str = ""
    wish: str = Wish.NONE
    language: str = "zh-hans"


@dataclass(frozen=True, slots=True)
class Received:
    """The case, the secret of its link (empty when it cannot be told again), whether it is new."""

    case: Case
    secret: str
    new: bool


def hash_of(secret: str) -> str:
    """What is kept of a secret."""
    return sha256(secret.encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """A request as it was handed in. With an `external` number, or an Idempotency-Key given as
    one, the same sent again is the same case, with the same secret."""

    text: str
    place: Unit
    channel: str
    by: str
    at: datetime
    who: Who | None = None
    matter: Matter | None = None
    time_class: str = ""
    address: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    hide_name: bool = False
    private: bool = False
    about: Unit | None = None
    partner: str = ""
    external: str | None = None
    photos: Sequence[bytes] = ()
    invented: bool = False


@dataclass(slots=True)
class _Ready:
    """One that was looked through: what is written of it."""

    handed: Handed
    said: str
    photos: list[tuple[bytes, int, int]]
    person: Requester | None
    secret: str
    sides: dict[str, Unit]


def receive(**handed: Any) -> Received:
    """Put a request on record; arguments as `Handed` has them.

    Raises `LiandongError`: text_missing, text_too_long, outside_area, bad_phone, bad_email,
    wish_without_way, not_a_photo, photo_too_large, too_many_photos.
    """
    got = receive_all([Handed(**handed)])[0]
    if isinstance(got, LiandongError):
        raise got
    return got


def receive_all(handed: Sequence[Handed]) -> list[Received | LiandongError]:
    """Put requests on record with the same few statements, however many they are; of each the
    case, or what is wrong with it. Those that are sound are kept all together."""
    found, age = _before(handed), _places.refresh()
    ready: list[_Ready] = []
    for at, one in enumerate(handed):
        if found[at] is None:
            try:
                ready.append(_ready(one, age))
            except LiandongError as error:
                found[at] = error
    new = iter(_kept(ready, age))
    return [next(new) if one is None else one for one in found]


def _kept(ready: list[_Ready], age: int) -> list[Received | LiandongError]:
    try:
        with database.explained():
            cases = _write(ready, age) if ready else []
    except LiandongError as error:
        if len(ready) > 1:  # one of them objected: each for itself
            return [got for one in ready for got in _kept([one], age)]
        one = ready[0].handed
        again = _before([one])[0] if error.code in (SENT_TWICE, LINK_TWICE) else None
        return [again or error]
    pairs = zip(cases, ready, strict=True)
    return [Received(case, one.secret, new=True) for case, one in pairs]


def _ready(one: Handed, age: int) -> _Ready:
    said, kept = words.text_of(one.text), _photos(one.photos)
    _on_earth(one.latitude, one.longitude)
    person = None if one.who is None else _person(one.who, one.at)
    key = ("sides", one.place.pk, one.about and one.about.pk, timezone.localdate(one.at))
    sides = _places.get(key, partial(_sides, one.place, one.about, one.at), age=age)
    return _Ready(one, said, kept, person, _secret(one.partner, one.external), sides)


def _write(ready: list[_Ready], age: int) -> list[Case]:
    def law(unit: Unit, at: datetime) -> Law:
        return _places.get(
            ("law", unit.pk, timezone.localdate(at)), partial(Law, unit, at), age=age
        )

    processes = open_processes("request", [_opening(one) for one in ready], law)
    Requester.objects.bulk_create(one.person for one in ready if one.person is not None)
    cases = [_case(*pair) for pair in zip(ready, processes, strict=True)]
    Case.objects.bulk_create(cases)
    pairs = list(zip(ready, cases, strict=True))
    Photo.objects.bulk_create(
        Photo(case=case, data=data, width=width, height=height, at=one.handed.at)
        for one, case in pairs for data, width, height in one.photos
    )  # fmt: skip
    outcomes.begin(cases)
    record_all([_deed(*pair) for pair in pairs])
    return cases


def _opening(one: _Ready) -> Opening:
    handed = one.handed
    usual = handed.matter.time_class if handed.matter else TimeClass.ORDINARY
    return Opening(
        subject=f"case:{hash_of(one.secret)[:20]}", sides=one.sides, by=handed.by, at=handed.at,
        on=timezone.localdate(handed.at), time_class=handed.time_class or usual,
    )  # fmt: skip


def _case(one: _Ready, process: Process) -> Case:
    handed, matter = one.handed, one.handed.matter
    return Case(
        number=number_of(process.pk, handed.at), secret_hash=hash_of(one.secret), process=process,
        channel=Channel(handed.channel), partner=handed.partner, external=handed.external or None,
        requester=one.person, hide_name=handed.hide_name, text=one.said, grams=grams_of(one.said),
        matter=matter, matter_code=matter.code if matter else "", time_class=process.time_class,
        place=handed.place, address=words.line_of(handed.address, 200),
        latitude=handed.latitude, longitude=handed.longitude, about=handed.about,
        private=handed.private or handed.about is not None or bool(matter and matter.private),
        desk=one.sides["desk"], state=process.state, due_at=process.due_at,
        received_at=handed.at, invented=handed.invented,
    )  # fmt: skip


def _deed(one: _Ready, case: Case) -> Deed:
    handed = one.handed
    return Deed(
        action="casework.receive", by=handed.by, at=handed.at, subject=case.process.subject,
        unit=handed.place.code, after={"channel": handed.channel, "number": case.number},
    )  # fmt: skip


def number_of(process: int, at: datetime) -> str:
    """The day and a running number, by which a case is asked for on the telephone."""
    return f"{timezone.localtime(at):%Y%m%d}{process:07d}"


def _before(handed: Sequence[Handed]) -> list[Received | LiandongError | None]:
    """Those that were received before, under the number that they bear."""
    asked = {(one.partner, one.external) for one in handed if one.external}
    cases = Case.objects.filter(
        partner__in={one for one, _ in asked}, external__in={one for _, one in asked}
    )
    known = {(one.partner, one.external): one for one in cases} if asked else {}
    found = [known.get((one.partner, one.external or "")) for one in handed]
    return [
        case and Received(case, _secret(one.partner, one.external), new=False)
        for case, one in zip(found, handed, strict=True)
    ]


def _secret(partner: str, external: str | None) -> str:
    """By chance; for what can be sent twice from the number, under our key, so that both times it
    is the same."""
    if external:
        return blind_index(f"{partner}\x00{external}", "case")[:32]
    return token_urlsafe(_SECRET)


def _on_earth(latitude: Decimal | None, longitude: Decimal | None) -> None:
    for value, (low, high) in ((latitude, _LATITUDES), (longitude, _LONGITUDES)):
        if value is not None and not low <= value <= high:
            raise refusals.outside_area()


def _sides(place: Unit, about: Unit | None, at: datetime) -> dict[str, Unit]:
    """Who takes part in what happens there. Raises `LiandongError` outside_area."""
    try:
        here = place_of(place.pk)
    except Position.DoesNotExist as error:
        raise refusals.outside_area(place.name) from error
    desk, supervisor = routing.desk_and_supervisor(here, about, timezone.localdate(at))
    units = Unit.objects.in_bulk({desk, supervisor})
    return {"desk": units[desk], "supervisor": units[supervisor], "place": place}


def _person(who: Who, at: datetime) -> Requester:
    phone = "".join(one for one in who.phone if one not in " -()（）")
    if phone and not (phone.lstrip("+").isascii() and phone.lstrip("+").isdigit()
                      and len(phone.lstrip("+")) in _DIGITS):  # fmt: skip
        raise refusals.bad_phone()
    email = who.email.strip()
    if email:
        try:
            validate_email(email)
        except ValidationError as error:
            raise refusals.bad_email() from error
    wish = Wish(who.wish)
    if (wish == Wish.SMS and not phone) or (wish == Wish.MAIL and not email):
        raise refusals.wish_without_way()
    return Requester(
        name=words.line_of(who.name, 60), phone=phone, email=email, wish=wish,
        phone_index=blind_index(phone, "requester") if phone else "", language=who.language,
        recorded_at=at,
    )  # fmt: skip


def _photos(sent: Sequence[bytes]) -> list[tuple[bytes, int, int]]:
    if len(sent) > pictures.MOST:
        raise refusals.too_many_photos(pictures.MOST)
    return [pictures.made_anew(one) for one in sent]


def sound(who: Who, at: datetime) -> None:
    """Whether somebody can be told as they wish. Raises `LiandongError`: bad_phone, bad_email,
    wish_without_way."""
    _person(who, at)


def join(
    case: Case, *, who: Who, by: str, at: datetime, external: str | None = None
) -> tuple[Joined, str]:
    """Somebody to whom the same happens joins an open case; the secret of their own link. Sent
    twice under one `external` name they join once."""
    person, secret = _person(who, at), _secret(f"join:{case.pk}", external)
    with one_at_a_time(case):
        if external and (before := Joined.objects.filter(secret_hash=hash_of(secret)).first()):
            return before, secret
        must_be_open(case)
        person.save(force_insert=True)
        joined = Joined.objects.create(
            case=case, requester=person, secret_hash=hash_of(secret), at=at
        )
        tell("join", case, by=by, at=at, joined=joined.pk)
    return joined, secret
