"""Letters and text messages, sent by the background worker."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone
from django_tasks import task

from liandong.domains.notify import sending

# A server that does not answer is not asked all the time.
EVERY = timedelta(minutes=5)


@task()
def send_due() -> int:
    """Send what is due; how many letters and messages went out."""
    done = sending.send_due(timezone.now())
    return done.letters + done.texts


class Clerk:
    """Asks the worker for a round when there is something to send."""

    def __init__(self) -> None:
        self.asked: datetime | None = None

    def tick(self, at: datetime) -> bool:
        """Whether a round was asked for now."""
        if self.asked is not None and at - self.asked < EVERY:
            return False
        if not sending.due(at):
            return False
        self.asked = at
        send_due.enqueue()
        return True


clerk = Clerk()
