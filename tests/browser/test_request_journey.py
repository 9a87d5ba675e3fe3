"""A request as everybody goes it who has to do with it: resident and worker on phones, desk and
supervisor at a wide screen, worker and supervisor in English; every step on the resident's page,
every number moved by this case alone."""

from __future__ import annotations

import io
import re

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.kit import Visit, press, sound

pytestmark = pytest.mark.browser

COMMUNITY = "460105001001"
SAID = "三号楼楼道里有人飞线充电，电线从五楼拉下来，怕起火"


def photo() -> bytes:
    """A picture as a phone takes it: it knows where it was taken."""
    exif, out = Image.Exif(), io.BytesIO()
    exif.get_ifd(0x8825).update({1: "N", 2: (20.0, 1.0, 30.0), 3: "E", 4: (110.0, 17.0, 20.0)})
    exif[0x010F] = "PhoneMaker"
    Image.new("RGB", (800, 600), "tan").save(out, "JPEG", exif=exif)
    return out.getvalue()


def opened(page: Page, number: str) -> None:
    page.goto(f"/requests/{number}/")


def numbers(page: Page) -> dict[str, int]:
    """What supervision counts at the community, as it says it in English."""
    page.goto(f"/supervision/rates/?at={COMMUNITY}")
    sound(page)
    lead = page.locator(".page-head__lead").first.inner_text()
    found = {"received": int(re.match(r"([\d,]+) received", lead)[1].replace(",", ""))}
    for name in ("Response", "Resolution", "Satisfaction"):
        sheet = page.locator(".numbers > *").filter(has_text=name).inner_text()
        over, under = re.search(r"(\d+) of (\d+)", sheet).groups()
        found |= {name: int(over), f"{name} of": int(under)}
    page.goto(f"/supervision/?at={COMMUNITY}")
    sound(page)
    shown = page.get_by_role("main").inner_text()
    for name in ("Open", "Late"):
        found[name] = int(re.search(rf"(?m)^{name}\D+(\d+)", shown)[1])
    return found


def through(page: Page, title: str, **said: str) -> None:
    """Take the step called so, on the page of a request: fill in, choose, send."""
    press(page, title)
    sound(page, title)
    for name, value in said.items():
        box = page.locator(f"main [name={name}]")
        if box.first.get_attribute("type") == "radio":
            page.locator(f"main [name={name}][value={value}]").check()
        else:
            box.fill(value)
    page.locator("main form button[type=submit]").last.click()
    expect(page.locator("h1")).to_contain_text(re.compile(r"\d{12}"))
    sound(page, f"{title}-done")


def decide(page: Page, kind: str, why: str) -> None:
    """The supervisor opens what waits for a decision and agrees."""
    page.goto("/supervision/")
    page.get_by_role("main").get_by_role("link", name=kind).first.click()
    sound(page)
    page.get_by_label("Agree", exact=True).check()
    page.get_by_label("Reason").fill(why)
    press(page, "Decide")
    expect(page.get_by_role("main")).to_contain_text("all concerned were told")


def told(page: Page, title: str) -> None:
    """What the resident's link says now."""
    page.reload()
    expect(page.locator("h1")).to_have_text(title)
    sound(page, title)


def said_by(resident: Page) -> str:
    """The resident says it, with a photo; the number that they are given."""
    resident.goto("/portal/")
    sound(resident)
    press(resident, "我要反映一件事")
    resident.get_by_label("发生了什么事").fill(SAID)
    resident.fill("#where", "秀华社区")
    press(resident, "查找")
    expect(resident.locator(".place__here")).to_contain_text("秀华社区")
    resident.set_input_files(
        "#id_photos", {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": photo()}
    )
    resident.get_by_label(re.compile("^怎么称呼您")).fill("陈阿婆")
    resident.get_by_label(re.compile("^电话")).fill("13876543210")
    sound(resident)
    press(resident, "提交")
    expect(resident.locator("h1")).to_have_text(re.compile("是不是同一件事|收到了，谢谢您"))
    if resident.locator("button[name=another]").count():
        sound(resident)
        press(resident, "不是，我的是另一件事")
    sound(resident)
    return resident.locator(".number-big").inner_text()


def test_a_request_from_the_resident_to_the_end(visit: Visit) -> None:
    desk, supervisor = visit("desk"), visit("supervisor", english=True)
    before = numbers(supervisor)
    resident, worker = visit(phone=True), visit("worker", phone=True, english=True)
    number = said_by(resident)
    press(resident, "打开链接看进展")
    kept = resident.request.get(resident.locator(".photos a").get_attribute("href")).body()
    assert not Image.open(io.BytesIO(kept)).getexif(), "the photo still says where it was taken"

    desk.goto("/desk/inbox/?kind=received")
    sound(desk)
    opened(desk, number)
    through(desk, "分类", suggested="WY005")
    through(desk, "派发")
    told(resident, "已派发，待接收")

    department = visit("emergency")
    department.goto("/requests/")
    sound(department)
    opened(department, number)
    through(department, "提出异议", reason="楼道是小区公共部位，按清单先由社区劝导清理")
    told(resident, "承办单位有异议，待审核")
    opened(supervisor, number)
    sound(supervisor)
    decide(supervisor, "objection to the dispatch", "Uphold: the community tries first")
    told(resident, "异议成立，待重新派发")

    opened(desk, number)
    through(desk, "派发", to="秀华社区", reason="异议成立，社区先劝导清理")
    assert numbers(supervisor) == before | {
        "received": before["received"] + 1, "Open": before["Open"] + 1
    }  # fmt: skip

    for page in ("/today/", "/requests/"):
        worker.goto(page)
        sound(worker)
    worker.get_by_role("main").get_by_role("link", name=re.compile(SAID[:10])).first.click()
    press(worker, "Accept")
    sound(worker)
    through(worker, "Record the contact", way="phone", reached="yes", said="约好明天上门")
    through(worker, "Ask for more time", days="2", reason="要等电工")
    decide(supervisor, "more time", "Granted")
    opened(worker, number)
    through(worker, "Answer", text="已劝导拆除，改到楼下充电桩充电。")
    told(resident, "已答复，待回访")

    opened(desk, number)
    through(desk, "回访", resolved="no", satisfied="no", said="五楼又拉出来了")
    told(resident, "已回访")
    resident.locator("#contest textarea").fill("第二天又拉了一根线")
    press(resident, "要求重办")
    expect(resident.locator("h1")).to_have_text("正在办理")
    expect(resident.locator("#contest")).to_have_count(0)
    sound(resident)

    opened(worker, number)
    through(worker, "Answer", text="已和业主签承诺书，物业每天巡查。")
    opened(desk, number)
    through(desk, "回访", resolved="yes", satisfied="yes")
    told(resident, "已回访")
    expect(resident.locator("#contest")).to_have_count(0)
    press(resident, "已经好了，现在办结")
    sound(resident)
    press(resident, "办结")
    told(resident, "已办结")
    expect(resident.locator(".answer")).to_have_count(2)
    ours = ("received", "Response", "Response of", "Resolution", "Resolution of",
            "Satisfaction", "Satisfaction of")  # fmt: skip
    assert numbers(supervisor) == before | {name: before[name] + 1 for name in ours}
