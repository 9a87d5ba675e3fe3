"""Real files, made for each test, and the real tree of Hainan."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook
from reading_kit import HEADS, ROOT

from liandong.domains.guarantee.ledger import LEDGER
from liandong.domains.intake.reading import PlaceIndex, Reading, read_ledger


@pytest.fixture(scope="session")
def places() -> PlaceIndex:
    with (ROOT / "data" / "hainan_units.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return PlaceIndex((r["code"], r["name"], r["kind"], r["parent"] or None) for r in rows)


@pytest.fixture
def ledger(tmp_path: Path) -> Callable[..., Path]:
    """Write a ledger: a date, the headings, the rows given; returns its path."""

    def write(
        *rows: Sequence[object],
        heads: Sequence[Sequence[object]] = (HEADS,),
        top: str = "截至2016年12月31日",
    ):
        book = Workbook()
        sheet = book.active
        sheet.title = "台账"
        for row in ((top,), *heads, *rows):
            sheet.append(list(row))
        path = tmp_path / "ledger.xlsx"
        book.save(path)
        return path

    return write


@pytest.fixture
def read(places: PlaceIndex) -> Callable[..., Reading]:
    """Read a file as the community ledger of Hainan."""

    def reading(path: Path, **wishes: object) -> Reading:
        return read_ledger(path, LEDGER, places, **wishes)

    return reading
