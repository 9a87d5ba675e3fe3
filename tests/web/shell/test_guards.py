"""Nobody stays signed in unattended; no page writes while it is only looked at."""

import time
from unittest.mock import Mock

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from liandong.web.middleware import SEEN, ReadOnlyGet, WriteDuringGet, refuse_writes

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(visitor: Client) -> Client:
    visitor.force_login(get_user_model().objects.create_user("officer", password="a-long-secret"))
    return visitor


def leave_unattended(client: Client, seconds: float) -> None:
    session = client.session
    session[SEEN] = time.time() - seconds
    session.save()


LIMIT = settings.IDLE_TIMEOUT.total_seconds()


def test_an_attended_browser_stays(officer: Client) -> None:
    leave_unattended(officer, LIMIT - 60)
    assert officer.get("/settings/display/").status_code == 200
    assert time.time() - officer.session[SEEN] < 5


def test_an_unattended_browser_is_signed_out_and_comes_back(officer: Client) -> None:
    leave_unattended(officer, LIMIT + 1)
    answer = officer.get("/gallery/?on=2016-06-30")
    assert answer.url == "/accounts/login/?next=%2Fgallery%2F%3Fon%3D2016-06-30"
    assert "_auth_user_id" not in officer.session
    said = [str(message) for message in officer.get("/settings/display/").context["messages"]]
    assert said == ["您有 30 分钟没有操作，已为您退出。登录后回到刚才的页面。"]


def test_a_piece_sends_the_whole_page_to_sign_in(officer: Client) -> None:
    leave_unattended(officer, LIMIT + 1)
    answer = officer.get(
        "/gallery/explain/",
        headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/gallery/?a=1"},
    )
    assert answer.status_code == 204
    assert answer["HX-Redirect"].endswith("?next=%2Fgallery%2F%3Fa%3D1")


def test_coming_back_never_leads_elsewhere(officer: Client) -> None:
    leave_unattended(officer, LIMIT + 1)
    answer = officer.post("/settings/display/", headers={"Referer": "https://evil.example/x"})
    assert answer.url == "/accounts/login/?next=%2F"


def test_polling_is_not_attendance(officer: Client) -> None:
    leave_unattended(officer, LIMIT - 60)
    before = officer.session[SEEN]
    officer.get("/settings/display/", headers={"X-Poll": "1"})
    assert officer.session[SEEN] == before


@pytest.mark.parametrize(
    ("person", "url"),
    [
        ("province", "/today/"), ("province", "/units/46/"), ("street", "/units/460105001/"),
        ("community", "/units/460105001001/"), ("party", "/organisations/D460000000000/"),
        ("branch", "/organisations/D460105001001/"),
        ("branch", "/organisations/D460105001001/members/"),
        ("branch", "/today/"), ("host", "/today/"),
        *(
            (who, f"/organisations/{code}/{page}")
            for who, code in (("branch", "D460105001001"), ("party_xiuying", "D460105000000"))
            for page in ("duties/", "duties/life.assembly/", "floating/", "terms/", "training/")
        ),
    ],
)  # fmt: skip
def test_the_first_page_of_a_session_costs_no_more_than_fifteen_queries(
    client_of, person: str, url: str
) -> None:
    client_of(person).get(url)  # what a process asks once, ever
    client = client_of(person)
    asked = []
    for _time in ("first", "second"):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        asked.append(len(queries))
    assert asked[0] <= asked[1] <= 15, asked


def writing(request: HttpRequest) -> HttpResponse:
    get_user_model().objects.create_user("ghost", password="a-long-secret")
    return HttpResponse()


def test_a_get_cannot_write() -> None:
    with pytest.raises(WriteDuringGet, match="A GET may not write"), transaction.atomic():
        ReadOnlyGet(writing)(RequestFactory().get("/"))
    assert not get_user_model().objects.filter(username="ghost").exists()


def test_a_post_can() -> None:
    assert ReadOnlyGet(writing)(RequestFactory().post("/")).status_code == 200


def test_a_get_may_keep_its_session() -> None:
    def remember(request: HttpRequest) -> HttpResponse:
        Session.objects.create(session_key="k", session_data="", expire_date="2030-01-01T00:00Z")
        return HttpResponse(str(connection.vendor))

    assert ReadOnlyGet(remember)(RequestFactory().get("/")).status_code == 200


@pytest.mark.parametrize(
    "sql",
    [
        'INSERT INTO "orgs_unit" VALUES (1)', "insert or ignore into orgs_unit values (1)",
        'UPDATE "orgs_unit" SET a = 1', 'DELETE FROM "orgs_unit"', "REPLACE INTO orgs_unit VALUES (1)",
        "WITH a AS (SELECT 1) INSERT INTO orgs_unit SELECT * FROM a", "CREATE TABLE t (a int)",
        "DROP TABLE orgs_unit", "TRUNCATE orgs_unit",
    ],
)  # fmt: skip
def test_every_way_of_writing_is_refused(sql: str) -> None:
    with pytest.raises(WriteDuringGet):
        refuse_writes(Mock(), sql, (), False, {})


@pytest.mark.parametrize(
    "sql",
    [
        'SELECT "updated" FROM "orgs_unit"', "SAVEPOINT s", "PRAGMA foreign_keys", "WITH a AS (SELECT 1) SELECT * FROM a",
        'UPDATE "django_session" SET x = 1', 'INSERT INTO "axes_accessattempt" VALUES (1)', "BEGIN IMMEDIATE",
    ],
)  # fmt: skip
def test_reading_and_sessions_pass(sql: str) -> None:
    execute = Mock()
    refuse_writes(execute, sql, (), False, {})
    execute.assert_called_once()
