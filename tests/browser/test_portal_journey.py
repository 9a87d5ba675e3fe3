"""A resident with a phone and no script says what is wrong."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def test_said_without_script(visit: Callable[..., Page]) -> None:
    page = visit(phone=True, script=False)
    page.goto("/portal/new/")
    page.fill("textarea[name=text]", "楼道里堆满杂物，走不过去")
    page.fill("#where", "秀华社区")
    page.click("button[name=find]")
    expect(page.locator(".place__here")).to_contain_text("秀华社区")
    expect(page.locator("textarea[name=text]")).to_have_value("楼道里堆满杂物，走不过去")
    page.click("button[name=send]")
    if page.locator("button[name=another]").count():
        page.click("button[name=another]")
    expect(page.locator("h1")).to_have_text("收到了，谢谢您")
