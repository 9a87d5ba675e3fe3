"""Letters and stays elsewhere, walked by both sides through their pages."""

from __future__ import annotations

from datetime import date

from liandong.domains.members.models import Floating, Membership, Transfer
from liandong.domains.notify.models import Notice
from tests.web.members.conftest import BRANCH, HOST

LIST = "/organisations/{}/floating/"


def test_a_letter_is_sent_received_once_and_seen_by_both(client_of, members, today) -> None:
    one, home, host = members[0].person, client_of("branch"), client_of("host")
    found = home.get(f"/members/{one.pk}/transfer/", {"q": "秀海"}).content.decode()
    assert f"?to={HOST}" in found
    sent = home.post(f"/members/{one.pk}/transfer/?to={HOST}", {"on": today, "letter": "A-1"})
    letter = Transfer.objects.get(person=one)
    assert sent["Location"] == f"/transfers/{letter.pk}/"
    for side, code in ((home, BRANCH), (host, HOST)):
        assert one.name in side.get(LIST.format(code), {"what": "transfer"}).content.decode()
    step = f"/transfers/{letter.pk}/receive/"
    assert home.post(step, {"on": today, "seen": "sent"}).status_code == 403
    assert host.post(step, {"on": today, "seen": "sent"}).status_code == 302
    again = host.post(step, {"on": today, "seen": "sent"})
    assert again.status_code == 409
    assert Membership.objects.live().get(person=one, end=None).unit.code == HOST
    assert home.get(f"/transfers/{letter.pk}/").status_code == 200
    assert home.get(f"/members/{one.pk}/").status_code == 403


def test_a_return_needs_its_reason(client_of, members, today) -> None:
    one = members[0].person
    client_of("branch").post(f"/members/{one.pk}/transfer/?to={HOST}", {"on": today})
    letter, host = Transfer.objects.get(person=one), client_of("host")
    step = f"/transfers/{letter.pk}/return/"
    assert host.post(step, {"on": today, "seen": "sent", "note": ""}).status_code == 400
    assert host.post(step, {"on": today, "seen": "sent", "note": "抬头不符"}).status_code == 302
    assert "抬头不符" in client_of("branch").get(f"/transfers/{letter.pk}/").content.decode()


def test_home_and_host_share_a_stay_elsewhere(client_of, members, today) -> None:
    one, home, host = members[0].person, client_of("branch"), client_of("host")
    away = {"on": "2026-03-01", "reason": "work"}
    assert home.post(f"/members/{one.pk}/away/?to={HOST}", away).status_code == 302
    url = f"/floating/{Floating.objects.get(person=one).pk}/"
    assert host.post(f"{url}accept/", {"on": today, "seen": "notified"}).status_code == 302
    told = host.post(f"{url}feedback/", {"fe-on": today, "fe-text": "参加主题党日"})
    assert told.status_code == 302
    assert "参加主题党日" in home.get(url).content.decode()
    future = {"co-on": "2099-01-01", "co-way": "phone"}
    assert home.post(f"{url}contact/", future).status_code == 400
    assert home.post(f"{url}contact/", {**future, "co-on": today}).status_code == 302
    assert host.post(f"{url}contact/", {**future, "co-on": today}).status_code == 403
    assert f"{url}#contact" in home.get(LIST.format(BRANCH)).content.decode()
    assert home.post(f"{url}return/", {"on": today, "seen": "accepted"}).status_code == 302
    assert one.name not in home.get(LIST.format(BRANCH)).content.decode()
    everything = home.get(LIST.format(BRANCH), {"state": "all"}).content.decode()
    assert one.name in everything


def test_the_other_side_hears_of_each_step_and_no_name(client_of, members, today) -> None:
    one = members[0].person
    client_of("branch").post(f"/members/{one.pk}/transfer/?to={HOST}", {"on": today})
    letter = Transfer.objects.get(person=one)
    heard = Notice.objects.filter(link=f"/transfers/{letter.pk}/")
    assert [each.recipient.username for each in heard] == ["host"]
    client_of("host").post(f"/transfers/{letter.pk}/receive/", {"on": today, "seen": "sent"})
    assert {each.recipient.username for each in heard.all()} == {"host", "branch"}
    assert not [each for each in heard.all() if one.name in each.title_zh + each.body_zh]
    assert client_of("branch").get(f"/transfers/{letter.pk}/").status_code == 200


def test_a_contact_puts_the_next_one_off(client_of, members, today) -> None:
    one, home = members[0].person, client_of("branch")
    home.post(f"/members/{one.pk}/away/?unknown=1", {"on": "2026-01-05", "reason": "work"})
    stay = Floating.objects.select_related("process").get(person=one)
    assert stay.process.due_on == date(2026, 7, 5)
    url = f"/floating/{stay.pk}/"
    home.post(f"{url}contact/", {"co-on": "2026-03-05", "co-way": "phone"})
    stay.process.refresh_from_db()
    assert stay.process.due_on == date(2026, 9, 5)
    home.post(f"{url}contact/", {"co-on": "2026-02-05", "co-way": "phone"})
    stay.process.refresh_from_db()
    assert stay.process.due_on == date(2026, 9, 5)
