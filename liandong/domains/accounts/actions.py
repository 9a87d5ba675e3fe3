"""Users and their assignments: given, ended, never deleted."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.db.models import Q

from liandong.core.kernel.errors import LiandongError, Text
from liandong.domains import database
from liandong.domains.accounts.enums import Role, held_at, hierarchy_of
from liandong.domains.accounts.models import Assignment, User
from liandong.domains.audit.actions import record
from liandong.domains.database import explained
from liandong.domains.orgs.enums import Hierarchy
from liandong.domains.orgs.models import Unit


def create_user(
    *,
    username: str,
    password: str,
    display_name: str,
    by: str,
    at: datetime,
    invented: bool = False,
    one_time_since: datetime | None = None,
) -> User:
    """A new person who may sign in; rights come with an assignment.

    Raises `LiandongError` `username_taken`: a user name is never given to a second person.
    """
    username = username.strip()
    _usable(username)
    with explained():
        database.lock("accounts")
        # Upper and lower case of one name are one person to a reader of the audit trail.
        if not username.strip() or User.objects.filter(username__iexact=username).exists():
            raise LiandongError(
                "username_taken",
                Text(
                    f"用户名“{username}”不能用或已被使用，请另选一个。",
                    f"The user name {username!r} is taken or empty. Choose another one.",
                ),
            )
        user = User(
            username=username, display_name=display_name.strip(), invented=invented,
            one_time_since=one_time_since,
        )  # fmt: skip
        user.set_password(password)
        user.save(force_insert=True)
        record(
            action="accounts.create_user", by=by, at=at, subject=f"user:{username}",
            after={"display_name": display_name},
        )  # fmt: skip
    return user


def assign(
    user: User, *, role: Role, unit: Unit, start: date, end: date | None = None, by: str,
    at: datetime,
) -> Assignment:  # fmt: skip
    """Give a role at a unit for a time.

    Raises `LiandongError` `accounts_assignment_separate` when on one of its days the person
    holds another of the three roles that must be separate persons: the database sees to it;
    `oneself` when they would give it to themselves; `given_already` when they have it.
    """
    not_oneself(user, by)
    if end is not None and end <= start:
        raise _no_day()
    with explained():
        database.lock("accounts")
        same = Assignment.objects.live().filter(user=user, role=role, unit=unit)
        lasting = same.filter(Q(end=None) | Q(end__gt=start))
        if (lasting if end is None else lasting.filter(start__lt=end)).exists():
            raise _given_already()
        given = Assignment.objects.create(
            user=user, role=role, unit=unit, hierarchy=_hierarchy(role, unit), start=start, end=end,
            recorded_at=at, recorded_by=by,
        )  # fmt: skip
        record(
            action="accounts.assign", by=by, at=at, subject=f"user:{user.username}",
            unit=unit.code, after={"role": role, "start": start, "end": end},
        )  # fmt: skip
    return given


def _hierarchy(role: Role, unit: Unit) -> Hierarchy:
    """Where a role is held: at Party organisations, at departments, or in the territory."""
    found = hierarchy_of(role)
    if found != held_at(unit.kind):
        raise LiandongError(
            "wrong_unit_for_role",
            Text(
                f"“{role.label}”不能在{unit.name}担任：党务角色授在党组织，部门联络员授在部门，其他角色授在行政区域。",
                f"{role.value!r} cannot be held at {unit.name}: Party roles belong to Party "
                "organisations, a liaison's to departments, all others to areas.",
            ),
        )
    return found


def end_assignment(assignment: Assignment, *, end: date, by: str, at: datetime) -> Assignment:
    """The role ends on a day; what was done under it stays. The assignment as it now stands.

    One with a planned end is voided and said anew with the other end; one that ends on the day
    it begins never held, and is voided.
    """
    not_oneself(assignment.user, by)
    with explained():
        held = _held(assignment)
        before = held.end
        if before is None and end > held.start:
            held.end, held.ended_at = end, at
            held.save(update_fields=["end", "ended_at"])
        else:
            held = _said_anew(held, end, by, at)
        record(
            action="accounts.end_assignment", by=by, at=at,
            subject=f"user:{held.user.username}", unit=held.unit.code,
            before={"role": held.role, "end": before}, after={"end": end},
        )  # fmt: skip
    return held


def _held(assignment: Assignment) -> Assignment:
    """The assignment on record now, kept from others until we are done."""
    held = Assignment.objects.select_for_update().get(pk=assignment.pk)
    if held.voided_at is not None:
        raise LiandongError(
            "stale",
            Text(
                "这项任命刚刚被别人改过。请刷新页面再看。",
                "Somebody has just changed this assignment. Reload the page and look again.",
            ),
        )
    return held


def _said_anew(held: Assignment, end: date, by: str, at: datetime) -> Assignment:
    if end < held.start:
        raise LiandongError(
            "ends_before_start",
            Text(
                f"这项任命自{held.start}起，不能更早结束。",
                f"The assignment begins on {held.start}; it cannot end before that.",
            ),
        )
    held.voided_at, held.voided_by, held.void_reason = at, by, f"改为{end}结束"
    held.save(update_fields=["voided_at", "voided_by", "void_reason"])
    if end == held.start:
        return held
    return Assignment.objects.create(
        user=held.user, role=held.role, unit=held.unit, hierarchy=held.hierarchy,
        start=held.start, end=end, recorded_at=at, recorded_by=by,
    )  # fmt: skip


def told(what: str, user: User, by: str, at: datetime, **more: Any) -> None:
    """Leave the event of a deed about a person."""
    record(action=f"accounts.{what}", by=by, at=at, subject=f"user:{user.username}", **more)


def not_oneself(user: User, by: str) -> None:
    """Raise `LiandongError` `oneself` when somebody would do this for themselves."""
    if user.username == by:
        raise oneself()


def oneself() -> LiandongError:
    """Some things take two persons."""
    return LiandongError(
        "oneself",
        Text(
            "不能给自己办这件事，请由另一位管理员办理。",
            "Nobody does this for themselves: ask another officer.",
        ),
    )


def _usable(username: str) -> None:
    try:
        UnicodeUsernameValidator()(username)
    except ValidationError as error:
        raise LiandongError(
            "odd_username",
            Text(
                f"用户名“{username}”不能用。请只用字母、数字、汉字和 @ . + - _。",
                f"{username!r} cannot be a user name. Use letters, digits and @ . + - _ only.",
            ),
        ) from error


def _given_already() -> LiandongError:
    return LiandongError(
        "given_already",
        Text(
            "这段时间里，这个人在这个单位已有同样的角色。",
            "The person has this role at this unit already for part of that time.",
        ),
    )


def _no_day() -> LiandongError:
    return LiandongError(
        "ends_before_start",
        Text("最后一天不能早于开始的那天。", "The last day cannot be before the first."),
    )
