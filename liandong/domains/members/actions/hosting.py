"""A branch says whether it takes in members who live near it, and how they reach it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from liandong.domains.audit.actions import record
from liandong.domains.members import refusals
from liandong.domains.members.models import Hosting
from liandong.domains.orgs import party
from liandong.domains.orgs.models import Unit

_LONGEST = 120


def offer(unit: Unit, *, takes: bool, contact: str, by: str, at: datetime) -> Hosting:
    """Said anew each time. Raises `LiandongError` not_a_branch."""
    if unit.kind not in party.BRANCHES:
        raise refusals.no_branch(unit)
    words = " ".join(contact.split())[:_LONGEST]
    with transaction.atomic():
        before = Hosting.objects.select_for_update().filter(unit=unit).first()
        said, _new = Hosting.objects.update_or_create(
            unit=unit, defaults={"takes": takes, "contact": words, "said_at": at, "said_by": by}
        )
        record(
            action="members.offer", by=by, at=at, subject=f"unit:{unit.code}", unit=unit.code,
            before={"takes": before.takes, "contact": before.contact} if before else None,
            after={"takes": takes, "contact": words},
        )  # fmt: skip
    return said
