"""The gallery in a real browser: nothing serious for axe, no error, nothing too wide, at both sizes,
in both languages, light and dark; and what script adds works by keyboard."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from liandong.config.paths import ROOT

pytestmark = pytest.mark.browser
AXE = Axe.from_file(ROOT / "node_modules/axe-core/axe.min.js")
LOOKS = [
    (1440, "zh-hans", "light", {}),
    (390, "en", "dark", {}),
    (1440, "en", "light", {"display_contrast": "high"}),
    (390, "zh-hans", "dark", {"display_contrast": "high", "display_type": "large"}),
]


def opened(browser: Browser, url: str, width: int, language: str, theme: str, more: dict) -> Page:
    context = browser.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce")
    cookies = {"django_language": language, "display_theme": theme, **more}
    context.add_cookies([{"name": k, "value": v, "url": url} for k, v in cookies.items()])
    return context.new_page()


@pytest.fixture
def page(chromium: Browser, site: str) -> Iterator[Page]:
    page = opened(chromium, site, 1440, "zh-hans", "light", {})
    page.goto(f"{site}/gallery/")
    yield page
    page.context.close()


def see_charts(page: Page) -> None:
    """Charts are drawn as they come near the screen: go past each of them."""
    figures = page.locator("figure[data-chart]")
    expect(figures).to_have_count(5)
    for place in range(5):
        figures.nth(place).scroll_into_view_if_needed()
        expect(figures.nth(place)).to_have_attribute("data-shown", "")


@pytest.mark.parametrize(("width", "language", "theme", "more"), LOOKS)
def test_gallery_is_accessible(
    chromium: Browser, site: str, width: int, language: str, theme: str, more: dict
) -> None:
    page = opened(chromium, site, width, language, theme, more)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: said.type == "error" and errors.append(said.text))
    page.goto(f"{site}/gallery/")
    see_charts(page)
    found = AXE.run(page, context=[["html"]]).response["violations"]
    page.context.close()
    assert errors == []
    assert [(v["id"], [n["html"][:160] for n in v["nodes"]][:3]) for v in found] == []


@pytest.mark.parametrize("width", [320, 390, 768, 1440])
@pytest.mark.parametrize("size", ["normal", "large"])
def test_nothing_is_wider_than_the_screen(
    chromium: Browser, site: str, width: int, size: str
) -> None:
    page = opened(chromium, site, width, "en", "light", {"display_type": size})
    page.goto(f"{site}/gallery/")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.context.close()


def test_the_explanation_opens_beside_and_closes_again(page: Page) -> None:
    link = page.locator(".number__foot a").first
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#aside[open] #aside-body h2").first).to_have_text("怎么算的")
    assert page.locator(".number").first.is_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#aside")).not_to_be_visible()
    expect(link).to_be_focused()


def test_without_script_the_explanation_is_a_page(chromium: Browser, site: str) -> None:
    context = chromium.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.goto(f"{site}/gallery/")
    page.locator(".number__foot a").first.click()
    expect(page).to_have_url(f"{site}/gallery/explain/")
    expect(page.locator("h1, h2").first).to_be_visible()
    context.close()


def test_a_step_of_the_breadcrumb_opens_its_siblings(page: Page) -> None:
    step = page.locator(".context .where__more").nth(1)
    step.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(step.locator(".menu a")).to_have_count(3)
    page.keyboard.press("Escape")
    expect(step.locator(".pop__body")).not_to_be_visible()
    expect(step.locator("summary")).to_be_focused()


def test_a_display_button_works_at_once(page: Page) -> None:
    page.locator(".masthead .tool > summary").first.click()
    page.get_by_role("button", name="大字").first.click()
    expect(page.locator("html")).to_have_attribute("data-type", "large")
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "20px"


def test_a_dialog_asks_and_gives_focus_back(page: Page) -> None:
    opener = page.locator("details[data-dialog] summary")
    opener.click()
    expect(page.get_by_role("dialog", name="撤销这次导入？")).to_be_visible()
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()


def test_a_chart_can_be_taken_away_with_its_title(page: Page) -> None:
    see_charts(page)
    with page.expect_download() as taken:
        page.locator("#chart-trend [data-png]").click()
    assert taken.value.suggested_filename == "有专职副书记的社区从三成升到六成.png"


def test_a_bar_leads_to_its_unit(page: Page, site: str) -> None:
    see_charts(page)
    plot = page.locator("#chart-bars [data-plot]")
    plot.scroll_into_view_if_needed()
    plot.click(position={"x": 170, "y": 42})
    expect(page).to_have_url(f"{site}/gallery/#469028")


def test_paper_gets_tables_and_no_doors(page: Page) -> None:
    page.set_viewport_size({"width": 690, "height": 1000})  # A4 between its margins
    page.emulate_media(media="print")
    cell = page.locator(".table tbody td").first
    assert cell.evaluate("cell => getComputedStyle(cell).display") == "table-cell"
    for hidden in (".masthead", ".context", ".footer", ".button"):
        assert page.locator(hidden).first.is_hidden(), hidden
