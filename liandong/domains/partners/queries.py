"""Keys by their text or name; what may be handed in, as other systems see it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from liandong.core.kernel.errors import error
from liandong.core.kernel.scope import Scope, Subtree
from liandong.domains.casework.models import Case
from liandong.domains.casework.queries import public as casework
from liandong.domains.catalogue import queries as catalogue
from liandong.domains.catalogue.enums import ListKind
from liandong.domains.catalogue.models import Matter
from liandong.domains.orgs.models import Unit
from liandong.domains.orgs.queries import line_to, place_of, visible
from liandong.domains.partners.actions import digest_of
from liandong.domains.partners.models import Delivery, Hook, Key
from liandong.domains.workflow.models import Step

# Tasks a community must not be given and papers it does not issue are nothing a resident reports.
REPORTED = frozenset(ListKind.values) - {ListKind.COMMUNITY_NEGATIVE, ListKind.COMMUNITY_STAMPING}


def key_of(secret: str) -> Key | None:
    """The key in force with this text."""
    if not secret:
        return None
    return Key.objects.filter(digest=digest_of(secret), revoked_at=None).order_by().first()


def every_key() -> QuerySet[Key]:
    """All that ever were, by name."""
    return Key.objects.select_related("place").order_by("name", "pk")


def key_named(said: str) -> Key:
    """The key in force that begins so, or the only one of this name. Raises `LiandongError`
    no_key, which_key."""
    found = [one for one in every_key().filter(revoked_at=None) if said in (one.start, one.name)]
    if not found:
        raise error("no_key", f"没有名称或开头为“{said}”的有效密钥。",
                    f"No key in force has the name or the beginning {said!r}.")  # fmt: skip
    if len(found) > 1:
        starts = ", ".join(one.start for one in found)
        raise error("which_key", f"“{said}”有几个密钥，请写密钥开头：{starts}。",
                    f"{said!r} has several keys; give its beginning: {starts}.")  # fmt: skip
    return found[0]


@dataclass(frozen=True, slots=True)
class Partner:
    """Another system: where it may file, how many keys are in force, where it is told (empty:
    nowhere), what waits to reach it and what was given up."""

    name: str
    places: tuple[str, ...]
    keys: int
    url: str
    waiting: int
    dead: int


def partners(scope: Scope | None = None) -> list[Partner]:
    """All that ever had a key, or one that serves inside a scope, by name."""
    told = Hook.objects.annotate(
        waiting=Count("deliveries", filter=Q(deliveries__next_at__isnull=False)),
        dead=Count("deliveries", filter=Q(deliveries__dead_at__isnull=False)),
    )
    hooks = {one.partner: one for one in told}
    found = []
    every = every_key() if scope is None else every_key().filter(_inside(scope))
    for name, keys in groupby(every, key=lambda one: one.name):
        held, hook = list(keys), hooks.get(name)
        alive = [one for one in held if one.revoked_at is None]
        found.append(Partner(
            name=name, places=tuple(dict.fromkeys(one.place.name for one in alive or held)),
            keys=len(alive), url=hook.url if hook and hook.off_at is None else "",
            waiting=hook.waiting if hook else 0, dead=hook.dead if hook else 0,
        ))  # fmt: skip
    return found


def _inside(scope: Scope) -> Q:
    """Keys that serve inside a scope."""
    return Q(place__in=visible(scope).values("unit"))


def deliveries(
    *, partner: str = "", dead: bool = False, scope: Scope | None = None
) -> QuerySet[Delivery]:
    """What partners were told or are to be told, the newest first; of those inside a scope."""
    found = Delivery.objects.select_related("hook", "case").order_by("-pk")
    if scope is not None:
        names = Key.objects.filter(_inside(scope)).values("name")
        found = found.filter(hook__partner__in=names)
    if partner:
        found = found.filter(hook__partner=partner)
    return found.filter(dead_at__isnull=False) if dead else found


def services(on: date) -> QuerySet[Matter]:
    """What may be reported on a day, by code."""
    return catalogue.in_force(on, REPORTED)


def service(code: str, on: date) -> Matter:
    """One of them. Raises `LiandongError` no_matter."""
    found = services(on).filter(code=code.replace("\x00", "?")).first()
    if found is None:
        raise catalogue.no_matter(code)
    return found


def place_in(key: Key, code: str) -> Unit:
    """The unit with this code, inside the area of the key. Raises `UnknownUnit`, outside_key."""
    *above, found = line_to(code)
    if key.place_id not in (one.pk for one in (*above, found)):
        raise error("outside_key", f"{found.name}不在这个密钥服务的地区内。",
                    f"{found.name} is outside the area this key serves.")  # fmt: skip
    return found


def area_of(key: Key) -> Scope:
    """Where a key may hand in."""
    home = place_of(key.place_id)
    return Scope.of([Subtree(home.hierarchy, home.path)])


def published(start: datetime, end: datetime) -> QuerySet[Case]:
    """Public requests received in `[start, end]`, newest first."""
    return with_updates(casework.public_requests().filter(received_at__range=(start, end)))


def with_updates(found: QuerySet[Case]) -> QuerySet[Case]:
    """With `updated`, when the last step of each was taken."""
    last = Step.objects.filter(process=OuterRef("process")).order_by("-pk").values("at")[:1]
    return found.annotate(updated=Subquery(last)).order_by("-received_at", "-pk")


def public(numbers: Collection[str]) -> QuerySet[Case]:
    """Public requests by their numbers, of whatever age."""
    return casework.public_requests().filter(number__in=numbers)


def narrowed(
    found: QuerySet[Case], *, codes: Collection[str], statuses: Collection[str],
    after: datetime | None, before: datetime | None,
) -> QuerySet[Case]:  # fmt: skip
    """Of some services, open or closed, with their last step in a span."""
    if codes:
        found = found.filter(matter_code__in=codes)
    if len(statuses) == 1:
        found = found.filter(closed_at__isnull="open" in statuses)
    if after is not None:
        found = found.filter(updated__gte=after)
    return found if before is None else found.filter(updated__lte=before)
