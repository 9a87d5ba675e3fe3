"""Letters and stays elsewhere as both sides see them: one look for transfers, floating members
and requests for a correction."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from liandong.core.standards.lifecycles.model import Transition
from liandong.domains.accounts.enums import Permission
from liandong.domains.accounts.queries import Forbidden, Rights
from liandong.domains.members.models import CorrectionRequest, Floating, Transfer
from liandong.domains.observatory import days
from liandong.domains.orgs.enums import Hierarchy
from liandong.domains.orgs.models import Unit
from liandong.domains.orgs.queries import Place, places_of
from liandong.domains.workflow import definitions
from liandong.domains.workflow.models import Process, Step
from liandong.domains.workflow.queries import open_to
from liandong.web import access
from liandong.web.components.shapes import Crumb, Event
from liandong.web.dashboard.who import names_of
from liandong.web.dashboard.words import said
from liandong.web.life.lines import by_when
from liandong.web.party.look import PartyLook, frame, look_around, look_inside

Case = Transfer | Floating | CorrectionRequest
SEE = Permission.SEE_MEMBERS


@dataclass(frozen=True)
class Kind:
    """A kind of case: its model, the address of one, its sides in order."""

    model: type[Model]
    url: str
    sides: tuple[str, ...]


KINDS: Mapping[str, Kind] = {
    "transfer": Kind(Transfer, "transfer", ("sender", "receiver")),
    "floating": Kind(Floating, "floating", ("home", "host")),
    "correction": Kind(CorrectionRequest, "correction", ("keeper",)),
}


def sides(case: Case) -> dict[str, Unit]:
    """Who takes part."""
    if isinstance(case, Transfer):
        found = {"sender": case.sender, "receiver": case.receiver}
    elif isinstance(case, Floating):
        found = {"home": case.home, "host": case.host}
    else:
        found = {one.side: one.unit for one in case.process.sides.all()}
    return {side: unit for side, unit in found.items() if unit is not None}


def seen_from(
    request: HttpRequest, case: Case, *permissions: Permission
) -> tuple[PartyLook, dict[int, Place]]:
    """The organisation on whose side the person is, and where those of both sides stand. Raises
    `Forbidden`."""
    rights, wanted = access.rights(request), permissions or (SEE,)
    places = standing([case])
    own = [places[unit.pk] for unit in sides(case).values() if unit.pk in places]
    for place in own:
        if any(rights.may(one, place) for one in wanted):
            return look_around(request, place, *wanted), places
    first = next(iter(sides(case).values()))
    return look_inside(request, first.code, *wanted), places


def placed(parties: Mapping[str, Unit]) -> dict[str, Place]:
    """Where each side stands today."""
    found = {one.id: one for one in places_of([u.pk for u in parties.values()], Hierarchy.PARTY)}
    return {side: found[unit.pk] for side, unit in parties.items() if unit.pk in found}


def standing(cases: Iterable[Case]) -> dict[int, Place]:
    """Where the organisations of many cases stand today, in one query."""
    units = {unit.pk for one in cases for unit in sides(one).values()}
    return {one.id: one for one in places_of(units, Hierarchy.PARTY)}


def url(case: Case) -> str:
    """The page of a case."""
    return reverse(str(case).partition(":")[0], args=[case.pk])


def steps(case: Case, rights: Rights, places: Mapping[int, Place]) -> list[dict[str, Any]]:
    """What this person may do now, each with its page and what will happen."""
    return _contact(case, rights, places) + [
        {
            "label": said(one.title), "says": said(one.says), "code": one.code,
            "url": reverse(f"{str(case).partition(':')[0]}-step", args=[case.pk, one.code]),
        }
        for one in open_to(case.process, rights, known=places.values()) if _by_hand(case, one)
    ]  # fmt: skip


def _contact(case: Case, rights: Rights, places: Mapping[int, Place]) -> list[dict[str, Any]]:
    """While home is to keep in contact, that is the step that is due."""
    state = definitions.of(case.process).state(case.process.state)
    if not isinstance(case, Floating) or state.holder != "home" or state.months_norm is None:
        return []
    place = places.get(case.home_id)
    if place is None or not rights.may(Permission.RECORD_LIFE, place):
        return []
    says = _("只记什么时候、用什么方式；下一次联系的期限重新计算。")
    return [
        {"label": _("登记联系"), "says": says, "code": "contact", "url": f"{url(case)}#contact"}
    ]


def _by_hand(case: Case, step: Transition) -> bool:
    """A stay elsewhere ends with the receipt of a letter by itself."""
    return not (isinstance(case, Floating) and step.code == "transfer")


def require(case: Case, step: Transition, rights: Rights, places: Mapping[int, Place]) -> None:
    """Raise `Forbidden` unless the person may take a step, now or at another time: who was faster
    is for the action to say."""
    unit = sides(case).get(step.side)
    place = places.get(unit.pk) if unit else None
    if place is None:
        raise Forbidden("forbidden", definitions.of(case.process).step(step.code).says)
    rights.require(Permission(step.permission), place)


def line(
    case: Case, rights: Rights, on: date, places: Mapping[int, Place] | None = None
) -> dict[str, Any]:
    """A case in a list: who, from where to where, how it stands, by when, what next. `places`: of
    all cases of the list (`standing`)."""
    places = standing([case]) if places is None else places
    process = case.process
    state = definitions.of(process).state(process.state)
    holder = sides(case).get(state.holder or "")
    return {
        "name": case.person.name, "url": url(case), "route": route(case),
        "state": said(state.title), "final": state.final, "holder": holder.name if holder else "",
        "late": process.due_on is not None and process.due_on < on,
        "when": by_when(process.due_on, on) if process.due_on else "",
        "since": process.since, "steps": steps(case, rights, places),
    }  # fmt: skip


def route(case: Case) -> str:
    """From where to where."""
    if isinstance(case, Transfer):
        to = case.receiver.name if case.receiver else case.outside
        return _("{home} → {to}").format(home=case.sender.name, to=to)
    if isinstance(case, Floating):
        area = case.area.name if case.area else case.elsewhere
        to = case.host.name if case.host else area or _("去向待核实")
        return _("{home} → {to}").format(home=case.home.name, to=to)
    return next(iter(sides(case).values())).name


def events(process: Process) -> list[Event]:
    """What happened, newest first."""
    return events_of([process])[process.pk]


def events_of(processes: Collection[Process]) -> dict[int, list[Event]]:
    """What happened in each of many cases, newest first; two queries for all."""
    taken = list(Step.objects.filter(process__in=processes).order_by("-pk"))
    names = names_of(one.by for one in taken)
    defined = {one.pk: definitions.of(one) for one in processes}
    found: dict[int, list[Event]] = {one.pk: [] for one in processes}
    for one in taken:
        title = said(defined[one.process_id].state(one.to).title)
        event = Event(at=one.on, by=names.get(one.by, one.by), note=one.note, title=title)
        found[one.process_id].append(event)
    return found


def framed(look: PartyLook, *titles: str | Crumb) -> dict[str, Any]:
    """What is on top of every page about a case, and the way back to the list."""
    page = frame(look, "organisation-floating")
    back = look.at("organisation-floating", look.place.code)
    own = [Crumb(one) if isinstance(one, str) else one for one in titles]
    return page | {"crumbs": [*page["crumbs"], Crumb(_("流动与转接"), back), *own], "back": back}


def shown(case: Case, look: PartyLook, places: Mapping[int, Place], title: str) -> dict[str, Any]:
    """What the page of a case shows, whatever its kind."""
    process = case.process
    state = definitions.of(process).state(process.state)
    return framed(look, title) | {
        "title": title, "case": case, "person": case.person, "says": said(state.says),
        "events": events(process), "kind": said(definitions.of(process).title),
        "one": line(case, look.rights, days.today(), places),
        "member_url": member_url(case, look.rights, places),
    }  # fmt: skip


def member_url(case: Case, rights: Rights, places: Mapping[int, Place]) -> str:
    """The page of the person, for those who may open it."""
    held = case.person.memberships.on(days.today()).first()
    held = held or case.person.memberships.live().order_by("-start", "-pk").first()
    if held and held.unit_id not in places:
        places = {one.id: one for one in places_of([held.unit_id], Hierarchy.PARTY)}
    place = places.get(held.unit_id) if held else None
    seen = place is not None and rights.may(SEE, place)
    return reverse("member", args=[case.person.pk]) if seen else ""
