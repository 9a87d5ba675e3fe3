"""A street calls, departments come, one verdict: each page with real records."""

from __future__ import annotations

import io
from datetime import timedelta

import openpyxl
import pytest
from django.utils import timezone

from liandong.domains.casework.models import Call, Whistle
from liandong.domains.orgs.models import Unit

STREET, DEPARTMENT = "460105001000", "Z460105000000CG"


@pytest.fixture
def street(client_of):
    return client_of("streetoffice")


@pytest.fixture
def liaison(client_of):
    return client_of("liaison")


def _said(**more: object) -> dict:
    return {"street": "460105001", "what": "占道经营", "where": "农贸市场东门",
            "units": [DEPARTMENT], **more}  # fmt: skip


def _blow(street, **more: object) -> Whistle:
    answer = street.post("/whistles/new/", _said(**more))
    assert answer.status_code == 302, answer.content.decode()[:2000]
    return Whistle.objects.latest("pk")


def test_from_the_whistle_to_the_verdict(street, liaison) -> None:
    one = _blow(street)
    call = one.calls.get()
    waiting = liaison.get("/whistles/").content.decode()
    assert "占道经营" in waiting
    assert "等待报到" in waiting
    assert "我们到了" in liaison.get(f"/whistles/{one.pk}/").content.decode()
    early = street.post(f"/whistles/{one.pk}/release/", {"verdict": "限期整改"})
    assert early.status_code == 400
    assert "不能解散" in early.content.decode()

    liaison.post(f"/whistles/calls/{call.pk}/report-in/")
    liaison.post(f"/whistles/calls/{call.pk}/finding/", {"text": "属实,三天内清理"})
    page = street.get(f"/whistles/{one.pk}/").content.decode()
    assert "属实,三天内清理" in page
    assert "写共同结论" in page
    street.post(f"/whistles/{one.pk}/release/", {"verdict": "限期整改"})
    street.post(f"/whistles/calls/{call.pk}/evaluate/", {"grade": "good", "said": "来得快"})
    page = street.get(f"/whistles/{one.pk}/").content.decode()
    assert "限期整改" in page
    assert "来得快" in page
    assert "办完离场" in page
    assert "占道经营" in street.get("/whistles/?state=ended").content.decode()


def test_the_catalogue_says_whom_it_would_call(street) -> None:
    page = street.get("/whistles/new/?matter=占道经营").content.decode()
    assert "清单上会叫到" in page
    page = street.get("/whistles/new/?matter=月亮上的事").content.decode()
    assert "清单里没有" in page


def test_nobody_called_keeps_what_was_typed(street) -> None:
    before = Whistle.objects.count()
    answer = street.post("/whistles/new/", _said(units=[]))
    assert answer.status_code == 400
    assert "农贸市场东门" in answer.content.decode()
    assert Whistle.objects.count() == before


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"what": ""}, "这个字段是必填项"), ({"where": " "}, "这个字段是必填项"),
        ({"within": "0"}, "5"), ({"units": ["Z999"]}, "Z999"), ({"street": "4602"}, "4602"),
        ({"matter": "没有的事项名"}, "清单里没有"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_and_nothing_kept(street, more, said) -> None:
    before = Whistle.objects.count()
    answer = street.post("/whistles/new/", _said(**more))
    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert Whistle.objects.count() == before


def test_script_in_what_is_said_stays_text(street) -> None:
    one = _blow(street, what="<script>alert(1)</script>\u202e翻转")
    page = street.get(f"/whistles/{one.pk}/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page
    assert "\u202e" not in page


def test_reporting_in_twice_keeps_the_first_time(street, liaison) -> None:
    call = _blow(street).calls.get()
    for _ in range(2):
        answer = liaison.post(f"/whistles/calls/{call.pk}/report-in/", follow=True)
    assert "已经登记过了" in answer.content.decode()
    first = Call.objects.get(pk=call.pk).reported_at
    assert first is not None
    assert timezone.now() - first < timedelta(minutes=5)


def test_a_department_acts_for_itself_only(street, liaison) -> None:
    other = Unit.objects.filter(kind="department", code__startswith="Z460105").exclude(
        code=DEPARTMENT
    )[0]  # fmt: skip
    call = _blow(street, units=[DEPARTMENT, other.code]).calls.get(unit=other)
    assert liaison.post(f"/whistles/calls/{call.pk}/report-in/").status_code == 403
    assert liaison.get("/whistles/new/").status_code == 403
    assert liaison.get(f"/whistles/{call.whistle_id}/release/").status_code == 403


def test_an_unknown_one_is_not_there(street) -> None:
    assert street.get("/whistles/999999/").status_code == 404
    assert street.post("/whistles/calls/999999/report-in/").status_code == 404


def test_how_departments_came_adds_up(street, liaison) -> None:
    before = _counts(street)
    late = _blow(street)
    Call.objects.filter(whistle=late).update(due_at=timezone.now() - timedelta(minutes=9))
    liaison.post(f"/whistles/calls/{late.calls.get().pk}/report-in/")
    liaison.post(f"/whistles/calls/{_blow(street).calls.get().pk}/report-in/")
    _blow(street)  # its time still runs: called, and in none of the others
    after = _counts(street)
    assert [new - old for new, old in zip(after, before, strict=True)] == [3, 1, 1, 0]


def _counts(street) -> list[int]:
    answer = street.get("/whistles/timeliness/export.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    rows = {row[0]: row for row in sheet.iter_rows(min_row=2, values_only=True)}
    return list(rows.get(DEPARTMENT, (0,) * 6)[2:6])


@pytest.mark.parametrize("path", ["/whistles/", "/whistles/?state=ended", "/whistles/new/",
                                  "/whistles/timeliness/"])  # fmt: skip
def test_few_queries_however_many_whistles(street, path, django_assert_max_num_queries) -> None:
    for _ in range(3):
        _blow(street)
    with django_assert_max_num_queries(15):
        assert street.get(path).status_code == 200
