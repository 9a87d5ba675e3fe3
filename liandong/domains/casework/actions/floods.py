"""How much one address sends, counted by all processes together."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from liandong.domains import database
from liandong.domains.casework.models import Sender
from liandong.domains.sealing import blind_index

WITHIN = timedelta(minutes=10)


def sent_from(address: str, *, at: datetime) -> tuple[int, datetime]:
    """One more from an address: how many that makes, and until when they count."""
    digest = blind_index(address, "flood")
    with transaction.atomic():
        database.lock(f"flood:{digest}")
        known = Sender.objects.filter(digest=digest, until__gt=at)
        if known.update(many=F("many") + 1):
            found = known.get()
        else:
            found, _new = Sender.objects.update_or_create(
                digest=digest, defaults={"many": 1, "until": at + WITHIN}
            )
    return found.many, found.until


def forget(*, at: datetime) -> int:
    """Addresses whose time is over; nobody's address is kept longer than it is needed."""
    return Sender.objects.filter(until__lte=at).delete()[0]
