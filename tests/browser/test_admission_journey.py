"""What a department asks of a community: applied for, heard, weighed, admitted, published and read
by anybody; and a task that nobody admitted, refused on a phone in two taps and answered."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.kit import Visit, press, sound

pytestmark = pytest.mark.browser
TITLE = "沿街店铺换季检查"
TASK = "每天上报一次微信群人数"


def applied(page: Page) -> str:
    """The department writes, looks at what it comes to, and hands in; the number it got."""
    page.goto("/admission/")
    sound(page)
    press(page, "申请准入")
    page.get_by_label("类别").select_option("inspection")
    page.get_by_label("事项名称").fill(TITLE)
    page.get_by_label("要社区做什么").fill("换季时陪同检查沿街店铺的用电和出口。")
    page.get_by_label("方式、表格或系统").fill("陪同检查，不填表")
    page.get_by_label(re.compile("^依据")).fill("演示依据，非正式文件")
    page.get_by_label("或者只是这些社区").fill("秀华社区居民委员会")
    page.get_by_label("每个社区每年几次").fill("4")
    page.get_by_label("每次大约几小时").fill("3")
    page.get_by_label("每年随事项下拨多少元").fill("8000")
    start = timezone.localdate() + timedelta(days=90)
    page.get_by_label("从哪天起").fill(start.isoformat())
    page.get_by_label("最后一天").fill((start + timedelta(days=200)).isoformat())
    sound(page)
    press(page, "保存草稿")
    expect(page.get_by_role("main")).to_contain_text("12.0")
    sound(page)
    press(page, "提交申请")
    sound(page)
    press(page, "提交申请")
    expect(page.get_by_role("main")).to_contain_text("已申请，待核对")
    found = re.search(r"ZR\d+", page.url)
    assert found
    return found.group()


def opinion(page: Page, answer: str, why: str, button: str) -> None:
    """From the first page of whoever is asked."""
    page.goto("/today/")
    sound(page)
    page.get_by_role("article").filter(has_text=TITLE).get_by_role("link", name=button).click()
    page.get_by_label(answer, exact=True).check()
    page.locator("textarea[name=said]").fill(why)
    sound(page)
    press(page, button)
    expect(page.get_by_role("main")).to_contain_text(why)


def test_from_an_application_to_what_anybody_reads(visit: Visit) -> None:
    number = applied(visit("liaison"))
    address = f"/admission/{number}/"
    office = visit("catalogue")
    office.goto("/admission/")
    office.get_by_role("link", name=TITLE).click()
    press(office, "完整，征求意见")
    sound(office)
    press(office, "完整，征求意见")
    opinion(visit("community", phone=True), "不同意", "人手不够，请先补人", "提意见")
    opinion(
        visit("streetoffice", english=True), "Has a suggestion", "合并到年度检查", "Give an opinion"
    )
    office.goto(address)
    expect(office.get_by_role("main")).to_contain_text("人手不够，请先补人")
    for step in ("评估负担", "同意准入", "公布"):
        press(office, step)
        sound(office)
        press(office, step)
    expect(office.get_by_role("main")).to_contain_text("已公布，待生效")
    sound(office)
    anybody = visit(phone=True, english=True)
    anybody.goto(address)
    expect(anybody.locator("h1")).to_have_text(TITLE)
    main = anybody.get_by_role("main")
    expect(main).not_to_contain_text("人手不够")
    expect(main).not_to_contain_text("演示·")
    sound(anybody)


def test_refused_in_two_taps_and_answered(visit: Visit) -> None:
    worker = visit("worker", phone=True)
    worker.goto("/admission/")
    press(worker, "拒绝一件事")
    worker.get_by_label("要求做什么").fill(TASK)
    worker.get_by_label("谁布置的").fill("某检查组")
    sound(worker)
    press(worker, "拒绝并上报")
    expect(worker.get_by_role("main")).to_contain_text("已收到，待答复")
    sound(worker)
    address = worker.url
    office = visit("catalogue", english=True)
    office.goto("/admission/")
    office.get_by_role("link", name=TASK).click()
    sound(office)
    press(office, "Uphold")
    office.get_by_label("Answer").fill("没有准入，不用办。")
    sound(office)
    press(office, "Uphold")
    worker.goto(address)
    expect(worker.get_by_role("main")).to_contain_text("拒绝成立")
    expect(worker.get_by_role("main")).to_contain_text("没有准入，不用办。")
