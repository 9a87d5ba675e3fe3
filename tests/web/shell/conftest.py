"""Every shell test speaks compiled English, and objects to undefined template variables."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
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


@contextmanager
def serving() -> Iterator[str]:
    """The application over HTTP, without a database (pytest-django blocks it); its address."""
    server = ThreadedWSGIServer(("127.0.0.1", 0), QuietHandler)
    server.set_app(StaticFilesHandler(WSGIHandler()))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """The shell as configured: the gallery must need no database."""
    with serving() as address:
        yield address


class QuietHandler(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing of each request."""
