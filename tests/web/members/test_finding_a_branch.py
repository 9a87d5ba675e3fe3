"""A member finds branches near where they live, and reports in; the branch says how it is reached."""

from __future__ import annotations

from liandong.domains.members.models import Floating, Hosting
from tests.web.members.conftest import BRANCH, HOST

REPORT, OFFER = "/me/record/report/", f"/organisations/{HOST}/floating/hosting/"


def test_two_characters_lead_to_branches_the_nearest_first(client_of, members) -> None:
    client = client_of("member")
    asked = client.get(REPORT).content.decode()
    assert "两个字就可以" in asked
    page = client.get(REPORT, {"q": "秀海"}).content.decode()
    assert f"?to={HOST}" in page
    assert page.index("就在秀海社区") < page.index("同在秀英街道")
    assert f"?to={BRANCH}" not in page, "one's own branch is not elsewhere"
    assert "没有找到这个地方" in client.get(REPORT, {"q": "没有这里"}).content.decode()
    assert client.get(REPORT, {"area": "nowhere\x00"}).status_code == 200


def test_a_name_of_several_places_is_asked_back(client_of, members) -> None:
    page = client_of("member").get(REPORT, {"q": "秀英"}).content.decode()
    assert "是哪一个地方？" in page
    assert "area=460105" in page
    assert "同在" not in page


def test_a_branch_s_own_words_are_shown_where_it_is_chosen(client_of, members) -> None:
    host, member = client_of("host"), client_of("member")
    assert "没有公开联系方式" in host.get(f"/organisations/{HOST}/floating/").content.decode()
    host.post(OFFER, {"takes": "on", "contact": "秀海路 8 号"})
    for address in (f"{REPORT}?q=秀海", f"{REPORT}?to={HOST}"):
        assert "秀海路 8 号" in member.get(address).content.decode()
    host.post(OFFER, {"contact": ""})
    assert not Hosting.objects.get().takes
    assert f"?to={HOST}" not in member.get(REPORT, {"q": "秀海"}).content.decode()
    told = {"since": "2026-01-05", "reason": "work"}
    refused = member.post(f"{REPORT}?to={HOST}", told)
    assert refused.status_code == 400
    assert "现在不接收流动党员" in refused.content.decode()
    assert not Floating.objects.filter(person__user__username="member").exists()


def test_only_the_branch_itself_says_whether_it_takes_anybody(client_of, members) -> None:
    assert client_of("branch").post(OFFER, {"takes": "on"}).status_code == 403
    above = "/organisations/D460105000000/floating/hosting/"
    assert client_of("party_xiuying").get(above).status_code == 404
