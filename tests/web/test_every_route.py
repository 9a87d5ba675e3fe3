"""Every address × every role × reading and writing: who is let in follows from the rights table.

For each role of `accounts.enums.Role` somebody holds it in Haikou (in Haikou's Party committee, if
it is a role of the Party hierarchy). What an address needs stands in `tests/web/needs/`, one file
for each room; who may is worked out from that and `GRANTS`, by walking up the tree, and compared
with what the address answers to GET and to POST with a token. Whoever may not is refused (403, 404,
405) and nothing is written; whoever may gets neither a refusal nor an error of ours.

**A new address**: add a line to your room's file `tests/web/needs/<room>.py`, a dictionary `ROUTES`
from the address as Django writes it to its need, of the words in `tests/web/needs/need.py`:

    "meetings/": holds(Permission.SEE_LIFE),                      # held anywhere
    "organisations/<str:code>/": here_in_the_party(Permission.SEE_LIFE),  # at the unit named
    "units/<str:code>/": here(Permission.SEE_FIGURES, public=PUBLIC),
    "meetings/<int:pk>/": Route(                                  # at the unit the object is of
        of("D460105001001", Permission.SEE_LIFE),
        post=of("D460105001001", Permission.RECORD_LIFE),         # only if writing needs another
        fill={"pk": meeting},                                     # makes one, returns its key
        body={"reason": "x"},                                     # only if nothing is too little
    ),

An address without a line fails. So does one that answers 404 or 405 to everybody who may: make
the object it is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from http.cookies import SimpleCookie
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone

from liandong.cli.demo_party import planting
from liandong.domains.accounts.enums import GRANTS, Role, hierarchy_of
from liandong.domains.accounts.models import Assignment, User
from liandong.domains.orgs.enums import Kind
from liandong.domains.orgs.models import Placement, Unit
from liandong.domains.orgs.queries import full_code
from tests.web.needs.need import Need, Route

BACKEND = "django.contrib.auth.backends.ModelBackend"
HOMES = {
    "territory": "460100000000", "party": "D460100000000", "government": "Z460100000000CG",
}  # fmt: skip
VISITOR = "visitor"
ROOMS = sorted(one.stem for one in (Path(__file__).parent / "needs").glob("*.py"))
DECLARED: dict[str, Route] = {
    address: need if isinstance(need, Route) else Route(need)
    for room in ROOMS
    for address, need in getattr(import_module(f"tests.web.needs.{room}"), "ROUTES", {}).items()
}
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
REFUSED = {403, 404, 405}


def walk(patterns: list, before: str = "") -> Iterator[str]:
    for one in patterns:
        here = before + str(one.pattern)
        if hasattr(one, "url_patterns"):
            yield from walk(one.url_patterns, here)
        else:
            yield here


ADDRESSES = sorted(set(walk(get_resolver().url_patterns)))


@dataclass(frozen=True)
class Ask:
    """One request: an address with everything filled in, and who may make it."""

    route: str
    path: str
    place: str
    method: str
    need: Need
    body: dict[str, str]


def asks() -> list[Ask]:
    """Every address, at each of its places, to be read and to be written to."""
    found, made = [], {}
    for address, route in DECLARED.items():
        for value in route.fill.values():
            if value not in made:
                made[value] = value if isinstance(value, str) else str(value())
        filled = {name: made[value] for name, value in route.fill.items()}
        for method, need in (("GET", route.need), ("POST", route.post or route.need)):
            for place in need.places or route.need.places or ("",):
                path = PARAMETER.sub("{}", address).format(
                    *(filled.get(name, place) for name in PARAMETER.findall(address))
                )
                at = place if need.at == "address" else need.at
                found.append(
                    Ask(address, f"/{path}{route.query}", at, method, need, dict(route.body))
                )
    return found


def line(place: str) -> list[Unit]:
    """The unit and all above it, read from the placements themselves."""
    unit = Unit.objects.get(code=place if place.startswith("D") else full_code(place))
    found = [unit]
    hierarchy = "party" if place.startswith("D") else "territory"
    while unit is not None:
        placed = Placement.objects.on(timezone.localdate()).get(unit=unit, hierarchy=hierarchy)
        unit = placed.parent
        found += [unit] if unit else []
    return found


def may(role: str, ask: Ask, lines: dict[str, list[Unit]]) -> bool:
    """Whether the rights table lets this role do it."""
    need = ask.need
    if need.anybody or need.nobody or role == VISITOR:
        return need.anybody
    if role in need.roles or not need.any_of:
        return True
    works_there = need.by_area and hierarchy_of(Role(role)) == "territory"
    if works_there and need.by_area & GRANTS[Role(role)] and _works_in_the_area(ask.place):
        return True
    if not need.any_of & GRANTS[Role(role)]:
        return False
    if not need.at or (ask.place and lines[ask.place][0].kind in need.public):
        return True
    return HOMES[hierarchy_of(Role(role))] in {one.code for one in lines[ask.place]}


def _works_in_the_area(organisation: str) -> bool:
    """Whether everybody's area holds the one whose own organisation this is."""
    above = line(organisation.removeprefix("D"))
    single = above[0].kind in {Kind.COMMUNITY, Kind.VILLAGE}
    return not single and HOMES["territory"] in {one.code for one in above}


