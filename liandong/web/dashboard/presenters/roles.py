"""For people whose role has no figures: what it may do, where, and where that begins."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from liandong.domains.accounts.enums import Permission
from liandong.domains.accounts.queries import Rights
from liandong.domains.orgs import queries
from liandong.domains.orgs.queries import Place
from liandong.web.accounts.words import MEANING

# Where a permission is used: the address's name, whether it takes the unit's code.
_DOORS = {
    Permission.READ_AUDIT: ("audit", False),
    Permission.MANAGE_USERS: ("people", False),
    Permission.EDIT_TREE: ("tree", False),
    Permission.UNLOCK_USERS: ("locked", False),
    Permission.KEEP_CATALOGUE: ("catalogue", False),
}


@dataclass(frozen=True)
class Duty:
    """A permission, what it means, and its door where this instance has one."""

    label: str
    means: str
    url: str
    where: str


def duties(rights: Rights) -> list[Duty]:
    """What the person may do, each with the units it holds for."""
    found = []
    for permission, scope in rights.by_permission.items():
        roots = queries.roots_of(scope)
        where = "、".join(place.name for place in roots)
        found.append(
            Duty(permission.label, str(MEANING[permission]), _door(permission, roots), where)
        )
    return sorted(found, key=lambda duty: duty.label)


def _door(permission: Permission, roots: list[Place]) -> str:
    name, of_unit = _DOORS.get(permission, ("", False))
    if not name or (of_unit and not roots):
        return ""
    try:
        return reverse(name, args=[roots[0].short] if of_unit else [])
    except NoReverseMatch:
        return ""
