"""On a phone every door is in the bar or under 更多: none is lost for want of room."""

from __future__ import annotations

import re

import pytest

pytestmark = pytest.mark.django_db
DOOR = re.compile(r'<li><a href="([^"]+)"')


@pytest.mark.parametrize("who", ["community", "liaison", "supervisor", "streetoffice", "province"])
def test_no_door_is_lost(client_of, who) -> None:
    page = client_of(who).get("/today/").content.decode()
    above = set(DOOR.findall(page[page.index("<header") : page.index("</header>")]))
    below = set(DOOR.findall(page[page.index('<nav class="bottom"') :]))
    doors = {url for url in above if url.count("/") <= 2 and not url.startswith("/me")}
    assert doors
    assert doors <= below, doors - below
