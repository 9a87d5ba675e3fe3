"""A real instance, really served, and a real Chromium to look at it."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from liandong.cli.demo_province import PASSWORD

WIDE = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}


def environment(home: Path) -> dict[str, str]:
    """What the product sees: a home of its own, the embedded database."""
    kept = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
    return kept | {
        "LIANDONG_HOME": str(home),
        "LIANDONG_LANGUAGE": "zh",
        "LIANDONG_GALLERY": "1",
        "DJANGO_SETTINGS_MODULE": "liandong.config.settings",
    }


def command(home: Path, *words: str) -> list[str]:
    return [sys.executable, "-m", "liandong.cli.main", *words]


@dataclass(frozen=True)
class Site:
    """A served instance."""

    url: str
    home: Path


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Iterator[Site]:
    """The demo province, served by the product's own command; `LIANDONG_TEST_SITE` is a home with
    it, of which a copy is served."""
    home = tmp_path_factory.mktemp("served")
    if kept := os.environ.get("LIANDONG_TEST_SITE"):
        shutil.copytree(kept, home, dirs_exist_ok=True)
    else:
        built = subprocess.run(
            command(home, "demo", "--no-serve"), env=environment(home), capture_output=True,
            text=True, timeout=1_200, check=False,
        )  # fmt: skip
        assert built.returncode == 0, built.stderr
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = (home / "serve.log").open("w")
    process = subprocess.Popen(
        command(home, "serve", "--port", str(port), "--workers", "1"), env=environment(home),
        stdout=log, stderr=log,
    )  # fmt: skip
    url = f"http://127.0.0.1:{port}"
    try:
        _wait(url, process, home / "serve.log")
        yield Site(url, home)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def _wait(url: str, process: subprocess.Popen, log: Path) -> None:
    for _ in range(600):
        assert process.poll() is None, log.read_text()
        try:
            urlopen(f"{url}/accounts/login/", timeout=5)
        except (URLError, OSError):
            time.sleep(0.2)
        else:
            return
    raise AssertionError(log.read_text())


@pytest.fixture
def visit(site: Site, chromium: Browser) -> Iterator[Callable[..., Page]]:
    """A page of a fresh browser, signed in as a demo person when one is named."""
    contexts: list[BrowserContext] = []

    def open_page(
        username: str = "", *, phone: bool = False, english: bool = False, script: bool = True
    ) -> Page:
        context = chromium.new_context(
            base_url=site.url,
            viewport=PHONE if phone else WIDE,
            locale="en-GB" if english else "zh-CN",
            java_script_enabled=script,
        )
        contexts.append(context)
        page = context.new_page()
        if username:
            page.goto("/accounts/login/")
            page.fill("input[name=login]", username)
            page.fill("input[name=password]", PASSWORD)
            page.click("main button[type=submit]")
            page.wait_for_load_state()
        return page

    yield open_page
    for context in contexts:
        context.close()
