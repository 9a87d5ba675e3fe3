"""An election as its two sides go it: the secretary asks, the office approves, the assembly elects,
the result is filed; on a phone and on a desk."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]

# Each width has a branch of its own: a body is elected once a day.
BRANCHES = {
    "branch": "/organisations/D460105001001/terms/",
    "host": "/organisations/D460105001002/terms/",
}
ABOVE = "/organisations/D460105000000/terms/"


def sound(page: Page) -> None:
    """Nothing wider than the screen, nothing serious for axe."""
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, page.url
    found = Axe().run(page).response["violations"]
    grave = [one["id"] for one in found if one["impact"] in {"serious", "critical"}]
    assert not grave, (page.url, grave)


def do(page: Page, here: str, label: str, **said: str) -> None:
    """Open the step called so on the page of the election, fill it in, and take it."""
    page.goto(here)
    page.locator("#now").get_by_role("link", name=label, exact=True).click()
    sound(page)
    for name, value in said.items():
        page.locator(f"main [name={name}]").fill(value)
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_url(re.compile(re.escape(here) + "$"))


@pytest.fixture
def begun(visit: Visit) -> Callable[[Page, str], str]:
    """Where the election is that the secretary asked for; one left open by another run goes."""

    def ask(secretary: Page, terms: str) -> str:
        office = visit("party_xiuying")
        office.goto(terms)
        under_way = office.locator("main a[href^='/elections/'].button")
        if under_way.count():
            do(office, under_way.first.get_attribute("href") or "", "取消换届", note="重新开始")
        secretary.goto(terms)
        secretary.get_by_role("link", name="请示换届").click()
        secretary.locator("textarea[name=note]").fill("任期将满")
        secretary.locator("main form button[type=submit]").last.click()
        secretary.wait_for_url(re.compile(r"/elections/\d+/$"))
        return re.search(r"/elections/\d+/$", secretary.url)[0]  # type: ignore[index]

    return ask


@pytest.mark.parametrize(("who", "phone"), [("host", True), ("branch", False)], ids=["390", "1440"])
def test_an_election_from_the_request_to_filing(visit: Visit, begun, who: str, phone: bool):
    secretary, office = visit(who, phone=phone), visit("party_xiuying", phone=phone)
    secretary.goto(BRANCHES[who])
    sound(secretary)
    here = begun(secretary, BRANCHES[who])
    sound(secretary)

    office.goto("/inbox/")
    expect(office.locator("main")).to_contain_text("已请示，待批复")
    do(office, here, "批复同意", note="同意")

    secretary.goto(here)
    secretary.locator("#now").get_by_role("link", name="请示候选人").click()
    people = secretary.locator("datalist#people option").evaluate_all("it => it.map(o => o.value)")
    chosen = people[3:6]
    secretary.fill("input[name=seats]", "2")
    for at, name in enumerate(chosen):
        secretary.fill(f"input[name=who-{at}-name]", name)
    sound(secretary)
    secretary.locator("main form button[type=submit]").last.click()
    secretary.wait_for_url(re.compile(re.escape(here) + "$"))

    office.goto(here)
    expect(office.locator("main")).to_contain_text(chosen[0])
    do(office, here, "批复候选人")

    secretary.goto(here)
    secretary.locator("#now").get_by_role("link", name="登记选举大会").click()
    help_ = secretary.locator(".roll .field__help").first.inner_text()
    came = int(re.search(r"应到 (\d+) 人", help_)[1]) - 1  # type: ignore[index]
    secretary.locator(".roll__row input[type=checkbox]").first.check()
    secretary.fill("input[name=ballots]", str(came + 1))
    for at, votes in enumerate((came, came - 1, 1)):
        secretary.fill(f"input[name=who-{at}-votes]", str(votes))
    sound(secretary)
    secretary.locator("main form button[type=submit]").last.click()
    secretary.wait_for_load_state()
    expect(secretary.locator("main")).to_contain_text("选举无效")
    expect(secretary.locator("input[name=who-0-votes]")).to_have_value(str(came))
    expect(secretary.locator(".roll__row input[type=checkbox]").first).to_be_checked()
    secretary.fill("input[name=ballots]", str(came))
    secretary.locator("main form button[type=submit]").last.click()
    secretary.wait_for_url(re.compile(re.escape(here) + "$"))
    expect(secretary.locator("main")).to_contain_text("选举结果")
    expect(secretary.locator("main")).to_contain_text(chosen[1])

    do(secretary, here, "报告结果")
    do(office, here, "批复备案", note="同意备案")
    secretary.goto(here)
    expect(secretary.locator("main")).to_contain_text("新一届任期已登记")
    sound(secretary)
    secretary.get_by_role("link", name="看新班子").click()
    expect(secretary.locator("main")).to_contain_text(chosen[0])
    expect(secretary.locator("main")).not_to_contain_text("正在换届")
    sound(secretary)
    office.goto(ABOVE)
    sound(office)
