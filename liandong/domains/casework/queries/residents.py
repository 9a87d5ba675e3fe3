"""What a resident without an account is told: limits, their own words, whom one can complain of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from liandong.core.kernel.errors import Text
from liandong.core.standards.clocks import Limit
from liandong.domains.casework.actions.receiving import hash_of
from liandong.domains.casework.models import Case, Contest, Joined
from liandong.domains.casework.queries.links import Link
from liandong.domains.catalogue.models import Matter
from liandong.domains.catalogue.queries import in_force
from liandong.domains.orgs.enums import Hierarchy
from liandong.domains.orgs.models import Position, Unit
from liandong.domains.workflow import definitions
from liandong.domains.workflow.clocks import Law

PROMISED = ("dispatch", "contact", "feedback")
_SUBJECTS = (Hierarchy.TERRITORY, Hierarchy.GOVERNMENT)


@dataclass(frozen=True, slots=True)
class Promise:
    """A limit that holds for a case: what has to be done within it."""

    code: str
    title: Text
    limit: Limit


def promises(case: Case, *, at: datetime) -> list[Promise]:
    """By norm, for the class and the place of a case: when it is sent on, in contact, answered."""
    law, definition = Law(case.place, at), definitions.of(case.process)
    found = []
    for code in PROMISED:
        clock = definition.clocks[code]
        if limit := law.limit(clock.norm_of(case.time_class)):
            found.append(Promise(code, clock.title, limit))
    return found


def own_case(link: Link, secret: str) -> Case | None:
    """The case that the holder of a secret made: this one, the one that was merged into it, or none
    where they only joined."""
    case = link.merged_from or link.case
    return case if case.secret_hash == hash_of(secret) else None


def said_by(case: Case, joined: Joined | None, own: Case | None) -> str:
    """The words its holder may read: their own, or what everybody may."""
    if own is not None:
        return own.text
    readable = case.moderation == "public" and not case.private
    return (case.public_text or case.text) if readable else ""


def may_call_back(case: Case, joined: Joined | None) -> bool:
    """Whether they are to be asked how it went: once in each round."""
    if case.state not in ("replied", "called_back"):
        return False
    return not case.call_backs.filter(joined=joined, round=case.replies.count()).exists()


def may_contest(case: Case, joined: Joined | None) -> bool:
    """Whether they may still say that it is not resolved."""
    made = list(Contest.objects.filter(case=case).values_list("joined_id", flat=True))
    if (joined.pk if joined else None) in made:
        return False
    return case.state in ("replied", "called_back") or (case.state == "working" and bool(made))


def subjects(text: str, limit: int = 8) -> list[Unit]:
    """Units that can be complained of, called so in whole or in part; the shortest names first."""
    said = "".join(text.replace("\x00", "").split())
    if len(said) < 2:
        return []
    standing = Position.objects.filter(hierarchy__in=_SUBJECTS).values("unit_id")
    named = Unit.objects.filter(Q(name__icontains=said) | Q(code=said), pk__in=standing)
    found = sorted(named.order_by("code")[:200], key=lambda one: (len(one.name), one.code))
    exact = [one for one in found if said in (one.name, one.code)]
    return (exact or found)[:limit]


def about_this_system(on: date) -> Matter | None:
    """The matter under which complaints of the system itself are dealt with, where a catalogue has
    one; else the desk finds out."""
    return in_force(on).filter(name="对本系统的意见").first()