def refuses(answer: HttpResponse) -> bool:
    """Whether somebody was turned away, or led to the door."""
    to_the_door = answer.status_code == 302 and answer["Location"].startswith(
        "/accounts/login/?next="
    )
    return to_the_door or answer.status_code in {401, *REFUSED}


def guarded(answer: HttpResponse, referrer: str = "same-origin") -> bool:
    """Whether it says what a browser must know of our guards."""
    policy = answer.get("Content-Security-Policy", "")
    names = ("X-Frame-Options", "X-Content-Type-Options", "Referrer-Policy")
    said = [answer.get(name) for name in names]
    return said == ["DENY", "nosniff", referrer] and bool(policy) and "unsafe" not in policy


@dataclass
class Desk:
    """Somebody's browser: each request begins with the same cookies, and what it wrote is undone
    if it was allowed to."""

    client: Client
    cookies: dict[str, str]
    token: str

    def ask(self, ask: Ask, *, token: bool = True, undo: bool = False) -> HttpResponse:
        self.client.cookies = SimpleCookie(self.cookies)
        data = {**ask.body, "csrfmiddlewaretoken": self.token} if token else ask.body
        with transaction.atomic():
            if ask.method == "GET":
                answer = self.client.get(ask.path)
            else:
                answer = self.client.post(ask.path, data)
            transaction.set_rollback(undo)
        return answer


def seated(role: str) -> Desk:
    """Somebody at work in Haikou."""
    client = Client(enforce_csrf_checks=True)
    client.raise_request_exception = False
    if role != VISITOR:
        user = User.objects.create(username=f"{role}-of-haikou", display_name=role)
        hierarchy = hierarchy_of(Role(role))
        Assignment.objects.create(
            user=user, role=role, unit=Unit.objects.get(code=HOMES[hierarchy]),
            hierarchy=hierarchy, start=date(2015, 1, 1),
            recorded_at=timezone.now(), recorded_by="test",
        )  # fmt: skip
        client.force_login(user, BACKEND)
    request = HttpRequest()
    token = get_token(request)
    client.cookies["csrftoken"] = request.META["CSRF_COOKIE"]
    return Desk(client, {name: one.value for name, one in client.cookies.items()}, token)


@pytest.fixture
def asked(province) -> list[Ask]:
    planting.plant(below="4601", by="test", at=timezone.now())
    return asks()


