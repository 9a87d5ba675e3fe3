"""What must not last, must not be written down, and must not travel in the open."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from liandong.config.logs import Masked
from liandong.domains.accounts import sign_in as accounts
from liandong.domains.accounts.models import User
from liandong.domains.accounts.queries import rights_of
from liandong.domains.observatory import days
from tests.web.accounts.conftest import sign_in, words

AGE = settings.ONE_TIME_PASSWORD_AGE


@pytest.fixture
def handed(province) -> tuple[User, str]:
    user = User.objects.get(username="street")
    return user, accounts.reset_password(user, by="security", at=timezone.now())


def _aged(user: User, age: timedelta) -> None:
    User.objects.filter(pk=user.pk).update(one_time_since=timezone.now() - age)


def test_a_one_time_password_is_good_for_a_while(visitor: Client, handed) -> None:
    user, password = handed
    _aged(user, AGE - timedelta(minutes=1))
    assert sign_in(visitor, user.username, password).url == "/accounts/password/change/"


def test_then_it_opens_nothing_and_says_what_to_do(visitor: Client, handed) -> None:
    user, password = handed
    _aged(user, AGE + timedelta(minutes=1))
    answer = sign_in(visitor, user.username, password)
    assert answer.status_code == 200
    assert "这个一次性密码已过期（发出后 72 小时内有效）。请找安全管理员再发一个。" in words(answer)
    assert "_auth_user_id" not in visitor.session
    said = words(sign_in(visitor, user.username, "wrong"))
    assert "已过期" not in said, "whoever does not know it learns nothing"


def test_one_s_own_password_has_no_such_age(visitor: Client, handed) -> None:
    user, _password = handed
    accounts.change_password(user, "a-long-word-of-mine", by=user.username, at=timezone.now())
    User.objects.filter(pk=user.pk).update(date_joined=timezone.now() - 9 * AGE)
    assert sign_in(visitor, user.username, "a-long-word-of-mine").url == "/"
    assert rights_of(User.objects.get(pk=user.pk), days.today()).homes


def test_officers_see_until_when_and_that_it_lapsed(at_desk, handed) -> None:
    user, _password = handed
    desk = at_desk("security")
    answer = desk.post(f"/people/{user.pk}/password/")
    until = timezone.localtime(timezone.now() + AGE)
    assert f"到 {until.year}年{until.month}月{until.day}日" in words(answer)
    _aged(user, AGE + timedelta(minutes=1))
    assert "一次性密码已过期" in words(desk.get(f"/people/{user.pk}/"))


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("no such user zhang.san@example.org", "no such user ***"),
        ("row 460105199003071234 refused", "row *** refused"),
        ("row 46010519900307123X refused", "row *** refused"),
        ("call 13812345678 or +86 138-1234-5678", "call *** or ***"),
        ("GET /search?q=李社&on=2016-12-31 failed", "GET /search?*** failed"),
        ("duplicate key\nDETAIL:  Key (name)=(李社) already exists.", "duplicate key\nDETAIL: ***"),
        ("batch 46010500100120161231 of 551 rows at /units/460105001001/", None),
    ],
)
def test_log_lines_speak_of_nobody(line: str, kept: str | None) -> None:
    record = logging.LogRecord("any", logging.ERROR, "", 1, line, None, None)
    assert Masked().format(record) == (line if kept is None else kept)


def test_a_traceback_speaks_of_nobody_either() -> None:
    try:
        raise ValueError("460105199003071234")
    except ValueError:
        record = logging.LogRecord("any", logging.ERROR, "", 1, "failed", None, sys.exc_info())
    said = Masked().format(record)
    assert "ValueError: ***" in said
    assert "460105199003071234" not in said


def test_failing_to_sign_in_leaves_no_name_in_the_log(visitor: Client, caplog) -> None:
    with caplog.at_level(logging.DEBUG):
        for _ in range(6):
            sign_in(visitor, "street", "wrong")
    said = "\n".join(Masked().format(one) for one in caplog.records)
    assert "street" not in said
    assert "127.0.0.1" not in said


def test_every_handler_masks() -> None:
    handlers = settings.LOGGING["handlers"].values()
    assert {one.get("formatter") for one in handlers} == {"masked"}
    assert settings.LOGGING["formatters"]["masked"]["()"] == "liandong.config.logs.Masked"


def test_behind_https_no_cookie_travels_in_the_open(visitor: Client, settings) -> None:
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    visitor.get("/accounts/login/", secure=True)
    form = {"login": "province", "password": "liandong-demo"}
    visitor.post("/accounts/login/", form, secure=True)
    answer = visitor.post("/settings/display/", {"type": "large"}, secure=True)
    assert answer.cookies["display_type"]["secure"]
    for name in ("sessionid", "csrftoken"):
        assert visitor.cookies[name]["secure"], name


@pytest.mark.parametrize(("https", "secure"), [("1", True), ("", False)])
def test_one_setting_makes_it_so(tmp_path, https: str, secure: bool) -> None:
    asked = (
        "from liandong.config import settings as s;"
        "print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, bool(s.SECURE_HSTS_SECONDS),"
        "s.SECURE_PROXY_SSL_HEADER is not None)"
    )
    kept = {**os.environ, "LIANDONG_HOME": str(tmp_path), "LIANDONG_HTTPS": https}
    said = subprocess.run(
        [sys.executable, "-c", asked], env=kept, capture_output=True, text=True, check=True
    )
    assert said.stdout.split() == [str(secure)] * 4
