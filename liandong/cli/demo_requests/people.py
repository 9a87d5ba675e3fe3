"""Who sits at the desks of the demo; invented."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple


class Sits(NamedTuple):
    username: str
    name: str
    role: str
    unit: str


PEOPLE = (
    Sits("desk", "演示·海口市受理台 何听", "desk", "460100000000"),
    Sits("supervisor", "演示·海口市督办 罗督", "supervisor", "460100000000"),
    Sits("streetoffice", "演示·秀英街道经办 郑办", "street_office", "460105001000"),
    Sits("worker", "演示·秀华社区工作者 冯工", "worker", ""),
    Sits("liaison", "演示·秀英区综合执法联络员 许联", "liaison", "Z460105000000CG"),
    Sits("emergency", "演示·秀英区应急管理联络员 梁联", "liaison", "Z460105000000YJ"),
    Sits("catalogue", "演示·海口市清单管理员 严清", "catalogue_office", "460100000000"),
)

COMMUNITY = "秀华社区居民委员会"
# What waits there for the worker, the street, and the two liaisons: matter, hours ago.
WAITING = (
    ("GA001", 50),
    ("MZ004", 26),
    ("MZ003", 9),
    ("MZ005", 3),
    ("MZ002", 30),
    ("YJ002", 1),
    ("CG001", 28),
    ("CG005", 7),
    ("YJ001", 1),
    ("WY005", 20),
)


def seat(password: str, *, by: str, at: datetime) -> None:
    """Give each an account and a role, where there is none yet."""
    from liandong.domains.accounts.actions import assign, create_user
    from liandong.domains.accounts.enums import Role
    from liandong.domains.accounts.models import User
    from liandong.domains.orgs.models import Unit

    there = set(User.objects.values_list("username", flat=True))
    for one in PEOPLE:
        found = Unit.objects.filter(code=one.unit) if one.unit else Unit.objects.filter(
            name=COMMUNITY
        )  # fmt: skip
        unit = found.first()
        if one.username in there or unit is None:
            continue
        user = create_user(
            username=one.username, password=password, display_name=one.name, by=by, at=at,
            invented=True,
        )  # fmt: skip
        assign(user, role=Role(one.role), unit=unit, start=date(2015, 1, 1), by=by, at=at)
