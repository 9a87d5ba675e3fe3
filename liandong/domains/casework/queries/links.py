"""A case by the secret of its link; a caller's cases at the desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from liandong.domains.accounts.enums import Permission
from liandong.domains.accounts.queries import Rights
from liandong.domains.audit.actions import record
from liandong.domains.casework.actions.receiving import hash_of
from liandong.domains.casework.models import Case, Joined
from liandong.domains.casework.queries.access import not_about, units_in
from liandong.domains.sealing import blind_index

_WITH = ("process", "matter", "place", "handler", "desk")


@dataclass(frozen=True, slots=True)
class Link:
    """The case that answers now; as whom (none: as the one who asked); which of theirs was merged
    into it."""

    case: Case
    joined: Joined | None
    merged_from: Case | None


def by_secret(secret: str) -> Link | None:
    """What a secret opens; nothing, if it is unknown. A merged case leads on to the other."""
    kept = hash_of(secret)
    case = Case.objects.filter(secret_hash=kept).select_related(*_WITH).first()
    joined = None
    if case is None:
        joined = Joined.objects.filter(secret_hash=kept).select_related("case__process").first()
        if joined is None:
            return None
        case = joined.case
    first = case
    person = joined.requester_id if joined else case.requester_id
    while case.merged_into_id is not None:
        own = Q(requester=person) if person else Q(merged=case)
        joined = Joined.objects.filter(own, case=case.merged_into_id).first()
        person = joined.requester_id if joined else person
        case = Case.objects.select_related(*_WITH).get(pk=case.merged_into_id)
    return Link(case, joined, first if first.pk != case.pk else None)


def caller(rights: Rights, phone: str, *, by: str, at: datetime) -> list[Case]:
    """The open cases of somebody on the telephone, where the desk may see them; the look is on
    record, the number is not."""
    digits = "".join(one for one in phone if one.isdigit() or one == "+")
    mine = units_in(rights.scope(Permission.TAKE_REQUESTS))
    index = blind_index(digits, "requester")
    theirs = Q(requester__phone_index=index) | Q(joined__requester__phone_index=index)
    ids = Case.objects.filter(theirs).values("pk")
    found = Case.objects.filter(not_about(rights), pk__in=ids, place__in=mine, closed_at=None)
    cases = list(found.select_related("matter", "place", "handler").order_by("-pk"))
    with transaction.atomic():
        record(action="casework.caller", by=by, at=at, subject="requester",
               after={"found": len(cases)})  # fmt: skip
    return cases
