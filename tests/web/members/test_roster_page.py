"""Rosters: found, counted, paged, taken away; numbers masked throughout."""

from __future__ import annotations

import re
from io import BytesIO

from openpyxl import load_workbook

from liandong.domains.audit.models import Event
from tests.web.members.conftest import BRANCH

ABOVE = "/organisations/D460105000000/members/"
HERE = f"/organisations/{BRANCH}/members/"
LINK = re.compile(r'href="(/members/\d+/)"')


def test_a_branch_sees_its_people_and_no_whole_number(client_of, members) -> None:
    page = client_of("branch").get(HERE).content.decode()
    assert all(one.person.name in page for one in members)
    assert not any(one.person.identity.opened() in page for one in members)
    assert not any(one.person.phone.opened() in page for one in members)


def test_somebody_is_found_by_name_pinyin_and_whole_number(client_of, members) -> None:
    one, client = members[0].person, client_of("party_xiuying")
    for asked in (one.name, one.pinyin.split()[0], one.identity.opened(), one.phone.opened()):
        assert f"/members/{one.pk}/" in LINK.findall(
            client.get(ABOVE, {"q": asked}).content.decode()
        )
    half = client.get(ABOVE, {"q": one.identity.opened()[:10]}).content.decode()
    assert not LINK.findall(half)


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
