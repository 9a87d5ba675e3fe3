"""The demo province's Party organisations, invented members and a year of their life."""

from __future__ import annotations

from dataclasses import dataclass

from liandong.cli import common
from liandong.cli.common import say


@dataclass(frozen=True)
class Person:
    """Somebody to sign in as; invented. A member signs in as one of a branch's roster."""

    username: str
    name: str
    role: str
    unit: str


PEOPLE = (
    Person("party", "演示·省委组织部 符党", "party_office", "D460000000000"),
    Person("party_xiuying", "演示·秀英区委组织部 何务", "party_office", "D460105000000"),
    Person("branch", "演示·秀华社区党支部 郑书", "branch_secretary", "D460105001001"),
    Person("host", "演示·秀海社区党支部 冯记", "branch_secretary", "D460105001002"),
    Person("member", "", "member", "D460105001001"),  # by the name of the roster
)


def build(password: str, *, below: str = "") -> None:
    """Build what is not there yet: tree, members, a year of life, what is under way, log-ins."""
    from django.utils import timezone

    from liandong.cli.demo_party import elections, moves, people, planting, year
    from liandong.domains.observatory import families, runs

    now, by = timezone.now(), common.who()
    today = timezone.localdate(now)
    organisations = planting.plant(below=below, by=by, at=now)
    if made := people.plant(organisations, today=today, by=by, at=now):
        say(f"演示党员 {made} 名（均为虚构）。", f"{made} invented members.")
    made = year.plant(organisations, today=today, by=by, at=now)
    if made:
        say(f"一年的组织生活：{made} 次会议。", f"A year of organisation life: {made} meetings.")
        moves.plant(organisations, today=today, by=by, at=now)
    _log_ins(password, by)
    if made and not below:  # tests, which take a part of the tree, open their own
        opened = elections.plant(today=today, by=by, at=now)
        say(f"换届 {opened} 个。", f"{opened} elections under way.")
    if made:
        runs.refresh(cause="demo", of=families.LIFE, at_most=1)


def _log_ins(password: str, by: str) -> None:
    from datetime import date

    from django.db import transaction
    from django.utils import timezone

    from liandong.domains.accounts.actions import assign, create_user
    from liandong.domains.accounts.enums import Role
    from liandong.domains.accounts.models import User
    from liandong.domains.members import queries
    from liandong.domains.orgs.enums import Hierarchy
    from liandong.domains.orgs.models import Unit
    from liandong.domains.orgs.queries import place

    there, now = set(User.objects.values_list("username", flat=True)), timezone.now()
    for one in PEOPLE:
        if one.username in there:
            continue
        unit, who = Unit.objects.get(code=one.unit), None
        if not one.name:
            at = place(one.unit, Hierarchy.PARTY)
            who = queries.roster(at, on=timezone.localdate(now), limit=3).rows[2].person
        with transaction.atomic():
            user = create_user(
                username=one.username, password=password, by=by, at=now, invented=True,
                display_name=one.name or f"演示·{who.name}",
            )  # fmt: skip
            assign(user, role=Role(one.role), unit=unit, start=date(2015, 1, 1), by=by, at=now)
            if who is not None:
                who.user = user
                who.save(update_fields=["user"])
