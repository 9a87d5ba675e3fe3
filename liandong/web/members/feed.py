"""/calendar/<secret>.ics: the meetings a member is expected at, for their calendar program.

Whoever knows the address may read it: kind, organisation, place and time, and nobody's name.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event

from liandong.domains.life import queries as life
from liandong.domains.life.enums import MeetingState
from liandong.domains.life.queries import Invitation
from liandong.domains.members.actions import calendar as keys
from liandong.domains.members.models import Person
from liandong.domains.observatory import days

BACK, AHEAD = timedelta(days=180), timedelta(days=366)
_LASTS = timedelta(hours=2)  # how long a meeting takes is not on record


@require_safe
def feed(_request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar that a secret opens; unknown or revoked, there is none."""
    person = keys.whose(secret)
    if person is None:
        raise Http404
    answer = HttpResponse(of(person), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="liandong.ics"'
    add_never_cache_headers(answer)
    return answer


def of(person: Person) -> bytes:
    """The calendar of a person: half a year back, a year ahead."""
    book = Calendar()
    book.add("prodid", "-//liandong//organisation life//ZH")
    book.add("version", "2.0")
    book.add("x-wr-calname", _("组织生活"))
    today = days.today()
    for one in life.meetings_of(person, since=today - BACK, until=today + AHEAD):
        book.add_component(_event(one))
    return book.to_ical()


def _event(one: Invitation) -> Event:
    event = Event()
    event.add("uid", f"meeting-{one.meeting}@liandong")
    event.add("dtstamp", timezone.now())
    event.add("summary", f"{one.label} · {one.unit_name}")
    if one.begins:
        starts = datetime.combine(one.on, one.begins, ZoneInfo(settings.TIME_ZONE))
        event.add("dtstart", starts)
        event.add("dtend", starts + _LASTS)
    else:
        event.add("dtstart", one.on)
        event.add("dtend", one.on + timedelta(days=1))
    if one.venue:
        event.add("location", one.venue)
    cancelled = one.state == MeetingState.CANCELLED
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    return event
