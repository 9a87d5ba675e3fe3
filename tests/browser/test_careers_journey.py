"""A street hires by examination, from the announcement to the appointment, with an objection during
the public notice; a secretary contests the review of a term and is answered."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site
from tests.browser.kit import Visit, meanwhile, press, sound

pytestmark = pytest.mark.browser
TITLE = "秀英区社区工作者公开招聘（旅程）"

# Announced, examined and published weeks ago; somebody objected, and nobody has answered yet.
_AGO = """
import json, sys
from datetime import timedelta
from django.utils import timezone
from liandong.domains.guarantee.careers import hiring, notice
from liandong.domains.orgs.models import Unit
at = timezone.now() - timedelta(days=int(sys.argv[2]))
made = hiring.announce(employer=Unit.objects.get(code="460105000000"), title=sys.argv[1], wanted=1,
                       closes_on=timezone.localdate(at) + timedelta(days=5), by="xiuying", at=at)
then = {"by": "xiuying", "at": at + timedelta(days=6)}
hiring.close(made, numbers=["J01", "J02"], seen="announced", **then)
hiring.examine(made, marks={"J01": 81, "J02": 77}, seen="applied", **then)
hiring.publish(made, passed=["J01"], seen="examined", **then)
notice.object_to(made, said="经历请再核对", number="J01", **then)
print(json.dumps(made.pk))
"""

_REVIEW = """
import json, sys
from datetime import date
from django.utils import timezone
from liandong.domains.accounts.models import User
from liandong.domains.guarantee.careers import posts, service
from liandong.domains.guarantee.careers.models import Review, Worker
from liandong.domains.orgs.models import Unit
unit, how = Unit.objects.get(code="460105001004"), {"by": "admin", "at": timezone.now()}
Worker.objects.filter(user__username="worker").update(user=None)
held = posts.assign("LC-01", unit=unit, post="head", grade=9, on=date(2012, 1, 1), **how)
service.signs_in_as(held.worker, username="worker", **how)
said = service.review(held.worker, unit=unit, start=date(2015, 1, 1), end=date(2020, 1, 1),
                      verdict="good", reason="任期考核（旅程）", **how)
print(json.dumps(said.pk))
"""


def test_a_street_hires_up_to_the_public_notice(visit: Visit) -> None:
    page = visit("xiuying")
    page.goto("/units/460105/hirings/")
    sound(page)
    press(page, "发布招聘公告")
    page.get_by_label("公告名称").fill(TITLE)
    page.get_by_label("招聘人数").fill("1")
    page.get_by_label("报名截止").fill((timezone.localdate() + timedelta(days=10)).isoformat())
    sound(page)
    press(page, "发布招聘公告")
    expect(page.get_by_role("main")).to_contain_text("已公告，报名中")
    press(page, "报名截止")
    page.get_by_label("准考证号").fill("J01\nJ02")
    page.get_by_label("提前截止的理由").fill("报名人数已够")
    sound(page)
    press(page, "报名截止")
    press(page, "登记成绩")
    page.get_by_label("准考证号和成绩").fill("J01 81\nJ02 77")
    sound(page)
    press(page, "登记成绩")
    press(page, "公示结果")
    page.get_by_label(re.compile("^J01")).check()
    sound(page)
    press(page, "公示结果")
    sound(page)
    expect(page.get_by_role("main")).to_contain_text("公示期")
    expect(page.get_by_role("link", name="聘用", exact=True)).to_have_count(0)
    anybody = visit("", phone=True)
    anybody.goto(page.url + "notice/")
    sound(anybody)
    expect(anybody.get_by_role("main")).to_contain_text("J01")
    press(page, "登记异议")
    page.get_by_label("异议内容").fill("J01 的工作年限请再核对")
    sound(page)
    press(page, "登记异议")
    sound(page)
    expect(page.get_by_role("main")).to_contain_text("J01 的工作年限请再核对")


def test_an_objection_is_answered_and_who_passed_appointed(visit: Visit, site: Site) -> None:
    """The notice of a hiring published a month ago is over, an objection still to be answered."""
    number = meanwhile(site, _AGO, "秀英区再次招聘（旅程）", "40")
    page = visit("xiuying", phone=True)
    page.goto("/today/")
    sound(page)
    page.goto(f"/hirings/{number}/")
    sound(page)
    expect(page.get_by_role("link", name="聘用", exact=True)).to_have_count(0)
    page.get_by_role("link", name="待答复").click()
    page.get_by_label("异议不成立").check()
    page.get_by_label("核查情况和理由").fill("材料已核验")
    sound(page)
    press(page, "答复")
    press(page, "聘用")
    page.get_by_label("J01 的工号").fill("LC-77")
    page.get_by_label("J01 到哪个社区").select_option(index=0)
    sound(page)
    press(page, "聘用")
    expect(page.get_by_role("main")).to_contain_text("已聘用")
    page.goto("/units/460105/careers/?q=LC-77")
    sound(page)
    expect(page.get_by_role("main")).to_contain_text("LC-77")


def answered(page: Page) -> None:
    """The office finds the contest on its first page."""
    page.goto("/today/")
    sound(page)
    page.goto("/units/460105001/careers/terms/")
    sound(page)
    page.get_by_role("link", name=re.compile("获奖没有计入（旅程）")).click()
    page.get_by_label("评定", exact=True).select_option("excellent")
    page.get_by_label("依据").fill("核对属实，改评优秀（旅程）")
    sound(page)
    press(page, "答复")


def test_a_secretary_contests_a_review_and_is_answered(visit: Visit, site: Site) -> None:
    number = meanwhile(site, _REVIEW)
    me = visit("worker", phone=True)
    me.goto("/me/record/")
    sound(me)
    me.goto(f"/me/record/terms/{number}/")
    me.get_by_label("申诉理由").fill("获奖没有计入（旅程）")
    sound(me)
    press(me, "提交申诉")
    sound(me)
    expect(me.get_by_role("main")).to_contain_text("最晚")
    answered(visit("xiuying"))
    me.goto("/me/record/")
    expect(me.get_by_role("main")).to_contain_text("核对属实，改评优秀（旅程）")
    sound(me)
