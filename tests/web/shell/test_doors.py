"""Doors, search and the bottom bar, as a signed-in person meets them."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import override_settings
from playwright.sync_api import Browser, Page, expect

from liandong.config.paths import ROOT
from tests.web.shell.conftest import serving

pytestmark = pytest.mark.browser
AXE = Axe.from_file(ROOT / "node_modules/axe-core/axe.min.js")


@pytest.fixture(scope="module")
def furnished() -> Iterator[str]:
    middleware = [*settings.MIDDLEWARE, "tests.web.shell.furnished.somebody"]
    with (
        override_settings(ROOT_URLCONF="tests.web.shell.furnished", MIDDLEWARE=middleware),
        serving() as address,
    ):
        yield address


def visit(browser: Browser, address: str, width: int = 1440, script: bool = True) -> Page:
    context = browser.new_context(
        viewport={"width": width, "height": 800}, locale="zh-CN", java_script_enabled=script
    )
    page = context.new_page()
    page.goto(address)
    return page


def test_only_existing_doors_are_shown_and_one_is_current(
    chromium: Browser, furnished: str
) -> None:
    page = visit(chromium, f"{furnished}/units/1/")
    doors = page.locator(".doors a")
    assert doors.all_inner_texts() == ["总览", "组织", "导入"]
    assert page.locator(".doors [aria-current]").all_inner_texts() == ["组织"]
    page.context.close()


def test_slash_searches_and_arrows_choose(chromium: Browser, furnished: str) -> None:
    page = visit(chromium, f"{furnished}/imports/")
    page.keyboard.press("/")
    expect(page.locator("#search-box")).to_be_focused()
    page.keyboard.type("海秀")
    expect(page.locator("#search-found a")).to_have_count(2)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#search-found a").nth(1)).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#search-found")).not_to_be_visible()
    expect(page.locator("#search-box")).to_be_focused()
    page.keyboard.type("镇")
    expect(page.locator("#search-found a")).to_have_count(2)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{furnished}/units/1/")
    page.context.close()


def test_search_works_without_script(chromium: Browser, furnished: str) -> None:
    page = visit(chromium, f"{furnished}/imports/", script=False)
    page.locator("#search-box").fill("海")
    page.locator("#search-box").press("Enter")
    expect(page.locator("main .menu a")).to_have_count(2)
    page.context.close()


def test_a_phone_has_its_doors_at_the_bottom(chromium: Browser, furnished: str) -> None:
    page = visit(chromium, f"{furnished}/", width=390)
    assert page.locator(".doors").is_hidden()
    assert page.locator(".bottom > ul > li").count() == 4
    page.locator(".bottom summary").click()
    page.locator(".bottom .menu a", has_text="导入").click()
    expect(page).to_have_url(f"{furnished}/imports/")
    assert AXE.run(page, context=[["html"]]).response["violations"] == []
    page.context.close()


def test_a_lost_network_is_said_and_nothing_is_lost(chromium: Browser, furnished: str) -> None:
    page = visit(chromium, f"{furnished}/")
    page.context.set_offline(True)
    page.locator("#search-box").press_sequentially("海")
    expect(page.locator("#toast")).to_contain_text("网络不通")
    expect(page.locator("#search-box")).to_have_value("海")
    page.context.close()
