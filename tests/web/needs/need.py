"""What each address needs, said once; `tests/web/test_every_route.py` works out who is let in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from liandong.domains.accounts.enums import Permission, Role
from liandong.domains.orgs.enums import Kind

# Places of an address that names one, seen from Haikou where everybody works: above, one's own,
# beside, and two below. Party organisations of areas are called by the area's code behind a D.
TERRITORY = ("46", "4601", "4604", "460105001", "460105001001")
PARTY = ("D460000000000", "D460100000000", "D460106000000", "D460105000000", "D460105001001")
PUBLIC = frozenset({Kind.PROVINCE, Kind.CITY, Kind.COUNTY, Kind.DISTRICT})

Fill = Mapping[str, str | Callable[[], object]]


@dataclass(frozen=True)
class Need:
    """Who may come in: anybody, whoever has signed in, or holders of one of some permissions.

    `at` is where it must be held: anywhere (""), at the unit the address names ("address"), or at
    the unit that the object behind the address belongs to (its code). Holders anywhere may also
    open units of the kinds in `public`. The roles in `roles` come in whatever they hold.
    """

    anybody: bool = False
    nobody: bool = False
    any_of: frozenset[Permission] = frozenset()
    at: str = ""
    public: frozenset[str] = frozenset()
    places: tuple[str, ...] = ()
    roles: frozenset[Role] = frozenset()
    # Of a Party organisation: or one of these, at the area (above communities) whose own it is.
    by_area: frozenset[Permission] = frozenset()


@dataclass(frozen=True)
class Route:
    """What an address needs to be read and, where that differs, to be written to.

    `fill` gives the address's other parameters, as text or as a function that makes an object
    (in Haikou, 4601) and returns its key; `body` what is posted, `query` what follows the address.
    """

    need: Need
    post: Need | None = None
    fill: Fill = field(default_factory=dict)
    body: Mapping[str, str] = field(default_factory=dict)
    query: str = ""
    # What lies behind it is one person's own, and not there for anybody else: tried in its room.
    own: bool = False
    # Nobody's session is acted with: the address itself, or a form that we signed, is the authority.
    without_token: bool = False
    # What a page tells other pages of where somebody comes from.
    referrer: str = "same-origin"


ANYBODY = Need(anybody=True)
NOBODY = Need(nobody=True)
SIGNED_IN = Need()


def holds(*any_of: Permission, roles: frozenset[Role] = frozenset()) -> Need:
    """One of these, wherever."""
    return Need(any_of=frozenset(any_of), roles=roles)


def here(*any_of: Permission, public: frozenset[str] = frozenset()) -> Need:
    """One of these, at the unit of the territory that the address names."""
    return Need(any_of=frozenset(any_of), at="address", public=public, places=TERRITORY)


def here_in_the_party(
    *any_of: Permission, places: tuple[str, ...] = PARTY, by_area: Permission | None = None
) -> Need:
    """One of these, at the Party organisation that the address names; or `by_area` at the area
    whose own organisation it is."""
    area = frozenset({by_area} if by_area else ())
    return Need(any_of=frozenset(any_of), at="address", places=places, by_area=area)


def of(unit: str, *any_of: Permission, roles: frozenset[Role] = frozenset()) -> Need:
    """One of these, at the unit to which the object behind the address belongs."""
    return Need(any_of=frozenset(any_of), at=unit, roles=roles)
