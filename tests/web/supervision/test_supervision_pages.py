"""A supervisor's pages: what is late, what to decide, rates that a reader can count again."""

from __future__ import annotations

import io
import json
import re
from datetime import date, timedelta

import openpyxl
import pytest
from django.utils import timezone
from django.utils.html import escape
from typer.testing import CliRunner

from liandong.core.indicators.suppression import THRESHOLD
from liandong.domains.casework import actions, queries, sweeping
from liandong.domains.casework.models import CallBack, Case, Contact, Review
from liandong.domains.casework.queries.lists import midnight
from liandong.domains.catalogue import queries as catalogue
from liandong.domains.orgs.models import Unit
from liandong.domains.orgs.queries import children, place
from liandong.domains.workflow.models import Clock

COMMUNITY, DISTRICT, CITY = "460105001001", "460105", "4601"
pytestmark = pytest.mark.django_db
PAGES = ["/supervision/", "/supervision/open/", "/supervision/rates/", "/supervision/spots/"]
END = date(2026, 11, 1)
PERIOD = "start=2026-05-01&end=2026-10-31"


@pytest.fixture
def supervisor(client_of):
    return client_of("supervisor")


def _how(by: str = "test") -> dict:
    return {"by": by, "at": timezone.now()}


def _received(text: str = "小区路灯不亮，晚上很黑") -> Case:
    place = Unit.objects.get(code=COMMUNITY)
    return actions.receive(text=text, place=place, channel="web", **_how()).case


def _objected() -> Review:
    case = _received()
    matter = next(
        one for one in catalogue.in_force(timezone.localdate())
        if (lead := catalogue.leads(one, place(COMMUNITY), timezone.localdate()))
        and lead.kind == "department"
    )  # fmt: skip
    actions.classify(case, matter=matter, **_how())
    actions.dispatch(case, **_how())
    return actions.object_to(case, reason="不属于我们", **_how("liaison"))


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("who", ["desk", "worker", "streetoffice", "liaison", "province", "admin"])
def test_only_supervisors_come_in(client_of, path, who) -> None:
    assert client_of(who).get(path).status_code == 403


@pytest.mark.parametrize("path", PAGES)
def test_only_places_of_theirs(supervisor, path) -> None:
    assert supervisor.get(f"{path}?at=460105").status_code == 200
    assert supervisor.get(f"{path}?at=4602").status_code == 403
    assert supervisor.get(f"{path}?at=46").status_code == 403
    assert supervisor.get(f"{path}?at=nowhere").status_code == 404


def test_an_objection_is_decided_once_and_with_a_reason(supervisor) -> None:
    one = _objected()
    url = f"/supervision/reviews/{one.pk}/"
    page = supervisor.get(url).content.decode()
    assert "不属于我们" in page
    assert "退回受理台改派" in page
    for empty in ({}, {"granted": "yes", "reason": " "}, {"granted": "maybe", "reason": "因为"},
                  {"granted": "yes", "reason": "\u202e\u200b"}):  # fmt: skip
        assert supervisor.post(url, empty).status_code == 400
        assert Review.objects.get(pk=one.pk).granted is None
    assert supervisor.post(url, {"granted": "yes", "reason": "归市政"}).status_code == 302
    again = supervisor.post(url, {"granted": "no", "reason": "又想了想"})
    assert again.status_code == 409
    assert Review.objects.get(pk=one.pk).reason == "归市政"
    assert Case.objects.get(pk=one.case_id).state == "redispatching"


def test_nobody_decides_what_they_asked_for(supervisor) -> None:
    one = actions.propose_exclusion(_received(), reason="重复多次", **_how("supervisor"))
    answer = supervisor.post(f"/supervision/reviews/{one.pk}/", {"granted": "yes", "reason": "是"})
    assert answer.status_code == 400
    assert Review.objects.get(pk=one.pk).granted is None


def test_a_complaint_is_not_decided_by_its_subject(supervisor, client_of) -> None:
    case = _received("街道办事推诿，态度不好")
    actions.set_about(case, about=Unit.objects.get(code="460100000000"), **_how())
    one = actions.propose_exclusion(case, reason="不属实", **_how())
    assert supervisor.get(f"/supervision/reviews/{one.pk}/").status_code == 403
    assert "不属实" not in supervisor.get("/supervision/").content.decode()


def test_script_in_a_reason_stays_text(supervisor) -> None:
    one = actions.propose_exclusion(_received(), reason="<script>alert(1)</script>", **_how())
    for path in ("/supervision/", f"/supervision/reviews/{one.pk}/"):
        page = supervisor.get(path).content.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page


