"""What is under way in the demo: letters, floating members, elections; some of each late."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from liandong.cli.demo_party.tree import Organisation

SEED = 229
_BRANCHES = frozenset({"branch", "joint_branch"})
_SHARE = 3  # of so many branches one has a letter on its way, and one a member away


def plant(organisations: Sequence[Organisation], *, today: date, by: str, at: datetime) -> None:
    """Put it on record, once."""
    from liandong.domains.members.enums import Stage
    from liandong.domains.members.models import Membership
    from liandong.domains.orgs.models import Unit

    chance = Random(SEED)  # noqa: S311  a demo is to be the same each time
    units = {unit.code: unit for unit in Unit.objects.filter(memberships__isnull=False).distinct()}
    codes = [one.code for one in organisations if one.kind in _BRANCHES and one.code in units]
    full = Membership.objects.on(today).filter(stage=Stage.FULL).select_related("person")
    members: dict[int, list[Any]] = {}
    for row in full.order_by("-pk"):
        members.setdefault(row.unit_id, []).append(row.person)
    how = {"by": by, "at": at}
    for number, code in enumerate(codes):
        mine = members.get(units[code].pk, [])
        if number % _SHARE == 0 and len(mine) > 8:
            other = units[codes[(number + chance.randint(1, 40)) % len(codes)]]
            if other != units[code]:
                _letter(chance, mine[0], other, today, how)
                _away(chance, mine[1], other, today, how)


def _letter(chance: Random, person: Any, receiver: Any, today: date, how: dict) -> None:
    """Received, on its way, or longer on its way than the letter holds."""
    from liandong.domains.members.actions import transfers

    sent = today - timedelta(days=chance.choice((8, 20, 45, 70, 120)))
    letter = transfers.send(person, receiver=receiver, on=sent, **how)
    fate = chance.random()
    if fate < 0.5:
        on = min(sent + timedelta(days=chance.randint(3, 30)), today)
        transfers.receive(letter, branch=receiver, on=on, **how)
    elif fate < 0.6:
        transfers.step(letter, "return", note="介绍信抬头与本支部名称不符", on=today, **how)


def _away(chance: Random, person: Any, host: Any, today: date, how: dict) -> None:
    """Known to the host, taken in, declined, or waiting to be; some out of touch for long."""
    from liandong.domains.members.actions import floating

    since = today - timedelta(days=chance.randint(60, 400))
    away = floating.register_away(
        person, since=since, reason=chance.choice(("work", "season", "moved", "graduated")),
        host=host if chance.random() < 0.85 else None, elsewhere="", **how,
    )  # fmt: skip
    later = min(since + timedelta(days=chance.randint(5, 40)), today)
    fate = chance.random()
    if away.host_id and fate < 0.75:
        floating.step(away, "report", on=later, **how)
        if fate < 0.6:
            floating.accept(away, branch=host, on=later, **how)
            floating.feedback(away, on=today, text="参加主题党日一次", **how)
        elif fate < 0.66:
            floating.step(away, "decline", note="不在本辖区居住", on=later, **how)
    if chance.random() < 0.7:
        on = today - timedelta(days=chance.randint(1, 150))
        floating.contact(away, on=max(on, since + timedelta(days=1)), way="phone", **how)
