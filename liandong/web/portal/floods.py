"""How much one address may send. Many people share one (a library, a village behind one line), so
it is generous: only a machine comes so far. Counted by every process that serves together; what is
on record stays in any case, and nothing is public before somebody has read it."""

from __future__ import annotations

from math import ceil

from axes.helpers import get_client_ip_address
from django.http import HttpRequest
from django.utils import timezone

from liandong.domains.casework import actions

MOST = 60


def waiting_time(request: HttpRequest) -> int:
    """Seconds to wait before the next one is taken; 0 while there is room."""
    now = timezone.now()
    many, until = actions.sent_from(get_client_ip_address(request) or "?", at=now)
    return ceil((until - now).total_seconds()) if many > MOST else 0