def counts() -> dict[str, int]:
    derived = ("django_session", "axes_", "django_tasks", "observatory_run", "observatory_diff")
    tables = (one for one in apps.get_models() if not one._meta.db_table.startswith(derived))
    return {one._meta.db_table: one.objects.count() for one in tables}


def test_every_address_says_what_it_needs() -> None:
    assert set(ADDRESSES) == set(DECLARED)


@pytest.mark.parametrize("role", [VISITOR, *Role.values])
def test_who_is_let_in(asked, role: str) -> None:
    desk, lines = seated(role), {one.place: line(one.place) for one in asked if one.place}
    before, wrong = counts(), []
    for ask in asked:
        allowed = may(role, ask, lines)
        answer = desk.ask(ask, undo=allowed and ask.method == "POST")
        status, refused = answer.status_code, refuses(answer)
        good = status < 500 and (not refused or status in {404, 405} if allowed else refused)
        if not good or not guarded(answer, DECLARED[ask.route].referrer):
            wrong.append((ask.method, ask.path, "may" if allowed else "may not", status))
    assert not wrong
    assert counts() == before


def test_no_address_is_shut_to_everybody_who_may(asked) -> None:
    """Otherwise the test above would find nothing wrong with an address that is never there."""
    desks = {role: seated(role) for role in [VISITOR, *Role.values]}
    lines = {one.place: line(one.place) for one in asked if one.place}
    shut = {ask.route for ask in asked if not ask.need.nobody and not DECLARED[ask.route].own}
    for ask in asked:
        able = [role for role in desks if may(role, ask, lines)]
        if ask.route in shut and able and not refuses(desks[able[-1]].ask(ask, undo=True)):
            shut.discard(ask.route)
    assert not shut


@pytest.mark.parametrize("role", [VISITOR, Role.ORGANISER])
def test_nothing_is_posted_without_a_token(asked, role: str) -> None:
    desk, before = seated(role), counts()
    taken = {
        (ask.path, answer.status_code)
        for ask in asked
        if ask.method == "POST"
        and not DECLARED[ask.route].without_token
        and (answer := desk.ask(ask, token=False)).status_code not in REFUSED
    }
    assert not taken
    assert counts() == before


def test_the_rule_tells_apart_who_may(asked) -> None:
    """The reckoning itself, at places known by heart."""
    lines = {one.place: line(one.place) for one in asked if one.place}
    one = next(ask for ask in asked if ask.route == "units/<str:code>/children/")
    for place, role, right in (
        ("4601", Role.LEADER, True), ("460105001001", Role.LEADER, True), ("46", Role.LEADER, False),
        ("4604", Role.LEADER, False), ("4601", Role.AUDITOR, False),
        ("4601", Role.PARTY_OFFICE, False), ("4601", VISITOR, False),
    ):  # fmt: skip
        assert may(role, replace(one, place=place), lines) is right, (place, role)


def test_idling_tells_a_program_401_and_a_person_the_door(client_of) -> None:
    for path, status in (("/api/v1/units", 401), ("/me/", 302)):
        client = client_of("province")
        session = client.session
        session["last_seen"] = 1.0
        session.save()
        answer = client.get(path)
        assert answer.status_code == status
        assert "_auth_user_id" not in client.session


def test_norms_are_read_again_when_the_text_under_a_name_differs(tmp_path, monkeypatch) -> None:
    from liandong.domains.norms import books as norms

    read = []
    monkeypatch.setattr(norms, "load", lambda *files: read.append(files) or len(read))
    norms._load.cache_clear()
    file = tmp_path / "00001-a.yaml"
    assert norms._load(((file, "a"),)) == norms._load(((file, "a"),)) != norms._load(((file, "b"),))
    norms._load.cache_clear()


def test_what_is_written_at_home_is_its_owner_s_alone(province) -> None:
    open_to_others = [one for one in province.rglob("*") if one.stat().st_mode & 0o077]
    assert not [one for one in open_to_others if one.parts[-1] != "static"]
