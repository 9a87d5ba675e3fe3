"""A number of Party life, opened: the same on the board, on its page, on the command line and in
what is taken away; down to one organisation and its records."""

from __future__ import annotations

import io
import json
import re
from datetime import date
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook
from typer.testing import CliRunner

from liandong.cli.main import app
from liandong.core.indicators.families import LIFE
from liandong.core.standards.life.words import DutyStatus
from liandong.domains.audit.models import Event
from liandong.domains.life import actions
from liandong.domains.life.models import Meeting
from liandong.domains.observatory import figures
from liandong.domains.orgs.models import Unit
from liandong.domains.orgs.queries import place

TOP, DISTRICT, STREET = "D460000000000", "D460105000000", "D460105001000"
BRANCH = "D460105001001"


def url(code: str, indicator: str) -> str:
    return f"/organisations/{code}/indicators/{indicator}/"


def text(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


@pytest.fixture
def today(province) -> date:
    return timezone.localdate()


@pytest.fixture
def page(client_of, province):
    client = client_of("party")

    def shown(address: str, **headers: str) -> str:
        answer = client.get(address, headers=headers)
        assert answer.status_code == 200, address
        return answer.content.decode()

    return shown


def show(code: str, indicator: str) -> dict:
    done = CliRunner().invoke(
        app, ["indicators", "show", indicator, "--unit", code, "--format", "json"]
    )
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def taken(client, code: str, indicator: str, **asked: str) -> tuple[list[tuple], dict[str, object]]:
    """The rows of the workbook, and what its second sheet says."""
    answer = client.post(url(code, indicator) + "export.xlsx", asked)
    assert answer.status_code == 200
    book = load_workbook(io.BytesIO(answer.content))
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    return rows, dict(book.worksheets[1].iter_rows(values_only=True, max_col=2))


@pytest.mark.parametrize(
    "indicator", ["life.assembly", "life.themed_day_year", "life.term", "life.min_full_members"]
)
def test_page_board_command_line_and_workbook_say_the_same(client_of, page, today, indicator):
    figure = figures.view(place(DISTRICT, "party"), on=today).own.figure(indicator)
    over, under = f"{int(figure.numerator):,}", f"{int(figure.denominator):,}"
    said = text(page(url(DISTRICT, indicator)))
    assert f"{over} / {under}" in said
    told = show(DISTRICT, indicator)
    assert (int(told["numerator"]), int(told["denominator"])) == (
        figure.numerator,
        figure.denominator,
    )
    rows, about = taken(client_of("party"), DISTRICT, indicator)
    assert (about["分子"], about["分母"]) == (figure.numerator, figure.denominator)
    assert len(rows) - 1 == figure.unmet == about["行数"]
    assert f"/indicators/{indicator}/" in page(f"/organisations/{DISTRICT}/board/")


def test_it_says_definition_norm_and_parts(page):
    said = text(page(url(TOP, "life.assembly")))
    for part in ("本期已完成的党组织数 ÷", "中国共产党支部工作条例", "第十一条", "自 2018年10月28日起施行",
                 "life.assembly 第 1 版", "应完成的组织 n", "未知 0", "豁免 0"):  # fmt: skip
        assert part in said, part


def names(html: str) -> list[str]:
    return re.findall(r'<th scope="row"><a href="[^"]+">([^<]+)</a>', html)


def test_the_list_is_narrowed_sorted_and_paged(page, today):
    base = url(DISTRICT, "life.themed_day_year")
    whole = text(page(f"{base}?status=all"))
    n = int(re.search(r"共 ([\d,]+) 行", whole)[1].replace(",", ""))
    pages = [
        one for at in range(1, n // 50 + 2) for one in names(page(f"{base}?status=all&page={at}"))
    ]
    assert len(pages) == n
    inside = page(f"{base}?status=all&within={STREET}")
    assert 0 < len(names(inside)) <= n
    assert all("联合" in one for one in names(page(f"{base}?status=all&kind=joint_branch")))
    assert set(names(page(f"{base}?status=all&name=秀华社区"))) >= {"秀华社区党支部"}
    assert "没有符合条件的组织" in page(f"{base}?name=没有这个组织")
    assert names(page(f"{base}?status=all&sort=name")) != names(
        page(f"{base}?status=all&sort=-name")
    )
    assert page(f"{base}?status=nonsense&kind=nonsense&within=nonsense&sort=nonsense&page=x")


def test_a_line_leads_to_the_organisation_and_to_its_records(page):
    html = page(url(STREET, "life.assembly") + "?status=all")
    assert f'href="{url(BRANCH, "life.assembly")}"' in html
    assert f'href="/organisations/{BRANCH}/duties/life.assembly/"' in html
    roster = page(url(STREET, "life.members"))
    assert f'href="/organisations/{BRANCH}/members/"' in roster
    assert f'href="/organisations/{BRANCH}/floating/"' in page(
        url(STREET, "life.floating_contact") + "?status=all"
    ) or "没有符合条件的组织" in page(url(STREET, "life.floating_contact") + "?status=all")


def test_one_branch_is_reckoned_down_to_the_meeting(page, today):
    unit = Unit.objects.get(code=BRANCH)
    how = {"by": "test", "at": timezone.now()}
    for one in Meeting.objects.filter(unit=unit, kind="committee", state="held", voided_at=None,
                                      on__gte=today.replace(day=1)):  # fmt: skip
        actions.void(one, reason="测试", **how)
    before = text(page(url(BRANCH, "life.committee_meeting")))
    assert "应有 1 次，实有 0 次：待完成。" in before
    assert "这一期还没有记录" in before
    meeting = actions.record_held(unit=unit, kind="committee", on=today, **how)
    html = page(url(BRANCH, "life.committee_meeting"))
    assert "应有 1 次，实有 1 次：已完成。" in text(html)
    assert f'href="/meetings/{meeting.pk}/"' in html
    assert f'href="/organisations/{BRANCH}/duties/life.committee_meeting/"' in html


def test_one_branch_s_term_course_and_roster(page):
    assert "届满" in text(page(url(BRANCH, "life.term")))
    rule = text(page(url(BRANCH, "life.min_full_members")))
    assert "应有 3 人，实有" in rule
    assert "符合" in rule
    assert f'href="/organisations/{BRANCH}/members/"' in page(url(BRANCH, "life.min_full_members"))
    assert "党员每年集中学习培训" in text(page(url(BRANCH, "life.member_training_people")))


def test_beside_the_page_it_is_short_and_says_the_same(page):
    beside = page(url(TOP, "life.assembly"), **{"HX-Request": "true"})
    assert "<html" not in beside
    assert "<table" not in beside
    whole = text(page(url(TOP, "life.assembly")))
    for part in ("中国共产党支部工作条例", "life.assembly"):
        assert part in text(beside)
        assert part in whole
    assert f'href="{url(TOP, "life.assembly")}"' in beside


def test_the_workbook_is_what_was_asked_for_and_is_put_on_record(client_of, province):
    client = client_of("party")
    rows, about = taken(client, DISTRICT, "life.themed_day_year", status="met", within=STREET)
    assert {row[4] for row in rows[1:]} == {"已完成"}
    assert "秀英街道" in about["筛选"]
    assert "中国共产党支部工作条例" in about["出处"] or about["依据"]
    assert str(about["查看的日期"]) == str(timezone.localdate())
    event = Event.objects.filter(action="observatory.export").latest("pk")
    assert event.subject == "indicator:life.themed_day_year"
    assert client.get(url(DISTRICT, "life.assembly") + "export.xlsx").status_code == 302
    assert ZipFile(io.BytesIO(client.post(url(DISTRICT, "life.members") + "export.xlsx").content))


def test_the_command_line_takes_the_same_list_away(province, tmp_path, today):
    to = tmp_path / "list.xlsx"
    done = CliRunner().invoke(
        app, ["indicators", "export", "life.assembly", "--unit", DISTRICT, "--to", str(to)]
    )
    assert done.exit_code == 0, done.output
    figure = figures.view(place(DISTRICT, "party"), on=today).own.figure("life.assembly")
    assert load_workbook(to).worksheets[0].max_row - 1 == figure.unmet


@pytest.mark.parametrize(
    ("who", "code", "status"),
    [
        ("party", TOP, 200), ("party_xiuying", DISTRICT, 200), ("party_xiuying", TOP, 403),
        ("branch", BRANCH, 200), ("branch", STREET, 403), ("host", BRANCH, 403),
        ("province", TOP, 200), ("street", STREET, 200), ("street", BRANCH, 403),
        ("community", BRANCH, 403), ("member", BRANCH, 403), ("auditor", TOP, 403),
    ],
)  # fmt: skip
def test_who_opens_which_number(client_of, province, who, code, status):
    assert client_of(who).get(url(code, "life.assembly")).status_code == status


def test_whoever_works_for_the_area_is_told_the_number_never_the_list(client_of, province):
    html = client_of("xiuying").get(url(DISTRICT, "life.assembly")).content.decode()
    assert "本期已完成的党组织数" in html
    assert 'id="list"' not in html
    assert "秀华社区党支部" not in html
    answer = client_of("xiuying").post(url(DISTRICT, "life.assembly") + "export.xlsx")
    assert answer.status_code == 403


@pytest.mark.parametrize("code", [TOP, BRANCH])
def test_every_indicator_opens(page, code):
    for indicator in LIFE.indicators:
        assert f"{indicator} 第" in text(page(url(code, indicator)))


@pytest.mark.parametrize("code", [TOP, STREET, BRANCH])
@pytest.mark.parametrize(
    "indicator", ["life.assembly", "life.member_training_people", "life.members"]
)
def test_at_most_15_queries(client_of, province, code, indicator):
    client = client_of("party")
    client.get(url(code, indicator))
    with CaptureQueriesContext(connection) as queries:
        client.get(url(code, indicator))
    assert len(queries) <= 15, [query["sql"][:90] for query in queries]


def test_an_unknown_indicator_or_one_of_the_territory_is_a_page_that_helps(client_of, province):
    client = client_of("party")
    assert client.get(url(TOP, "life.assemblies")).status_code == 404
    assert "life.assembly" in client.get(url(TOP, "life.assemblies")).content.decode()
    other = client.get(url(TOP, "guarantee.deputies"))
    assert other.status_code == 400
    assert DutyStatus.MET.text.zh == "已完成"
