"""Sending a ledger."""

from __future__ import annotations

from liandong.domains.accounts.enums import Permission
from liandong.domains.intake.models import Batch
from liandong.domains.orgs.models import Unit
from tests.web.needs.need import Need, Route, holds, of

IMPORT = Permission.IMPORT_LEDGER


def sent() -> int:
    """A file that was sent for Haikou: as one of the demo's, which are for the province."""
    one = Batch.objects.order_by("pk").first()
    one.pk, one.unit = None, Unit.objects.get(code="460100000000")
    one.save(force_insert=True)
    return one.pk


def step(need: Need) -> Route:
    return Route(need, fill={"pk": sent})


ROUTES = {
    "imports/": holds(IMPORT),
    "imports/new/": holds(IMPORT),
    "imports/template.xlsx": holds(IMPORT),
    **{
        f"imports/<int:pk>/{one}": step(of("4601", IMPORT))
        for one in ("", "original/", "reading/", "understanding/", "findings/", "marked/",
                    "decide/", "discard/", "publishing/")
    },
}  # fmt: skip
