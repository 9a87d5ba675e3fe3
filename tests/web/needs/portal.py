"""The residents' portal is public; what a secret link opens is there for its holder alone."""

from __future__ import annotations

from tests.domains.casework.kit import received, t
from tests.web.needs.need import ANYBODY, Route


def public() -> str:
    from liandong.domains.casework import actions

    return actions.publish(received(), by="desk", at=t(11, 3)).number


CASE = "portal/case/<str:secret>/"
OWN = Route(ANYBODY, fill={"secret": "nobodyknowsthis"}, own=True)
DEEDS = ("", "thanks/", "call-back/", "contest/", "appeal/", "withdraw/", "finish/", "erase/")
ROUTES = {
    "portal/": ANYBODY,
    "portal/new/": ANYBODY,
    "portal/place/": ANYBODY,
    "portal/requests/": ANYBODY,
    "portal/requests/export.xlsx": ANYBODY,
    "portal/requests/<str:number>/": Route(ANYBODY, fill={"number": public}),
    "portal/times/": ANYBODY,
    **{f"{CASE}{deed}": OWN for deed in DEEDS},
    f"{CASE}photos/<int:pk>/": Route(
        ANYBODY, fill={"secret": "nobodyknowsthis", "pk": "1"}, own=True
    ),
}
