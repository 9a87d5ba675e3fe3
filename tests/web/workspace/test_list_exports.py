"""The list as a workbook, opened again with another library."""

import io
from datetime import datetime

import openpyxl
import pytest

URL = "/units/46/indicators/guarantee.work_funds/export.xlsx"


def opened(answer):
    assert answer.status_code == 200
    assert answer["Content-Type"].endswith("spreadsheetml.sheet")
    return openpyxl.load_workbook(io.BytesIO(answer.content))


@pytest.fixture
def client(client_of, province):
    return client_of("province")


def test_the_list_has_numbers_as_numbers_and_units_in_its_head(client) -> None:
    sheet = opened(client.post(URL)).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == (
        "市县", "区", "街道（乡镇）", "社区", "区划代码", "状态", "应有（元）", "实有（元）", "差额（元）",
        "实有占应有（%）", "未达标起始日",
    )  # fmt: skip
    assert len(rows) == 1 + 94
    assert rows[1][-6:-1] == ("未达标", 50000, 10500, 39500, 21)
    assert rows[1][-1] == datetime.fromisoformat("2015-12-31")
    assert all(isinstance(row[7], int | float) for row in rows[1:])
    assert all(row[6] - row[7] == row[8] for row in rows[1:])
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:K95"
    assert sheet.column_dimensions["D"].width > 20


def test_the_second_sheet_says_what_it_is(client) -> None:
    sheet = opened(client.post(URL, {"within": "4601", "status": "all"})).worksheets[1]
    said = dict(sheet.iter_rows(values_only=True))
    assert said["指标"] == "年工作经费达标"
    assert said["指标代码与版本"] == "guarantee.work_funds v1"
    assert said["数据截至"] == "2016-12-31"
    assert said["导出人"] == "演示·省委组织部 林安"
    assert said["筛选"] == "状态: 全部；范围: 海口市"
    assert said["行数"] == 160
    assert said["分子"] == 457
    assert said["分母"] == 551
    for term in ("要求", "依据", "出处", "自何日起施行", "计算时间", "导出时间", "数的是什么"):
        assert said[term], term


def test_in_english(client) -> None:
    client.cookies["django_language"] = "en"
    book = opened(client.post(URL))
    assert book.sheetnames == ["List", "About", "By area"]
    assert book.worksheets[0]["H1"].value == "Actual (yuan)"
    assert "Annual work funds" in book.worksheets[1]["B1"].value


def test_a_share_is_taken_away_for_every_area_below(client) -> None:
    rows = list(opened(client.post(URL)).worksheets[2].iter_rows(values_only=True))
    assert rows[0] == (
        "范围", "区划代码", "达标（个）", "能判断（个）", "比率（%）", "未知（个）", "不适用（个）",
        "差额（元）",
    )  # fmt: skip
    assert len(rows) == 1 + 19 + 1
    assert rows[1][:5] == ("海口市", "460100000000", 137, 160, 85.63)
    assert rows[-1][:5] == ("合计", None, 457, 551, 82.94)
    for column in (2, 3, 5, 6, 7):
        assert sum(row[column] for row in rows[1:-1]) == pytest.approx(rows[-1][column])


def test_a_rate_is_taken_away_with_the_rate_of_each(client) -> None:
    url = "/units/46/indicators/guarantee.worker_density/export.xlsx"
    book = opened(client.post(url))
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert rows[0][-4:] == ("专职工作人员（人）", "常住人口（人）", "比率（人/万人）", "状态")
    judged = [row for row in rows[1:] if row[-1] == "已计入"]
    assert len(judged) > 500
    for workers, residents, rate, _status in (row[-4:] for row in judged):
        assert rate == pytest.approx(workers * 10_000 / residents, abs=0.005)
    *areas, whole = list(book.worksheets[2].iter_rows(values_only=True))[1:]
    assert len(areas) == 19
    said = dict(book.worksheets[1].iter_rows(values_only=True))
    assert whole[2:4] == (said["分子"], said["分母"])
    assert whole[4] == pytest.approx(whole[2] * 10_000 / whole[3], abs=0.005)


def test_sums_are_taken_away_too(client) -> None:
    sheet = opened(client.post("/units/4601/indicators/guarantee.workers_total/export.xlsx"))
    rows = list(sheet.worksheets[0].iter_rows(values_only=True))
    assert len(rows) == 161
    assert sum(row[-2] for row in rows[1:]) == 462


@pytest.mark.parametrize("name", ["=1+1", "+HYPERLINK(1)", "-2", "@SUM(A1)", "\t=1", "http://x.cn"])
def test_a_name_is_never_a_formula(client, name: str) -> None:
    from liandong.domains.orgs.models import Unit

    unit = Unit.objects.get(code="460105001003")
    Unit.objects.filter(pk=unit.pk).update(name=name)
    book = opened(client.post("/units/460105001/indicators/guarantee.deputies/export.xlsx"))
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row]
    found = [cell for cell in cells if cell.value == name]
    assert [(cell.data_type, cell.hyperlink) for cell in found] == [("s", None)]


def test_taking_away_is_on_record(client) -> None:
    from liandong.domains.audit.models import Event

    client.post(URL, {"within": "4601"})
    event = Event.objects.latest("id")
    assert (event.action, event.by, event.unit) == (
        "observatory.export",
        "province",
        "460000000000",
    )
    assert event.subject == "indicator:guarantee.work_funds"
    assert event.after["within"] == "4601"
    assert event.after["rows"] == 23


def test_a_plain_link_writes_nothing_and_leads_to_the_button(client) -> None:
    from liandong.domains.audit.models import Event

    before = Event.objects.count()
    answer = client.get(URL)
    assert answer.status_code == 302
    assert answer["Location"] == "/units/46/indicators/guarantee.work_funds/#list"
    assert Event.objects.count() == before


def test_without_a_token_nothing_is_taken(client_of, province) -> None:
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client_of("province").cookies
    assert strict.post(URL).status_code == 403


def test_the_file_is_named_for_people_and_machines(client) -> None:
    said = client.post(URL)["Content-Disposition"]
    assert 'filename="46-guarantee.work_funds-2016-12-31.xlsx"' in said
    assert "filename*=UTF-8''%E6%B5%B7%E5%8D%97" in said