def test_units_add_up_to_the_whole(supervisor, client_of) -> None:
    from liandong.domains.accounts.models import User
    from liandong.domains.accounts.queries import rights_of

    rights = rights_of(User.objects.get(username="supervisor"), timezone.localdate())
    now, city = timezone.now(), place(CITY)
    _received()
    total, units = queries.late_below(rights, city, children(city), at=now)
    assert total.open == sum(one.open for one in units.values()) > 0
    assert total == queries.late_counts(rights, at=now)
    late = Case.objects.filter(closed_at=None, due_at__lte=now, about=None).count()
    assert total.late == late


def _numbers(page: str) -> list[tuple[int, int]]:
    said = re.findall(r">([\d,]+) 中的 ([\d,]+)</p>", page)
    return [(int(over.replace(",", "")), int(under.replace(",", ""))) for under, over in said]


def test_rates_are_those_of_the_command_line_and_of_the_records(supervisor) -> None:
    page = supervisor.get(f"/supervision/rates/?at={DISTRICT}&{PERIOD}").content.decode()
    said = queries.rates(place(DISTRICT), start=date(2026, 5, 1), end=END)
    from liandong.cli.requests import app

    answer = CliRunner().invoke(
        app, ["rates", "--unit", DISTRICT, "--from", "2026-05-01", "--to", "2026-10-31",
              "--format", "json"],
    )  # fmt: skip
    total = json.loads(answer.stdout)["total"]
    told = [(total[k]["numerator"], total[k]["denominator"])
            for k in ("response", "resolution", "satisfaction")]  # fmt: skip
    assert _numbers(page) == told
    assert told[0] == _by_hand()
    assert said.received == json.loads(answer.stdout)["received"] > 0


def _by_hand() -> tuple[int, int]:
    """Of each request by itself: was it to be contacted, was it in time."""
    now, good, all_of_them = timezone.now(), 0, 0
    start, end = midnight(date(2026, 5, 1)), midnight(END)
    codes = Unit.objects.filter(code__startswith=DISTRICT)
    found = Case.objects.filter(received_at__gte=start, received_at__lt=end, place__in=codes)
    for case in found.filter(requester__isnull=False).exclude(
        state__in=["merged", "withdrawn", "set_aside"]
    ):
        clock = Clock.objects.filter(process=case.process_id, code="contact", round=1).first()
        if clock is None:
            continue
        first = Contact.objects.filter(case=case, reached=True).order_by("at").first()
        if first is None and (clock.due_at is None or clock.due_at > now):
            continue
        all_of_them += 1
        good += first is not None and (clock.due_at is None or first.at < clock.due_at)
    return good, all_of_them


def test_each_unit_below_has_the_rates_it_has_by_itself() -> None:
    above, below = place("460105"), children(place("460105"))
    _whole, units = queries.rates_and_below(above, below, start=date(2026, 1, 1), end=END)
    known = timezone.now()
    for one in below[:4]:
        own = queries.rates(one, start=date(2026, 1, 1), end=END, known_at=known).total
        assert (units[one.id].response.numerator, units[one.id].response.denominator) == (
            own.response.numerator, own.response.denominator)  # fmt: skip
        assert units[one.id].satisfaction.excluded == own.satisfaction.excluded


def test_too_few_are_not_compared(supervisor) -> None:
    page = supervisor.get(f"/supervision/rates/?at={COMMUNITY}&{PERIOD}").content.decode()
    assert "按编号排列" not in page  # a community has no units below
    _received()
    today = timezone.localdate()
    said = queries.rates(place(DISTRICT), start=today, end=today + timedelta(days=1))
    assert not said.total.response.enough
    page = supervisor.get(f"/supervision/rates/?at={DISTRICT}&start={today}&end={today}")
    assert not re.search(r">[\d.]+%<", page.content.decode())
    assert "n = 0" in page.content.decode()


def test_the_workbook_says_what_it_counts(supervisor) -> None:
    answer = supervisor.get(f"/supervision/rates/export.xlsx?at={DISTRICT}&{PERIOD}")
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    rows = list(book.worksheets[0].iter_rows(min_row=2, values_only=True))
    said = queries.rates(place(DISTRICT), start=date(2026, 5, 1), end=END).total
    assert rows[0][3:5] == (said.response.numerator, said.response.denominator)
    words = "".join(str(row[0]) for row in book.worksheets[1].iter_rows(values_only=True))
    assert "有效回访" in words


