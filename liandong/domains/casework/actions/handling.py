"""The unit that handles a request: accepts, is in contact, answers."""

from __future__ import annotations

from datetime import datetime

from liandong.domains.accounts.enums import Permission
from liandong.domains.casework import photos, refusals, words
from liandong.domains.casework.actions.steps import must_be_open, one_at_a_time, take, tell
from liandong.domains.casework.actions.telling import state_text, tell_requesters, tell_unit
from liandong.domains.casework.enums import WITH_HANDLER, Way
from liandong.domains.casework.models import Case, Contact, Photo, Reply
from liandong.domains.workflow import clocks

_LONGEST = 2000


def accept(case: Case, *, by: str, at: datetime, seen: str | None = None) -> Case:
    """The unit answers for it from now on."""
    with one_at_a_time(case):
        take(case, "accept", by=by, at=at, seen=seen)
    return case


def contact(
    case: Case, *, way: str, reached: bool, by: str, at: datetime, said: str = ""
) -> Contact:
    """The unit was in contact, or tried. Reaching them is the response; the work begins with it."""
    with one_at_a_time(case) as process:
        if process.state not in WITH_HANDLER:
            raise refusals.not_open(case.number)
        made = Contact.objects.create(
            case=case, way=Way(way), reached=reached, said=words.line_of(said, 500), at=at, by=by
        )
        if reached and process.state != "working":
            take(case, "begin", by=by, at=at)
        elif reached:
            clocks.done(process, "contact", at=at)
        tell("contact", case, by=by, at=at, contact=made.pk, reached=reached)
    return made


def reply(case: Case, *, text: str, by: str, at: datetime, seen: str | None = None) -> Reply:
    """What was done, told to the requester, to everyone who joined, to everyone merged into it."""
    said = words.text_of(text)[:_LONGEST]
    with one_at_a_time(case):
        take(case, "reply", by=by, at=at, seen=seen, replied_at=at)
        made = Reply.objects.create(
            case=case, round=case.replies.count() + 1, text=said, unit=case.handler, at=at, by=by
        )
        tell("reply", case, by=by, at=at, reply=made.pk)
        tell_requesters(case, f"replied:{made.round}", at=at)
        tell_unit(case.desk, Permission.TAKE_REQUESTS, case, state_text(case), by=by, at=at,
                  about=f"replied:{made.round}")  # fmt: skip
    return made


def add_photo(case: Case, *, photo: bytes, by: str, at: datetime) -> Photo:
    """A picture of what was done, if the unit wants to add one. Raises `LiandongError`
    not_a_photo, photo_too_large, too_many_photos."""
    data, width, height = photos.made_anew(photo)
    with one_at_a_time(case):
        must_be_open(case)
        if case.photos.filter(by_handler=True).count() >= photos.MOST:
            raise refusals.too_many_photos(photos.MOST)
        made = Photo.objects.create(
            case=case, data=data, width=width, height=height, by_handler=True, at=at
        )
        tell("photo", case, by=by, at=at, photo=made.pk)
    return made
