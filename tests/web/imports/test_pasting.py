"""Rows copied from Excel go the way of a file: the same reading, findings, batch, record."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from liandong.domains.guarantee.models import LedgerFact
from liandong.domains.intake.actions import path_of
from liandong.domains.intake.models import Batch
from liandong.domains.orgs.models import Unit
from tests.web.imports.conftest import WRONG, Walker, words
from tests.web.imports.test_wizard import answers


def copied(file: Path) -> str:
    """A sheet as the clipboard of Excel gives it: tabs between cells, quoted where needed."""
    lines = []
    for row in load_workbook(file, data_only=True).worksheets[0].iter_rows(values_only=True):
        cells = ["" if cell is None else str(cell) for cell in row]
        quoted = ['"' + c.replace('"', '""') + '"' if "\n" in c or '"' in c else c for c in cells]
        lines.append("\t".join(quoted))
    return "\r\n".join(lines)


def paste(walker: Walker, text: str, **more: str):
    unit = Unit.objects.get(code="460000000000").pk
    return walker.post("/imports/new/", {"unit": unit, "pasted": text, **more})


def test_a_paste_is_read_as_the_file_is(walker: Walker) -> None:
    sent = walker.send(WRONG)
    answer = paste(walker, copied(WRONG))
    pasted = Batch.objects.first()
    assert answer.url == f"/imports/{pasted.pk}/reading/"
    assert (pasted.state, pasted.rows, pasted.as_of) == ("read", sent.rows, sent.as_of)

    def found(batch: Batch) -> set[tuple[str, str]]:
        codes = ("not_a_number", "duplicate_row", "negative", "unknown_place", "ambiguous_place")
        return {(one.code, one.cell) for one in batch.findings.filter(code__in=codes)}

    assert found(pasted) == found(sent)
    assert len(found(pasted)) >= 4


def test_what_was_pasted_is_kept_and_said(walker: Walker) -> None:
    paste(walker, copied(WRONG))
    batch = Batch.objects.first()
    assert batch.options["provenance"] == "pasted"
    assert batch.file_name.startswith("粘贴的表格 ")
    assert batch.file_name.endswith(".tsv")
    assert path_of(batch).suffix == ".tsv"
    assert "12O5" in path_of(batch).read_text()
    assert batch.sheet == ""
    assert path_of(batch).stem not in walker.page(batch, "understanding")
    walker.post(f"/imports/{batch.pk}/understanding/", answers(batch))
    walker.post(f"/imports/{batch.pk}/decide/", {"accept": "valid", "looked": "on"})
    done = walker.page(batch)
    assert "来源 从表格粘贴" in done
    fact = LedgerFact.objects.filter(batch=batch).select_related("unit").first()
    assert fact is not None
    page = words(walker.get(f"/units/{fact.unit.code}/facts/{fact.field}/"))
    assert batch.file_name in page
    assert "工作表" not in page


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "请选择要上传的文件，或把表格粘贴在下面"),
        (" \r\n\t", "请选择要上传的文件，或把表格粘贴在下面"),
    ],
)
def test_nothing_is_not_a_table(walker: Walker, text: str, said: str) -> None:
    before = Batch.objects.count()
    answer = paste(walker, text)
    assert answer.status_code == 400
    assert said in words(answer)
    assert Batch.objects.count() == before


def test_a_file_and_a_paste_are_one_too_many(walker: Walker) -> None:
    unit = Unit.objects.get(code="460000000000").pk
    with WRONG.open("rb") as file:
        answer = walker.post("/imports/new/", {"unit": unit, "pasted": "社区\t户数", "file": file})
    assert answer.status_code == 400
    assert "只能有一样" in words(answer)
    assert "社区\t户数" in answer.content.decode()


def test_a_line_of_prose_is_refused_with_its_reason(walker: Walker) -> None:
    paste(walker, "各社区情况良好")
    batch = Batch.objects.first()
    assert batch.state == "failed"
    assert "没有分列的纯文本" in walker.page(batch, "understanding")
