"""A worker asks for a whistle, the street calls, two departments come, one verdict: worker and
departments on phones, the street at a wide screen; one department reads English."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site
from tests.browser.kit import Visit, meanwhile, press, sound

pytestmark = pytest.mark.browser

WHY = "消防通道堆满旧家具，劝了三次没有用"
DEPARTMENTS = ("秀英区应急管理局", "秀英区综合行政执法局")
WITH_THE_COMMUNITY = """
import json
from django.utils import timezone
from liandong.domains.casework import actions
from liandong.domains.catalogue import queries
from liandong.domains.orgs.models import Unit
at, here = timezone.now(), Unit.objects.get(code="460105001001")
case = actions.receive(text="二号楼消防通道堵了，救护车进不来", place=here, channel="phone",
                       by="desk", at=at).case
matter = queries.matter("WY005", timezone.localdate(at))
actions.classify(case, matter=matter, by="desk", at=at)
actions.dispatch(case, to=here, reason="社区先劝导", by="desk", at=at)
actions.accept(case, by="community", at=at)
print(json.dumps(case.number))
"""


def counted(street: Page) -> dict[str, list[int]]:
    """How often each department was called, came in time and was found good."""
    street.goto("/whistles/timeliness/")
    sound(street)
    found = {}
    for name in DEPARTMENTS:
        row = street.get_by_role("row").filter(has_text=name)
        cells = [one.inner_text() for one in row.get_by_role("cell").all()] if row.count() else []
        numbers = [int(one) for one in cells if re.fullmatch(r"\d+", one)]
        found[name] = numbers[:2] + numbers[4:5] if numbers else [0, 0, 0]
    return found


def reported(page: Page, button: str) -> None:
    """On the phone's first page: one tap, and the time is kept."""
    page.goto("/today/")
    sound(page)
    waiting = page.get_by_role("article").filter(has_text=WHY)
    waiting.get_by_role("button", name=re.compile(button)).click()
    expect(page.locator("h1")).to_have_text(WHY)
    sound(page)


def found(page: Page, link: str, text: str) -> None:
    press(page, link)
    sound(page)
    page.locator("main textarea").fill(text)
    press(page, link)
    expect(page.locator("main")).to_contain_text(text)
    sound(page)


def test_a_whistle_from_the_worker_to_the_evaluation(site: Site, visit: Visit) -> None:
    number = str(meanwhile(site, WITH_THE_COMMUNITY))
    worker, street = visit("worker", phone=True), visit("streetoffice")
    before = counted(street)
    worker.goto(f"/requests/{number}/")
    press(worker, "请街道吹哨")
    sound(worker)
    worker.get_by_label("为什么社区办不了").fill(WHY)
    press(worker, "请街道吹哨")
    expect(worker.locator("main")).to_contain_text("街道会收到通知")
    sound(worker)

    street.goto("/today/")
    sound(street)
    asked = street.get_by_role("article").filter(has_text=WHY)
    asked.get_by_role("link", name=re.compile("^吹哨")).click()
    expect(street.get_by_label("什么事")).to_have_value(WHY)
    street.get_by_label("事项").fill("消防通道堵塞")
    press(street, "看清单会叫到谁")
    for name in DEPARTMENTS:
        expect(street.locator("main .callout")).to_contain_text(name)
    street.get_by_label("集合地点").fill("二号楼北门")
    street.get_by_label(re.compile("^几分钟内报到")).fill("20")
    sound(street)
    press(street, "吹哨，通知各部门")
    expect(street.locator("h1")).to_have_text(WHY)
    expect(street.locator("main")).to_contain_text("还不能办结")
    sound(street)
    here = street.url

    emergency, enforcers = (
        visit("emergency", phone=True),
        visit("liaison", phone=True, english=True),
    )
    reported(emergency, "我们到了")
    reported(enforcers, "We are here")
    found(emergency, "写明意见", "占了消防登高面，今天必须清")
    found(enforcers, "Say what was found", "执法队两小时内拉走")

    street.goto(here)
    press(street, "写共同结论，办结")
    sound(street)
    street.locator("main textarea").fill("执法队今天清走，社区明天复查")
    press(street, "写共同结论，办结")
    expect(street.locator("main")).to_contain_text("已办结")
    for grade in ("评价好", "评价好"):
        press(street, "评价")
        sound(street, grade)
        street.locator("main input[name=grade][value=good]").check()
        press(street, "评价")
        expect(street.locator("main")).to_contain_text("已评价")
    sound(street)
    assert counted(street) == {
        name: [one + 1 for one in numbers] for name, numbers in before.items()
    }

    worker.goto(f"/requests/{number}/")
    expect(worker.locator("main")).to_contain_text("请街道吹哨：同意")
    sound(worker)
