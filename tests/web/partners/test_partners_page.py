"""Whoever minds other systems sees what did not reach them, and sends it again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from liandong.domains.audit.models import Event
from liandong.domains.casework import actions as casework
from liandong.domains.partners import actions, taking
from liandong.domains.partners.models import Delivery, Hook, Key
from tests.domains.casework.kit import COMMUNITY, led_by_department, person, unit

PAGE = "/partners/"


def went_on(key: Key, external: str) -> None:
    """A request of a partner, and a step of which it is told."""
    now = timezone.now()
    case = taking.take(
        key, external=external, body={"n": external}, at=now, text="三号楼灯不亮",
        place=unit(COMMUNITY), channel="partner",
    ).case  # fmt: skip
    casework.classify(case, matter=led_by_department(), by="desk", at=timezone.now())


@pytest.fixture
def told(province) -> Hook:
    """A system that was told of three requests: two waiting, one given up."""
    now = timezone.now()
    key, _secret = actions.create(name="12345 平台", place=unit("460105000000"), by="admin", at=now)
    hook = Hook.objects.create(
        partner=key.name, url="https://12345.example.org/in?token=hush", secret="s", set_at=now,
        set_by="admin",
    )  # fmt: skip
    for n in range(3):
        went_on(key, f"A{n}")
    last = Delivery.objects.filter(hook=hook).order_by("pk").last()
    Delivery.objects.filter(pk=last.pk).update(
        next_at=None, dead_at=now, tries=8, status=500, trouble="status"
    )
    return hook


def seen(client, **asked: str) -> str:
    answer = client.get(PAGE, asked)
    assert answer.status_code == 200
    return answer.content.decode()


def test_given_up_is_seen_with_its_reason_and_sent_again(client_of, told) -> None:
    admin = client_of("admin")
    page = seen(admin, show="dead")
    dead = Delivery.objects.get(dead_at__isnull=False)
    assert dead.case.number in page
    assert "对方没有回答 2xx · 500" in page
    assert "重新投递未送达的 1 件" in page
    assert admin.post(f"{PAGE}again/", {"partner": told.partner}).status_code == 302
    again = Delivery.objects.get(pk=dead.pk)
    assert (again.dead_at, again.tries) == (None, 0)
    assert Event.objects.filter(action="partners.send_again", by="admin").exists()
    assert "没有未送达的" in seen(admin, show="dead")
    assert "重新投递未送达" not in seen(admin)


def test_nothing_of_what_was_said_nor_of_the_address_but_its_host(client_of, told) -> None:
    page = seen(client_of("admin"))
    assert "12345.example.org" in page
    assert "hush" not in page
    assert "灯不亮" not in page


def test_what_waits_says_when_it_is_tried_next(client_of, told) -> None:
    Delivery.objects.filter(dead_at=None).update(
        tries=2, trouble="slow", next_at=timezone.now() + timedelta(minutes=30)
    )
    page = seen(client_of("admin"), partner=told.partner)
    assert "对方没有按时回答" in page
    assert "下次" in page


def test_who_minds_a_district_sees_what_serves_there_alone(client_of, told, client) -> None:
    elsewhere = person("elsewhere", "administrator", "460105001000")
    client.force_login(elsewhere)
    assert "12345 平台" not in seen(client)
    client.post(f"{PAGE}again/", {"partner": told.partner})
    assert Delivery.objects.filter(dead_at__isnull=False).count() == 1


def test_as_many_questions_however_many_deliveries(client_of, told) -> None:
    admin = client_of("admin")
    seen(admin)
    with CaptureQueriesContext(connection) as few:
        seen(admin)
    key = Key.objects.get(name=told.partner)
    for n in range(10):
        went_on(key, f"B{n}")
    with CaptureQueriesContext(connection) as many:
        seen(admin)
    assert len(many) == len(few) <= 15


def test_where_there_is_none_it_says_what_to_do(client_of) -> None:
    assert "liandong partners create" in seen(client_of("admin"))
