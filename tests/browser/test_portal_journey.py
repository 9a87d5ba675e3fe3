"""A resident with a phone: says it, is shown what is alike, keeps the link, is answered, contests."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site, command, environment

pytestmark = pytest.mark.browser

OFFICE = """
import json, sys, django
django.setup()
from django.utils import timezone
from liandong.domains.casework import actions
from liandong.domains.casework.models import Case
from liandong.domains.catalogue import queries
from liandong.domains.orgs.queries import place_of
case, now = Case.objects.order_by("-pk")[0], timezone.now()
on, here = timezone.localdate(now), place_of(Case.objects.order_by("-pk")[0].place_id)
if sys.argv[1] == "publish":
    actions.publish(case, by="desk", at=now)
else:
    matter = next(m for m in queries.in_force(on)
                  if (u := queries.leads(m, here, on)) and u.kind == "department")
    actions.classify(case, matter=matter, by="desk", at=now)
    actions.dispatch(case, by="desk", at=now)
    actions.contact(case, way="phone", reached=True, by="liaison", at=now)
    actions.reply(case, text="已更换灯泡。", by="liaison", at=now)
print(json.dumps(case.number))
"""


def office(site: Site, what: str) -> str:
    """What the desk and the department do meanwhile."""
    python = command(site.home)[0]
    done = subprocess.run(
        [python, "-c", OFFICE, what], env=environment(site.home), capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    return json.loads(done.stdout)


def say(page: Page, text: str) -> None:
    page.goto("/portal/")
    page.get_by_role("link", name="我要反映一件事").click()
    page.fill("textarea[name=text]", text)
    for n, code in enumerate(("4601", "460105", "460105001"), 1):
        page.select_option(f"#in-{n}", code)
        page.wait_for_selector(f"#in-{n + 1}")
    page.select_option("#in-4", "460105001001")
    expect(page.locator(".place__here")).to_contain_text("秀英街道")
    page.click("button[name=send]")


def sent_as_another(page: Page) -> None:
    """Whether something alike was shown first or not, this one is sent."""
    expect(page.locator("h1")).to_have_text(re.compile("是不是同一件事|收到了，谢谢您"))
    if page.locator("button[name=another]").count():
        page.click("button[name=another]")
    expect(page.locator("h1")).to_have_text("收到了，谢谢您")


def test_said_followed_and_contested_on_a_phone(site: Site, visit: Callable[..., Page]) -> None:
    first = visit(phone=True)
    say(first, "东门菜市场的路灯坏了三盏，晚上摔倒过人")
    sent_as_another(first)
    number = office(site, "publish")
    expect(first.locator(".number-big")).to_have_text(number)

    second = visit(phone=True)
    say(second, "菜市场路灯坏了，晚上摔倒过人")
    expect(second.locator("h1")).to_have_text("是不是同一件事？")
    same = second.locator(".card").filter(has_text="东门菜市场的路灯坏了三盏")
    same.get_by_role("button", name="是同一件，我加入").click()
    expect(second.locator("h1")).to_have_text("已经加入，谢谢您")
    office(site, "answer")

    for page in (first, second):
        page.get_by_role("link", name="打开链接看进展").click()
        expect(page.locator("h1")).to_have_text("已答复，待回访")
        expect(page.locator(".answer")).to_contain_text("已更换灯泡")
    first.get_by_label("没有解决").check()
    first.get_by_label("不满意").check()
    first.get_by_role("button", name="提交回答").click()
    expect(first.locator("main")).to_contain_text("您的回答已经记下")
    first.locator("#contest textarea").fill("还有一盏不亮")
    first.get_by_role("button", name="要求重办").click()
    expect(first.locator("h1")).to_have_text("正在办理")
    wider = first.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wider <= 0


def test_said_without_script(visit: Callable[..., Page]) -> None:
    page = visit(phone=True, script=False)
    page.goto("/portal/new/")
    page.fill("textarea[name=text]", "楼道里堆满杂物，走不过去")
    page.fill("#where", "秀华社区")
    page.click("button[name=find]")
    expect(page.locator(".place__here")).to_contain_text("秀华社区")
    expect(page.locator("textarea[name=text]")).to_have_value("楼道里堆满杂物，走不过去")
    page.click("button[name=send]")
    sent_as_another(page)


def test_where_it_is_by_sketch_and_by_where_one_stands(
    visit: Callable[..., Page],
) -> None:
    page = visit(phone=True)
    page.goto("/portal/new/")
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"latitude": 20.0199, "longitude": 110.3301, "accuracy": 15})
    page.get_by_label("发生了什么事").fill("路灯不亮")
    page.get_by_text("在示意图上点市县").click()
    page.get_by_role("button", name="万宁").click()
    expect(page.locator("#in-1")).to_have_value("469006")
    expect(page.locator("#in-2")).to_be_visible()
    page.get_by_role("button", name="用我现在的位置").click()
    expect(page.get_by_text("已附上您现在的位置")).to_be_visible()
    expect(page.locator("#in-1")).to_have_value("4601")
    expect(page.get_by_label("发生了什么事")).to_have_value("路灯不亮")
    page.get_by_role("button", name="不要附上").click()
    expect(page.get_by_role("button", name="用我现在的位置")).to_be_visible()
