"""A resident with a browser and no account."""

from __future__ import annotations

import io
import re

from django.test import Client
from PIL import Image

from tests.domains.casework.kit import COMMUNITY

WHERE = ["4601", "460105", "460105001", "460105001001"]
SAID = {"text": "菜市场门口路灯不亮，晚上很黑", "in": WHERE, "wish": "none", "send": "1"}


def key_on(page: str) -> str:
    return re.search(r'name="key" value="([^"]+)"', page)[1]


def form(client: Client, kind: str = "") -> dict[str, object]:
    """What a browser would send from a fresh form."""
    page = client.get("/portal/new/", {"about": kind} if kind else {}).content.decode()
    return {**SAID, "key": key_on(page), "kind": kind}


def send(client: Client, **more: object) -> str:
    """Send a request and follow to its link; the secret."""
    kind = str(more.pop("kind", ""))
    answer = client.post("/portal/new/", {**form(client, kind), "another": "1", **more})
    assert answer.status_code == 302, answer.content.decode()
    return secret_in(answer["Location"])


def secret_in(url: str) -> str:
    return re.search(r"/portal/case/([^/]+)/", url)[1]


def picture(size: tuple[int, int] = (60, 40), kind: str = "JPEG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "green").save(out, kind)
    return out.getvalue()


assert COMMUNITY.startswith(WHERE[-1])
