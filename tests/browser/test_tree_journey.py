"""An administrator changes the tree, the numbers of both levels follow; on a phone and on a desk."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]
ORDER = "琼民发〔2026〕5号"
# Each width works in a district of its own: a street, another beside it, codes nobody has.
PLACES = {"1440": ("460105001", "460105002", "46010500199"), "390": ("460106003", "460106004", "46010600399")}  # fmt: skip


def sound(page: Page) -> None:
    """Nothing wider than the screen, nothing serious for axe."""
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, page.url
    found = Axe().run(page).response["violations"]
    grave = [one["id"] for one in found if one["impact"] in {"serious", "critical"}]
    assert not grave, (page.url, grave)


def change(page: Page, unit: str, what: str, **said: str) -> None:
    """From the unit's page: the form, what it would come to, confirmed."""
    page.goto(f"/tree/{unit}/")
    sound(page)
    page.get_by_role("link", name=what, exact=True).click()
    page.fill("[name=instrument]", ORDER)
    for name, value in said.items():
        field = page.locator(f"main form.meeting [name={name}]")
        if name == "units":
            page.get_by_label(value, exact=True).check()
        elif name == "kind":
            field.select_option(value)
        else:
            field.fill(value)
    page.get_by_role("button", name="看结果").click()
    expect(page.locator("#foretold")).to_be_visible()
    sound(page)
    page.locator("#foretold button").first.click()
    page.wait_for_url(re.compile(r"/tree/\w+/$"))


def communities(page: Page, unit: str, on: str) -> int:
    """How many communities the page of a unit speaks of."""
    page.goto(f"/units/{unit}/?on={on}")
    return int(re.search(r"(\d+) 个社区", page.locator(".page-head__lead").inner_text())[1])  # type: ignore[index]


@pytest.mark.parametrize("width", PLACES)
def test_a_community_is_created_renamed_moved_and_merged(visit: Visit, width: str):
    street, beside, codes = PLACES[width]
    admin, city = visit("admin", phone=width == "390"), visit("haikou")
    admin.goto("/tree/")
    admin.fill("input[name=q]", street)
    admin.get_by_role("button", name="筛选").click()
    sound(admin)
    today = admin.evaluate("new Date().toLocaleDateString('sv', {timeZone: 'Asia/Shanghai'})")
    before = [communities(city, one, today) for one in (street, beside)]

    one, two = f"{codes}1", f"{codes}2"
    for code, name in ((one, "新一社区"), (two, "新二社区")):
        change(admin, street, "新设下级", on="2020-01-01", name=name, kind="community", code=code)
    assert communities(city, street, today) == before[0] + 2
    change(admin, one, "更名", on="2021-01-01", name="新一新村社区")
    expect(admin.locator("h1")).to_have_text("新一新村社区")
    change(admin, one, "改隶", on="2022-01-01", parent=beside)
    assert communities(city, street, today) == before[0] + 1
    assert communities(city, beside, today) == before[1] + 1
    change(admin, two, "改隶", on="2022-01-01", parent=beside)
    change(admin, one, "合并", on="2023-01-01", units="新二社区")
    assert communities(city, street, today) == before[0]
    assert communities(city, beside, today) == before[1] + 1

    admin.goto(f"/tree/{two}/")
    expect(admin.locator("main")).to_contain_text("现在不在组织树上")
    expect(admin.locator("main")).to_contain_text("新一新村社区")
    expect(admin.locator("main")).to_contain_text(ORDER)
    city.goto(f"/units/{one}/history/")
    expect(city.locator("main")).to_contain_text("名称：新一社区")
    expect(city.locator("main")).to_contain_text("合并")