def test_small_counts_of_hot_spots_are_withheld(supervisor) -> None:
    community = Unit.objects.get(code="460105001002")
    matter = catalogue.in_force(timezone.localdate())[0]
    for _n in range(THRESHOLD - 1):
        actions.receive(text="少见的事", place=community, channel="web", matter=matter, **_how())
    here, today = place(community.code), timezone.localdate()
    day = today + timedelta(days=1)
    alone = queries.hot_spots(here, today, day)
    assert matter.code not in {one.matter for one in alone}
    actions.receive(text="少见的事", place=community, channel="web", matter=matter, **_how())
    assert matter.code in {one.matter for one in queries.hot_spots(here, today, day)}


def test_no_month_of_a_hot_spot_can_be_worked_out() -> None:
    community = Unit.objects.get(code="460105001002")
    matter = catalogue.in_force(timezone.localdate())[0]
    for month, many in ((9, THRESHOLD - 1), (10, THRESHOLD + 1)):
        at = midnight(date(2026, month, 5))
        for _n in range(many):
            actions.receive(text="少见的事", place=community, channel="web", matter=matter,
                            by="test", at=at)  # fmt: skip
    here = place(community.code)
    found = queries.spots_by_month(here, date(2026, 9, 1), END)
    course = next(one for one in found if one.spot.matter == matter.code)
    told = [course.by_month[date(2026, 9, 1)], course.by_month[date(2026, 10, 1)], course.total]
    assert told[0] is None
    assert told.count(None) > 1
    for one in queries.spots_by_month(place(CITY), date(2026, 1, 1), END, limit=50):
        told = [n for n in one.by_month.values() if n is not None]
        hidden = len(one.by_month) - len(told)
        assert all(n == 0 or n >= THRESHOLD for n in told)
        assert hidden != 1 or one.total is None


@pytest.mark.parametrize("path", ["/supervision/rates/", "/supervision/spots/"])
@pytest.mark.parametrize(
    "strange",
    ["start=2026-13-01", "start=2026-02-01&end=2026-01-01", "start=0001-01-01&end=0001-01-02",
     "end=9999-12-31", "start=1000-01-01&end=2026-01-01", "at=%00", "at=<script>",
     "start=%27%20or%201"],
)  # fmt: skip
def test_strange_questions_get_an_answer(supervisor, path, strange) -> None:
    assert supervisor.get(f"{path}?{strange}").status_code in (200, 400, 404)
    assert supervisor.get(f"{path}export.xlsx?{strange}").status_code in (200, 400, 404)


@pytest.mark.parametrize("path", [*PAGES, "/supervision/rates/?at=460105001"])
def test_few_queries_however_many_requests(supervisor, path, django_assert_max_num_queries) -> None:
    for _n in range(3):
        actions.propose_exclusion(_received(), reason="重复", **_how())
    with django_assert_max_num_queries(15):
        assert supervisor.get(path).status_code == 200


def test_there_is_something_to_count() -> None:
    assert CallBack.objects.exists()
    assert Case.objects.count() > THRESHOLD


def test_a_hot_spot_is_called_by_its_english_name(client_of) -> None:
    community = Unit.objects.get(code="460105001002")
    matter = next(one for one in catalogue.in_force(timezone.localdate()) if one.english)
    for _n in range(THRESHOLD):
        actions.receive(text="少见的事", place=community, channel="web", matter=matter, **_how())
    client = client_of("supervisor")
    english = client.get("/supervision/spots/", headers={"accept-language": "en"}).content.decode()
    assert escape(matter.english) in english
    assert matter.name not in english
    chinese = client.get("/supervision/spots/", headers={"accept-language": "zh-hans"})
    assert matter.name in chinese.content.decode()


def test_who_was_told_of_a_missed_limit_is_told_by_which_norm_in_words(client_of) -> None:
    how = {"by": "resident", "at": timezone.now() - timedelta(days=9)}
    here = Unit.objects.get(code=COMMUNITY)
    actions.receive(text="无人处理的诉求", place=here, channel="web", **how)
    sweeping.escalate(timezone.now())
    page = client_of("supervisor").get("/supervision/").content.decode()
    assert "一般诉求：派发时限" in page
    assert "casework." not in page
    english = client_of("supervisor").get("/supervision/", headers={"Accept-Language": "en"})
    assert "Dispatch of ordinary requests" in english.content.decode()
