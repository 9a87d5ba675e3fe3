"""One person's page and what is done from it."""

from __future__ import annotations

from liandong.domains.audit.models import Event
from liandong.domains.members.models import Membership, Person
from tests.web.members.conftest import BRANCH

NEW = f"/organisations/{BRANCH}/members/new/"


def test_a_number_is_opened_for_a_reason_once_and_on_record(client_of, members) -> None:
    one, client = members[0].person, client_of("branch")
    url, phone = f"/members/{one.pk}/", one.phone.opened()
    assert client.post(f"{url}open/", {"field": "phone", "reason": ""}).status_code == 400
    opened = client.post(f"{url}open/", {"field": "phone", "reason": "核对联系方式"})
    assert phone in opened.content.decode()
    assert "no-store" in opened["Cache-Control"]
    assert phone not in client.get(url).content.decode()
    told = Event.objects.get(action="sealing.reveal", subject=f"person:{one.pk}")
    assert (told.by, told.reason, told.after) == ("branch", "核对联系方式", {"field": "phone"})


def test_people_beyond_one_s_reach_stay_closed(client_of, members) -> None:
    url = f"/members/{members[0].person_id}/"
    assert client_of("host").get(url).status_code == 403
    assert (
        client_of("host").post(f"{url}open/", {"field": "phone", "reason": "x"}).status_code == 403
    )
    assert client_of("member").get(url).status_code == 403


def test_meetings_are_for_the_own_secretary_and_not_for_the_office_above(
    client_of, members
) -> None:
    url = f"/members/{members[0].person_id}/"
    assert "年应参加的会议" in client_of("branch").get(url).content.decode()
    assert "年应参加的会议" not in client_of("party_xiuying").get(url).content.decode()


def test_what_was_typed_stays_when_it_cannot_be_taken(client_of, members, today) -> None:
    typed = {"name": "林演新", "stage": "applicant", "on": today, "identity": "46010019900101001X"}
    answer = client_of("branch").post(NEW, typed)
    assert answer.status_code == 400
    assert "林演新" in answer.content.decode()
    assert not Person.objects.filter(name="林演新").exists()


def test_somebody_new_is_registered_and_corrected(client_of, members, today) -> None:
    client = client_of("branch")
    answer = client.post(NEW, {"name": "林演新", "stage": "applicant", "on": "2026-05-01"})
    assert answer.status_code == 302
    row = Membership.objects.get(person__name="林演新")
    url = f"/members/{row.person_id}/rows/{row.pk}/"
    same = {"stage": "applicant", "start": "2026-05-01", "end": "", "reason": "核对"}
    assert client.post(url, same).status_code == 400
    assert client.post(url, {**same, "start": "2026-04-01"}).status_code == 302
    row.refresh_from_db()
    assert row.voided_at
    assert Membership.objects.live().get(person=row.person).start.isoformat() == "2026-04-01"


def test_a_step_and_a_leave_through_the_forms(client_of, members, today) -> None:
    client = client_of("branch")
    client.post(NEW, {"name": "林演新", "stage": "applicant", "on": "2026-05-01"})
    person = Person.objects.get(name="林演新")
    assert client.post(f"/members/{person.pk}/stage/", {"on": "2026-06-01"}).status_code == 302
    gone = {"on": today, "exit": "withdrawn", "reason": "不再申请"}
    assert client.post(f"/members/{person.pk}/leave/", {**gone, "reason": ""}).status_code == 400
    assert client.post(f"/members/{person.pk}/leave/", gone).status_code == 302
    stages = list(person.memberships.order_by("start").values_list("stage", "exit"))
    assert stages == [("applicant", ""), ("activist", "withdrawn")]
    assert client.get(f"/members/{person.pk}/").status_code == 200
