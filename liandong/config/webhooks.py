"""How partners are told of the steps of their requests, from the environment.

`LIANDONG_WEBHOOK_WAITS`     after each failed try, how long until the next; then it is given up
`LIANDONG_WEBHOOK_NETWORKS`  private networks in which a partner may be reached, `10.20.0.0/16,…`
"""

from __future__ import annotations

import os
import re
from datetime import timedelta
from ipaddress import ip_network
from typing import Any

_WAITS = "1m 5m 30m 2h 6h 12h 24h"
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_WAIT = re.compile(r"(\d{1,4})([smhd])")


def settings() -> dict[str, Any]:
    """The settings of webhooks."""
    return {
        "WEBHOOK_WAITS": waits(os.environ.get("LIANDONG_WEBHOOK_WAITS") or _WAITS),
        "WEBHOOK_NETWORKS": [
            ip_network(one.strip())
            for one in os.environ.get("LIANDONG_WEBHOOK_NETWORKS", "").split(",")
            if one.strip()
        ],
        # For one answer, and for one round of all that is due.
        "WEBHOOK_PATIENCE": timedelta(seconds=10),
        "WEBHOOK_ROUND": timedelta(seconds=25),
    }


def waits(said: str) -> tuple[timedelta, ...]:
    """`1m 5m 2h` as stretches of time. Raises `ValueError`."""
    found = [_WAIT.fullmatch(one) for one in said.replace(",", " ").split()]
    if not found or None in found:
        raise ValueError(f"LIANDONG_WEBHOOK_WAITS: write {_WAITS!r}, not {said!r}")
    return tuple(timedelta(**{_UNITS[one[2]]: int(one[1])}) for one in found if one)
