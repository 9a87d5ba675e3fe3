"""Every page, as each role sees it: nothing serious for axe, nothing wider than the screen,
nothing the browser complains of; at both widths, in both languages."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

BRANCH = "/organisations/D460105001001/"
PAGES = {
    "": ["/accounts/login/", "/help/", "/gallery/", "/settings/display/", "/nowhere/",
        "/portal/", "/portal/new/", "/portal/new/?about=unit", "/portal/requests/",
        "/portal/requests/?q=无此事", "/portal/times/", "/portal/map/", "/portal/case/forged/"],
    "province": [
        "/units/46/", "/organisations/D460000000000/board/", "/units/4604/party/",
        "/organisations/D460000000000/indicators/life.assembly/",
        "/units/46/guarantee/", "/units/46/children/", "/units/46/history/",
        "/units/", "/units/4604/", "/units/469001/", "/units/460105/", "/search?q=海口",
        "/search?q=无此地名", "/units/46/indicators/guarantee.deputies/",
        "/units/46/indicators/guarantee.worker_density/", "/imports/", "/imports/new/", "/norms/",
        "/inbox/", "/inbox/?all=1", "/inbox/preferences/",
        "/units/46/?on=2015-12-31", "/units/46/?on=2026-11-22", "/units/46/?on=2016-13-01",
    ],
    "streetoffice": ["/whistles/", "/whistles/new/?matter=占道经营", "/whistles/timeliness/"],
    "desk": [
        "/today/", "/requests/", "/requests/all/", "/requests/all/?q=路灯", "/desk/",
        "/desk/inbox/",
        "/desk/inbox/?kind=moderate",
    ],
    "supervisor": [
        "/supervision/", "/supervision/open/?which=late", "/supervision/spots/",
        "/supervision/rates/?start=2026-01-01&end=2026-10-31",
    ],
    "liaison": [
        "/today/", "/requests/", "/requests/?show=late", "/whistles/", "/whistles/?state=ended",
        "/admission/", "/admission/new/",
    ],
    "catalogue": [
        "/today/", "/admission/", "/admission/all/", "/admission/all/?q=无此事项",
        "/admission/refusals/",
    ],
    "street": ["/units/460105001/", "/units/460105001/requests/", "/units/46/", "/units/4602/"],
    "community": [
        "/today/", "/admission/refusals/new/", "/admission/register/", "/admission/load/?at=4601",
        "/units/460105001001/", "/units/460105001001/facts/work_funds/",
        "/units/460105001001/facts/work_funds/correct/", "/units/460105001001/history/",
    ],
    "branch": [
        "/today/", f"{BRANCH}", f"{BRANCH}duties/", f"{BRANCH}duties/life.assembly/",
        f"{BRANCH}meetings/", f"{BRANCH}meetings/record/",
        f"{BRANCH}training/", f"{BRANCH}training/?who=secretary&hours=lacking",
        f"{BRANCH}training/record/?for=member", f"{BRANCH}training/plan/?for=secretary",
        f"{BRANCH}meetings/record/?kind=assembly", f"{BRANCH}meetings/plan/?kind=themed_day",
        f"{BRANCH}terms/", f"{BRANCH}terms/seats/", f"{BRANCH}elections/ask/?extend=1",
        f"{BRANCH}members/", f"{BRANCH}members/?floating=away", f"{BRANCH}members/find/",
        f"{BRANCH}members/find/?digits=1", f"{BRANCH}meetings/import/",
        f"{BRANCH}members/new/", f"{BRANCH}floating/",
    ],
    "party": [
        "/today/", "/organisations/D460000000000/", "/organisations/D460000000000/duties/",
        "/organisations/D460000000000/board/", "/organisations/D460105001000/board/?of=year",
        "/organisations/D460000000000/indicators/life.assembly/",
        "/organisations/D460000000000/indicators/life.member_training_people/?status=all",
        "/organisations/D460105001001/indicators/life.assembly/",
        "/organisations/D460105000000/meetings/", "/organisations/D460105000000/members/",
        "/organisations/D460105000000/floating/", "/organisations/D460105000000/members/import/",
        "/organisations/D460000000000/training/", "/inbox/", "/inbox/?kind=election",
        "/organisations/D460000000000/training/record/?for=secretary",
        "/organisations/D460105000000/terms/", "/organisations/D460105000000/terms/begin/",
        "/organisations/D460105000000/terms/?show=soon",
    ],
    "xiuying": [
        "/units/460105/careers/", "/units/460105/careers/terms/", "/units/460105/hirings/",
        "/units/460105/hirings/announce/", "/hirings/3/", "/hirings/7/", "/hirings/7/notice/",
        "/hirings/7/object/", "/objections/3/answer/", "/units/460105/careers/assign/",
    ],
    "member": ["/today/", "/me/record/"],
    "analyst": ["/norms/", "/norms/try/", "/catalogue/", "/catalogue/CG001/?at=460105001001"],
    "admin": [
        "/", "/people/", "/partners/", "/partners/?show=dead", "/tree/", "/tree/?q=海口", "/tree/?q=无此地名", "/tree/46/",
        "/tree/460105001/", "/tree/460105001/create/", "/tree/460105001001/rename/",
        "/tree/460105001001/move/", "/tree/460105001003/merge/", "/tree/460105001/split/",
        "/tree/460105001001/close/", "/tree/460105001001/insert/",
    ],
    "security": ["/"],
    "auditor": ["/audit/"],
}  # fmt: skip
CASES = [(who, path) for who, paths in PAGES.items() for path in paths]
LOOKS = [(False, False), (False, True), (True, True)]


@pytest.mark.parametrize(("phone", "english"), LOOKS, ids=["1440-zh", "1440-en", "390-en"])
@pytest.mark.parametrize("who", PAGES, ids=lambda who: who or "anybody")
def test_every_page_is_sound(visit: Callable[..., Page], who: str, phone: bool, english: bool):
    page = visit(who, phone=phone, english=english)
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    faults: list[str] = []
    for path in PAGES[who]:
        complaints.clear()
        answer = page.goto(path)
        page.wait_for_load_state("networkidle")
        assert answer is not None
        if answer.status >= 500:
            faults.append(f"{path}: {answer.status}")
            continue
        faults += _seen(page, path, complaints if answer.status < 400 else [])
    assert not faults, "\n".join(faults)


def _seen(page: Page, path: str, complaints: list[str]) -> list[str]:
    faults = [f"{path}: {one}" for one in complaints]
    wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    if wider > 0:
        faults.append(f"{path}: {wider} px wider than the screen")
    if page.locator("h1").count() != 1:
        faults.append(f"{path}: {page.locator('h1').count()} h1")
    for found in Axe().run(page).response["violations"]:
        if found["impact"] in {"serious", "critical"}:
            where = ", ".join(str(node["target"]) for node in found["nodes"][:3])
            faults.append(f"{path}: {found['id']} at {where}")
    return faults
