"""Training on screen: a course recorded by tapping who was not there, hours that follow, lists that
narrow, a workbook to take away; for each role, and for what cannot have been."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from django.utils import timezone

from liandong.domains.audit.models import Event
from liandong.domains.life import queries
from liandong.domains.life.models import Course
from liandong.domains.observatory import life_training
from liandong.domains.orgs.models import Unit
from liandong.domains.orgs.queries import place

BRANCH, ABOVE, TOP = "D460105001001", "D460105000000", "D460000000000"
HERE = f"/organisations/{BRANCH}/training/"
RECORD = HERE + "record/?for=member"


@pytest.fixture
def today(province):
    return timezone.localdate()


@pytest.fixture
def unit(province) -> Unit:
    return Unit.objects.get(code=BRANCH)


def page(client, url: str, status: int = 200) -> str:
    answer = client.get(url)
    assert answer.status_code == status
    return answer.content.decode()


def record(client, today, **said):
    sent = {"title": "党章学习", "on": today.isoformat(), "hours": "6", **said}
    return client.post(RECORD, sent)


def of(answer) -> Course:
    assert answer.status_code == 302, answer.content.decode()
    return Course.objects.get(pk=int(answer["Location"].split("/")[2]))


def hours(unit, today) -> dict[int, Decimal]:
    return {one.person: one.hours for one in queries.learning(unit, role="member", on=today)}


def test_everybody_gets_the_hours_but_those_tapped(client_of, today, unit) -> None:
    client, before = client_of("branch"), hours(unit, today)
    shown = page(client, RECORD)
    assert all(f'id="absent_{pk}"' in shown for pk in before)
    gone = min(before)
    made = of(record(client, today, absent=[gone]))
    after = hours(unit, today)
    assert after[gone] == before[gone]
    assert all(after[pk] == before[pk] + 6 for pk in before if pk != gone)
    assert len(queries.took_part(made)) == len(before) - 1
    assert "党章学习" in page(client, HERE)


def test_enough_hours_count_upstairs_on_the_same_page_load(client_of, today, unit) -> None:
    above = place(ABOVE, "party")
    before = life_training.progress(above, on=today).own["life.member_training"]
    of(record(client_of("branch"), today, hours="32"))
    after = life_training.progress(above, on=today).own["life.member_training"]
    lacked = before.met, before.owed
    assert after.met > before.met, lacked
    assert after.owed == before.owed
    own = life_training.progress(place(BRANCH, "party"), on=today).own["life.member_training"]
    assert own.met == own.owed


def test_the_numbers_of_the_page_are_those_of_the_duty(client_of, today, unit) -> None:
    reached = life_training.progress(place(BRANCH, "party"), on=today).own
    needed = life_training.asked(place(BRANCH, "party"), on=today)
    for code, role in (
        ("life.member_training", "member"),
        ("life.secretary_training", "secretary"),
    ):
        people = [one for one in queries.learning(unit, role=role, on=today) if one.owes]
        enough = [one for one in people if one.hours >= needed[code].needed]
        assert (len(enough), len(people)) == (reached[code].met, reached[code].owed)


def test_planned_then_held_on_the_day_it_was(client_of, today, unit) -> None:
    client = client_of("branch")
    plan = HERE + "plan/?for=secretary"
    page(client, plan)
    ahead = today + timedelta(days=9)
    sent = {"title": "书记轮训", "on": ahead.isoformat(), "hours": "8"}
    course = of(client.post(plan, sent))
    shown = page(client, f"/courses/{course.pk}/")
    assert "还没有登记谁参加" in shown
    assert "登记举办" not in shown
    assert "计划中" in page(client, HERE + "?course=planned")
    early = client.post(f"/courses/{course.pk}/change/", sent)
    assert early.status_code == 400
    assert "还没有到" in early.content.decode()
    held = of(client.post(f"/courses/{course.pk}/change/", sent | {"on": today.isoformat()}))
    assert held.for_secretaries
    assert {one.person for one in queries.took_part(held)} == {
        one.person for one in queries.learning(unit, role="secretary", on=today)
    }


def test_corrected_with_a_reason_then_voided(client_of, today, unit) -> None:
    client = client_of("branch")
    course = of(record(client, today))
    change, gone = f"/courses/{course.pk}/change/", min(hours(unit, today))
    sent = {"title": course.title, "on": today.isoformat(), "hours": "6.0", "absent": [gone]}
    silent = client.post(change, sent)
    assert silent.status_code == 400
    assert f'id="absent_{gone}" checked' in silent.content.decode()
    assert of(client.post(change, sent | {"reason": "他请假了"})).pk == course.pk
    assert f'id="absent_{gone}" checked' in page(client, change)
    more = {name: value for name, value in sent.items() if name != "absent"}
    of(client.post(change, more))
    assert gone in {one.person for one in queries.took_part(course)}
    off = f"/courses/{course.pk}/off/"
    assert client.post(off, {"reason": ""}).status_code == 400
    assert client.post(off, {"reason": "重复登记"}).status_code == 302
    assert "重复登记" in page(client, f"/courses/{course.pk}/")
    assert client.get(change).status_code == 302
    assert client.post(off, {"reason": "再来"}).status_code == 302


def test_a_part_is_typed_beside_a_name_and_corrected_there(client_of, today, unit) -> None:
    client, before = client_of("branch"), hours(unit, today)
    part, whole, gone = sorted(before)[:3]
    typed = {
        f"hours_{part}": " １.5 ",
        f"hours_{whole}": "6",
        f"hours_{gone}": "2",
        "absent": [gone],
    }
    course = of(record(client, today, **typed))
    took = {one.person: one.hours for one in queries.took_part(course)}
    assert (took[part], took[whole], gone in took) == (Decimal("1.5"), 6, False)
    assert hours(unit, today)[part] == before[part] + Decimal("1.5")
    assert "1.5 学时" in page(client, f"/courses/{course.pk}/")
    change = f"/courses/{course.pk}/change/"
    shown = page(client, change)
    assert f'id="hours_{part}" value="1.5"' in shown
    assert f'id="hours_{whole}" value=""' in shown
    sent = {"title": course.title, "on": today.isoformat(), "hours": "6.0", "absent": [gone]}
    assert of(client.post(change, sent | {"reason": "其实听完了"})).pk == course.pk
    assert hours(unit, today)[part] == before[part] + 6
    of(client.post(change, sent | {f"hours_{part}": "4", "reason": "中途离场"}))
    assert hours(unit, today)[part] == before[part] + 4


@pytest.mark.parametrize("typed", ["6.5", "0", "-1", "两", "1.25", "NaN", "Infinity", "1e9"])
def test_nobody_gets_more_than_all_of_it(client_of, today, unit, typed: str) -> None:
    client, one = client_of("branch"), queries.learning(unit, role="member", on=today)[0]
    answer = record(client, today, **{f"hours_{one.person}": typed})
    shown = answer.content.decode()
    assert answer.status_code == 400
    assert f"{one.name}的学时填得不对" in shown
    assert f'id="hours_{one.person}" value="{typed}"' in shown
    assert f'id="wrong_{one.person}"' in shown
    assert not Course.objects.filter(title="党章学习").exists()


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"title": " "}, "必填"), ({"hours": "0"}, "0.5"), ({"hours": "6.25"}, "小数"),
        ({"hours": "300"}, "200"), ({"on": "2099-01-01"}, "还没有到"), ({"on": "昨天"}, "日期"),
        ({"on": "1900-01-01"}, "不存在"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_and_nothing_typed_is_lost(
    client_of, today, said: dict[str, str], words: str
) -> None:
    answer = record(client_of("branch"), today, **{"title": "学习二十大", **said})
    shown = answer.content.decode()
    assert answer.status_code == 400
    assert words in shown
    assert "学习二十大" in shown or not said.get("title", "x").strip()
    assert not Course.objects.filter(title="学习二十大").exists()


def test_nobody_there_twice_the_same_and_strangers(client_of, today, unit) -> None:
    client, everybody = client_of("branch"), list(hours(unit, today))
    none = record(client, today, absent=everybody)
    assert none.status_code == 400
    assert "没有学时可记" in none.content.decode()
    assert len(queries.took_part(of(record(client, today, absent=["x", "999999999"])))) == len(
        everybody
    )
    twice = record(client, today)
    assert twice.status_code == 400
    assert "已经登记过" in twice.content.decode()


def test_lists_narrow(client_of, today, unit) -> None:
    client = client_of("branch")
    people = queries.learning(unit, role="member", on=today)
    one = next(who for who in people if who.owes)
    shown = page(client, f"{HERE}?q={one.name}")
    assert one.name in shown
    lacking = page(client, HERE + "?who=member&hours=lacking")
    assert all(who.name not in lacking for who in people if who.hours >= 60)
    assert "没有符合条件的人" in page(client, HERE + "?q=查无此人")
    assert "没有符合条件的培训" in page(client, HERE + "?title=查无此课")
    for odd in ("who=x", "hours=x", "course=x", "after=x", "after=20261301-1", "page=x", "sort=x"):
        page(client, f"{HERE}?{odd}")
    page(client, f"/organisations/{BRANCH}/training/record/?for=nonsense")
    assert client.get("/courses/999999999/").status_code == 404


def test_a_committee_sees_the_organisations_below(client_of, today) -> None:
    client = client_of("party_xiuying")
    shown = page(client, f"/organisations/{ABOVE}/training/?sort=-members")
    assert "下级组织" in shown
    below = life_training.progress(place(ABOVE, "party"), on=today).below.values()
    met = [one["life.member_training"] for one in below]
    assert all(f"{one.met} / {one.owed}" in shown for one in met if one.owed)


def test_too_many_to_tap_are_gone_through_by_organisation(client_of, today) -> None:
    client = client_of("party_xiuying")
    url = f"/organisations/{ABOVE}/training/record/?for=member"
    shown = page(client, url)
    assert "先选一个下级组织" in shown
    assert (
        client.post(url, {"title": "x", "on": today.isoformat(), "hours": "1"}).status_code == 200
    )
    made = of(client.post(f"{url}&part={BRANCH}",
                          {"title": "区里的培训", "on": today.isoformat(), "hours": "1"}))  # fmt: skip
    first = len(queries.took_part(made))
    more = f"/courses/{made.pk}/change/?part=D460105001002"
    assert " checked" not in page(client, more)
    of(client.post(more, {"title": "区里的培训", "on": today.isoformat(), "hours": "1"}))
    assert len(queries.took_part(made)) > first
    beside = f"{url}&part={TOP}"
    assert "先选一个下级组织" in page(client, beside)


def test_taken_away_with_its_rules_and_on_record(client_of, today, unit) -> None:
    before = Event.objects.filter(action="life.export_training").count()
    one, *others = queries.learning(unit, role="member", on=today)
    absent = [who.person for who in others]
    of(record(client_of("branch"), today, absent=absent, **{f"hours_{one.person}": "2.5"}))
    answer = client_of("branch").post(f"/organisations/{BRANCH}/training.xlsx")
    book = openpyxl.load_workbook(BytesIO(answer.content))
    rows = list(book["教育培训"].iter_rows(min_row=2, values_only=True))
    people = queries.learning(unit, role="member", on=today)
    found = {row[1]: row[2] for row in rows if row[0] == "党员"}
    assert found[people[0].name] == people[0].hours
    detail = list(book["学时明细"].iter_rows(min_row=2, values_only=True))
    assert [row for row in detail if row[2] == "党章学习"] == [
        (people[0].name, f"{today}", "党章学习", unit.name, 6, 2.5)
    ]
    assert sum(row[5] for row in detail if row[0] == people[0].name) == people[0].hours
    assert any("32 学时" in str(row[1]) for row in book["说明"].iter_rows(values_only=True))
    assert Event.objects.filter(action="life.export_training").count() == before + 1
    above = client_of("party_xiuying").post(f"/organisations/{ABOVE}/training.xlsx")
    units = openpyxl.load_workbook(BytesIO(above.content))["教育培训"]
    assert any(row[1] == BRANCH for row in units.iter_rows(values_only=True))
    assert client_of("branch").get(f"/organisations/{BRANCH}/training.xlsx").status_code == 302


@pytest.mark.parametrize("user", ["host", "haikou", "community", "member", "admin"])
def test_nobody_beside_reads_or_writes_here(client_of, today, user: str) -> None:
    client = client_of(user)
    made = of(record(client_of("branch"), today))
    for url in (HERE, RECORD, HERE + "plan/?for=member", f"/courses/{made.pk}/",
                f"/courses/{made.pk}/change/", f"/courses/{made.pk}/off/"):  # fmt: skip
        assert client.get(url).status_code == 403
        assert client.post(url, {"reason": "x"}).status_code in {403, 405}
    made.refresh_from_db()
    assert made.voided_at is None


def test_as_many_queries_for_many_as_for_few(
    client_of, today, django_assert_max_num_queries
) -> None:
    client = client_of("branch")
    page(client, HERE)
    with django_assert_max_num_queries(15):
        page(client, HERE)
    above = client_of("party")
    page(above, f"/organisations/{TOP}/training/")
    with django_assert_max_num_queries(15):
        page(above, f"/organisations/{TOP}/training/")
