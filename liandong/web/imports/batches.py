"""Which files a person may work on, and for which areas they may send one."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.urls import reverse

from liandong.domains.accounts.enums import Permission
from liandong.domains.accounts.queries import Rights
from liandong.domains.guarantee.imports import KIND
from liandong.domains.intake.models import Batch, State
from liandong.domains.observatory import families
from liandong.domains.observatory.models import Run
from liandong.domains.orgs import queries
from liandong.domains.orgs.enums import Kind
from liandong.domains.orgs.queries import Place
from liandong.web import access

IMPORT = Permission.IMPORT_LEDGER
_WIDE = {Kind.PROVINCE, Kind.CITY, Kind.COUNTY, Kind.DISTRICT}
_NARROW = _WIDE | {Kind.STREET, Kind.TOWN, Kind.TOWNSHIP}
_FEW = 100


def mine(request: HttpRequest) -> QuerySet[Batch]:
    """The ledgers sent for areas in which the person may import, newest first."""
    return of(access.rights(request))


def of(rights: Rights) -> QuerySet[Batch]:
    """The same, for rights that are known."""
    inside = queries.visible(rights.scope(IMPORT)).values("unit_id")
    return Batch.objects.filter(kind=KIND, unit__in=inside).select_related("unit")


def one(request: HttpRequest, pk: int) -> Batch:
    """One of them; a file of others is not there for this person."""
    found = mine(request).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def areas(request: HttpRequest) -> list[Place]:
    """The areas a ledger may be sent for, in the order of the tree; streets where they are few."""
    rights = access.rights(request)
    found: dict[int, Place] = {}
    for home in rights.homes:
        if rights.may(IMPORT, home):
            below = queries.units_below(home, set(_NARROW))
            found |= {one.id: one for one in [home, *below]}
    ordered = sorted(found.values(), key=lambda one: one.path)
    if len(ordered) <= _FEW:
        return ordered
    return [one for one in ordered if one.kind in _WIDE]


def stands_at(batch: Batch) -> str:
    """The address of the step at which a file stands."""
    names = {
        State.UPLOADED: "import_reading",
        State.READING: "import_reading",
        State.READ: "import_understanding",
        State.FAILED: "import_understanding",
        State.PUBLISHING: "import_publishing",
    }
    return reverse(names.get(State(batch.state), "import_batch"), args=[batch.pk])


def names_of(usernames: set[str]) -> dict[str, str]:
    """People's names by user name, for lists."""
    people = get_user_model().objects.filter(username__in=usernames)
    return dict(people.values_list("username", "display_name"))


def figures_are_new(batch: Batch) -> bool:
    """Whether the figures of the batch's day, and of later ones, count what it published."""
    family = families.GUARANTEE.code  # what a ledger speaks of; Party life has runs of its own
    standing = Run.objects.filter(current=True, frozen=False, family=family)
    behind = standing.filter(on__gte=batch.as_of, known_at__lt=batch.published_at)
    return standing.filter(on__gte=batch.as_of).exists() and not behind.exists()
