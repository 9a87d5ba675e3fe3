"""The demo province in the test database, and a browser's session for each demo person."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from playwright.sync_api import Browser, sync_playwright
from xdist.scheduler import LoadFileScheduling

from liandong.config.paths import PACKAGE
from liandong.domains.audit import anchor
from tests import kept_province
from tests.web.shell.strict import undefined_raises

DATA = Path(__file__).parent / "data"


OBJECTIONS = (
    "error:DateTimeField .* received a naive datetime:RuntimeWarning",
    "error::django.core.paginator.UnorderedObjectListWarning",
    "error::django.utils.deprecation.RemovedInNextVersionWarning",
    # Static files are collected by `liandong init`; here they are served from their sources.
    "ignore:No directory at:UserWarning",
)
HERE = {"127.0.0.1", "::1", "localhost", None}


def pytest_configure(config: pytest.Config) -> None:
    for one in OBJECTIONS:
        config.addinivalue_line("filterwarnings", one)
    # How long an example takes says how busy the machine is.
    hypothesis.settings.register_profile("unhurried", hypothesis.settings.default, deadline=None)
    hypothesis.settings.load_profile("unhurried")


class ByFile(LoadFileScheduling):
    """Among several workers a file stays with one of them, and so do all journeys in a browser: one
    served instance. They come first. (Groups by mark, as xdist 3.8 has them, do nothing in pytest 9.)
    """

    def _split_scope(self, nodeid: str) -> str:
        file = super()._split_scope(nodeid)
        return "tests/browser" if file.startswith("tests/browser/") else file


@pytest.hookimpl(tryfirst=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> ByFile | None:
    return ByFile(config, log) if config.getoption("dist") == "loadfile" else None


class NoNetwork(AssertionError):
    """A test, or the code it runs, reached for another machine."""


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    """Nothing that is tested needs another machine; the browser and the database are on this one."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        if isinstance(address, tuple) and address[0] not in HERE:
            raise NoNetwork(f"no network in tests: {address[0]}")
        connect(self, address)

    socket.socket.connect = guarded
    yield
    socket.socket.connect = connect


@pytest.fixture(autouse=True)
def _undefined_template_variables_are_errors() -> Iterator[None]:
    with undefined_raises():
        yield


@pytest.fixture(autouse=True)
def _no_anchor_of_another_test() -> None:
    """Tests take their events back; the end of the chain kept outside the database goes with them."""
    anchor.file().unlink(missing_ok=True)


@pytest.fixture(scope="session")
def kept_place() -> Path | None:
    return kept_province.place()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    kept_place: Path | None, django_db_modify_db_settings_parallel_suffix: None
) -> None:
    """Each worker has a database of its own. A kept province brings its tables along: migrations
    need not run."""
    if kept_place and kept_place.exists():
        connection.settings_dict["TEST"]["MIGRATE"] = False


@pytest.fixture(scope="session")
def django_db_setup(kept_place, django_db_setup, django_db_blocker) -> None:
    """Build the demo province once; every test sees it and rolls its own changes back."""
    from liandong.cli import demo_province, instance

    os.environ.setdefault("LIANDONG_LANGUAGE", "zh")

    def make() -> None:
        instance._plant(None)
        demo_province.build(below="460105", requests=True)

    with django_db_blocker.unblock():
        kept_province.build(kept_place, make)


@pytest.fixture
def province(db) -> Path:
    """The demo province is there; the home of its files."""
    return Path(settings.HOME)


@pytest.fixture
def client_of(db) -> Callable[[str], Client]:
    """A client signed in as a demo person, by user name."""
    from liandong.domains.accounts.models import User

    def signed_in(username: str) -> Client:
        client = Client()
        client.force_login(
            User.objects.get(username=username), "django.contrib.auth.backends.ModelBackend"
        )
        return client

    return signed_in


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, once for all tests that need a real browser."""
    assert (PACKAGE / "web/static/dist/app.js").exists(), "run `npm ci && npm run build` first"
    # Playwright keeps a loop running in this thread, and there is one such loop for a process.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()
