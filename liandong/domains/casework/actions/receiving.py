"""A request comes in, by whatever way, once; others to whom the same happens join it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from hashlib import sha256
from secrets import token_urlsafe

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone

from liandong.core.kernel.errors import LiandongError
from liandong.domains import database
from liandong.domains.audit.actions import record
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
from liandong.domains.workflow import actions as workflow

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


def receive(
    *, text: str, place: Unit, channel: str, by: str, at: datetime, who: Who | None = None,
    matter: Matter | None = None, time_class: str = "", address: str = "",
    latitude: Decimal | None = None, longitude: Decimal | None = None, hide_name: bool = False,
    private: bool = False, about: Unit | None = None, partner: str = "",
    external: str | None = None, photos: Sequence[bytes] = (), invented: bool = False,
) -> Received:  # fmt: skip
    """Put a request on record. With an `external` number, or an Idempotency-Key given as one, the
    same request sent again is the same case, with the same secret.

    Raises `LiandongError`: text_missing, text_too_long, outside_area, bad_phone, bad_email,
    wish_without_way, not_a_photo, photo_too_large, too_many_photos.
    """
    if external and (before := _before(partner, external)):
        return before
    said, kept = words.text_of(text), _photos(photos)
    _in_the_area(place, latitude, longitude)
    person = None if who is None else _person(who, at)
    secret = _secret(partner, external)
    usual = matter.time_class if matter else TimeClass.ORDINARY
    try:
        with database.explained():
            sides = _sides(place, about, at)
            process = workflow.open_process(
                "request", subject=f"case:{hash_of(secret)[:20]}", sides=sides, by=by, at=at,
                on=timezone.localdate(at), time_class=time_class or usual, audited=False,
            )  # fmt: skip
            if person is not None:
                person.save(force_insert=True)
            case = Case.objects.create(
                number=number_of(process.pk, at), secret_hash=hash_of(secret), process=process,
                channel=Channel(channel), partner=partner, external=external or None,
                requester=person, hide_name=hide_name, text=said, grams=grams_of(said),
                matter=matter, matter_code=matter.code if matter else "",
                time_class=process.time_class, place=place, address=words.line_of(address, 200),
                latitude=latitude, longitude=longitude, about=about,
                private=private or about is not None or bool(matter and matter.private),
                desk=sides["desk"], state=process.state, due_at=process.due_at, received_at=at,
                invented=invented,
            )  # fmt: skip
            Photo.objects.bulk_create(
                Photo(case=case, data=data, width=w, height=h, at=at) for data, w, h in kept
            )
            outcomes.keep([case.pk])
            record(action="casework.receive", by=by, at=at, subject=process.subject,
                   unit=place.code, after={"channel": channel, "number": case.number})  # fmt: skip
    except LiandongError as error:
        twice = error.code in (SENT_TWICE, LINK_TWICE) and external
        again = _before(partner, external) if twice else None
        if again is None:
            raise
        return again
    return Received(case, secret, new=True)


def number_of(process: int, at: datetime) -> str:
    """The day and a running number, by which a case is asked for on the telephone."""
    return f"{timezone.localtime(at):%Y%m%d}{process:07d}"


def _before(partner: str, external: str) -> Received | None:
    case = Case.objects.filter(partner=partner, external=external).first()
    return case and Received(case, _secret(partner, external), new=False)


def _secret(partner: str, external: str | None) -> str:
    """By chance; for what can be sent twice from the number, under our key, so that both times it
    is the same."""
    if external:
        return blind_index(f"{partner}\x00{external}", "case")[:32]
    return token_urlsafe(_SECRET)


def _in_the_area(place: Unit, latitude: Decimal | None, longitude: Decimal | None) -> None:
    if not Position.objects.filter(unit=place, hierarchy="territory").exists():
        raise refusals.outside_area(place.name)
    for value, (low, high) in ((latitude, _LATITUDES), (longitude, _LONGITUDES)):
        if value is not None and not low <= value <= high:
            raise refusals.outside_area()


def _sides(place: Unit, about: Unit | None, at: datetime) -> dict[str, Unit]:
    desk, supervisor = routing.desk_and_supervisor(
        place_of(place.pk), about, timezone.localdate(at)
    )
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
