"""Who is in office until when: recorded, changed, seen from above; and who may say so."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from liandong.core.kernel.period import months_after
from liandong.domains.audit.models import Event
from liandong.domains.life import actions, queries
from liandong.domains.life.models import BodyTerm, CommitteeSeat, Election
from liandong.domains.life.queries.electable import electable
from liandong.domains.observatory import life_duties
from liandong.domains.orgs.models import Unit

BRANCH, ABOVE = "D460105001001", "D460105000000"
TERMS = f"/organisations/{BRANCH}/terms/"
BEGIN, FILL = f"{TERMS}begin/", f"{TERMS}seats/"


@pytest.fixture
def today(province):
    return timezone.localdate()


@pytest.fixture
def unit(today) -> Unit:
    return Unit.objects.get(code=BRANCH)


@pytest.fixture
def how() -> dict:
    return {"by": "test", "at": timezone.now()}


@pytest.fixture
def bodyless(unit, how) -> Unit:
    """No body of the branch is on record."""
    for one in BodyTerm.objects.live().filter(unit=unit):
        actions.void_term(one, reason="测试", **how)
    return unit


def names(unit, today, count: int) -> list[str]:
    people = list(electable(unit, on=today))
    single = [one.name for one in people if sum(p.name == one.name for p in people) == 1]
    return single[:count]


def rows(*people: tuple[str, str]) -> dict[str, str]:
    said = {"rows": str(len(people))}
    for at, (name, post) in enumerate(people):
        said |= {f"who-{at}-name": name, f"who-{at}-post": post}
    return said


def text(answer) -> str:
    return answer.content.decode()


def test_the_first_body_is_recorded_by_the_branch_itself(client_of, bodyless, today) -> None:
    client = client_of("branch")
    assert BEGIN in text(client.get(TERMS))
    first, second = names(bodyless, today, 2)
    start = today - timedelta(days=100)
    said = {"start": start.isoformat(), "seen": "0", "basis": "街道党工委批复",
            **rows((first, "secretary"), (second, "member"), ("", "member"))}  # fmt: skip
    assert client.post(BEGIN, said).status_code == 302
    shown = text(client.get(TERMS))
    assert first in shown
    assert "街道党工委批复" in shown
    body = queries.body_of(bodyless, on=today)
    assert body.term.due == months_after(start, 60) - timedelta(days=1)
    late = client.post(BEGIN, said)
    assert late.status_code == 403, "the next one is elected, or the superior says so"


def test_two_record_a_body_and_what_was_typed_stays(client_of, bodyless, today, how) -> None:
    client = client_of("party_xiuying")
    client.get(BEGIN)
    start = today - timedelta(days=50)
    actions.begin_term(unit=bodyless, start=start, seats={}, **how)
    (name,) = names(bodyless, today, 1)
    answer = client.post(
        BEGIN, {"start": today.isoformat(), "basis": "口头通知", "seen": "0",
                **rows((name, "secretary"))},
    )  # fmt: skip
    assert answer.status_code == 409
    assert name in text(answer)
    assert "口头通知" in text(answer)
    assert BodyTerm.objects.live().get(unit=bodyless).start == start


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"who-0-name": "查无此人"}, "查无此人"),
        ({"start": "2099-01-01"}, "还没有到"),
        ({"start": ""}, "本届自"),
        ({"who-0-name": ""}, "至少一名"),
        ({"due": "2099-01-01"}, "不能是2099-01-01"),
    ],
)
def test_what_cannot_be_is_said_at_its_place(client_of, bodyless, today, change, words) -> None:
    (name,) = names(bodyless, today, 1)
    said = {"start": (today - timedelta(days=9)).isoformat(), "basis": "批复一号", "seen": "0",
            **rows((name, "secretary")), **change}  # fmt: skip
    answer = client_of("branch").post(BEGIN, said)
    assert answer.status_code == 400
    assert words in text(answer)
    assert "批复一号" in text(answer)
    assert not BodyTerm.objects.live().filter(unit=bodyless).exists()


def test_somebody_joins_the_body_and_leaves_it(client_of, unit, today) -> None:
    client, sits = client_of("branch"), queries.body_of(unit, on=today)
    held = {one.person_id for one in sits.seats}
    people = [one for one in electable(unit, on=today) if one.pk not in held]
    name = next(one.name for one in people if one.name in names(unit, today, 99))
    joined = today - timedelta(days=3)
    done = client.post(FILL, {"name": name, "post": "member", "on": joined.isoformat()})
    assert done.status_code == 302
    seat = CommitteeSeat.objects.live().get(term=sits.term, person__name=name)
    assert name in text(client.get(TERMS))
    leave = f"/seats/{seat.pk}/leave/"
    assert client.post(leave, {"on": joined.isoformat()}).status_code == 400
    assert client.post(leave, {"on": today.isoformat()}).status_code == 302
    assert client.post(leave, {"on": today.isoformat()}).status_code == 409
    assert client.post(f"/seats/{seat.pk}/void/", {"reason": "登记错了"}).status_code == 302
    assert client.get(f"/seats/{seat.pk}/void/").status_code == 404
    assert (
        client.post(FILL, {"name": "查无此人", "post": "member", "on": joined}).status_code == 400
    )


def test_a_seat_counts_in_the_duties_at_once(client_of, bodyless, today, how) -> None:
    """A secretary alone is no committee and owes no committee meetings; with a member there is
    one, which owes them for the month it began in."""
    people = list(electable(bodyless, on=today)[:2])
    start = (today.replace(day=1) - timedelta(days=40)).replace(day=1)
    actions.begin_term(unit=bodyless, start=start, seats={people[0].pk: "secretary"}, **how)

    def owed() -> int:
        duties = life_duties.of_units([bodyless.pk], on=today)
        return sum(one.standard.code == "life.committee_meeting" for one in duties)

    before = owed()
    name = people[1].name
    actions.fill_seat(
        queries.body_of(bodyless, on=today).term, person=people[1].pk, post="member", on=start,
        **how,
    )  # fmt: skip
    assert owed() > before, name


def test_days_are_corrected_and_a_wrong_record_voided(client_of, unit, today) -> None:
    client, term = client_of("party_xiuying"), queries.body_of(unit, on=today).term
    url = f"/terms/{term.pk}/correct/"
    said = {"start": term.start.isoformat(), "due": "2099-01-01", "reason": "核对批复"}
    wrong = client.post(url, said)
    assert wrong.status_code == 400
    assert "核对批复" in text(wrong)
    later = term.start + timedelta(days=5)
    said = {"start": later.isoformat(), "due": term.due.isoformat(), "reason": "核对批复"}
    assert client.post(url, said).status_code == 302
    now = queries.body_of(unit, on=today)
    assert now.term.start == later
    assert client.post(f"/terms/{now.term.pk}/void/", {"reason": ""}).status_code == 400
    assert client.post(f"/terms/{now.term.pk}/void/", {"reason": "重复"}).status_code == 302
    assert queries.body_of(unit, on=today) is None
    assert "还没有登记在任的班子" in text(client.get(TERMS))


def test_a_committee_sees_whose_term_ends_soonest(client_of, unit, today, how) -> None:
    client, url = client_of("party_xiuying"), f"/organisations/{ABOVE}/terms/"
    shown = text(client.get(url))
    assert "各组织的任期" in shown
    page = client.get(url).context["below"]["page"]
    last = [one.last for one in page]
    assert last == sorted(last)
    overdue = client.get(url + "?show=overdue").context["below"]
    assert all(row["status"] == "overdue" for row in overdue["rows"])
    assert {row["status"] for row in client.get(url + "?show=soon").context["below"]["rows"]} <= {
        "due"
    }
    assert client.get(url + "?show=nonsense&page=x").status_code == 200
    assert unit.name not in text(client.get(url + "?show=open"))
    Election.objects.filter(unit=unit).exists() or actions.remind(unit=unit, **how)
    assert unit.name in text(client.get(url + "?show=open"))
    assert "已提醒，待请示" in text(client.get(url))


def test_those_without_a_body_are_a_list_of_their_own(client_of, bodyless) -> None:
    url = f"/organisations/{ABOVE}/terms/?show=none"
    assert bodyless.name in text(client_of("party_xiuying").get(url))


def test_the_list_is_taken_away_and_that_is_on_record(client_of, unit) -> None:
    client, url = client_of("party_xiuying"), f"/organisations/{ABOVE}/terms.xlsx"
    assert client.get(url).status_code == 302
    answer = client.post(url, {"show": ""})
    book = load_workbook(BytesIO(answer.content))
    codes = [row[1].value for row in book.worksheets[0].iter_rows(min_row=2)]
    assert BRANCH in codes
    event = Event.objects.filter(action="life.export_terms", subject="terms").latest("pk")
    assert event.by == "party_xiuying"
    few = load_workbook(BytesIO(client.post(url, {"show": "overdue"}).content)).worksheets[0]
    assert few.max_row - 1 < len(codes)
    assert client.post(url, {"show": "none"}).status_code == 200


def test_queries_do_not_grow_with_rows(client_of, django_assert_max_num_queries, unit) -> None:
    client, url = client_of("party_xiuying"), f"/organisations/{ABOVE}/terms/"
    client.get(url)
    with django_assert_max_num_queries(15):
        client.get(url)


def test_the_duty_of_an_election_leads_here(client_of, unit, today) -> None:
    term = queries.body_of(unit, on=today).term
    assert f'href="{TERMS}"' in text(client_of("branch").get(f"/organisations/{BRANCH}/"))
    past = term.due + timedelta(days=5)
    shown = text(client_of("branch").get(f"/organisations/{BRANCH}/duties/?on={past}"))
    assert f'due__do" href="{TERMS}"' in shown


@pytest.mark.parametrize("user", ["host", "community", "member", "admin", "haikou"])
def test_nobody_beside_opens_it(client_of, unit, user: str) -> None:
    assert client_of(user).get(TERMS).status_code == 403
    assert client_of(user).post(FILL, {}).status_code == 403


def test_a_group_has_no_body(client_of, unit, today) -> None:
    group = Unit.objects.filter(kind="party_group", code__startswith="D460105").first()
    if group is None:
        pytest.skip("no group in this part of the demo")
    page = client_of("party_xiuying").get(f"/organisations/{group.code}/terms/")
    assert "党小组没有班子任期" in text(page)
    begin = client_of("party_xiuying").get(f"/organisations/{group.code}/terms/begin/")
    assert begin.status_code == 400
