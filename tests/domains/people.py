"""Moments of 2026, units by code, and people seated at them."""

from __future__ import annotations

from datetime import date, datetime

from liandong.core.kernel.workdays import BEIJING
from liandong.domains.accounts.models import Assignment, User
from liandong.domains.audit.actions import record
from liandong.domains.orgs.models import Unit

COMMUNITY, STREET, DISTRICT, CITY = "460105001001", "460105001000", "460105000000", "460100000000"


def t(month: int, day: int, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=BEIJING)


def unit(code: str) -> Unit:
    return Unit.objects.get(code=code)


def person(name: str, role: str, code: str, hierarchy: str = "territory") -> User:
    user, new = User.objects.get_or_create(username=name, defaults={"display_name": name})
    if new:
        Assignment.objects.create(
            user=user, role=role, unit=unit(code), hierarchy=hierarchy, start=date(2015, 1, 1),
            recorded_at=t(1, 1), recorded_by="t",
        )  # fmt: skip
        record(action="accounts.assign", by="t", at=t(1, 1), subject=f"user:{name}")
    return user
