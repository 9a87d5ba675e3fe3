"""Pages strict about undefined variables; people at their desks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from liandong.cli.demo_province import PASSWORD
from liandong.cli.translations import compile_messages
from tests.web.shell.strict import undefined_raises


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


@pytest.fixture(autouse=True)
def _calm() -> None:
    """The limit of sign-ins a minute from one address counts across tests otherwise."""
    cache.clear()


@pytest.fixture
def visitor(province) -> Client:
    client = Client()
    client.cookies["django_language"] = "zh-hans"
    return client


@pytest.fixture
def at_desk(client_of) -> Callable[[str], Client]:
    """Somebody signed in, reading Chinese."""

    def seated(username: str) -> Client:
        client = client_of(username)
        client.cookies["django_language"] = "zh-hans"
        return client

    return seated


def sign_in(client: Client, username: str, password: str = PASSWORD, **asked: str) -> HttpResponse:
    return client.post("/accounts/login/", {"login": username, "password": password, **asked})
