"""Norms: read by everybody, tried and adopted by analysts."""

from __future__ import annotations

from django.utils import timezone

from liandong.domains.accounts.enums import Permission
from liandong.domains.observatory import adoption
from tests.web.needs.need import SIGNED_IN, Route, holds, of

PROPOSE, ADOPT = Permission.PROPOSE_NORMS, Permission.ADOPT_NORMS
NORM = {"code": "guarantee.deputies_min"}
HAIKOU_S = """\
code: guarantee.work_funds_min
values:
  - value: 60000
    scope: "4601"
    from: 2024-01-01
    tag: L
    source:
      instrument: 市里的文件
"""


def adopted() -> int:
    """A file of Haikou's own."""
    done = adoption.adopt(text=HAIKOU_S, name="haikou.yaml", by="analyst", at=timezone.now())
    return done.pk


ROUTES = {
    "norms/": SIGNED_IN,
    "norms/<str:code>/": Route(SIGNED_IN, fill=NORM),
    "norms/try/": holds(PROPOSE),
    "norms/try/draft/": holds(PROPOSE),
    "norms/try/text/": holds(PROPOSE),
    "norms/try/file/": holds(PROPOSE),
    "norms/adopt/": Route(holds(ADOPT), body={"text": HAIKOU_S, "name": "haikou.yaml"}),
    "norms/adopted/": holds(PROPOSE),
    "norms/adopted/<int:number>/": Route(holds(PROPOSE), fill={"number": adopted}),
    "norms/adopted/<int:number>/withdraw/": Route(of("4601", ADOPT), fill={"number": adopted}),
}
