"""A branch secretary's minute: what is due, recorded, met at once, and counted upstairs."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from liandong.domains.life import actions, entitled
from liandong.domains.life.models import Meeting
from liandong.domains.observatory import figures
from liandong.domains.orgs.models import Unit
from liandong.domains.orgs.queries import place

BRANCH, BESIDE, ABOVE = "D460105001001", "D460105001002", "D460105000000"
RECORD = f"/organisations/{BRANCH}/meetings/record/"
NO_VOTES = {"vote-TOTAL_FORMS": "1", "vote-INITIAL_FORMS": "0"}


@pytest.fixture
def today(province):
    return timezone.localdate()


@pytest.fixture
def unheld(today):
    """The branch has not held this month's committee meeting yet."""
    unit = Unit.objects.get(code=BRANCH)
    mine = Meeting.objects.filter(unit=unit, kind="committee", state="held", voided_at=None)
    for one in mine.filter(on__gte=today.replace(day=1)):
        actions.void(one, reason="测试", by="test", at=timezone.now())
    return unit


def record(client, today, **said):
    return client.post(
        RECORD + "?kind=committee", {"on": today.isoformat(), "agenda": "一项", **NO_VOTES, **said}
    )


def test_due_is_recorded_and_met_on_the_next_page(client_of, today, unheld) -> None:
    client = client_of("branch")
    before = client.get("/today/").content.decode()
    assert RECORD + "?kind=committee" in before
    done = record(client, today)
    assert done.status_code == 302
    after = client.get("/today/").content.decode()
    assert RECORD + "?kind=committee" not in after


def test_it_counts_upstairs_at_once(client_of, today, unheld) -> None:
    above = place(ABOVE, "party")
    before = figures.view(above, on=today).own.totals["committee_meeting_met"]
    record(client_of("branch"), today)
    assert figures.view(above, on=today).own.totals["committee_meeting_met"] == before + 1


def test_all_present_but_those_tapped(client_of, today, unheld) -> None:
    expected = sorted(entitled.expected(unheld, "committee", today).entitled)
    gone = expected[0]
    done = record(client_of("branch"), today, absent=[gone], **{f"why_{gone}": "ill"})
    meeting = Meeting.objects.get(pk=int(done["Location"].split("/")[2]))
    assert (meeting.entitled, meeting.present) == (len(expected), len(expected) - 1)
    assert meeting.absences.get().reason == "ill"


def test_what_cannot_be_is_said_and_nothing_typed_is_lost(client_of, today, unheld) -> None:
    votes = {"vote-0-title": "选优", "vote-0-votes_for": "999", "vote-0-against": "0",
             "vote-0-abstained": "0"}  # fmt: skip
    answer = record(client_of("branch"), today, venue="二楼会议室", **votes)
    shown = answer.content.decode()
    assert answer.status_code == 400
    assert "超过" in shown
    assert "二楼会议室" in shown
    assert 'value="999"' in shown
    assert not Meeting.objects.filter(unit=unheld, on=today, voided_at=None).exists()


def test_a_meeting_of_tomorrow_cannot_have_been_held(client_of, today, unheld) -> None:
    answer = record(client_of("branch"), today + timedelta(days=1))
    assert answer.status_code == 400
    assert "还没有到" in answer.content.decode()


def test_planned_held_minuted_voided(client_of, today, unheld) -> None:
    client = client_of("branch")
    plan = f"/organisations/{BRANCH}/meetings/plan/?kind=assembly"
    page = client.get(plan).content.decode()
    assert "清点到会人数" in page
    to = client.post(plan, {"on": today.isoformat(), "agenda": "听报告\n表决"})["Location"]
    meeting = Meeting.objects.get(pk=int(to.split("/")[2]))
    assert meeting.agenda == ["听报告", "表决"]
    held = client.post(
        to + "hold/", {"on": today.isoformat(), "seen": meeting.version, "agenda": "x", **NO_VOTES}
    )
    assert held["Location"] == to
    client.post(to + "minutes/", {"text": "同意", "seen": "0"})
    late = client.post(to + "minutes/", {"text": "我的记录", "seen": "0"})
    assert late.status_code == 409
    assert "我的记录" in late.content.decode()
    off = client.post(to + "off/", {"reason": "重复登记", "seen": "2"})
    assert off.status_code == 302
    assert "作废" in client.get(to).content.decode()


def test_who_was_absent_is_for_their_own_secretary(client_of, today, unheld) -> None:
    who = sorted(entitled.expected(unheld, "committee", today).entitled)
    to = record(client_of("branch"), today, absent=[who[0]])["Location"]
    assert "没有到的人" in client_of("branch").get(to).content.decode()
    assert client_of("host").get(to).status_code == 403
    assert client_of("haikou").get(to).status_code == 403


@pytest.mark.parametrize("user", ["host", "haikou", "community", "member", "admin"])
def test_nobody_beside_writes_here(client_of, today, user: str) -> None:
    assert client_of(user).get(RECORD).status_code == 403
    assert record(client_of(user), today).status_code == 403


def test_lists_narrow_and_go_on(client_of, today) -> None:
    client = client_of("branch")
    url = f"/organisations/{BRANCH}/meetings/"
    assert "更早的" not in client.get(url + "?kind=organisation_life").content.decode()
    assert client.get(url + "?after=nonsense").status_code == 200
    assert client.get(url + "?kind=nonsense").status_code == 200


def test_a_committee_sees_duties_below_by_status(client_of, today) -> None:
    client = client_of("party_xiuying")
    url = f"/organisations/{ABOVE}/duties/"
    assert client.get(url).status_code == 200
    assert (
        "逾期"
        in client.get(url + "?status=overdue&standard=life.committee_meeting").content.decode()
    )
    assert client.get(url + "?status=nonsense&before=never&after=x").status_code == 200
    assert client.get(f"/organisations/{BRANCH}/duties/life.assembly/").status_code == 200
    assert client.get(f"/organisations/{BRANCH}/duties/life.nonsense/").status_code == 404


def test_a_list_is_taken_away_and_its_organisations_reminded_once(client_of, today) -> None:
    from liandong.domains.notify.models import Notice

    client, url = client_of("party_xiuying"), f"/organisations/{ABOVE}/"
    book = client.post(url + "duties.xlsx", {"status": "overdue"})
    assert book.content.startswith(b"PK")
    client.post(url + "duties/remind/", {"status": "all"})
    first = Notice.objects.filter(kind="life.reminder").count()
    assert first == 2  # the two secretaries who can sign in
    client.post(url + "duties/remind/", {"status": "all"})
    assert Notice.objects.filter(kind="life.reminder").count() == first
    assert client_of("branch").post(url + "duties/remind/").status_code == 403
