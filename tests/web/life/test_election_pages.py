"""An election from the reminder to the new body, as its secretary and the committee office go it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from liandong.domains.life import actions, entitled, queries
from liandong.domains.life.actions import applying
from liandong.domains.life.models import Election, Meeting
from liandong.domains.life.queries.electable import electable
from liandong.domains.notify.models import Notice
from liandong.domains.orgs.models import Unit

BRANCH = "D460105001001"
TERMS = f"/organisations/{BRANCH}/terms/"
ASK = f"/organisations/{BRANCH}/elections/ask/"
OPEN = f"/organisations/{BRANCH}/elections/open/"


@pytest.fixture
def today(province) -> date:
    return timezone.localdate()


@pytest.fixture
def unit(today) -> Unit:
    """The branch, without an election under way."""
    unit = Unit.objects.get(code=BRANCH)
    open_ = queries.open_one(unit)
    if open_ is not None:
        told = {"by": "test", "at": timezone.now()}
        actions.step(open_, "cancel", seen=open_.process.state, note="测试", **told)
    return unit


@pytest.fixture
def how() -> dict:
    return {"by": "test", "at": timezone.now()}


@pytest.fixture
def secretary(client_of):
    return client_of("branch")


@pytest.fixture
def office(client_of):
    return client_of("party_xiuying")


def text(answer) -> str:
    return answer.content.decode()


def names(unit, today, count: int) -> list[str]:
    people = list(electable(unit, on=today))
    single = [one.name for one in people if sum(p.name == one.name for p in people) == 1]
    return single[-count:]


def rows(people: list[str], *votes: int) -> dict[str, str]:
    posts = ("secretary", "deputy", "member", "member")
    said = {"rows": str(len(people))}
    for at, name in enumerate(people):
        said |= {f"who-{at}-name": name, f"who-{at}-post": posts[at]}
        if at < len(votes):
            said[f"who-{at}-votes"] = str(votes[at])
    return said


def asked(secretary) -> Election:
    to = secretary.post(ASK, {"note": "任期将满"})["Location"]
    return Election.objects.get(pk=int(to.split("/")[2]))


def ready(unit, today, how, seats=2) -> Election:
    people = {one.name: one.pk for one in electable(unit, on=today)}
    chosen = names(unit, today, 3)
    one = applying.apply(unit=unit, **how)
    actions.step(one, "approve", seen="requested", **how)
    nominees = [(people[name], "member") for name in chosen]
    actions.submit_candidates(one, seats=seats, nominees=nominees, seen="preparing", **how)
    return actions.step(one, "approve_candidates", seen="candidates_requested", **how)


def test_from_the_reminder_to_filing(secretary, office, unit, today) -> None:
    here = office.post(OPEN)["Location"]
    step = here.__add__
    assert Notice.objects.filter(recipient__username="branch", link=here).exists()
    assert step("request/") in text(secretary.get(here))
    assert step("approve/") not in text(secretary.get(here))
    assert secretary.post(step("request/"), {"seen": "reminded"})["Location"] == here
    assert secretary.post(step("approve/"), {"seen": "requested"}).status_code == 403
    assert Notice.objects.filter(recipient__username="party_xiuying", link=here).exists()
    office.post(step("approve/"), {"seen": "requested", "note": "同意"})

    people = names(unit, today, 3)
    sent = {"seen": "preparing", "seats": "2", **rows(people)}
    assert secretary.post(step("submit_candidates/"), sent).status_code == 302
    assert people[0] in text(office.get(here))
    assert people[0] in text(office.get(step("approve_candidates/")))
    office.post(step("approve_candidates/"), {"seen": "candidates_requested"})

    page = text(secretary.get(step("hold/")))
    assert people[0] in page
    came = len(entitled.expected(unit, "assembly", today).entitled)
    held = {"seen": "ready", "on": today.isoformat(), "ballots": str(came),
            **rows(people, came, came - 1, 1)}  # fmt: skip
    assert secretary.post(step("hold/"), held).status_code == 302
    shown = text(secretary.get(here))
    assert f"{came} / {came}" in shown
    assert "选举结果" in shown
    secretary.post(step("report/"), {"seen": "held"})
    assert people[0] in text(office.get(step("file/")))
    office.post(step("file/"), {"seen": "reported", "note": "同意备案"})

    shown = text(secretary.get(here))
    assert "新一届任期已登记" in shown
    body = queries.body_of(unit, on=today)
    assert body.term.start == today
    assert {one.person.name for one in body.seats} == set(people[:2])
    own = text(secretary.get(TERMS))
    assert people[0] in own
    assert "正在换届" not in own
    assert "同意备案" in text(office.get(here))


def test_who_voted_how_is_nowhere(secretary, unit, today, how) -> None:
    one = ready(unit, today, how)
    here, people = f"/elections/{one.pk}/", names(unit, today, 3)
    came = len(entitled.expected(unit, "assembly", today).entitled)
    gone = sorted(entitled.expected(unit, "assembly", today).entitled)[0]
    said = {"seen": "ready", "on": today.isoformat(), "ballots": str(came - 1), "absent": [gone],
            f"why_{gone}": "ill", **rows(people, came - 1, came - 2, 1)}  # fmt: skip
    assert secretary.post(f"{here}hold/", said).status_code == 302
    one.refresh_from_db()
    assert (one.assembly.entitled, one.assembly.present) == (came, came - 1)
    assert one.elected.count() == 2, "what the others got is not kept"
    assert not one.assembly.resolutions.exists()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"ballots": "9999"}, "选举无效"),
        ({"who-0-votes": "9999"}, "多于收回的选票"),
        ({"who-0-votes": "1", "who-1-votes": "1"}, "没有选出任何人"),
        ({"who-0-votes": "", "who-1-votes": ""}, "请登记当选人"),
        ({"who-0-name": "查无此人"}, "查无此人"),
        ({"on": "2099-01-01"}, "还没有到"),
        ({"ballots": ""}, "收回选票"),
        ({"who-2-name": "", "rows": "nonsense"}, "请登记当选人"),
    ],
)
def test_a_result_that_cannot_be_is_said_and_nothing_typed_is_lost(
    secretary, unit, today, how, change, words
) -> None:
    one, people = ready(unit, today, how), names(unit, today, 3)
    meetings = Meeting.objects.count()
    came = len(entitled.expected(unit, "assembly", today).entitled)
    said = {"seen": "ready", "on": today.isoformat(), "ballots": str(came),
            **rows(people, came, came, 0), **change}  # fmt: skip
    answer = secretary.post(f"/elections/{one.pk}/hold/", said)
    assert answer.status_code == 400
    assert words in text(answer)
    if "rows" not in change:
        assert people[1] in text(answer)
    assert Meeting.objects.count() == meetings


def test_too_few_came(secretary, unit, today, how) -> None:
    one, people = ready(unit, today, how), names(unit, today, 3)
    who = sorted(entitled.expected(unit, "assembly", today).entitled)
    said = {"seen": "ready", "on": today.isoformat(), "ballots": "3", "absent": who[: len(who) // 2],
            **rows(people, 3, 3, 0)}  # fmt: skip
    answer = secretary.post(f"/elections/{one.pk}/hold/", said)
    assert answer.status_code == 400
    assert "选举才有效" in text(answer)
    assert f'value="{who[0]}" id="absent_{who[0]}" checked' in text(answer)


def test_two_at_once_and_what_was_typed_stays(secretary, office, unit, today, how) -> None:
    one = asked(secretary)
    here = f"/elections/{one.pk}/"
    actions.step(one, "approve", seen="requested", **how)
    late = office.post(f"{here}send_back/", {"seen": "requested", "note": "请补充名册"})
    assert late.status_code == 409
    assert "请补充名册" in text(late)
    assert "筹备提名" in text(late)
    actions.submit_candidates(
        one, seats=1, nominees=[(electable(unit, on=today)[0].pk, "secretary")], seen="preparing",
        **how,
    )  # fmt: skip
    people = names(unit, today, 2)
    late = secretary.post(
        f"{here}submit_candidates/", {"seen": "preparing", "seats": "2", **rows(people)}
    )
    assert late.status_code == 409
    assert people[1] in text(late)
    assert one.nominees.count() == 1
    assert secretary.get(f"{here}submit_candidates/")["Location"] == here
    again = secretary.post(ASK, {"note": "又一次"})
    assert again.status_code == 409
    assert "又一次" in text(again)


def test_wrong_steps_are_undone(secretary, office, unit, today, how) -> None:
    one = asked(secretary)
    here = f"/elections/{one.pk}/"
    assert secretary.post(f"{here}withdraw_request/", {"seen": "requested"}).status_code == 302
    secretary.post(f"{here}request/", {"seen": "reminded"})
    office.post(f"{here}approve/", {"seen": "requested"})
    people = names(unit, today, 2)
    secretary.post(f"{here}submit_candidates/", {"seen": "preparing", "seats": "1", **rows(people)})
    office.post(
        f"{here}send_back_candidates/", {"seen": "candidates_requested", "note": "差额不够"}
    )
    again = text(secretary.get(f"{here}submit_candidates/"))
    assert people[0] in again
    assert "差额不够" in text(secretary.get(here))
    more = {"seen": "preparing", "seats": "1", **rows(names(unit, today, 3))}
    secretary.post(f"{here}submit_candidates/", more)
    assert "这是第 2 次名单" in text(secretary.get(here))
    office.post(f"{here}approve_candidates/", {"seen": "candidates_requested"})
    came = len(entitled.expected(unit, "assembly", today).entitled)
    held = {"seen": "ready", "on": today.isoformat(), "ballots": str(came), **rows(people, came)}
    secretary.post(f"{here}hold/", held)
    one.refresh_from_db()
    wrong = one.assembly
    assert secretary.post(f"{here}record_again/", {"seen": "held", "note": ""}).status_code == 400
    secretary.post(f"{here}record_again/", {"seen": "held", "note": "票数写错"})
    wrong.refresh_from_db()
    assert wrong.voided_at is not None
    assert "选举结果" not in text(secretary.get(here))
    assert f"{here}hold/" in text(secretary.get(here))


def test_more_time_is_asked_for_and_approved(secretary, office, unit, today) -> None:
    term = queries.body_of(unit, on=today).term
    last = text(secretary.get(f"{ASK}?extend=1"))
    assert "最迟可延至" in last
    far = secretary.post(f"{ASK}?extend=1", {"to": "2099-01-01", "reason": "人员外出"})
    assert far.status_code == 400
    assert "人员外出" in text(far)
    assert queries.open_one(unit) is None
    to = term.due + timedelta(days=90)
    done = secretary.post(f"{ASK}?extend=1", {"to": to.isoformat(), "reason": "人员外出"})
    here = done["Location"]
    shown = text(office.get(here))
    assert "申请把任期延期至" in shown
    assert shown.index("postpone/") < shown.index("approve/")
    page = text(office.get(f"{here}postpone/"))
    assert f'value="{to.isoformat()}"' in page
    agreed = {"seen": "requested", "to": to.isoformat(), "reason": "同意"}
    assert office.post(f"{here}postpone/", agreed).status_code == 302
    own = text(secretary.get(TERMS))
    assert "经批准延期至" in own
    assert f"{here}extend/" not in text(secretary.get(here)), "once"


def test_an_election_that_was_opened_is_asked_to_be_put_off(secretary, office, unit, today) -> None:
    here = office.post(OPEN)["Location"]
    assert f"{here}extend/" in text(secretary.get(here))
    to = queries.body_of(unit, on=today).term.due + timedelta(days=30)
    said = {"seen": "reminded", "to": to.isoformat(), "reason": "拆迁"}
    assert secretary.post(f"{here}extend/", said).status_code == 302
    assert "拆迁" in text(office.get(here))
    assert office.post(f"{here}cancel/", {"seen": "requested", "note": "撤销"}).status_code == 302
    assert "已取消" in text(secretary.get(here))


def test_the_list_of_candidates_is_for_those_who_work_on_it(
    client_of, unit, today, how, secretary
) -> None:
    one = ready(unit, today, how)
    assert "名单只有换届组织和上级的经办人能看到" in text(secretary.get(f"/elections/{one.pk}/"))
    for user in ("host", "member", "community", "admin", "haikou"):
        assert client_of(user).get(f"/elections/{one.pk}/").status_code == 403
        assert client_of(user).post(f"/elections/{one.pk}/hold/", {}).status_code == 403


def test_what_there_is_not(secretary, unit, today, how) -> None:
    one = ready(unit, today, how)
    assert secretary.get("/elections/0/").status_code == 404
    assert secretary.get(f"/elections/{one.pk}/nonsense/").status_code == 404
    assert secretary.get(f"/elections/{one.pk}/request/")["Location"] == f"/elections/{one.pk}/"
    assert secretary.post(OPEN).status_code == 403, "the superior reminds"


def test_a_page_of_an_election_asks_little(
    secretary, unit, today, how, django_assert_max_num_queries
) -> None:
    one = ready(unit, today, how)
    secretary.get(f"/elections/{one.pk}/")
    with django_assert_max_num_queries(15):
        secretary.get(f"/elections/{one.pk}/")
