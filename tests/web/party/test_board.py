"""The board of a Party organisation: every section's numbers are those of the day's figures, each
leads to its explanation; whoever works for the area sees sums, none of them small."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from liandong.core.standards.life.catalogue import STANDARDS
from liandong.core.standards.life.meetings import MEETINGS
from liandong.domains.accounts.models import Assignment, User
from liandong.domains.members.actions import floating
from liandong.domains.members.models import Membership
from liandong.domains.observatory import figures
from liandong.domains.orgs.models import Unit
from liandong.domains.orgs.queries import place

TOP, DISTRICT, STREET = "D460000000000", "D460105000000", "D460105001000"
BRANCH = "D460105001001"


def board(code: str) -> str:
    return f"/organisations/{code}/board/"


def text(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


@pytest.fixture
def today(province) -> date:
    return timezone.localdate()


@pytest.fixture
def page(client_of, province):
    def shown(url: str, who: str = "party") -> str:
        answer = client_of(who).get(url)
        assert answer.status_code == 200, url
        return answer.content.decode()

    return shown


def cells(html: str, part: str) -> dict[str, list[str]]:
    """The rows of the first table of a part, by their first cell."""
    inside = html[html.index(f'id="{part}"') :]
    body = re.search("<tbody>(.*?)</tbody>", inside, re.S)[1]
    rows = {}
    for row in re.findall("<tr>(.*?)</tr>", body, re.S):
        head = re.search(r"<th[^>]*>(?:<a[^>]*>)?([^<]+)", row)[1]
        rows[head] = [text(one).strip() for one in re.findall("<td.*?</td>", row, re.S)]
    return rows


def test_meetings_are_those_of_the_day(page, today):
    own = figures.view(place(TOP, "party"), on=today).own.totals
    rows = cells(page(board(TOP)), "meetings")
    owed = [one for one in MEETINGS if own[f"{one.key}_met"] + own[f"{one.key}_due"]]
    assert len(rows) == len(owed) > 3
    for one in owed:
        met, due = int(own[f"{one.key}_met"]), int(own[f"{one.key}_due"])
        now, waiting = rows[one.title.zh][:2]
        assert now.endswith(f"{met:,} / {met + due:,}")
        assert waiting == f"{due:,}"


def test_structure_elections_and_training_are_those_of_the_day(page, today):
    own = figures.view(place(TOP, "party"), on=today).own.totals
    html = page(board(TOP))
    assert cells(html, "elections")["逾期未换届"] == [f"{int(own['term_overdue'])}"]
    found = cells(html, "structure")
    for one in STANDARDS:
        if one.code.startswith("structure.") and one.title.zh in found:
            broken, looked = found[one.title.zh][:2]
            assert broken == f"{int(own[f'{one.key}_overdue'])}"
            assert looked == f"{int(own[f'{one.key}_due'])}"
    assert found
    met, owed = own["member_training_people_met"], own["member_training_people_owed"]
    assert cells(html, "training")["党员集中学习培训"][0].endswith(f"{int(met):,} / {int(owed):,}")


def test_every_number_of_its_tables_leads_to_its_explanation(page):
    html = page(board(TOP))
    for part in ("meetings", "below", "levels", "structure", "training"):
        inside = html[html.index(f'id="{part}"') :]
        body = re.search("<tbody>(.*?)</tbody>", inside, re.S)[1]
        links = re.findall(r'<td[^>]*><a href="([^"]+)"', body)
        assert links, part
        assert all("/indicators/life." in one for one in links), part


def test_those_below_by_this_period_or_the_year(page, today):
    children = figures.view(place(DISTRICT, "party"), on=today).below
    street = children[Unit.objects.get(code=STREET).pk].totals
    now = cells(page(board(DISTRICT)), "below")
    year = cells(page(board(DISTRICT) + "?of=year"), "below")
    name = Unit.objects.get(code=STREET).name
    met, due = int(street["assembly_met"]), int(street["assembly_due"])
    assert now[name][0].endswith(f"{met} / {met + due}")
    met, owed = int(street["assembly_year_met"]), int(street["assembly_year_owed"])
    assert year[name][0].endswith(f"{met} / {owed}")


def test_of_a_branch_directly_below_it_says_how_it_stands(page):
    rows = cells(page(board(STREET)), "below")
    states = set(rows[Unit.objects.get(code=BRANCH).name])
    assert states & {"已完成", "待完成"}


def away(today, n: int, **where) -> None:
    held = Membership.objects.on(today).filter(unit__code=BRANCH, stage="full")
    free = held.filter(person__floatings=None).select_related("person").order_by("pk")[:n]
    for row in free:
        floating.register_away(
            row.person, since=today, reason="work", by="test", at=timezone.now(), **where
        )


def flow_of(html: str) -> dict:
    inside = html[html.index('id="chart-flow"') :]
    return json.loads(
        re.search(r'<script[^>]*type="application/json">(.*?)</script>', inside, re.S)[1]
    )


def test_the_picture_of_the_flow_has_everybody_who_is_away(page, today):
    away(today, 2, elsewhere="广东省")
    away(today, 4, host=Unit.objects.get(code="D460105002000"))
    html = page(board(DISTRICT))
    data, top = flow_of(html), figures.view(place(DISTRICT, "party"), on=today).own.totals
    inside = {one["key"] for one in data["from"] if not one["away"]}
    out = sum(one["n"] for one in data["links"] if one["from"] in inside)
    assert out == int(top["floating_out"]) >= 6
    assert data["sums"]
    names = {one["name"] for one in data["to"]}
    assert "省外" in names
    rows = cells(html, "floating")
    assert sum(int(row[0]) for row in rows.values()) == int(top["floating_out"])


def test_small_flows_are_withheld_from_whoever_does_not_read_rosters(page, today):
    away(today, 2, elsewhere="广东省")
    html = page(board(DISTRICT), "xiuying")
    data = flow_of(html)
    assert all(one["n"] >= 3 for one in data["links"])
    assert not data["sums"]
    assert "不公布" in html
    assert "这里只有合计" in html


@pytest.mark.parametrize(
    ("who", "code", "status"),
    [
        ("party", TOP, 200), ("party_xiuying", DISTRICT, 200), ("party_xiuying", TOP, 403),
        ("province", TOP, 200), ("haikou", TOP, 403), ("haikou", DISTRICT, 200),
        ("xiuying", DISTRICT, 200), ("street", STREET, 200), ("street", DISTRICT, 403),
        ("community", BRANCH, 403), ("branch", BRANCH, 302), ("branch", STREET, 403),
        ("member", STREET, 403), ("auditor", TOP, 403), ("admin", TOP, 403),
    ],
)  # fmt: skip
def test_who_sees_which_board(client_of, province, who, code, status):
    assert client_of(who).get(board(code)).status_code == status


def test_the_area_s_page_leads_to_its_organisation_and_shows_its_numbers(client_of, province):
    client = client_of("province")
    assert 'hx-get="/units/46/party/"' in client.get("/units/46/").content.decode()
    assert client.get("/units/46/party/")["Location"] == board(TOP)
    beside = client.get("/units/46/party/", headers={"HX-Request": "true"}).content.decode()
    own = figures.view(place(TOP, "party"), on=timezone.localdate()).own.totals
    assert f"{int(own['members']):,}" in beside
    assert board(TOP) in beside
    assert "<html" not in beside
    none = client.get("/units/4604/party/")
    assert none.status_code == 200
    assert "没有可以按区划查看" in none.content.decode()
    assert client_of("haikou").get("/units/46/party/").status_code == 403


def test_a_day_asked_for_is_kept_by_every_link(page):
    html = page(board(DISTRICT) + "?on=2026-10-31")
    body = html[html.index('id="meetings"') : html.index('id="elections"')]
    links = [one for one in re.findall(r'href="([^"#]+)', body) if one.startswith("/")]
    assert links
    assert all("on=2026-10-31" in one for one in links)


def test_the_year_is_drawn_from_the_runs_that_were_kept(page, province):
    from liandong.domains.observatory import families, runs
    from liandong.domains.observatory.models import Run

    for day in ("2026-09-30", "2026-10-31"):
        runs.make(date.fromisoformat(day), cause="test", of=families.LIFE)
    made = Run.objects.filter(family="life").count()
    html = page(board(TOP) + "?meeting=life.themed_day")
    assert 'id="chart-trend"' in html
    assert "主题党日：截至2026年10月31日完成" in html
    assert Run.objects.filter(family="life").count() == made, "nothing is computed to be drawn"


@pytest.mark.parametrize("code", [TOP, DISTRICT, STREET])
@pytest.mark.parametrize("who", ["party", "province"])
def test_at_most_15_queries(client_of, province, who, code):
    client = client_of(who)
    client.get(board(code))
    with CaptureQueriesContext(connection) as queries:
        client.get(board(code))
    assert len(queries) <= 15, [query["sql"][:90] for query in queries]


def test_english_is_complete(client_of, province):
    client = client_of("party")
    client.cookies["django_language"] = "en"
    html = client.get(board(DISTRICT)).content.decode()
    main = html[html.index("<main") : html.index("</main>")]
    names = r'<script.*?</script>|<div class="print-head".*?</div>|<th scope="row">.*?</th>'
    said = text(re.sub(names, "", main, flags=re.S))
    # Only names of organisations stay as they are, in the head and in the flow's table.
    assert not [one for one in re.findall(r"[\u4e00-\u9fff]+", said) if not one.startswith("中共")]


def test_of_the_future_and_of_long_ago_it_says_that_there_is_nothing(page):
    html = page(board(TOP) + "?on=2014-05-01")
    assert "这一天没有应开的会议" in html
    assert Assignment.objects.filter(user__in=User.objects.filter(username="party")).exists()
