"""Who hears of a hiring or a review, in their inbox."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.utils import timezone

from liandong.core.kernel.errors import Text
from liandong.domains.accounts.enums import Permission
from liandong.domains.accounts.models import User
from liandong.domains.notify.actions import notify
from liandong.domains.notify.queries import nearest
from liandong.domains.orgs.models import Unit
from liandong.domains.orgs.queries import place_of

KIND = "careers"


def office(
    unit: Unit, text: Text, *, link: str, about: str, without: Collection[str], at: datetime
) -> None:
    """Whoever decides at a unit, or nearest above, but for those of whom it is not asked."""
    people = nearest(
        Permission.CORRECT_FACTS, place_of(unit.pk), on=timezone.localdate(at), without=without
    )
    notify(people, kind=KIND, text=text, link=link, at=at, about=about)


def person(username: str, text: Text, *, link: str, about: str, by: str, at: datetime) -> None:
    """One person, unless they did it themselves."""
    if username != by:
        notify(User.objects.filter(username=username), kind=KIND, text=text, link=link, at=at,
               about=about)  # fmt: skip
