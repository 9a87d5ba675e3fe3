"""Signing in, people, the audit trail, one's own display."""

from __future__ import annotations

from liandong.domains.accounts.enums import Permission
from liandong.domains.accounts.models import Assignment, User
from tests.web.needs.need import ANYBODY, SIGNED_IN, Route, holds, of

MANAGE, UNLOCK, READ = Permission.MANAGE_USERS, Permission.UNLOCK_USERS, Permission.READ_AUDIT


def person() -> int:
    return User.objects.get(username="xiuying").pk


def role() -> int:
    return Assignment.objects.get(user__username="xiuying").pk


ROUTES = {
    "settings/display/": ANYBODY,
    "accounts/login/": ANYBODY,
    "accounts/logout/": ANYBODY,
    "accounts/inactive/": ANYBODY,
    "accounts/password/change/": SIGNED_IN,
    "accounts/password/set/": ANYBODY,
    "accounts/password/reset/": ANYBODY,
    "accounts/signup/": ANYBODY,
    "accounts/email/": ANYBODY,
    "accounts/reauthenticate/": ANYBODY,
    "me/": SIGNED_IN,
    "people/": holds(MANAGE, UNLOCK),
    "people/new/": holds(MANAGE),
    "people/locked/": holds(UNLOCK),
    "people/unlock/": holds(UNLOCK),
    "people/<int:pk>/": Route(of("460105", MANAGE, UNLOCK), fill={"pk": person}),
    "people/<int:pk>/roles/": Route(of("460105", MANAGE), fill={"pk": person}),
    "people/roles/<int:pk>/end/": Route(of("460105", MANAGE), fill={"pk": role}),
    "people/<int:pk>/deactivate/": Route(of("460105", UNLOCK), fill={"pk": person}),
    "people/<int:pk>/reactivate/": Route(of("460105", UNLOCK), fill={"pk": person}),
    "people/<int:pk>/password/": Route(of("460105", UNLOCK), fill={"pk": person}),
    "audit/": holds(READ),
    "audit/export/": holds(READ),
    "audit/check/": holds(READ),
}
