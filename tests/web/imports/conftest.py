"""A wizard to walk: pages strict about undefined variables, background work done at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client, TestCase
from openpyxl import load_workbook

from liandong.cli.translations import compile_messages
from liandong.domains.intake.models import Batch
from liandong.domains.orgs.models import Unit
from tests.web.shell.strict import undefined_raises

DATA = Path(__file__).parents[2] / "data"
GOOD = DATA / "community_ledger_2016.xlsx"
WRONG = DATA / "community_ledger_2016_errors.xlsx"


@pytest.fixture(autouse=True, scope="session")
def _compiled() -> None:
    compile_messages()


@pytest.fixture(autouse=True)
def _strict() -> Iterator[None]:
    with undefined_raises():
        yield


def words(answer: HttpResponse) -> str:
    """What a page says, on one line."""
    main = re.search(r"<main.*?</main>", answer.content.decode(), re.S)
    html = main[0] if main else answer.content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


@dataclass
class Walker:
    """Somebody at the wizard. What the worker would do happens before a post returns."""

    client: Client

    def get(self, url: str, **asked: Any) -> HttpResponse:
        return self.client.get(url, asked)

    def post(self, url: str, data: dict[str, Any] | None = None) -> HttpResponse:
        with TestCase.captureOnCommitCallbacks(execute=True):
            return self.client.post(url, data or {})

    def send(self, content: bytes | Path, name: str = "", unit: str = "460000000000") -> Batch:
        """Upload a file, and see it read."""
        if isinstance(content, Path):
            content, name = content.read_bytes(), name or content.name
        file = BytesIO(content)
        file.name = name
        pk = Unit.objects.get(code=unit).pk
        answer = self.post("/imports/new/", {"unit": pk, "file": file})
        assert answer.status_code == 302, words(answer)
        return Batch.objects.first()

    def page(self, batch: Batch, step: str = "", **asked: Any) -> str:
        answer = self.get(f"/imports/{batch.pk}/{step}{'/' if step else ''}", **asked)
        assert answer.status_code == 200, (step, answer.status_code, answer.headers)
        return words(answer)


@pytest.fixture
def walker_of(client_of) -> Callable[[str], Walker]:
    def walker(username: str) -> Walker:
        client = client_of(username)
        client.cookies["django_language"] = "zh-hans"
        return Walker(client)

    return walker


@pytest.fixture
def walker(walker_of) -> Walker:
    """The provincial organiser at the wizard."""
    return walker_of("province")


def changed(source: Path, change: Callable[[Any], None]) -> bytes:
    """A sample workbook, changed: `change` gets its first sheet."""
    book = load_workbook(source)
    change(book.worksheets[0])
    out = BytesIO()
    book.save(out)
    return out.getvalue()
