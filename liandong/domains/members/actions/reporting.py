"""A member reports in where they live now, by themselves."""

from __future__ import annotations

from datetime import date, datetime

from liandong.domains.members.actions import floating
from liandong.domains.members.actions.telling import one_at_a_time
from liandong.domains.members.models import Floating, Person
from liandong.domains.orgs.models import Unit


def report_in(
    person: Person, *, host: Unit, since: date, reason: str, on: date, by: str, at: datetime
) -> Floating:
    """Report in to an organisation; where home has not registered the stay, it is registered too.

    Raises `LiandongError` as `register_away` and `self_report` do.
    """
    with one_at_a_time(person):
        stay = Floating.objects.filter(person=person, process__closed_on=None).first()
        if stay is None:
            stay = floating.register_away(person, since=since, reason=reason, by=by, at=at)
        return floating.self_report(stay, host=host, on=on, by=by, at=at)
