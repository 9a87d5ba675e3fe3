"""Ledgers that were read and wait for somebody to say that they are right."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from liandong.domains.accounts.queries import Rights
from liandong.domains.intake.models import Batch, State
from liandong.web.imports import batches
from liandong.web.panels import FEW, Panel, Waiting


def panel(rights: Rights, at: datetime) -> Panel | None:
    """Those this person sent: whoever sends a file sees it through. None where none waits."""
    if not rights.may(batches.IMPORT):
        return None
    unfinished = batches.of(rights).filter(
        uploaded_by=rights.username, state__in=[State.READ, State.FAILED]
    )
    found = list(unfinished.order_by("-pk")[: FEW + 1])
    if not found:
        return None
    return Panel(
        title=_("没有导完的台账"),
        url=reverse("imports"),
        total=unfinished.count() if len(found) > FEW else len(found),
        lines=tuple(_line(one) for one in found[:FEW]),
    )


def _line(one: Batch) -> Waiting:
    url = batches.stands_at(one)
    return Waiting(
        what=one.file_name, url=url, whom=one.unit.name, word=str(State(one.state).label),
        action=_("继续"), action_url=url,
    )  # fmt: skip
