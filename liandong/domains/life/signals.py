"""Who counts is told in the same breath."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.dispatch import Signal

from liandong.domains.orgs.models import Unit

# Sent inside the transaction of every action here, and when members changed below: `units` the ids
# whose duties may differ, `since` the earliest day concerned, `at` the moment.
life_changed = Signal()


def pass_on(*, units: Collection[int], since: date, at: datetime, **_: Any) -> None:
    """Members stand below and cannot tell who counts: their changes are passed on from here."""
    life_changed.send(Unit, units=sorted(set(units)), since=since, at=at)
