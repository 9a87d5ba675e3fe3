"""The residents' portal is public; what a secret link opens is there for its holder alone."""

from __future__ import annotations

from dataclasses import replace

from tests.domains.casework.kit import COMMUNITY, received, t, unit
from tests.web.needs.need import ANYBODY, Route
from tests.web.portal.kit import picture


def public() -> str:
    from liandong.domains.casework import actions

    return actions.publish(received(), by="desk", at=t(11, 3)).number


def secret() -> str:
    from liandong.domains.casework import actions

    return actions.receive(
        text="小区路灯不亮", place=unit(COMMUNITY), channel="web", by="resident", at=t(11, 3),
        photos=[picture()],
    ).secret  # fmt: skip


def photo() -> int:
    from liandong.domains.casework.models import Photo

    return Photo.objects.order_by("-pk")[0].pk


CASE = "portal/case/<str:secret>/"
OWN = Route(ANYBODY, fill={"secret": secret}, without_token=True, referrer="no-referrer")
DEEDS = ("", "thanks/", "call-back/", "contest/", "appeal/", "withdraw/", "finish/", "erase/")
ROUTES = {
    "portal/": ANYBODY,
    "portal/new/": Route(ANYBODY, without_token=True),
    "portal/place/": ANYBODY,
    "portal/requests/": ANYBODY,
    "portal/requests/export.xlsx": ANYBODY,
    "portal/requests/<str:number>/": Route(ANYBODY, fill={"number": public}),
    "portal/map/": ANYBODY,
    "portal/times/": ANYBODY,
    **{f"{CASE}{deed}": OWN for deed in DEEDS},
    f"{CASE}photos/<int:pk>/": replace(OWN, fill={"secret": secret, "pk": photo}),
}
