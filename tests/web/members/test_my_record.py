"""What a member sees of themselves, asks for, takes away, and reads in a calendar."""

from __future__ import annotations

import json
import re
import zipfile
from io import BytesIO

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from liandong.domains.life import actions as life
from liandong.domains.life.actions import Outline
from liandong.domains.members.models import CorrectionRequest, Floating, Person
from liandong.domains.orgs.models import Unit
from tests.web.members.conftest import BRANCH, HOST


@pytest.fixture
def me(province) -> Person:
    return Person.objects.get(user__username="member")


def address(client: Client) -> str:
    page = client.post("/me/record/calendar/").content.decode()
    return re.search(r"/calendar/[\w-]+\.ics", page)[0]


def test_only_who_is_on_record_has_a_record(client_of, me) -> None:
    page = client_of("member").get("/me/record/").content.decode()
    assert me.name in page
    assert me.identity.opened() not in page
    assert "没有对应的党员记录" in client_of("branch").get("/me/record/").content.decode()


def test_a_calendar_program_reads_the_meetings_and_no_names(client_of, me) -> None:
    today = timezone.localdate()
    how = {"by": "test", "at": timezone.now()}
    for venue in ("党群服务中心", "取消的"):
        unit = Unit.objects.get(code=BRANCH)
        outline = Outline(venue=venue, chair=me, topic=f"请{me.name}发言")
        plan = life.plan(unit=unit, kind="assembly", on=today, outline=outline, **how)
    life.cancel(plan, seen=plan.version, reason="改期", **how)
    answer = Client().get(address(client_of("member")))
    assert answer["Content-Type"].startswith("text/calendar")
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    found = {str(one.get("location")): one for one in events if one.decoded("dtstart") == today}
    assert str(found["党群服务中心"]["summary"]) == "党员大会 · 秀华社区党支部"
    assert str(found["取消的"]["status"]) == "CANCELLED"
    assert len({str(one["uid"]) for one in events}) == len(events)
    names = Person.objects.filter(memberships__unit__code=BRANCH).values_list("name", flat=True)
    assert not [name for name in names if name in answer.content.decode()]


def test_an_address_is_shown_once_renewed_and_revoked(client_of, me) -> None:
    client = client_of("member")
    first, second = address(client), address(client)
    assert second not in client.get("/me/record/").content.decode()
    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200
    client.post("/me/record/calendar/off/")
    assert Client().get(second).status_code == 404
    assert Client().get("/calendar/unknown.ics").status_code == 404


def test_everything_held_is_taken_away(client_of, me) -> None:
    answer = client_of("member").post("/me/record/download/")
    with zipfile.ZipFile(BytesIO(answer.content)) as file:
        held = json.loads(file.read(file.namelist()[0]))
    assert held["person"]["identity"] == me.identity.opened()
    assert held["memberships"]


def test_a_correction_is_asked_read_on_record_and_answered(client_of, me) -> None:
    member, branch = client_of("member"), client_of("branch")
    assert member.post("/me/record/correction/", {"said": " "}).status_code == 400
    assert member.post("/me/record/correction/", {"said": "学历应为本科"}).status_code == 302
    url = f"/corrections/{CorrectionRequest.objects.get(person=me).pk}/"
    assert client_of("host").get(url).status_code == 403
    assert "学历应为本科" not in branch.get(url).content.decode()
    assert "学历应为本科" in branch.post(url).content.decode()
    answer = {"on": timezone.localdate().isoformat(), "seen": "asked", "note": "档案无误"}
    assert branch.post(f"{url}refuse/", answer).status_code == 302
    assert "档案无误" in member.get("/me/record/").content.decode()


def test_a_member_reports_in_near_a_place(client_of, me) -> None:
    client = client_of("member")
    found = client.get("/me/record/report/", {"q": "秀海社区"}).content.decode()
    assert f"?to={HOST}" in found
    said = {"since": "2026-10-01", "reason": "season"}
    assert client.post(f"/me/record/report/?to={HOST}", said).status_code == 302
    stay = Floating.objects.get(person=me, process__closed_on=None)
    assert (stay.process.state, stay.host.code) == ("reported", HOST)
    assert me.name in client_of("host").get(f"/organisations/{HOST}/floating/").content.decode()


def test_a_request_is_taken_back_by_whoever_asked(client_of, me) -> None:
    client = client_of("member")
    client.post("/me/record/correction/", {"said": "学历应为本科"})
    asked = CorrectionRequest.objects.get(person=me)
    client.post(f"/me/record/correction/{asked.pk}/withdraw/")
    asked.process.refresh_from_db()
    assert asked.process.state == "withdrawn"
