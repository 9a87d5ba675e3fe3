"""Letters and text messages, sent by the background worker."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django_tasks import task

from liandong.domains.notify import sending


@task()
def send_due() -> int:
    """Send what is due; how many letters and messages went out."""
    done = sending.send_due(timezone.now())
    return done.letters + done.texts


def tick(at: datetime) -> None:
    """Ask the worker for a round, when there is something to send."""
    if sending.due(at):
        send_due.enqueue()
