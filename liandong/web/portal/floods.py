"""How much one address may send. Many people share one (a library, a village behind one line), so
it is generous: only a machine comes so far. Counted for each process that serves; what is on record
stays in any case, and nothing is public before somebody has read it."""

from __future__ import annotations

from axes.helpers import get_client_ip_address
from django.core.cache import cache
from django.http import HttpRequest

WITHIN = 600  # seconds
MOST = 60


def waiting_time(request: HttpRequest) -> int:
    """Seconds to wait before the next one is taken; 0 while there is room."""
    key = f"portal:{get_client_ip_address(request) or '?'}"
    cache.add(key, 0, WITHIN)
    try:
        sent = cache.incr(key)
    except ValueError:  # its time was over in between
        return 0
    return WITHIN if sent > MOST else 0
