"""The lists of duties are public."""

from __future__ import annotations

from tests.web.needs.need import ANYBODY, Route

ROUTES = {
    "catalogue/": ANYBODY,
    "catalogue/<str:code>/": Route(ANYBODY, fill={"code": "CG001"}),
}
