"""Deliveries, sent by the background worker."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone
from django_tasks import task

from liandong.domains.partners import outbox
from liandong.domains.rounds import Rounds

EVERY = timedelta(seconds=20)


@task()
def send_due() -> int:
    """Tell partners what they are to be told; how much arrived."""
    return outbox.send_due(timezone.now())


def _ask(at: datetime) -> None:
    if outbox.due(at).exists():
        send_due.enqueue()


postman = Rounds(EVERY, _ask)
