"""Remind the organisations of a list of what they owe: each once a day, however often one asks."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from liandong.core.kernel.errors import Text
from liandong.domains.accounts.enums import Role
from liandong.domains.accounts.models import Assignment, User
from liandong.domains.audit.actions import record
from liandong.domains.notify.actions import notify
from liandong.domains.observatory.life_duties import Wanted, everything
from liandong.domains.orgs.enums import Hierarchy
from liandong.domains.orgs.queries import Place

KIND = "life.reminder"
_TOLD = (Role.BRANCH_SECRETARY, Role.PARTY_OFFICE)


@dataclass(frozen=True, slots=True)
class Reminded:
    """How many people were told, and of how many organisations nobody could be."""

    people: int
    silent: int


def remind(of: Place, *, on: date, wanted: Wanted, by: str, at: datetime) -> Reminded:
    """Tell whoever keeps the organisations in a list of duties how much is open there."""
    owed = Counter(one.unit for one in everything(of, on=on, wanted=wanted) if one.unit != of.id)
    keepers = Assignment.objects.on(on).filter(
        unit__in=owed, hierarchy=Hierarchy.PARTY, role__in=_TOLD, user__is_active=True
    )
    keeper: dict[User, Counter[int]] = {}
    for one in keepers.select_related("user"):
        keeper.setdefault(one.user, Counter())[one.unit_id] = owed[one.unit_id]
    reached = {unit for units in keeper.values() for unit in units}
    with transaction.atomic():
        told = sum(
            notify([user], kind=KIND, text=_text(units.total()), link="/today/", at=at,
                   about=f"{KIND}:{of.code}")
            for user, units in keeper.items()
        )  # fmt: skip
        record(action=KIND, by=by, at=at, subject=f"unit:{of.code}", unit=of.code,
               after={"organisations": len(owed), "told": told})  # fmt: skip
    return Reminded(told, len(owed) - len(reached))


def _text(count: int) -> Text:
    return Text(
        f"上级提醒：有 {count} 项应办等着完成，请看“今日”。",
        f"A reminder: duties waiting for you: {count}. See “Today”.",
    )
