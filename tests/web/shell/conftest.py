"""Every shell test speaks compiled English, and objects to undefined template variables."""

from collections.abc import Iterator

import pytest
from django.test import Client

from liandong.cli.translations import compile_messages
from tests.web.shell.strict import undefined_raises


@pytest.fixture(autouse=True, scope="session")
def _compiled() -> None:
    compile_messages()


@pytest.fixture(autouse=True)
def _strict() -> Iterator[None]:
    with undefined_raises():
        yield


@pytest.fixture
def visitor() -> Client:
    """A browser that nobody has signed in with, Chinese."""
    client = Client()
    client.cookies["django_language"] = "zh-hans"
    return client
