"""A person of seventy with a phone and a keyboard: large type, high contrast, every control with a
name that a screen reader says; no mouse, no finger."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.kit import Visit, sound
from tests.browser.test_desk_keyboard import tab_to

pytestmark = pytest.mark.browser


def seen_large(page: Page) -> None:
    """Type and contrast are as chosen, and the page is sound in them."""
    root = page.locator("html")
    expect(root).to_have_attribute("data-type", "large")
    expect(root).to_have_attribute("data-contrast", "high")
    size = page.locator("main p").first.evaluate("it => parseFloat(getComputedStyle(it).fontSize)")
    assert size >= 20, size
    sound(page)


def chosen(page: Page, setting: str, value: str, words: str) -> None:
    """A setting of display, by keyboard."""
    tab_to(page, rf"BUTTON\|.*({words})")
    page.keyboard.press("Enter")
    expect(page.locator("html")).to_have_attribute(f"data-{setting}", value)


@pytest.mark.parametrize("english", [False, True], ids=["zh", "en"])
def test_said_and_followed_with_large_type_by_keyboard(visit: Visit, english: bool) -> None:
    page = visit(phone=True, english=english)
    page.goto("/portal/")
    tab_to(page, "A\\|.*(大字、高对比度|Large type)")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/settings/display/"))
    sound(page)
    chosen(page, "type", "large", "large")
    chosen(page, "contrast", "high", "high")
    page.goto("/portal/")
    seen_large(page)
    tab_to(page, r"A\|.*/?(我要反映一件事|Report|Say)")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/portal/new/"))
    seen_large(page)
    for box in (
        page.locator("main").locator("input:visible, textarea:visible, select:visible").all()
    ):
        assert box.evaluate("it => it.labels.length"), box.get_attribute("name")
    tab_to(page, r"TEXTAREA\|text")
    page.keyboard.type("五楼的灯坏了半个月，我上楼看不见台阶")
    tab_to(page, r"INPUT\|where")
    page.keyboard.type("秀华社区")
    page.keyboard.press("Enter")
    expect(page.locator(".place__here")).to_contain_text("秀华社区")
    expect(page.locator("textarea")).to_have_value(re.compile("五楼的灯"))
    tab_to(page, r"BUTTON\|send", 60)
    page.keyboard.press("Enter")
    expect(page.locator(".number-big, button[name=another]")).to_be_visible()
    if page.locator("button[name=another]").count():
        seen_large(page)
        tab_to(page, r"BUTTON\|another")
        page.keyboard.press("Enter")
    expect(page.locator(".number-big")).to_be_visible()
    seen_large(page)
    tab_to(page, r"A\|.*(打开链接看进展|Open it and see how it goes)")
    page.keyboard.press("Enter")
    expect(page.locator(".timeline, main ol")).not_to_have_count(0)
    seen_large(page)
