"""Pages speak compiled English, and object to undefined template variables."""

import re
from collections.abc import Callable, Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from liandong.cli.translations import compile_messages
from tests.web.shell.strict import undefined_raises

# Whom the pages are tried as, and the unit each works for.
HOMES = {
    "province": "46", "analyst": "46", "haikou": "4601", "danzhou": "4604", "xiuying": "460105",
    "street": "460105001", "community": "460105001001",
}  # fmt: skip
WITHOUT_FIGURES = ("admin", "security", "auditor")


@pytest.fixture(autouse=True, scope="session")
def _compiled() -> None:
    compile_messages()


@pytest.fixture(autouse=True)
def _strict() -> Iterator[None]:
    with undefined_raises():
        yield


def words(html: str) -> str:
    """What a page says, without its tags, on one line."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


@pytest.fixture
def said(client_of) -> Callable[..., str]:
    """The words of a page as one person sees it."""

    def read(person: str, url: str, **headers: str) -> str:
        answer = client_of(person).get(url, headers=headers)
        assert answer.status_code == 200, (person, url, answer.status_code)
        return words(answer.content.decode())

    return read


@pytest.fixture
def queries_of() -> Callable[[Client, str], int]:
    """How many queries a page takes once the session knows the person."""

    def count(client: Client, url: str) -> int:
        client.get(url)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(url).status_code == 200
        return len(asked)

    return count
