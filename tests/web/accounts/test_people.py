"""People: opened by the administrator, stopped by the security officer, neither for themselves."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.test import Client

from liandong.domains.accounts.models import Assignment, User
from liandong.domains.audit.models import Event
from liandong.domains.observatory import days
from tests.web.accounts.conftest import sign_in, words


def invited(at_desk, username: str = "wang", name: str = "王五") -> tuple[User, str]:
    data = {"username": username, "display_name": name}
    answer = at_desk("admin").post("/people/new/", data)
    assert answer.status_code == 200, words(answer)
    assert answer["Cache-Control"] == "no-store"
    password = re.search(r"<code>([a-z0-9-]{19})</code>", answer.content.decode())
    assert password
    return User.objects.get(username=username), password[1]


def test_a_one_time_password_opens_nothing_but_its_change(at_desk, visitor: Client) -> None:
    user, password = invited(at_desk)
    given = {"role": "organiser", "unit": "460105", "start": "2020-01-01", "last": ""}
    assert at_desk("admin").post(f"/people/{user.pk}/roles/", given).status_code == 302
    assert sign_in(visitor, "wang", password, next="/imports/").url == "/accounts/password/change/"
    refused = visitor.get("/imports/")
    assert refused.status_code == 403
    assert "请先改成自己的密码" in words(refused)
    data = {"oldpassword": password, "password1": "my-own-long-one", "password2": "my-own-long-one"}
    assert visitor.post("/accounts/password/change/", data).url == "/"
    assert visitor.get("/imports/").status_code == 200
    assert Event.objects.filter(subject="user:wang", action="accounts.change_password").exists()


def test_the_password_is_shown_once_and_kept_nowhere(at_desk) -> None:
    user, password = invited(at_desk)
    assert password not in words(at_desk("admin").get(f"/people/{user.pk}/"))
    assert password not in user.password
    said = [str([one.before, one.after]) for one in Event.objects.all()]
    assert not any(password in one for one in said)
    again = at_desk("admin").post("/people/new/", {"username": "WANG", "display_name": "别人"})
    assert again.status_code == 400
    assert "已被使用" in words(again)
    odd = at_desk("admin").post("/people/new/", {"username": "王 五", "display_name": "别人"})
    assert "不能用" in words(odd)


def test_roles_are_given_and_ended_with_dates(at_desk) -> None:
    admin, (user, _) = at_desk("admin"), invited(at_desk)
    url = f"/people/{user.pk}/roles/"
    given = {"role": "leader", "unit": "秀英街道", "start": "2020-01-01", "last": "2099-12-31"}
    assert admin.post(url, given).status_code == 302
    one = Assignment.objects.get(user=user)
    assert (one.end, one.recorded_by) == (date(2100, 1, 1), "admin")
    assert "2099年12月31日" in words(admin.get(f"/people/{user.pk}/"))
    assert "已有同样的角色" in words(admin.post(url, given))
    several = admin.post(url, {**given, "unit": "秀英"})
    assert "有几个单位对得上" in words(several)
    assert "您的辖区里没有" in words(admin.post(url, {**given, "unit": "北京市"}))
    backwards = admin.post(url, {**given, "role": "worker", "last": "2019-01-01"})
    assert "最后一天不能早于开始的那天" in words(backwards)
    today = days.today()
    assert (
        admin.post(f"/people/roles/{one.pk}/end/", {"last": today.isoformat()}).status_code == 302
    )
    standing = Assignment.objects.live().get(user=user)
    assert standing.end == today + timedelta(days=1)
    assert Assignment.objects.filter(user=user).count() >= 1, "nothing is deleted"


def test_the_three_officers_are_three_persons(at_desk) -> None:
    security = User.objects.get(username="security")
    given = {"role": "auditor", "unit": "46", "start": "2020-01-01", "last": ""}
    answer = at_desk("admin").post(f"/people/{security.pk}/roles/", given)
    assert answer.status_code == 400
    assert "必须由三个不同的人担任" in words(answer)


def test_nobody_does_it_for_themselves(at_desk) -> None:
    admin, security = User.objects.get(username="admin"), User.objects.get(username="security")
    given = {"role": "leader", "unit": "46", "start": "2020-01-01", "last": ""}
    assert "不能给自己办" in words(at_desk("admin").post(f"/people/{admin.pk}/roles/", given))
    own = Assignment.objects.get(user=admin)
    assert at_desk("admin").post(f"/people/roles/{own.pk}/end/", {}).status_code == 400
    for what, data in (("deactivate", {"reason": "试"}), ("password", {}), ("reactivate", {})):
        answer = at_desk("security").post(f"/people/{security.pk}/{what}/", data)
        assert answer.status_code == 400, what
    assert "这是您自己" in words(at_desk("admin").get(f"/people/{admin.pk}/"))


def test_stopping_signs_out_at_once_and_can_be_undone(at_desk) -> None:
    officer, street = at_desk("security"), User.objects.get(username="street")
    theirs = at_desk("street")
    assert theirs.get("/me/").status_code == 200
    url = f"/people/{street.pk}/"
    assert officer.post(url + "deactivate/", {"reason": " "}).status_code == 400
    assert officer.post(url + "deactivate/", {"reason": "调离"}).status_code == 302
    assert theirs.get("/me/").status_code == 302
    assert "_auth_user_id" not in sign_in(Client(), "street").client.session
    assert Event.objects.get(action="accounts.deactivate").reason == "调离"
    assert officer.post(url + "reactivate/").status_code == 302
    assert sign_in(Client(), "street").status_code == 302


def test_a_forgotten_password_is_replaced(at_desk) -> None:
    street, theirs = User.objects.get(username="street"), at_desk("street")
    answer = at_desk("security").post(f"/people/{street.pk}/password/")
    assert answer.status_code == 200
    assert theirs.get("/me/").status_code == 302, "signed out everywhere"
    assert sign_in(Client(), "street").status_code == 200, "the old one no longer opens"


def test_locked_accounts_are_seen_and_unlocked(at_desk, visitor: Client) -> None:
    for _ in range(5):
        sign_in(visitor, "street", "wrong")
    officer = at_desk("security")
    page = words(officer.get("/people/locked/"))
    assert "演示·秀英街道 吴街" in page
    assert "输错 5 次" in page
    assert officer.post("/people/unlock/", {"username": "street"}).url == "/people/locked/"
    assert "没有被锁定的账号" in words(officer.get("/people/locked/"))
    assert sign_in(visitor, "street").status_code == 302
    assert Event.objects.filter(action="accounts.unlock", by="security").count() == 1


def test_searching_people(at_desk) -> None:
    admin = at_desk("admin")
    assert "danzhou" in words(admin.get("/people/?q=符动"))
    assert "haikou" not in words(admin.get("/people/?q=符动"))
    assert "没有找到这样的用户" in words(admin.get("/people/?q=没有此人"))


@pytest.mark.parametrize("person", ["haikou", "community", "admin"])
def test_my_rights(at_desk, person: str) -> None:
    said = words(at_desk(person).get("/me/"))
    role = {"haikou": "组织员 · 海口市", "community": "社区书记 · 秀华社区居民委员会",
            "admin": "系统管理员 · 海南省"}[person]  # fmt: skip
    assert role in said
    assert "2015年1月1日起" in said
    assert ("上传、核对、发布台账" in said) == (person == "haikou")
    assert ("开通账号，授予和结束角色" in said) == (person == "admin")


def test_an_administrator_of_a_city_reaches_no_further(at_desk) -> None:
    from django.utils import timezone

    from liandong.domains.accounts.actions import assign
    from liandong.domains.accounts.enums import Role
    from liandong.domains.orgs.models import Unit

    user, _ = invited(at_desk, "cityadmin", "市管")
    haikou = Unit.objects.get(code="460100000000")
    assign(user, role=Role.ADMINISTRATOR, unit=haikou, start=date(2020, 1, 1), by="admin",
           at=timezone.now())  # fmt: skip
    User.objects.filter(pk=user.pk).update(one_time_since=None)
    client = at_desk("cityadmin")
    page = words(client.get("/people/"))
    assert "演示·海口市 王联" in page
    assert "演示·儋州市 符动" not in page
    danzhou = User.objects.get(username="danzhou")
    assert client.get(f"/people/{danzhou.pk}/").status_code == 404
    given = {"role": "leader", "unit": "4604", "start": "2020-01-01", "last": ""}
    street = User.objects.get(username="street")
    assert "您的辖区里没有" in words(client.post(f"/people/{street.pk}/roles/", given))
    branch = {**given, "role": "branch_secretary", "unit": "D460105001001"}
    assert client.post(f"/people/{street.pk}/roles/", branch).status_code == 302
    beyond = {**branch, "unit": "D460000000000"}
    assert "您的辖区里没有" in words(client.post(f"/people/{street.pk}/roles/", beyond))
    theirs = Assignment.objects.get(user=danzhou)
    assert client.post(f"/people/roles/{theirs.pk}/end/", {}).status_code == 404
