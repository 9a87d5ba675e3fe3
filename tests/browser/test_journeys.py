"""One journey for each role, as they would go it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]

XIUHUA = "/units/460105001001/"


def test_an_officer_opens_a_number_down_to_the_cell(visit: Visit, tmp_path):
    page = visit("province")
    main = page.locator("main")
    for figure in ("551", "41.6", "54.4", "94", "65"):
        expect(main).to_contain_text(figure)
    page.get_by_role("link", name="41.6").or_(
        page.locator("a[href*='indicators/guarantee.deputies']").first
    ).first.click()
    page.goto("/units/46/indicators/guarantee.deputies/")
    expect(page.locator("main")).to_contain_text("322")
    expect(page.locator("main")).to_contain_text("2017 年海南省城市基层党建工作讲话")

    with page.expect_download() as download:
        page.get_by_role("button", name="导出 Excel").click()
    download.value.save_as(tmp_path / "list.xlsx")
    book = load_workbook(tmp_path / "list.xlsx")
    assert book.sheetnames == ["名单", "说明", "按下级"]
    said = " ".join(str(c.value) for row in book.worksheets[1] for c in row if c.value)
    assert "guarantee.deputies" in said
    assert "2016" in said

    page.get_by_role("link", name="看记录").first.click()
    record = page.locator("main")
    expect(record).to_contain_text("community_ledger_2016.xlsx")
    expect(record).to_contain_text(re.compile(r"H\d+"))
    expect(record).to_contain_text("林安")


def test_an_officer_finds_a_place_by_keyboard(visit: Visit):
    page = visit("province")
    page.keyboard.press("/")
    page.keyboard.type("儋州")
    expect(page.get_by_role("link", name="儋州市").first).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    expect(page.locator("body")).to_contain_text("儋州市")


def test_a_city_without_districts_drills_to_its_communities(visit: Visit):
    page = visit("danzhou")
    expect(page.locator("h1")).to_contain_text("儋州市")
    page.goto("/units/4604/children/")
    below = page.locator("main tbody a[href^='/units/4604']").first
    name = below.inner_text()
    below.click()
    expect(page.locator("h1")).to_contain_text(name)
    assert re.search(r"/units/4604\d{5}/", page.url), "the street or town, no county between"


def test_nobody_sees_beside_or_above_their_scope(visit: Visit):
    page = visit("haikou")
    assert page.goto("/units/460105001/").status == 200
    assert page.goto("/units/460201001/").status in {403, 404}
    assert page.goto(f"{XIUHUA}facts/workers/").status == 200
    page = visit("danzhou")
    assert page.goto(f"{XIUHUA}facts/workers/").status == 403


def test_a_secretary_corrects_a_fact_and_every_level_agrees(visit: Visit):
    secretary = visit("community", phone=True)
    expect(secretary.locator("h1")).to_contain_text("今日")
    secretary.goto("/")
    expect(secretary.locator("h1")).to_contain_text("秀华社区")
    before = _met(visit("province"))
    secretary.goto(f"{XIUHUA}facts/deputies/correct/")
    secretary.locator("input[name=value]").fill("０")
    form = secretary.locator("main form").filter(has=secretary.locator("input[name=value]"))
    wrong = form.get_by_text("登记错了", exact=False)
    if wrong.count():
        wrong.first.click()
    form.locator("textarea, input[name=reason]").first.fill("核对花名册，尚未到任")
    form.locator("button[type=submit]").last.click()
    secretary.wait_for_load_state()
    expect(secretary.locator("main")).to_contain_text("228")
    assert _met(visit("province")) == before - 1
    street = visit("street")
    street.goto("/units/460105001/indicators/guarantee.deputies/?status=unmet")
    expect(street.locator("main")).to_contain_text("秀华社区")

    secretary.locator("main a[href*='undo=']").click()
    secretary.locator("main form button[type=submit]").last.click()
    secretary.wait_for_load_state()
    assert _met(visit("province")) == before


def _met(page: Page) -> int:
    page.goto("/units/46/indicators/guarantee.deputies/")
    found = re.search(r"(\d+) / 551", page.locator("main").inner_text())
    assert found
    return int(found[1])


def test_an_organiser_imports_a_ledger_with_errors(visit: Visit):
    page = visit("province")
    page.goto("/imports/")
    page.get_by_role("link", name="上传台账").click()
    page.set_input_files("input[type=file]", "tests/data/community_ledger_2016_errors.xlsx")
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_url(re.compile(r"/imports/\d+/"), timeout=60_000)
    expect(page.locator("main")).to_contain_text("551", timeout=60_000)
    here = re.search(r"/imports/(\d+)/", page.url)
    assert here
    body = page.locator("main")
    for _ in range(4):
        if "12O5" in body.inner_text():
            break
        following = page.locator("main a, main button").filter(
            has_text=re.compile("下一步|看问题|查看问题|继续|问题")
        )
        following.first.click()
        page.wait_for_load_state()
    expect(body).to_contain_text("12O5")
    expect(body).to_contain_text("1205")


def test_without_script_a_number_is_still_explained(visit: Visit):
    page = visit("province", script=False)
    page.locator("main a[href*='indicators/guarantee.deputies']").first.click()
    expect(page.locator("main")).to_contain_text("322")


def test_an_auditor_reads_who_did_what(visit: Visit):
    page = visit("auditor")
    assert page.goto("/audit/?by=province").status == 200
    expect(page.locator("main")).to_contain_text("community_ledger_2016.xlsx")
    assert page.goto("/units/46/indicators/guarantee.deputies/").status == 403


def test_paper_gets_the_whole_list(visit: Visit):
    page = visit("province")
    page.goto("/units/46/indicators/guarantee.deputies/")
    expect(page.locator("main tbody tr")).to_have_count(50)
    page.keyboard.press("Control+p")
    page.wait_for_url(re.compile(r"print=1"))
    expect(page.locator("main tbody tr")).to_have_count(322)
    assert page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") > 5


def test_on_a_phone_the_way_folds_and_keeps_the_parent(visit: Visit):
    page = visit("community", phone=True)
    page.goto(f"{XIUHUA}indicators/guarantee.workers/")
    where = page.locator(".context__where")
    assert where.evaluate("it => it.scrollWidth - it.clientWidth") <= 0
    expect(where.get_by_role("link", name="秀华社区居民委员会")).to_be_visible()
    expect(where.get_by_role("link", name="海口市")).not_to_be_visible()
    where.locator(".where__up > summary").click()
    expect(where.locator(".where__up").get_by_role("link", name="海口市")).to_be_visible()


def test_a_security_officer_lets_a_locked_out_person_in_and_sees_no_more(visit: Visit, site):
    stranger = visit()
    for _ in range(5):
        stranger.goto("/accounts/login/")
        stranger.fill("input[name=login]", "danzhou")
        stranger.fill("input[name=password]", "wrong-password")
        stranger.click("main button[type=submit]")
        stranger.wait_for_load_state()
    expect(stranger.locator("main")).to_contain_text("安全管理员")

    officer = visit("security")
    assert officer.url.endswith("/people/locked/"), "their work comes first"
    main = officer.locator("main")
    expect(main).to_contain_text("演示·儋州市 符动")
    officer.get_by_role("button", name="解锁").first.click()
    officer.wait_for_load_state()
    expect(main).to_contain_text("已解锁“danzhou”")
    expect(visit("danzhou").locator("h1")).to_contain_text("儋州市")

    for path in ("/units/46/", "/units/460105001001/facts/workers/", "/imports/", "/audit/",
                 "/norms/try/", "/people/new/", "/search?q=海口"):  # fmt: skip
        assert officer.goto(path).status == 403, path
        expect(officer.locator("main")).not_to_contain_text("229")
    officer.goto("/people/")
    officer.get_by_role("link", name="演示·儋州市 符动").click()
    officer.wait_for_load_state()
    expect(officer.get_by_text("发一次性密码").first).to_be_visible()
    expect(officer.get_by_text("再授予一个角色")).to_have_count(0)


def test_what_was_typed_is_not_lost(visit: Visit):
    page = visit("community")
    address = f"{XIUHUA}facts/workers/correct/"
    page.goto(address)
    page.fill("textarea[name=reason]", "花名册第 3 页")
    page.fill("input[name=value]", "7")
    page.wait_for_timeout(500)
    page.goto("/help/")
    page.goto(address)
    expect(page.locator("textarea[name=reason]")).to_have_value("花名册第 3 页")
    expect(page.locator("input[name=value]")).to_have_value("7")
    expect(page.locator(".draft")).to_contain_text("没有填完")
    page.get_by_role("button", name="不要了，从头填").click()
    expect(page.locator("textarea[name=reason]")).to_have_value("")
    page.goto(address)
    expect(page.locator(".draft")).to_have_count(0)

    page.fill("textarea[name=reason]", "花名册第 4 页")
    page.wait_for_timeout(500)
    page.locator(".tool > summary").last.click()
    page.get_by_role("button", name="退出").click()
    page.wait_for_load_state()
    assert page.evaluate("Object.keys(localStorage).filter(k => k.startsWith('draft:'))") == []


def test_names_of_people_are_kept_nowhere_but_leaving_is_asked_about(visit: Visit):
    page = visit("admin")
    page.goto("/people/new/")
    page.fill("input[name=display_name]", "测试 张三")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto("/help/")
    assert asked == ["beforeunload"]
    assert "张三" not in page.evaluate("JSON.stringify(localStorage)")


def test_an_administrator_manages_people(visit: Visit):
    page = visit("admin")
    assert page.goto("/people/").status == 200
    expect(page.locator("main")).to_contain_text("province")


def test_an_analyst_tries_a_norm_before_it_is_taken(visit: Visit):
    page = visit("analyst")
    assert page.goto("/norms/").status == 200
    expect(page.locator("main")).to_contain_text("未确认")
    page.get_by_role("link", name="试算改动").first.click()
    page.wait_for_load_state()
    expect(page.locator("h1")).to_be_visible()


@pytest.mark.parametrize("phone", [True, False], ids=["390", "1440"])
def test_a_branch_secretary_records_what_is_due(visit: Visit, phone: bool):
    """On whichever day this runs, another themed day can always be recorded."""
    page = visit("branch", phone=phone)
    page.goto("/today/")
    expect(page.locator("h1")).to_contain_text("今日")
    page.goto("/organisations/D460105001001/meetings/record/")
    page.get_by_role("link", name="主题党日").click()
    names = page.locator(".roll__row")
    expect(names.first).to_be_visible()
    expect(names.first.locator("select")).to_be_hidden()
    names.first.locator("input[type=checkbox]").check()
    names.first.locator("select").select_option("ill")
    page.get_by_text("议程、地点、会议记录（可以不填）").click()
    page.get_by_label("同一天另一次会议").check()
    page.get_by_role("button", name="保存").click()
    expect(page.locator("h1")).to_contain_text("主题党日")
    expect(page.locator("main")).to_contain_text("因病")
    page.goto("/organisations/D460105001001/duties/life.themed_day/")
    expect(page.locator(".due").first).to_contain_text("已完成")


def test_a_committee_office_drills_and_reminds(visit: Visit):
    page = visit("party_xiuying")
    page.goto("/organisations/D460105000000/")
    page.locator("main tbody a[href$='/duties/?standard=life.committee_meeting']").first.click()
    expect(page.locator("main")).to_contain_text("支委会")
    page.get_by_role("button", name="提醒名单中的组织").click()
    expect(page.locator("main")).to_contain_text("同一天不会重复提醒")
