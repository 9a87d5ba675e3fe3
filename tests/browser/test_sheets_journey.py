"""A roster from Excel, sent and taken on screen: errors by cell, the workbook back, only what is
right; a long one with its progress. On both screens, each with people of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from playwright.sync_api import Page, expect

from liandong.core.kernel.codes.identity import check_character

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]

IMPORT = "/organisations/D460105000000/members/import/"
HEAD = ("序号", "姓名", "公民身份号码", "所在党支部", "人员类别", "入党日期", "转正日期")


def number(area: int, serial: int) -> str:
    body = f"46{area:04d}1990{serial // 1000 % 12 + 1:02d}{serial // 12_000 + 1:02d}{serial % 1000:03d}"
    return body + check_character(body)


def roster(path: Path, people: int, area: int, *, wrong: bool = True) -> Path:
    """A title over merged cells; the branch merged over two people; one wrong number."""
    book = Workbook()
    page = book.active
    page.append(["秀英区党员花名册（演示虚构）"])
    page.merge_cells("A1:G1")
    page.append(list(HEAD))
    for serial in range(people):
        page.append([serial + 1, f"演示{serial}", number(area, serial), "秀海社区党支部", "正式党员",
                     "2020-05-01", "2021-05-01"])  # fmt: skip
    page["D4"] = None
    page.merge_cells("D3:D4")
    if wrong:
        page["C5"] = str(page["C5"].value)[:-1] + ("0" if str(page["C5"].value)[-1] != "0" else "1")
    book.save(path)
    return path


def send(page: Page, file: Path) -> None:
    page.goto(IMPORT)
    page.set_input_files("input[type=file]", str(file))
    page.get_by_role("button", name="上传并核对").click()
    page.wait_for_url(lambda url: url.rstrip("/").rpartition("/")[2] != "import")


@pytest.mark.parametrize("phone", [True, False], ids=["390", "1440"])
def test_an_office_imports_a_roster_with_an_error(visit: Visit, tmp_path: Path, phone: bool):
    page = visit("party_xiuying", phone=phone)
    area = 9001 + phone
    send(page, roster(tmp_path / "花名册.xlsx", 4, area))
    main = page.locator("main")
    expect(page.locator("h1")).to_have_text("有 1 行要改")
    expect(page.locator(".finding__place")).to_have_text("C5")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0

    with page.expect_download() as download:
        page.get_by_role("link", name="下载标出问题的工作簿").click()
    download.value.save_as(tmp_path / "marked.xlsx")
    assert load_workbook(tmp_path / "marked.xlsx")["Sheet"]["C5"].comment is not None

    page.get_by_role("button", name="登记正确的 3 行").click()
    expect(page.locator("h1")).to_have_text("登记了 3 人")
    expect(main).to_contain_text("有 1 行因为有错没有收")
    send(page, roster(tmp_path / "改好.xlsx", 4, area, wrong=False))
    expect(main).to_contain_text("3 行已经登记过")
    page.get_by_role("button", name="登记全部 1 行").click()
    expect(page.locator("h1")).to_have_text("登记了 1 人")
    address = page.url
    stranger = visit("party_xiuying")
    assert stranger.goto(address).status == 404, "another browser of the same person"


def test_a_long_roster_shows_how_far_it_has_come(visit: Visit, tmp_path: Path):
    page = visit("party_xiuying")
    send(page, roster(tmp_path / "long.xlsx", 12_000, 9003))
    expect(page.locator("h1")).to_have_text("正在处理“long.xlsx”")
    expect(page.locator("h1")).to_have_text("有 1 行要改", timeout=60_000)
    expect(page.locator("main")).to_contain_text("12,000 行")
    page.get_by_role("button", name="放弃，马上销毁这份文件").click()
    expect(page.locator("h1")).to_have_text("导入名册")
