"""Many clients at once, in a process of their own: `python -m benchmarks.hammer URL SPEC`.

SPEC is JSON: `clients`, `seconds`, `path`, `headers`, `body` (in which `{n}` becomes a number
never used before), `found` (the key of the answer that names what was made). Prints JSON: how many
of each status, milliseconds at the median and at 95 of 100, how many refusals bore no Retry-After,
and the names of what was made.
"""

from __future__ import annotations

import http.client
import json
import sys
import threading
import time
from collections import Counter
from itertools import count
from typing import Any
from urllib.parse import urlsplit

_NUMBERS = count(time.time_ns())


class Client(threading.Thread):
    """Sends one after the other until the time is up, on one connection while it lasts."""

    def __init__(self, at: str, spec: dict[str, Any], until: float) -> None:
        super().__init__()
        self.at, self.spec, self.until = urlsplit(at), spec, until
        self.took: list[float] = []
        self.statuses: Counter[str] = Counter()
        self.made: list[str] = []
        self.bare = 0

    def run(self) -> None:
        connection = self._connection()
        while time.monotonic() < self.until:
            try:
                self._one(connection)
            except (OSError, http.client.HTTPException) as error:
                self.statuses[type(error).__name__] += 1
                connection.close()
                connection = self._connection()

    def _connection(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection(self.at.hostname or "", self.at.port, timeout=30)

    def _one(self, connection: http.client.HTTPConnection) -> None:
        body = self.spec["body"].replace("{n}", str(next(_NUMBERS)))
        began = time.perf_counter()
        connection.request("POST", self.spec["path"], body.encode(), self.spec["headers"])
        answer = connection.getresponse()
        said = answer.read()
        self.statuses[str(answer.status)] += 1
        if answer.status == 201:
            self.took.append(time.perf_counter() - began)
            self.made.append(str(json.loads(said)[self.spec["found"]]))
        elif answer.status == 503:
            self.bare += answer.headers.get("Retry-After") is None
            time.sleep(0.05)  # nobody comes back at once


def hammer(at: str, spec: dict[str, Any]) -> dict[str, Any]:
    """What came of it."""
    began = time.monotonic()
    clients = [Client(at, spec, began + spec["seconds"]) for _ in range(spec["clients"])]
    for one in clients:
        one.start()
    for one in clients:
        one.join()
    spent = time.monotonic() - began
    took = sorted(one for client in clients for one in client.took) or [0.0]
    return {
        "seconds": spent, "statuses": dict(sum((one.statuses for one in clients), Counter())),
        "median": took[len(took) // 2] * 1000, "p95": took[int(len(took) * 0.95)] * 1000,
        "bare": sum(one.bare for one in clients),
        "made": [name for one in clients for name in one.made],
    }  # fmt: skip


if __name__ == "__main__":
    json.dump(hammer(sys.argv[1], json.loads(sys.argv[2])), sys.stdout)
