"""Files no ledger can be: each with its reason and its next step, and nothing half-written."""

from __future__ import annotations

import io
import zipfile
from io import BytesIO

import msoffcrypto
import pytest
from django.test import override_settings

from liandong.domains.guarantee.models import LedgerFact
from liandong.domains.intake.models import Batch
from liandong.domains.orgs.models import Unit
from tests.web.imports.conftest import GOOD, Walker, changed, words


def locked() -> bytes:
    out = BytesIO()
    with GOOD.open("rb") as source:
        msoffcrypto.OfficeFile(source).encrypt("secret", out)
    return out.getvalue()


def bomb() -> bytes:
    """A workbook whose sheet unpacks to 1 GB of spaces."""
    out = BytesIO()
    with zipfile.ZipFile(GOOD) as good, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bad:
        for one in good.infolist():
            if not one.filename.startswith("xl/worksheets/sheet1"):
                bad.writestr(one, good.read(one))
        with bad.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(1024):
                sheet.write(b" " * 2**20)
    return out.getvalue()


BAD = {
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n" + b"0" * 500, "图.png", "请上传 .xlsx"),
    "a document": (lambda: b"%PDF-1.7 ...", "表.pdf", "请上传 .xlsx"),
    "half a workbook": (lambda: GOOD.read_bytes()[:20_000], "半份.xlsx", "文件已损坏"),
    "a password": (locked, "有密码.xlsx", "取消密码"),
    "a zip bomb": (bomb, "大.xlsx", "为安全起见没有读取"),
}


@pytest.mark.parametrize("what", BAD)
def test_a_file_that_cannot_be_read_says_why_and_what_next(walker: Walker, what: str) -> None:
    make, name, said = BAD[what]
    facts, batch = LedgerFact.objects.count(), walker.send(make(), name)
    assert batch.state == "failed"
    page = walker.page(batch, "understanding")
    assert "这份文件还读不了" in page
    assert said in page
    assert "换一个文件上传" in page
    for step in ("findings", "decide", "marked"):
        answer = walker.get(f"/imports/{batch.pk}/{step}/")
        assert answer.url == f"/imports/{batch.pk}/understanding/"
    assert not batch.staged.exists()
    assert LedgerFact.objects.count() == facts


def send_raw(walker: Walker, content: bytes | None, unit: str = "460000000000"):
    data: dict[str, object] = {"unit": Unit.objects.get(code=unit).pk}
    if content is not None:
        data["file"] = io.BytesIO(content)
        data["file"].name = "空.xlsx"
    return walker.post("/imports/new/", data)


def test_nothing_and_an_empty_file_are_refused_at_the_field(walker: Walker) -> None:
    before = Batch.objects.count()
    assert "请选择要上传的文件" in words(send_raw(walker, None))
    answer = send_raw(walker, b"")
    assert answer.status_code == 400
    assert "这个文件是空的（0 字节）" in words(answer)
    assert Batch.objects.count() == before


@override_settings(UPLOAD_LIMIT=10_000)
def test_a_file_over_the_limit_is_refused_and_not_kept(walker: Walker, province) -> None:
    before, files = Batch.objects.count(), set((province / "files").rglob("*.xlsx"))
    answer = send_raw(walker, GOOD.read_bytes())
    assert answer.status_code == 400
    assert "文件超过" in words(answer)
    assert Batch.objects.count() == before
    assert set((province / "files").rglob("*.xlsx")) == files


def test_two_sheets_that_look_alike_are_asked_about(walker: Walker) -> None:
    def twice(sheet) -> None:
        sheet.parent.copy_worksheet(sheet).title = "另一份"

    batch = walker.send(changed(GOOD, twice), "两份.xlsx")
    assert batch.state == "failed"
    page = walker.get(f"/imports/{batch.pk}/understanding/")
    assert "--sheet" not in words(page)
    assert '<option value="另一份">' in page.content.decode()
    from tests.web.imports.test_wizard import answers

    answer = walker.post(f"/imports/{batch.pk}/understanding/", answers(batch, sheet="另一份"))
    assert answer.url == f"/imports/{batch.pk}/reading/"
    batch.refresh_from_db()
    assert (batch.state, batch.sheet) == ("read", "另一份")


def test_unknown_headings_can_be_named_by_the_sender(walker: Walker) -> None:
    def strange(sheet) -> None:
        for row in sheet.iter_rows(min_row=1, max_row=4):
            for cell in row:
                if isinstance(cell.value, str) and "社区名称" in cell.value:
                    cell.value = "名"

    batch = walker.send(changed(GOOD, strange), "怪表头.xlsx")
    assert batch.state == "failed", "without a column of communities there is no ledger"
    assert walker.page(batch, "understanding").count("没有找到") == 1
    from tests.web.imports.test_wizard import answers

    walker.post(f"/imports/{batch.pk}/understanding/", answers(batch, is_E="community"))
    batch.refresh_from_db()
    assert batch.options["mapping"]["E"] == "community"


def test_two_hundred_thousand_rows_do_not_kill_a_page(walker: Walker) -> None:
    head = "截至日期：2016-12-31\n市县,区,街道,社区,户数,专职工作人员\n"
    row = "海口市,秀英区,秀英街道,秀华社区居民委员会,2000,5\n"
    batch = walker.send((head + row * 200_000).encode(), "二十万行.csv")
    assert (batch.state, batch.rows) == ("read", 200_000)
    assert batch.understood["counts"]["right"] == 1
    assert batch.understood["counts"]["error"] == 199_999
    for step, asked in (("findings", {}), ("findings", {"severity": "error", "page": "4000"})):
        page = walker.get(f"/imports/{batch.pk}/{step}/", **asked)
        assert page.status_code == 200
        assert len(page.content) < 100_000
    assert "收 1 行（1 个社区），有错的 199,999 行不收" in walker.page(batch, "decide")
