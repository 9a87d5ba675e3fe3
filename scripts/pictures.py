"""The pictures of the README, taken from the real pages: `python -m scripts.pictures`.

Builds a demo in a temporary home, serves it, looks at it with Chromium, and writes
docs/pictures/. Nothing of the machine's own instance is touched.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
ERRORS = ROOT / "tests" / "data" / "community_ledger_2016_errors.xlsx"
PASSWORD = "liandong-demo"
LIANDONG = [sys.executable, "-m", "liandong.cli.main"]
WIDTH = 1440
MOST = 300_000  # bytes: a README should open at once


@contextmanager
def served() -> Iterator[str]:
    """The address of a demo of its own; gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="liandong-pictures-") as home, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
        free.close()
        own = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
        env = own | {"LIANDONG_HOME": home, "LIANDONG_LANGUAGE": "zh-hans"}
        subprocess.run([*LIANDONG, "demo", "--no-serve"], check=True, env=env, cwd=ROOT)
        server = subprocess.Popen([*LIANDONG, "serve", "--port", port], env=env, cwd=ROOT)
        try:
            yield _answering(f"http://127.0.0.1:{port}")
        finally:
            server.terminate()
            server.wait(30)


def _answering(address: str) -> str:
    for _ in range(60):
        try:
            with urllib.request.urlopen(f"{address}/accounts/login/"):
                return address
        except OSError:
            time.sleep(0.5)
    raise SystemExit(f"No answer from {address} in 30 seconds")


def signed_in(browser: Browser, address: str, person: str) -> Page:
    """A page of somebody's, in Chinese."""
    context = browser.new_context(viewport={"width": WIDTH, "height": 900}, locale="zh-CN")
    page = context.new_page()
    page.goto(f"{address}/accounts/login/")
    page.fill("input[name=login]", person)
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_load_state("networkidle")
    return page


def take(page: Page, name: str, height: int) -> None:
    """The top of a page, once its charts are drawn; stops when the file would be too heavy."""
    page.set_viewport_size({"width": WIDTH, "height": height})
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(500)
    path = PICTURES / f"{name}.png"
    page.screenshot(path=path)
    size = path.stat().st_size
    print(f"{path.relative_to(ROOT)}  {size / 1000:.0f} kB")
    if size > MOST:
        raise SystemExit(f"{path.name} is heavier than {MOST // 1000} kB: take less of the page")


def walk(browser: Browser, address: str) -> None:
    """The province, a number opened, a community, an import with its findings."""
    page = signed_in(browser, address, "province")
    page.goto(f"{address}/units/46/")
    for kind in ("trend", "map", "bars"):
        page.locator(f"[data-chart={kind}][data-shown]").wait_for(state="attached")
    take(page, "province", 1030)
    page.goto(f"{address}/units/46/indicators/guarantee.work_funds/")
    take(page, "explanation", 1000)
    page.goto(f"{address}/imports/new/")
    page.set_input_files("input[type=file]", ERRORS)
    page.click("main form button[type=submit]")
    page.wait_for_url("**/understanding/", timeout=60_000)
    page.click("main form .actions button.button--primary")
    page.wait_for_url("**/findings/", timeout=60_000)
    take(page, "import", 1000)
    secretary = signed_in(browser, address, "xiuying")
    secretary.goto(f"{address}/units/460105001006/")
    take(secretary, "community", 1000)


def main() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"]
        )
        walk(browser, address)
        browser.close()


if __name__ == "__main__":
    main()
