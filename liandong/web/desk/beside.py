"""What stands beside a call: the caller's open requests, matters that fit, requests alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from liandong.core.kernel.errors import LiandongError
from liandong.domains.accounts.enums import Permission
from liandong.domains.accounts.queries import Rights
from liandong.domains.casework import queries
from liandong.domains.casework.models import Case
from liandong.domains.casework.models.case import LONGEST
from liandong.domains.casework.queries import Alike
from liandong.domains.catalogue import finding
from liandong.domains.catalogue.finding import Hit
from liandong.domains.observatory import days
from liandong.domains.orgs.models import Unit
from liandong.web.choosing import one_place

MOST = 10


@dataclass(frozen=True, slots=True)
class Beside:
    """None of `calls`: nobody was looked up."""

    calls: list[Case] | None
    hits: list[Hit]
    alike: list[Alike]


NOTHING = Beside(None, [], [])


def look(rights: Rights, said: Any, *, by: str, at: datetime, caller: bool) -> Beside:
    """By what is in the form so far. A look at a caller goes on record."""
    phone = said.get("phone", "").strip()[:30]
    calls = None
    if caller and any(one.isdigit() for one in phone):
        calls = queries.caller(rights, phone, by=by, at=at)[:MOST]
    elif shown := said.getlist("call")[:MOST]:
        # What was found stays in sight until the call ends, and is not looked up anew.
        calls = list(queries.readable(rights).filter(number__in=shown, closed_at=None)
                     .select_related("place", "matter").order_by("pk"))  # fmt: skip
    return Beside(calls, _matters(said), _alike(rights, said))


def _matters(said: Any) -> list[Hit]:
    """By what was typed as the matter, else by the words of the caller."""
    today, asked = days.today(), said.get("matter", "").strip()[:60]
    if asked:
        return finding.search(asked, on=today, limit=5)
    text = said.get("text", "").strip()[:LONGEST]
    return finding.suggest(text, on=today) if text else []


def _alike(rights: Rights, said: Any) -> list[Alike]:
    """Open requests in like words at the place; those alone that the person may read."""
    text, where = said.get("text", "").strip()[:LONGEST], said.get("place", "").strip()[:60]
    if not text or not where:
        return []
    scope = rights.scope(Permission.TAKE_REQUESTS)
    try:
        found = one_place(where, scope)
    except LiandongError:
        return []
    if not scope.holds(found.path, found.hierarchy):
        return []
    mine = queries.readable(rights)
    return queries.similar(text=text, place=Unit(pk=found.id), public=False, among=mine)
