"""What may this person see and do? The only place that answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F

from liandong.core.kernel.errors import LiandongError, Text
from liandong.core.kernel.scope import Scope, Subtree
from liandong.domains.accounts.enums import GRANTS, Permission
from liandong.domains.accounts.models import Assignment, User
from liandong.domains.orgs.enums import Hierarchy
from liandong.domains.orgs.queries import Place, place_fields


class Forbidden(LiandongError):
    """The person may not see or do this; the message says whom to ask."""


@dataclass(frozen=True)
class Rights:
    """A person's rights on a day: for each permission, the subtrees it holds in."""

    username: str
    by_permission: dict[Permission, Scope]
    homes: tuple[Place, ...]
    # Where their work in the Party hierarchy begins, the widest first.
    party_homes: tuple[Place, ...] = ()
    # Signed in with a one-time password: no right holds before it is changed.
    must_change_password: bool = False

    def scope(self, permission: Permission = Permission.SEE_FIGURES) -> Scope:
        """Where a permission holds."""
        return self.by_permission.get(permission, Scope())

    def may(self, permission: Permission, at: Place | None = None) -> bool:
        """Whether it holds at a place; anywhere at all when none is given."""
        scope = self.scope(permission)
        return bool(scope) if at is None else scope.holds(at.path, at.hierarchy)

    def may_any(self, *permissions: Permission) -> bool:
        """Whether one of these holds anywhere."""
        return any(self.may(one) for one in permissions)

    def require(self, permission: Permission, at: Place | None = None) -> None:
        """Raise `Forbidden` unless it holds."""
        if self.must_change_password:
            raise Forbidden(
                "must_change_password",
                Text(
                    "您用的是一次性密码。请先改成自己的密码（右上角“修改密码”），再继续。",
                    "You signed in with a one-time password. Change it to your own first (top "
                    "right, “Change password”).",
                ),
            )
        if not self.may(permission, at):
            what = permission.label
            where = at.name if at else ""
            raise Forbidden(
                "forbidden",
                Text(
                    f"您没有在{where}“{what}”的权限。如工作需要，请联系本级系统管理员。",
                    f"You may not do this here ({permission.value}). If your work needs it, ask "
                    "your administrator.",
                ),
            )

    @property
    def home(self) -> Place | None:
        """Where the person's work begins: the first of their units."""
        return self.homes[0] if self.homes else None


def rights_of(user: User, day: date) -> Rights:
    """The rights that a user's assignments give on a day."""
    if getattr(user, "must_change_password", False):
        return Rights(user.username, {}, (), must_change_password=True)
    held = Assignment.objects.on(day).filter(
        user=user, user__is_active=True, unit__positions__hierarchy=F("hierarchy")
    )
    subtrees: dict[Permission, list[Subtree]] = {}
    homes: set[Place] = set()
    party: set[Place] = set()
    for role, *where in held.values_list("role", *place_fields("unit__positions")):
        place = Place(*where)
        hierarchy = place.hierarchy
        for permission in GRANTS[role]:
            subtrees.setdefault(permission, []).append(Subtree(hierarchy, place.path))
        if hierarchy == Hierarchy.TERRITORY and Permission.SEE_FIGURES in GRANTS[role]:
            homes.add(place)
        if hierarchy == Hierarchy.PARTY and Permission.SEE_LIFE in GRANTS[role]:
            party.add(place)
    return Rights(
        username=user.username,
        by_permission={one: Scope.of(found) for one, found in subtrees.items()},
        homes=_widest_first(homes),
        party_homes=_widest_first(party),
    )


def _widest_first(places: Iterable[Place]) -> tuple[Place, ...]:
    return tuple(sorted(places, key=lambda one: (one.depth, one.path)))
