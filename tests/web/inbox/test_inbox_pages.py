"""The inbox as a person uses it: the bell counts, opening reads, nobody reads another's."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from liandong.core.kernel.errors import Text
from liandong.domains.accounts.models import User
from liandong.domains.notify import letters, queries
from liandong.domains.notify.actions import Wishes, notify, prefer
from liandong.domains.notify.models import Notice, Preference

NUMBER = "14000000123"


@pytest.fixture
def told(province) -> Notice:
    user = User.objects.get(username="haikou")
    text = Text("<b>台账</b>有问题", "<b>The ledger</b> has findings")
    notify([user], kind="x", text=text, body=Text("正文", "Body"), link="/me/", at=timezone.now(),
           about="x")  # fmt: skip
    return Notice.objects.get(recipient=user)


def page(client, path: str, **headers: str) -> str:
    answer = client.get(path, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_bell_counts_on_every_page(told, client_of):
    client = client_of("haikou")
    assert '<span class="bell__count">1<' in page(client, "/me/")
    client.post("/inbox/read/")
    assert "bell__count" not in page(client, "/me/")
    assert 'class="bell"' not in page(Client(), "/help/")


def test_a_fragment_has_no_bell(told, client_of):
    client = client_of("haikou")
    answer = client.get("/inbox/", headers={"HX-Request": "true"})
    assert "bell__count" not in answer.content.decode()


def test_what_waits_is_shown_and_escaped(told, client_of):
    said = page(client_of("haikou"), "/inbox/")
    assert "&lt;b&gt;台账&lt;/b&gt;有问题" in said
    assert "正文" in said
    assert "<b>台账" not in said


def test_in_english(told, client_of):
    client = client_of("haikou")
    client.cookies["django_language"] = "en"
    said = page(client, "/inbox/")
    assert "The ledger" in said
    for chinese in ("未读", "全部标为已读", "去看看", "消息设置", "正文"):
        assert chinese not in said


def test_opening_reads_and_leads_there(told, client_of):
    client = client_of("haikou")
    answer = client.post(f"/inbox/{told.pk}/open/")
    assert (answer.status_code, answer["Location"]) == (302, "/me/")
    told.refresh_from_db()
    assert told.read_at is not None
    assert "没有未读消息" in page(client, "/inbox/")
    assert "台账" in page(client, "/inbox/?all=1")


def test_nobody_opens_another_s(told, client_of):
    client = client_of("province")
    assert client.post(f"/inbox/{told.pk}/open/").status_code == 404
    client.post("/inbox/read/")
    assert queries.unread_count(told.recipient) == 1
    assert "台账" not in page(client, "/inbox/?all=1")


def test_a_get_reads_nothing(told, client_of):
    client = client_of("haikou")
    assert client.get(f"/inbox/{told.pk}/open/").status_code == 405
    assert client.get("/inbox/read/").status_code == 405
    assert queries.unread_count(told.recipient) == 1


def test_an_empty_inbox_says_so(province, client_of):
    assert "还没有消息" in page(client_of("province"), "/inbox/?all=1")


def test_a_one_time_password_opens_no_inbox(told, client_of):
    User.objects.filter(username="haikou").update(one_time_since=timezone.now())
    client = client_of("haikou")
    for path in ("/inbox/", "/inbox/preferences/"):
        assert client.get(path).status_code == 403
    assert client.post(f"/inbox/{told.pk}/open/").status_code == 403


# Wishes

GOOD = {
    "mail": "digest", "address": "a@example.org", "digest_at": "09:00",
    "quiet_from": "22:00", "quiet_to": "06:00",
}  # fmt: skip


def test_wishes_are_kept(province, client_of):
    client = client_of("haikou")
    answer = client.post("/inbox/preferences/", GOOD)
    assert answer.status_code == 302
    held = Preference.objects.get(user__username="haikou")
    assert (held.mail, held.address, str(held.digest_at)) == ("digest", "a@example.org", "09:00:00")
    assert "a@example.org" in page(client, "/inbox/preferences/")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"digest_at": "23:00"}, "永远收不到"),
        ({"address": "nobody"}, "id_address_error"),
        ({"mail": "often"}, "id_mail"),
        ({"digest_at": "soon"}, "id_digest_at_error"),
    ],
)
def test_what_cannot_be_is_explained_at_its_field(province, client_of, wrong, said):
    answer = client_of("haikou").post("/inbox/preferences/", {**GOOD, **wrong})
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert not Preference.objects.exists()


def test_texts_are_offered_only_where_they_can_be_sent(province, client_of, settings):
    client = client_of("haikou")
    assert "手机号" not in page(client, "/inbox/preferences/")
    client.post("/inbox/preferences/", {**GOOD, "texts": "on", "phone": NUMBER})
    assert not Preference.objects.get().phone
    settings.SMS_ADAPTER = "liandong.domains.notify.sms.FileSms"
    assert "手机号" in page(client, "/inbox/preferences/")


def test_the_number_is_shown_masked_and_kept_when_left_alone(province, client_of, settings):
    settings.SMS_ADAPTER = "liandong.domains.notify.sms.FileSms"
    user = User.objects.get(username="haikou")
    prefer(user, Wishes(texts=True, phone=NUMBER), by="haikou", at=timezone.now())
    client = client_of("haikou")
    said = page(client, "/inbox/preferences/")
    assert "140******23" in said
    assert NUMBER not in said
    client.post("/inbox/preferences/", {**GOOD, "texts": "on", "phone": "140******23"})
    assert Preference.objects.get().phone == NUMBER
    wrong = client.post("/inbox/preferences/", {**GOOD, "texts": "on", "phone": "12x"})
    assert "id_phone_error" in wrong.content.decode()
    client.post("/inbox/preferences/", {**GOOD, "phone": ""})
    assert not Preference.objects.get().phone


def heap(user: str, count: int, kind: str = "election") -> None:
    someone = User.objects.get(username=user)
    for number in range(count):
        text = Text(f"第{number}支部换届", f"Election at branch {number}")
        notify([someone], kind=kind, text=text, link="/me/", about=f"{kind}:{number}",
               at=timezone.now())  # fmt: skip


def test_many_of_a_kind_are_one_line(told, client_of, django_assert_max_num_queries):
    heap("haikou", 40)
    client = client_of("haikou")
    with django_assert_max_num_queries(13):
        said = page(client, "/inbox/")
    assert "换届：40 条" in said
    assert "第39支部换届" in said
    assert "第38支部换届" not in said
    assert "台账" in said
    each = page(client, "/inbox/?kind=election")
    assert "第38支部换届" in each
    assert "台账" not in each
    client.post("/inbox/read/", {"kind": "election"})
    assert queries.unread_count(told.recipient) == 1
    assert "换届" not in page(client, "/inbox/")
    assert "第38支部换届" in page(client, "/inbox/?all=1")


def test_a_few_of_a_kind_stay_lines_of_their_own(told, client_of):
    heap("haikou", 3)
    said = page(client_of("haikou"), "/inbox/")
    assert all(f"第{number}支部换届" in said for number in range(3))
    assert "逐条看" not in said


def test_a_kind_that_there_is_not_is_empty(told, client_of):
    assert "没有未读消息" in page(client_of("haikou"), "/inbox/?kind=nonsense%00")


def test_a_letter_says_many_of_a_kind_once(told):
    heap("haikou", 40)
    said = letters.body(list(queries.inbox(told.recipient)), "zh-hans")
    assert "换届：40 条新消息" in said
    assert "/inbox/?kind=election" in said
    assert "第1支部" not in said
    assert "台账" in said
    english = letters.body(list(queries.inbox(told.recipient)), "en")
    assert "Elections: 40 new notices" in english
