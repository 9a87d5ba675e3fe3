"""Rosters: found, counted, paged, taken away; numbers masked throughout."""

from __future__ import annotations

import re
from io import BytesIO

from django.utils import timezone
from openpyxl import load_workbook

from liandong.domains.audit.models import Event
from liandong.domains.members import actions
from liandong.domains.members.actions import floating
from tests.web.members.conftest import BRANCH

ABOVE = "/organisations/D460105000000/members/"
HERE = f"/organisations/{BRANCH}/members/"
LINK = re.compile(r'href="(/members/\d+/)"')


def test_a_branch_sees_its_people_and_no_whole_number(client_of, members) -> None:
    page = client_of("branch").get(HERE).content.decode()
    assert all(one.person.name in page for one in members)
    assert not any(one.person.identity.opened() in page for one in members)
    assert not any(one.person.phone.opened() in page for one in members)


def test_somebody_is_found_by_name_and_pinyin(client_of, members) -> None:
    one, client = members[0].person, client_of("party_xiuying")
    for asked in (one.name, one.pinyin.split()[0]):
        assert f"/members/{one.pk}/" in LINK.findall(
            client.get(ABOVE, {"q": asked}).content.decode()
        )


def test_pages_follow_one_another_without_gap_or_repetition(client_of, members) -> None:
    client, url, seen = client_of("party_xiuying"), ABOVE, []
    for _page in range(3):
        text = client.get(url).content.decode()
        seen += LINK.findall(text)
        url = ABOVE + re.search(r'href="[^"]*(\?[^"]*after=[^"]*)"', text)[1].replace("&amp;", "&")
    assert len(seen) == len(set(seen)) == 150


def test_a_roster_is_taken_away_masked_and_that_is_on_record(client_of, members) -> None:
    client = client_of("branch")
    assert client.get(f"{HERE}export.xlsx").status_code == 302
    before = Event.objects.count()
    answer = client.post(f"{HERE}export.xlsx", {"q": "", "stage": ""})
    book = load_workbook(BytesIO(answer.getvalue()))
    text = "\n".join(str(cell) for row in book.worksheets[0].values for cell in row)
    assert all(one.person.name in text for one in members)
    assert not any(one.person.identity.opened() in text for one in members)
    told = Event.objects.order_by("-pk").first()
    assert Event.objects.count() == before + 1
    assert (told.by, told.unit) == ("branch", BRANCH)


def test_a_number_never_stands_in_an_address(client_of, members) -> None:
    one, client = members[0].person, client_of("party_xiuying")
    for number in (one.identity.opened(), one.identity.opened()[:10], one.phone.opened()):
        answer = client.get(ABOVE, {"q": number})
        assert answer.status_code == 302
        assert answer["Location"] == f"{ABOVE}find/?digits=1"
    page = client.get(answer["Location"]).content.decode()
    assert "号码没有用来查找" in page
    assert one.phone.opened() not in page


def test_somebody_is_found_by_a_whole_number_on_record(client_of, members) -> None:
    one, client = members[0].person, client_of("party_xiuying")
    for number in (one.identity.opened(), one.identity.opened().lower(), one.phone.opened()):
        before = Event.objects.count()
        answer = client.post(f"{ABOVE}find/", {"number": f" {number} "})
        assert LINK.findall(answer.content.decode()) == [f"/members/{one.pk}/"]
        assert "no-store" in answer["Cache-Control"]
        assert number not in answer.content.decode()
        assert Event.objects.count() == before + 1
        told = Event.objects.order_by("-pk").first()
        assert (told.by, told.action) == ("party_xiuying", "members.find")
        assert told.subject == f"person:{one.pk}"
        assert number not in str(told.after)


def test_half_a_number_finds_nobody_and_says_what_to_write(client_of, members) -> None:
    client, number = client_of("party_xiuying"), members[0].person.identity.opened()
    for wrong in (number[:17], number[:-1] + ("0" if number[-1] != "0" else "1"), "1234", ""):
        answer = client.post(f"{ABOVE}find/", {"number": wrong})
        assert answer.status_code == 400
        assert not LINK.findall(answer.content.decode())
    before = Event.objects.count()
    nobody = client.post(f"{ABOVE}find/", {"number": "13800000000"})
    assert "没有这个号码的人" in nobody.content.decode()
    assert Event.objects.count() == before + 1, "to ask in vain stays on record as well"


def test_a_number_of_somebody_elsewhere_is_not_found(client_of, members) -> None:
    beside = "/organisations/D460105001002/members/find/"
    number = members[0].person.identity.opened()
    page = client_of("party_xiuying").post(beside, {"number": number}).content.decode()
    assert not LINK.findall(page)
    assert client_of("branch").post(beside, {"number": number}).status_code == 403


def test_a_roster_is_narrowed_by_stay_elsewhere_and_standing(client_of, members) -> None:
    client, how = client_of("branch"), {"by": "test", "at": timezone.now()}
    day = timezone.localdate()
    away, still = members[0].person, members[1].person
    floating.register_away(away, since=day, reason="work", elsewhere="三亚", **how)
    actions.suspend(still, on=day, reason="长期不过组织生活", **how)

    def seen(**asked: str) -> set[str]:
        return set(LINK.findall(client.get(HERE, asked).content.decode()))

    here, there = f"/members/{still.pk}/", f"/members/{away.pk}/"
    assert there in seen(floating="away")
    assert there in seen(floating="registered")
    assert there not in seen(floating="accepted") | seen(floating="here")
    assert seen(standing="suspended") == {here}
    assert "停止党籍" in client.get(HERE, {"standing": "suspended"}).content.decode()
    assert seen(floating="away", standing="suspended") == set()
    assert seen(floating="nonsense", standing="nonsense") == seen()


def test_a_roster_costs_no_more_queries_for_more_people(
    client_of, members, django_assert_max_num_queries
) -> None:
    client = client_of("party_xiuying")
    client.get(ABOVE)
    with django_assert_max_num_queries(15):
        client.get(ABOVE, {"stage": "all"})


def test_whole_numbers_are_taken_away_for_a_purpose_that_stays_on_record(
    client_of, members
) -> None:
    client, one = client_of("branch"), members[0].person
    assert client.post(f"{HERE}export.xlsx", {"opened": "1", "reason": " "}).status_code == 400
    assert not Event.objects.filter(action="members.export").exists()
    answer = client.post(f"{HERE}export.xlsx", {"opened": "1", "reason": "上级核对党籍"})
    cells = [
        str(c)
        for row in load_workbook(BytesIO(answer.getvalue())).worksheets[0].values
        for c in row
    ]
    assert one.identity.opened() in cells
    told = Event.objects.get(action="members.export")
    assert (told.by, told.reason, told.after["opened"]) == ("branch", "上级核对党籍", True)
    assert one.identity.opened() not in str(told.after)
