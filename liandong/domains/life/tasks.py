"""Work for the background: elections are opened when their time comes."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone
from django_tasks import task

from liandong.domains.life.actions.elections import remind_due
from liandong.domains.life.queries.elections import to_remind

BY = "system"


@task()
def open_elections() -> int:
    """Remind of the elections that are due within the norm's months; how many were opened."""
    now = timezone.now()
    return remind_due(on=timezone.localdate(now), by=BY, at=now)


class Caller:
    """Asks the worker once a day, when there is an election to open."""

    def __init__(self) -> None:
        self.asked: date | None = None

    def tick(self, at: datetime) -> bool:
        """Whether a round was asked for now."""
        today = timezone.localdate(at)
        if self.asked == today:
            return False
        self.asked = today
        if not to_remind(on=today):
            return False
        open_elections.enqueue()
        return True


caller = Caller()
