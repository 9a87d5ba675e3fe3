"""The wizard end to end through Django's client, with the real sample files."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO

from openpyxl import load_workbook

from liandong.domains.audit.models import Event
from liandong.domains.guarantee.models import LedgerFact
from liandong.domains.intake.models import Batch
from tests.web.imports.conftest import GOOD, WRONG, Walker, changed, words

DAY = date(2016, 12, 31)


def answers(batch: Batch, **changes: str) -> dict[str, str]:
    """The form of the reading as the page pre-fills it, with changes."""
    from liandong.web.imports.reading_form import ReadingForm

    form = ReadingForm(batch)
    given = {name: form[name].value() or "" for name in form.fields}
    return {**given, **changes}


def test_the_errors_file_goes_through_every_step(walker: Walker) -> None:
    facts = LedgerFact.objects.count()
    batch = walker.send(WRONG)
    assert batch.state == "read"
    assert walker.get(f"/imports/{batch.pk}/reading/").url == f"/imports/{batch.pk}/understanding/"
    reading = walker.page(batch, "understanding")
    assert "服务群众专项经费" in reading
    assert "65 格空白。表中说明：“空白表示没有该项经费”" in reading
    answer = walker.post(f"/imports/{batch.pk}/understanding/", answers(batch))
    assert answer.url == f"/imports/{batch.pk}/findings/", "nothing was changed"
    found = walker.page(batch, "findings")
    assert "有 7 处必须改" in found
    assert "共 551 行，544 行可以收，7 行要改" in found
    assert "G11 “12O5”不是数字，请改为 1205 或留空。 海口市 秀英区 海秀街道" in found
    assert "G11" not in walker.page(batch, "findings", severity="warning")
    assert walker.page(batch, "findings", code="duplicate_row").count("与第 12 行重复") == 1
    decision = walker.page(batch, "decide")
    assert "收 544 行（544 个社区），有错的 7 行不收" in decision
    assert "将更正 4 项" in decision
    assert "3,124 户 1,234 户" in decision
    assert LedgerFact.objects.count() == facts, "nothing before the decision"
    assert "K18 服务群众专项经费 99999 万元少见" in decision
    hasty = walker.post(f"/imports/{batch.pk}/decide/", {"accept": "valid"})
    assert hasty.status_code == 400
    assert "请先看过上面的数，再勾选" in words(hasty)
    batch.refresh_from_db()
    assert batch.state == "read"
    told = {"accept": "valid", "looked": "on"}
    answer = walker.post(f"/imports/{batch.pk}/decide/", told)
    assert answer.url == f"/imports/{batch.pk}/publishing/"
    assert walker.get(answer.url).url == f"/imports/{batch.pk}/"
    done = walker.page(batch)
    assert "已发布 544 行" in done
    assert "截至 2016年12月31日 的各级数字已经更新" in done
    assert "有 7 行因为有错没有收" in done
    assert LedgerFact.objects.count() == facts + 4
    assert LedgerFact.objects.filter(voided_at__isnull=False, as_of=DAY).count() == 4
    deeds = Event.objects.filter(subject=f"batch:{batch.pk}").order_by("id")
    assert [one.action for one in deeds] == [
        "intake.receive", "intake.accept", "guarantee.publish"
    ]  # fmt: skip


def test_the_workbook_comes_back_with_its_errors_marked(walker: Walker) -> None:
    batch = walker.send(WRONG)
    answer = walker.get(f"/imports/{batch.pk}/marked/")
    book = load_workbook(BytesIO(b"".join(answer.streaming_content)))
    assert book.sheetnames[0] == "问题清单"
    cell = book.worksheets[1]["G11"]
    assert cell.fill.fgColor.rgb.endswith("F8C9C0")
    assert "12O5" in cell.comment.text
    assert book.worksheets[1]["G9"].comment is None


def test_the_same_file_again_changes_nothing_and_says_so(walker: Walker) -> None:
    facts, batch = LedgerFact.objects.count(), walker.send(GOOD)
    decision = walker.page(batch, "decide")
    assert "没有变化" in decision
    assert "文件里的 3,857 项数据都已登记" in decision
    assert "同一份文件已在" in decision
    walker.post(f"/imports/{batch.pk}/decide/", {"accept": "all"})
    assert "没有变化" in walker.page(batch)
    assert LedgerFact.objects.count() == facts


def test_a_newer_day_adds_facts_and_leaves_the_old(walker: Walker) -> None:
    batch, facts = walker.send(GOOD), LedgerFact.objects.count()
    url = f"/imports/{batch.pk}/understanding/"
    answer = walker.post(url, answers(batch, on="2017-06-30"))
    assert answer.url == f"/imports/{batch.pk}/reading/", "read again"
    batch.refresh_from_db()
    assert batch.as_of == date(2017, 6, 30)
    decision = walker.page(batch, "decide")
    assert "新登记 3,857" in decision
    assert "最近是 2016年12月31日" in decision
    walker.post(f"/imports/{batch.pk}/decide/", {"accept": "all"})
    assert LedgerFact.objects.count() == facts + 3857
    assert LedgerFact.objects.filter(as_of=DAY, voided_at=None).count() == 3857


def test_columns_units_and_blanks_are_the_senders_to_change(walker: Walker) -> None:
    batch = walker.send(GOOD)
    url = f"/imports/{batch.pk}/understanding/"
    walker.post(url, answers(batch, unit_J="元", blank_K="unknown", is_L="ignore"))
    batch.refresh_from_db()
    assert batch.options["units"] == {"work_funds": "元"}
    assert batch.options["blanks"] == {"special_fund": "unknown"}
    assert batch.options["mapping"] == {"L": "ignore"}
    row = batch.staged.filter(row=5).get()
    assert Decimal(row.values["work_funds"]["value"]) == Decimal("8.97")
    assert "service_area" not in row.values
    columns = {one["letter"]: one for one in batch.understood["columns"]}
    assert columns["J"]["unit_from"] == "given"
    assert columns["K"]["blank_why"] == ["由您指明", "as you said"]
    walker.post(url, answers(batch, unit_J="万元"))
    batch.refresh_from_db()
    assert batch.options["units"] == {"work_funds": "万元"}
    assert batch.options["mapping"] == {"L": "ignore"}, "earlier choices are kept"


def test_two_columns_cannot_be_the_same(walker: Walker) -> None:
    batch = walker.send(GOOD)
    url = f"/imports/{batch.pk}/understanding/"
    answer = walker.post(url, answers(batch, is_I="deputies"))
    assert answer.status_code == 400
    assert "H 列已是这一项，一项只能有一列" in words(answer)
    batch.refresh_from_db()
    assert batch.state == "read"
    assert not batch.options


def test_what_only_the_sender_knows_must_be_answered(walker: Walker) -> None:
    def unsay(sheet) -> None:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str):
                    text = cell.value.replace("(万元)", "").replace("截至", "报告")
                    cell.value = text.replace("2016年12月31日", "").replace("空白", "表格")

    batch = walker.send(changed(GOOD, unsay), "含糊.xlsx")
    assert batch.as_of is None
    page = walker.page(batch, "understanding")
    assert "处只有您知道，请先回答" in page
    url = f"/imports/{batch.pk}/understanding/"
    answer = walker.post(url, answers(batch))
    assert answer.status_code == 400
    said = words(answer)
    assert "请填写台账数字是哪一天的情况" in said
    assert "请选择单位：元和万元相差一万倍" in said
    assert "请说明空白表示没有，还是不详" in said
    assert "还没有说明数据截至哪一天，不能发布" in walker.page(batch, "decide")
    refused = walker.post(f"/imports/{batch.pk}/decide/", {"accept": "valid"})
    assert refused.status_code == 400
    told = answers(batch, on="2016-12-31", unit_J="万元", unit_K="万元", blank_K="zero")
    walker.post(url, told)
    batch.refresh_from_db()
    assert batch.understood["counts"] == {"right": 551}
    assert "没有变化" in walker.page(batch, "decide")


def test_errors_block_taking_the_whole(walker: Walker) -> None:
    batch = walker.send(WRONG)
    answer = walker.post(f"/imports/{batch.pk}/decide/", {"accept": "all"})
    assert answer.status_code == 400
    assert "还有 7 处错误" in words(answer)
    batch.refresh_from_db()
    assert batch.state == "read"


def test_discarding_takes_nothing_and_keeps_the_file(walker: Walker) -> None:
    batch, facts = walker.send(GOOD), LedgerFact.objects.count()
    assert walker.get(f"/imports/{batch.pk}/discard/").status_code == 405
    assert walker.post(f"/imports/{batch.pk}/discard/").url == "/imports/"
    assert "这份文件什么都没有登记" in walker.page(batch)
    original = walker.get(f"/imports/{batch.pk}/original/")
    assert b"".join(original.streaming_content) == GOOD.read_bytes()
    assert LedgerFact.objects.count() == facts
    again = walker.post(f"/imports/{batch.pk}/decide/", {"accept": "all"})
    assert again.status_code == 409


def test_a_mended_file_keeps_area_and_choices(walker: Walker) -> None:
    first = walker.send(WRONG, unit="460100000000")
    url = f"/imports/{first.pk}/understanding/"
    walker.post(url, answers(first, blank_K="unknown"))
    page = walker.get("/imports/new/", after=first.pk)
    assert "代替“community_ledger_2016_errors.xlsx”" in words(page)
    assert f'<option value="{first.unit_id}" selected>' in page.content.decode()
    file = BytesIO(GOOD.read_bytes())
    file.name = "改好.xlsx"
    walker.post(f"/imports/new/?after={first.pk}", {"unit": first.unit_id, "file": file})
    assert Batch.objects.first().options["blanks"] == {"special_fund": "unknown"}


def test_rows_outside_the_area_are_errors(walker_of) -> None:
    walker = walker_of("haikou")
    batch = walker.send(GOOD, unit="460100000000")
    counts = batch.understood["counts"]
    assert counts["right"] < 551
    assert counts["error"] == 551 - counts["right"]


def test_the_blank_sheet_can_be_filled_in_and_sent(walker: Walker) -> None:
    answer = walker.get("/imports/template.xlsx", unit="460105")
    book = load_workbook(BytesIO(b"".join(answer.streaming_content)))
    sheet = book.worksheets[0]
    sheet["B2"] = "2018-12-31"
    for column, value in zip("EFGHIJK", (2000, 5000, 1, 5, 8.5, 0, 300), strict=True):
        sheet[f"{column}5"] = value
    out = BytesIO()
    book.save(out)
    batch = walker.send(out.getvalue(), "填好.xlsx", unit="460105000000")
    assert batch.as_of == date(2018, 12, 31), batch.problem
    assert not batch.understood["counts"].get("error")
    row = batch.staged.get(row=5)
    assert row.unit.name == sheet["D5"].value
    assert row.values["work_funds"]["value"] == "85000.00"
    assert row.values["special_fund"]["value"] in {"0", "0.00"}
    empty = batch.staged.get(row=6)
    assert empty.unit is not None
    assert {one["value"] for one in empty.values.values()} == {None}, "a blank is unknown"


def test_progress_is_a_page_and_a_piece(walker: Walker) -> None:
    batch = walker.send(GOOD)
    Batch.objects.filter(pk=batch.pk).update(state="reading", done=200, rows=551)
    url = f"/imports/{batch.pk}/reading/"
    assert "200 / 551" in walker.page(batch, "reading")
    piece = walker.client.get(url, headers={"HX-Request": "true"}).content.decode()
    assert piece.strip().startswith('<div class="progress')
    Batch.objects.filter(pk=batch.pk).update(state="read")
    moved = walker.client.get(url, headers={"HX-Request": "true"})
    assert moved.headers["HX-Redirect"] == f"/imports/{batch.pk}/understanding/"


def test_the_list_leads_to_where_each_file_stands(walker: Walker) -> None:
    batch = walker.send(WRONG)
    page = walker.get("/imports/")
    assert f'href="/imports/{batch.pk}/understanding/"' in page.content.decode()
    assert "7 处必须改" in words(page)
    Batch.objects.filter(kind="ledger").update(kind="elsewhere")
    assert "还没有上传过台账" in words(walker.get("/imports/"))


def test_a_column_in_another_unit_than_it_says_is_asked_about(walker: Walker) -> None:
    def in_yuan(sheet) -> None:
        for row in range(5, 556):
            sheet.cell(row, 10).value = round(sheet.cell(row, 10).value * 10_000)

    batch = walker.send(changed(GOOD, in_yuan), "元.xlsx")
    assert batch.understood["counts"] == {"error": 1, "right": 0}
    url = f"/imports/{batch.pk}/understanding/"
    page = walker.page(batch, "understanding")
    assert "有 1 处只有您知道，请先回答" in page
    assert "万元。但多数数值按元才合常理。" in page
    refused = walker.post(url, answers(batch))
    assert refused.status_code == 400
    assert "请选择单位：元和万元相差一万倍" in words(refused)
    found = walker.page(batch, "findings")
    assert "请说明这一栏到底是元还是万元，或改正表头" in found
    assert "--unit-of" not in found
    assert "请先回答" in walker.page(batch, "decide")
    walker.post(url, answers(batch, unit_J="元"))
    batch.refresh_from_db()
    assert batch.options["units"] == {"work_funds": "元"}
    assert batch.understood["counts"] == {"right": 551}
    walker.post(url, answers(batch, unit_J="万元"))
    batch.refresh_from_db()
    assert batch.understood["counts"] == {"warning": 1, "right": 551}, "insisted upon"
