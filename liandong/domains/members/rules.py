"""What the norms say of a member's next step: how long it takes, by which article."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from liandong.core.kernel.errors import Text
from liandong.core.kernel.period import months_after
from liandong.core.standards.norms import resolve
from liandong.domains.members.enums import Stage, Standing
from liandong.domains.members.models import Membership, Person
from liandong.domains.norms import books
from liandong.domains.norms.queries import jurisdictions
from liandong.domains.orgs.models import Unit

# The stage one must have been in for so many months, by which norm, before the next.
_AT_LEAST = {Stage.CANDIDATE: "members.activist_months", Stage.FULL: "members.probation_months"}
_LOST, _REMOVED = "members.lost_contact_months", "members.lost_removal_months"
_NOTHING = Text("", "")


@dataclass(frozen=True, slots=True)
class Rule:
    """A norm in force: in words, its source, its months, and the first day they are over."""

    says: Text
    instrument: Text
    article: Text
    months: int
    earliest: date | None


def before_stage(person: Person, row: Membership, to: str, on: date) -> Rule | None:
    """How long somebody must have been at their stage before the next. Moving to another branch
    does not begin a stage anew."""
    norm = _AT_LEAST.get(Stage(to))
    if norm is None:
        return None
    rows = person.memberships.live().filter(stage=row.stage).order_by("start")
    since = rows.values_list("start", flat=True).first()
    if row.stage == Stage.PROBATIONARY and person.joined_on:  # also in an organisation outside
        since = min(since or person.joined_on, person.joined_on)
    return _rule(norm, row.unit, since, on)


def of_suspension(row: Membership, on: date) -> Rule | None:
    """When somebody who cannot be found is suspended."""
    return _rule(_LOST, row.unit, None, on)


def of_removal(row: Membership, on: date) -> Rule | None:
    """When somebody who stays suspended is removed."""
    if row.standing != Standing.SUSPENDED:
        return None
    return _rule(_REMOVED, row.unit, row.start, on)


def _rule(norm: str, unit: Unit, since: date | None, on: date) -> Rule | None:
    book = books.book()
    found = resolve(book, norm, jurisdictions(unit, on), on)
    if found is None:
        return None
    months = int(found.value)
    return Rule(
        says=book[norm].explanation, instrument=found.source.instrument,
        article=found.source.article or _NOTHING, months=months,
        earliest=months_after(since, months) if since else None,
    )  # fmt: skip
