"""What journeys have in common: a page is sound at every step, and may be kept as a picture."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import Site, command, environment

Visit = Callable[..., Page]
_looked = iter(range(1, 10_000))


def sound(page: Page, name: str = "") -> None:
    """Nothing wider than the screen, nothing serious for axe. With LIANDONG_TEST_LOOK a picture of
    the page is left in that folder."""
    page.wait_for_load_state()
    if folder := os.environ.get("LIANDONG_TEST_LOOK"):
        at = f"{next(_looked):03}-{name or page.title()}"
        page.screenshot(path=Path(folder) / (re.sub(r"\W+", "-", at) + ".png"), full_page=True)
    wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wider <= 0, (page.url, wider)
    found = Axe().run(page).response["violations"]
    grave = [
        (one["id"], [node["target"] for node in one["nodes"][:2]])
        for one in found if one["impact"] in {"serious", "critical"}
    ]  # fmt: skip
    assert not grave, (page.url, grave)


def press(page: Page, name: str) -> None:
    """Press the button, or follow the link, that is called so."""
    there = page.get_by_role("main")
    pressed = there.get_by_role("button", name=name, exact=True).or_(
        there.get_by_role("link", name=name, exact=True)
    )
    pressed.first.click()
    page.wait_for_load_state()


def meanwhile(site: Site, code: str, *words: str) -> object:
    """What happens on the instance meanwhile: a script of actions; what it prints as JSON."""
    done = subprocess.run(
        [command(site.home)[0], "-c", f"import django\ndjango.setup()\n{code}", *words],
        env=environment(site.home), capture_output=True, text=True, check=True,
    )  # fmt: skip
    return json.loads(done.stdout)
