"""To whom a request goes: by the catalogue, never down where the list keeps it above, never to its
subject; where nobody can have it, the desk keeps it."""

from __future__ import annotations

from datetime import date

from liandong.domains.accounts.enums import Role
from liandong.domains.accounts.models import Assignment
from liandong.domains.casework import refusals
from liandong.domains.casework.models import Case
from liandong.domains.catalogue import queries as catalogue
from liandong.domains.catalogue.models import Matter
from liandong.domains.orgs.enums import Kind
from liandong.domains.orgs.heirs import standing_or_heir
from liandong.domains.orgs.models import Position, Unit
from liandong.domains.orgs.queries import Place, line, place_of

GRASSROOTS = frozenset({Kind.STREET, Kind.TOWN, Kind.TOWNSHIP, Kind.COMMUNITY, Kind.VILLAGE})
_CITY = 2


def responsible(case: Case, matter: Matter, on: date) -> Unit:
    """Who leads by the catalogue and may have it. Raises `LiandongError` no_responsible,
    to_its_subject, never_sent_down, unit_closed: then the desk keeps it."""
    lead = catalogue.leads(matter, place_of(case.place_id), on)
    if lead is None:
        raise refusals.no_responsible(matter.name)
    return allowed(case, matter, lead, on)


def allowed(case: Case, matter: Matter, unit: Unit, on: date) -> Unit:
    """The unit, or its successor, if it may have the case. Raises as `responsible`."""
    standing = standing_or_heir(unit, on)
    if standing is None:
        raise refusals.unit_closed(unit.name)
    if standing.kind in GRASSROOTS and not matter.goes_down:
        raise refusals.never_sent_down(matter.name, standing.name)
    if case.about is not None and is_subject(standing, case.about):
        raise refusals.to_its_subject(case.about.name)
    return standing


def is_subject(unit: Unit, about: Unit) -> bool:
    """Whether a unit is the one complained about, or stands below it in any hierarchy."""
    if unit.pk == about.pk:
        return True
    above = dict(Position.objects.filter(unit=about).values_list("hierarchy", "path"))
    mine = Position.objects.filter(unit=unit).values_list("hierarchy", "path")
    return any(path.startswith(above[h]) for h, path in mine if h in above)


def assisting(case: Case, matter: Matter, lead: Unit, on: date) -> list[Unit]:
    """Who helps by the catalogue, those left out who may not."""
    found = catalogue.assists(matter, place_of(case.place_id), on)
    return [
        one for one in dict.fromkeys(found)
        if one.pk != lead.pk
        and not (case.about is not None and is_subject(one, case.about))
        and (matter.goes_down or one.kind not in GRASSROOTS)
    ]  # fmt: skip


def desk_and_supervisor(at: Place, about: Unit | None, on: date) -> tuple[int, int]:
    """The units whose desk takes a request and whose supervisors review it: the nearest above that
    have one, and never at or below the subject of a complaint; else the city."""
    upwards = list(reversed(line(at)))
    ids = [one.id for one in upwards]
    if about is not None and about.pk in ids:
        upwards = upwards[ids.index(about.pk) + 1 :] or upwards[-1:]
        ids = [one.id for one in upwards]
    held = set(
        Assignment.objects.on(on)
        .filter(unit__in=ids, role__in=[Role.DESK, Role.SUPERVISOR], user__is_active=True)
        .values_list("role", "unit_id")
    )
    usual = next((one.id for one in upwards if one.depth <= _CITY), ids[-1])
    desk, supervisor = (
        next((one for one in ids if (role, one) in held), usual)
        for role in (Role.DESK, Role.SUPERVISOR)
    )
    return desk, supervisor
