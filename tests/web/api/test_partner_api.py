"""Another system hands requests in by its key, once, and follows them; nobody else's are there."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from liandong.domains.audit.models import Event
from liandong.domains.casework import actions as casework
from liandong.domains.casework.models import Case, Requester
from liandong.domains.partners import actions
from liandong.domains.partners.models import Receipt
from tests.domains.casework.kit import COMMUNITY, DISTRICT, led_by_department, received, unit
from tests.web.crowds import full_house

pytestmark = pytest.mark.django_db
HERE = "/api/v1/requests"
SAID = {
    "external_number": "12345-2026-0001", "text": "小区路灯不亮，晚上很黑", "place": COMMUNITY,
    "contact": {"name": "王某", "phone": "13800138000"},
}  # fmt: skip


def key_of(name="12345 平台", **more) -> str:
    said = {"name": name, "place": unit(DISTRICT), "by": "admin", "at": timezone.now(), **more}
    return actions.create(**said)[1]


class Partner:
    def __init__(self, secret: str) -> None:
        self.client, self.secret = Client(enforce_csrf_checks=True), secret

    def _headers(self, more: dict) -> dict:
        return {"Authorization": f"Bearer {self.secret}", **more}

    def post(self, said=None, where="", **headers):
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.post(HERE + where, SAID if said is None else said,
                                content_type="application/json", headers=self._headers(named))  # fmt: skip

    def get(self, where="", **asked):
        return self.client.get(HERE + where, asked, headers=self._headers({}))


@pytest.fixture
def partner(province) -> Partner:
    return Partner(key_of())


def test_handed_in_it_is_a_request_like_any_other(partner):
    answer = partner.post()
    assert answer.status_code == 201
    told = answer.json()
    case = Case.objects.get(number=told["number"])
    assert (case.channel, case.partner, case.external) == (
        "partner", "12345 平台", "12345-2026-0001",
    )  # fmt: skip
    assert (told["state"], told["holder"], told["open"]) == ("received", "desk", True)
    assert told["status"]["en"]
    assert told["due_at"]
    assert [one["step"] for one in told["steps"]] == ["receive"]
    assert Requester.objects.get(cases=case).phone.opened() == "13800138000"
    assert Event.objects.filter(action="casework.receive", subject=case.process.subject).exists()
    page = Client().get(told["follow"])
    assert page.status_code == 200
    assert case.number in page.content.decode()


def test_sent_again_it_is_the_same_and_nothing_is_done_twice(partner):
    first = partner.post(Idempotency_Key="k-1")
    events = Event.objects.count()
    again = [
        partner.post(Idempotency_Key="k-1"),
        partner.post(),
        partner.post(Idempotency_Key="k-2"),
    ]
    assert [one.status_code for one in again] == [200, 200, 200]
    assert {one.json()["number"] for one in again} == {first.json()["number"]}
    assert Case.objects.filter(partner="12345 平台").count() == 1
    assert Event.objects.count() == events


def test_something_else_under_a_known_key_or_number_is_refused(partner):
    partner.post(Idempotency_Key="k-1")
    other_number = partner.post({**SAID, "external_number": "2"}, Idempotency_Key="k-1")
    other_words = partner.post({**SAID, "text": "井盖坏了"})
    for answer in (other_number, other_words):
        assert (answer.status_code, answer.json()["code"]) == (409, "sent_otherwise")
    assert Case.objects.filter(partner="12345 平台").count() == 1
    assert Receipt.objects.count() == 2


def test_a_key_that_came_with_one_number_does_not_let_in_another(partner):
    """As if both had come at the same moment: the second finds out only when its row is there."""
    partner.post(Idempotency_Key="k-1")
    Receipt.objects.exclude(external="key:k-1").delete()
    answer = partner.post({**SAID, "external_number": "2"}, Idempotency_Key="k-1")
    assert answer.status_code == 409
    assert Case.objects.filter(external="2").count() == 0


def test_it_is_followed_and_listed_and_nobody_else_s_is_there(partner):
    number = partner.post().json()["number"]
    other = Partner(key_of("网格平台")).post({**SAID, "external_number": "x"}).json()["number"]
    residents = received(partner="12345 平台", external="key:1")  # a form of the portal
    case = Case.objects.get(number=number)
    now = timezone.now()
    casework.classify(case, matter=led_by_department(), by="desk", at=now)
    casework.dispatch(case, by="desk", at=now)
    told = partner.get(f"/{number}").json()
    assert (told["state"], told["holder"]) == ("dispatched", "handler")
    assert told["unit"]["name"] == Case.objects.get(pk=case.pk).handler.name
    assert [one["state"] for one in told["steps"]] == ["received", "classified", "dispatched"]
    assert "13800138000" not in str(told)
    assert "desk" not in {one.get("by") for one in told["steps"]}
    for missing in (other, residents.number, "20990101999"):
        answer = partner.get(f"/{missing}")
        assert (answer.status_code, answer.json()["code"]) == (404, "no_case")
    items = partner.get().json()["items"]
    assert [one["number"] for one in items] == [number]
    assert partner.get(state="received").json()["items"] == []
    assert len(partner.get(state="dispatched", changed_since=now.isoformat()).json()["items"]) == 1


def test_merged_into_another_it_goes_on_there(partner):
    number = partner.post().json()["number"]
    other = received(text="三号楼前路灯坏了")
    casework.merge(Case.objects.get(number=number), into=other, reason="同一盏灯", by="desk",
                   at=timezone.now())  # fmt: skip
    told = partner.get(f"/{number}").json()
    assert (told["merged"], told["open"], told["state"]) == (True, True, "received")
    assert other.number not in str(told)
    assert [one["state"] for one in partner.get(state="received").json()["items"]] == ["received"]


def test_a_list_is_read_on_by_key(partner, django_assert_max_num_queries):
    numbers = [partner.post({**SAID, "external_number": str(n)}).json()["number"] for n in range(5)]
    read, after = [], None
    while True:
        asked = {"size": 2, **({"after": after} if after else {})}
        with django_assert_max_num_queries(8):
            part = partner.get(**asked).json()
        read += [one["number"] for one in part["items"]]
        if (after := part["next"]) is None:
            break
    assert read == numbers[::-1]


def test_it_is_taken_back_once(partner):
    number = partner.post().json()["number"]
    assert partner.post({}, f"/{number}/withdraw").json()["state"] == "withdrawn"
    again = partner.post({}, f"/{number}/withdraw")
    assert (again.status_code, again.json()["code"]) == (409, "lifecycle.moved_on")
    assert partner.get(f"/{number}/withdraw").status_code == 405


WRONG = [
    ({"place": "4604"}, 400, "outside_key"), ({"place": "9999"}, 404, "unknown_unit"),
    ({"matter": "NOPE"}, 404, "no_matter"), ({"text": "…"}, 400, "text_missing"),
    ({"text": "x" * 4001}, 422, "malformed"), ({"more": 1}, 422, "malformed"),
    ({"latitude": 20.0}, 422, "malformed"), ({"external_number": "key:1"}, 400, "bad_external"),
    ({"latitude": 51.5, "longitude": 0}, 400, "outside_area"), ({"text": "\ud800"}, 422, "malformed"),
    ({"contact": {"phone": "call me"}}, 400, "bad_phone"), ({"external_number": "a\x00"}, 400, "bad_external"),
    ({"contact": {"phone": "13800138000", "wish": "mail"}}, 400, "wish_without_way"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "status", "code"), WRONG)
def test_what_is_wrong_is_said(partner, change, status, code):
    answer = partner.post({**SAID, **change})
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.json()["message"]
    assert not Case.objects.filter(partner="12345 平台").exists()


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"{", 400), (b"\xff", 400), (b"[]", 422), (b"1" * (6 * 2**20), 400)],
    ids=["cut off", "no text", "no object", "too large"],
)
def test_a_body_that_is_none(partner, body, status):
    answer = partner.client.post(HERE, body, content_type="application/json",
                                 headers=partner._headers({}))  # fmt: skip
    assert answer.status_code == status
    assert answer.json()["code"]


def test_without_a_key_nothing(province, client_of):
    secret = key_of()
    reader = Partner(key_of("只读", may_post=False))
    assert reader.post().status_code == 403
    assert reader.get().status_code == 200
    actions.revoke(actions.Key.objects.get(name="12345 平台"), by="admin", at=timezone.now())
    for headers in ({}, {"Authorization": "Bearer x"}, {"Authorization": f"Bearer {secret}"},
                    {"Authorization": f"Basic {secret}"}):  # fmt: skip
        answer = client_of("province").get(HERE, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (401, "bad_key")
        assert answer["WWW-Authenticate"] == "Bearer"


def test_a_key_has_a_pace_and_the_house_has_room_for_so_many(partner):
    with full_house():
        answer = partner.post()
    assert (answer.status_code, answer["Retry-After"]) == (503, "2")
    assert not Case.objects.filter(partner="12345 平台").exists()
    slow = Partner(key_of("slow", per_minute=1))
    answers = [slow.get() for _ in range(4)]
    assert (answers[-1].status_code, answers[-1]["Retry-After"]) == (429, "60")


def test_errors_speak_both_languages(partner):
    zh, en = (partner.post({**SAID, "place": "4604"}, Accept_Language=one).json()["message"]
              for one in ("zh-hans", "en"))  # fmt: skip
    assert zh != en
    assert en.isascii() or "outside" in en
