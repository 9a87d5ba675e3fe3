"""A member who lives elsewhere: reported in, taken in, seen by both sides; declined; returned; lost.

Each journey ends with the stay closed, so that the next, on the other screen, begins anew.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]

HOME, HOST = "/organisations/D460105001001/", "/organisations/D460105001002/"
HOST_NAME = "秀海社区党支部"
BOTH = pytest.mark.parametrize("phone", [True, False], ids=["390", "1440"])


def send(page: Page, button: str) -> None:
    page.locator("main form").get_by_role("button", name=button, exact=True).click()
    page.wait_for_load_state()
    assert page.locator(".field__error").count() == 0, page.locator("main").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def case(page: Page, organisation: str, name: str) -> None:
    """To the case of a person from the list of an organisation."""
    page.goto(f"{organisation}floating/")
    page.locator("main article h3").get_by_role("link", name=name, exact=True).first.click()
    page.wait_for_load_state()
    expect(page.locator("h1")).to_contain_text(name)


def step(page: Page, title: str, note: str = "") -> None:
    """One step of a case, on its own page."""
    page.locator("main").get_by_role("link", name=title, exact=True).first.click()
    page.wait_for_load_state()
    if note:
        page.locator("textarea[name=note]").fill(note)
    send(page, title)


def somebody(page: Page) -> str:
    """A full member of the branch with nothing under way: registered as away by home."""
    page.goto(f"{HOME}members/?stage=full&floating=here")
    link = page.locator("main tbody a[href^='/members/']").nth(3)
    name = link.inner_text()
    link.click()
    page.get_by_role("link", name="登记流动").click()
    page.wait_for_load_state()
    return name


@BOTH
def test_a_member_reports_in_the_host_takes_them_in_and_home_sees_it(visit: Visit, phone: bool):
    member, host, home = (visit(who, phone=phone) for who in ("member", "host", "branch"))
    member.goto("/me/record/")
    name = member.locator("main dl dd").first.inner_text()
    member.get_by_role("link", name="找附近的党支部报到").click()
    member.get_by_label("住处的地名").fill("秀海")
    member.get_by_role("button", name="查找").click()
    expect(member.locator("main")).to_contain_text("就在秀海社区")
    member.get_by_role("link", name=HOST_NAME).first.click()
    member.locator("select[name=reason]").select_option("moved")
    send(member, "我来报到")
    expect(member.locator("main")).to_contain_text("已报到，待接收")

    host.goto("/inbox/")
    told = host.locator(".notices__one", has_text="流动党员：已报到，待接收").first
    told.get_by_role("button").click()
    host.wait_for_load_state()
    expect(host.locator("h1")).to_contain_text(name)
    step(host, "接收")
    expect(host.locator("main")).to_contain_text("流入地已接收")
    expect(host.locator("main")).to_contain_text(HOST_NAME)

    case(home, HOME, name)
    expect(home.locator("main")).to_contain_text("流入地已接收")
    home.locator("select[name$=way]").select_option("phone")
    send(home, "登记联系")
    expect(home.locator("#contact")).to_contain_text("电话")
    member.goto("/me/record/")
    expect(member.locator("main")).to_contain_text("流入地已接收")
    expect(member.locator("main")).to_contain_text("最近一次联系")
    case(host, HOST, name)
    host.get_by_text("反馈一次参加活动").or_(host.locator("details.more summary")).first.click()
    host.locator("input[name$=text]").fill("参加主题党日")
    host.locator("form[action$='/feedback/'] button[type=submit]").click()
    host.wait_for_load_state()
    case(home, HOME, name)
    expect(home.locator("main")).to_contain_text("参加主题党日")

    step(home, "登记返回")
    expect(home.locator("main")).to_contain_text("已返回")
    member.goto("/me/record/")
    expect(member.get_by_role("link", name="找附近的党支部报到")).to_be_visible()


@BOTH
def test_home_registers_a_stay_and_the_host_declines_with_a_reason(visit: Visit, phone: bool):
    home, host = visit("branch", phone=phone), visit("host", phone=phone)
    name = somebody(home)
    home.locator("input[name=q]").fill("秀海")
    home.get_by_role("button", name="查找").click()
    home.get_by_role("link", name=HOST_NAME).first.click()
    home.locator("select[name=reason]").select_option("work")
    send(home, "登记流动")
    expect(home.locator("main")).to_contain_text("已通知流入地")

    case(host, HOST, name)
    host.get_by_role("link", name="不接收").click()
    host.get_by_role("button", name="不接收").click()
    expect(host.locator("main")).to_contain_text("不接收")
    host.locator("textarea[name=note]").fill("不在本社区居住")
    send(host, "不接收")
    expect(host.locator("main")).to_contain_text("不在本社区居住")
    case(home, HOME, name)
    expect(home.locator("main")).to_contain_text("流入地未接收")
    expect(home.locator("main")).to_contain_text("不在本社区居住")
    step(home, "登记返回")
    expect(home.locator("main")).to_contain_text("已返回")
    home.goto(f"{HOME}floating/")
    expect(home.locator("main")).not_to_contain_text(name)


@BOTH
def test_a_member_who_cannot_be_found_is_registered_as_lost(visit: Visit, phone: bool):
    home = visit("branch", phone=phone)
    name = somebody(home)
    home.get_by_role("link", name="去向还不清楚").click()
    home.locator("select[name=reason]").select_option("other")
    home.locator("input[name=elsewhere]").fill("外省")
    send(home, "登记流动")
    expect(home.locator("main")).to_contain_text("去向待核实")
    step(home, "登记失联", note="半年联系不上，电话停机")
    expect(home.locator("main")).to_contain_text("失去联系")
    expect(home.locator("main")).to_contain_text("半年联系不上")
    home.goto(f"{HOME}floating/?state=lost")
    expect(home.locator("main")).to_contain_text(name)
