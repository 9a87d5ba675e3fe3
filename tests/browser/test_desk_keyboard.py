"""A telephone call at the desk with nothing but a keyboard: who calls, what is said, where, to whom;
what came twice becomes one; who looked the caller up is in the audit trail."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site
from tests.browser.kit import Visit, meanwhile, sound

pytestmark = pytest.mark.browser

PHONE, FIRST = "13900001234", "农贸市场门口的井盖没了，昨晚差点掉进井里"
# Three days ago, by the same caller: nobody has classified it since.
EARLIER = """
import json
from datetime import timedelta
from django.utils import timezone
from liandong.domains.casework import actions
from liandong.domains.casework.actions import Who
from liandong.domains.orgs.models import Unit
import sys
case = actions.receive(text=sys.argv[1], place=Unit.objects.get(code="460105001001"),
                       channel="web", who=Who(name="符先生", phone=sys.argv[2]), by="resident",
                       at=timezone.now() - timedelta(days=3)).case
print(json.dumps(case.number))
"""


def focused(page: Page) -> str:
    """What has the focus: its kind, name, value and words; nothing of a page just opened."""
    return page.evaluate(
        "(it => it === document.body ? '' :"
        " [it.tagName, it.name, it.value, it.innerText].join('|'))(document.activeElement)"
    )


def tab_to(page: Page, what: str, most: int = 45) -> None:
    """Press Tab until what is focused answers to the pattern: nobody presses more than `most`."""
    for _n in range(most):
        if re.search(what, focused(page)):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{what} is not reached in {most} tabs; now at {focused(page)}")


def late(page: Page) -> int:
    page.goto("/desk/")
    lead = page.locator(".page-head__lead").inner_text()
    return int(re.findall(r"[\d,]+", lead)[1].replace(",", ""))


def test_a_whole_call_by_keyboard(site: Site, visit: Visit) -> None:
    first = str(meanwhile(site, EARLIER, FIRST, PHONE))
    desk = visit("desk")
    before = late(desk)
    sound(desk)
    keys = desk.keyboard

    assert "|phone|" in focused(desk), "a call begins at the number"
    keys.type("139 0000 1234")
    keys.press("Enter")
    expect(desk.get_by_role("heading", name="来电人未办结的诉求")).to_be_visible()
    expect(desk.locator("main")).to_contain_text(first)
    sound(desk)

    assert "|text|" in focused(desk), "then what is said"
    keys.type("井盖没了，有人掉进井里，快来修")
    tab_to(desk, r"\|place\|")
    keys.type("秀华社区")
    tab_to(desk, r"\|matter\|")
    expect(desk.get_by_role("button", name="井盖缺失损坏")).to_be_visible()
    expect(desk.locator("main")).to_contain_text("因为说到")
    tab_to(desk, "BUTTON.*井盖缺失损坏")
    keys.press("Enter")
    expect(desk.locator("#id_matter")).to_have_value("JT003")
    expect(desk.locator("main")).to_contain_text("相似的未办结诉求")
    expect(desk.locator("main")).to_contain_text(first)
    sound(desk)
    assert "|matter|" in focused(desk)

    expect(desk.get_by_role("heading", name="来电人未办结的诉求")).to_be_visible()
    tab_to(desk, r"BUTTON.*\|只登记")
    keys.press("Enter")
    expect(desk.locator("main")).to_contain_text("已登记，编号")
    assert "|phone|" in focused(desk), "ready for the next call"
    sound(desk)
    number = re.search(r"已登记，编号 (\d+)", desk.locator("main").inner_text())[1]

    desk.goto(f"/requests/{first}/")
    tab_to(desk, r"A\|.*合并")
    keys.press("Enter")
    expect(desk.locator("h1")).to_have_text("合并")
    sound(desk)
    tab_to(desk, rf"{number}")
    keys.press("Space")
    tab_to(desk, r"\|reason\|")
    keys.type("同一个人又打来")
    tab_to(desk, "BUTTON.*合并")
    keys.press("Enter")
    expect(desk.locator("h1")).to_contain_text(number)
    expect(desk.locator("main")).to_contain_text("已合并")
    sound(desk)
    assert late(desk) == before - 1, "the late one is dealt with in the new one"

    auditor = visit("auditor")
    auditor.goto("/audit/?by=desk")
    looked = auditor.get_by_role("row").filter(has_text="查来电人的诉求").first
    expect(looked).to_be_visible()
    assert PHONE not in auditor.content()
    sound(auditor)
