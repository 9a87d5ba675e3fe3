"""Signing in and out, being locked out, changing one's password."""

from __future__ import annotations

import time

import pytest
from django.test import Client

from liandong.domains.accounts.models import User
from liandong.domains.audit.models import Event
from tests.web.accounts.conftest import sign_in, words


@pytest.mark.parametrize(
    ("person", "first"),
    [("province", "/"), ("community", "/today/"), ("admin", "/people/"),
     ("security", "/people/locked/"), ("auditor", "/audit/")],
)  # fmt: skip
def test_signing_in_leads_to_where_work_begins(visitor: Client, person: str, first: str) -> None:
    assert sign_in(visitor, person).url == first
    assert Event.objects.first().action == "accounts.signed_in"


def test_signing_in_leads_back_to_the_page_asked_for(visitor: Client) -> None:
    assert sign_in(visitor, "province", next="/imports/").url == "/imports/"
    elsewhere = Client()
    assert sign_in(elsewhere, "province", next="https://evil.example/").url == "/"


def test_demo_people_are_listed_only_where_there_are_any(visitor: Client) -> None:
    page = visitor.get("/accounts/login/")
    assert "演示·省委组织部 林安" in words(page)
    assert 'href="?as=haikou"' in page.content.decode()
    filled = visitor.get("/accounts/login/?as=haikou").content.decode()
    assert 'value="haikou"' in filled
    User.objects.update(invented=False)
    bare = words(visitor.get("/accounts/login/"))
    assert "演示" not in bare
    assert "liandong-demo" not in bare


def test_five_failures_lock_and_say_how_long_and_whom_to_ask(visitor: Client) -> None:
    for _ in range(4):
        answer = sign_in(visitor, "street", "wrong")
        assert answer.status_code == 200
        assert "用户名或密码不对" in words(answer)
    answer = sign_in(visitor, "street", "wrong")
    assert answer.status_code == 429
    said = words(answer)
    assert "锁定 15 分钟" in said
    assert "请联系本单位的安全管理员" in said
    assert sign_in(visitor, "street").status_code == 429, "the right password does not help now"
    assert "_auth_user_id" not in visitor.session
    assert Event.objects.filter(action="accounts.locked_out", subject="user:street").exists()
    assert sign_in(visitor, "province").status_code == 302, "others are not locked"


def test_an_unknown_name_fails_in_the_same_words(visitor: Client) -> None:
    User.objects.update(invented=False)  # no list of names on the page
    known = words(sign_in(visitor, "street", "wrong"))
    unknown = words(sign_in(visitor, "nobody", "wrong"))
    assert "用户名或密码不对" in unknown
    assert known == unknown


def test_idling_signs_out_and_says_so(visitor: Client) -> None:
    sign_in(visitor, "province")
    visitor.get("/me/")
    session = visitor.session
    session["last_seen"] = time.time() - 31 * 60
    session.save()
    answer = visitor.get("/me/", follow=True)
    assert answer.redirect_chain[-1][0] == "/accounts/login/?next=%2Fme%2F"
    assert "您有 30 分钟没有操作，已为您退出" in words(answer)


def test_signing_out_takes_a_post(visitor: Client) -> None:
    sign_in(visitor, "province")
    assert "退出登录？" in words(visitor.get("/accounts/logout/"))
    assert "_auth_user_id" in visitor.session
    assert visitor.post("/accounts/logout/").url == "/accounts/login/"
    assert "_auth_user_id" not in visitor.session


@pytest.mark.parametrize("page", ["signup", "password/reset", "password/set", "email", "inactive"])
def test_nobody_signs_up_or_resets_by_mail(visitor: Client, page: str) -> None:
    assert "账号由本单位的系统管理员开通" in words(visitor.get(f"/accounts/{page}/"))
    assert visitor.post(f"/accounts/{page}/", {"email": "a@b.cn"}).status_code == 405


def change(client: Client, old: str, new: str):
    data = {"oldpassword": old, "password1": new, "password2": new}
    return client.post("/accounts/password/change/", data)


def test_changing_the_password(visitor: Client) -> None:
    from liandong.cli.demo_province import PASSWORD

    sign_in(visitor, "haikou")
    assert "现在的密码不对" in words(change(visitor, "no", "an-entirely-new-one"))
    assert "新密码不能和现在的一样" in words(change(visitor, PASSWORD, PASSWORD))
    assert change(visitor, PASSWORD, "short").status_code == 200
    assert change(visitor, PASSWORD, "an-entirely-new-one").url == "/"
    assert visitor.get("/me/").status_code == 200, "this browser stays signed in"
    assert Event.objects.filter(action="accounts.change_password", by="haikou").count() == 1
    assert sign_in(Client(), "haikou").status_code == 200, "the old one is gone"
    assert sign_in(Client(), "haikou", "an-entirely-new-one").status_code == 302
