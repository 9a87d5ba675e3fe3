"""Every kind of page of the demo province: its time in the server, wall and processor, its queries.

The application as it is served, with all its middleware, without a socket in between: Django's
client, one page after the other, in a process of its own on SQLite.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from benchmarks.harness import Measured, equal
from benchmarks.province import _cli

TIMES = 31
MOST_QUERIES = 15
# kind: (who, address, what the answer must hold, milliseconds at the median)
PAGES = {
    "province": ("province", "/units/46/", "41.6", 100),
    "city": ("province", "/units/4601/", "海口市", 100),
    "district": ("xiuying", "/units/460105/", "秀英区", 100),
    "street": ("street", "/units/460105001/", "秀英街道", 100),
    "community": ("community", "/units/460105001001/", "秀华社区", 100),
    "explain, province": ("province", "/units/46/indicators/guarantee.deputies/", "322", 150),
    "explain, community": (
        "community", "/units/460105001001/indicators/guarantee.workers/", "秀华社区", 150,
    ),
    "record": ("community", "/units/460105001001/facts/workers/", "秀华社区", 100),
    "list below": ("province", "/units/46/children/", "海口市", 100),
    "history": ("province", "/units/46/history/", "海南省", 100),
    "search": ("province", "/search?q=社区", "社区", 100),
    "imports": ("province", "/imports/", "2016", 100),
    "norms": ("province", "/norms/", "规范", 100),
}  # fmt: skip


def run() -> Iterator[Measured]:
    """A line for each kind of page."""
    home = str(Path(os.environ["LIANDONG_HOME"]) / "pages")
    _cli(home, "demo", "--no-serve")
    environment = {**os.environ, "LIANDONG_HOME": home}
    environment.pop("DATABASE_URL", None)
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.pages"], env=environment, stdout=subprocess.PIPE,
        check=True,
    )  # fmt: skip
    most = 0
    for kind, found in json.loads(done.stdout).items():
        limit = PAGES[kind][3]
        most = max(most, found["queries"])
        check = f"its words are there; {found['queries']} queries, {found['kB']:.0f} kB"
        said = f"page: {kind} (processor {found['processor'] * 1000:.0f} ms)"
        yield Measured(said, found["wall"] * 1000, "ms", check, limit)
    yield Measured("the most queries of a page", most, "", "counted", MOST_QUERIES)


def alone() -> None:
    """In a process of its own: the medians of each page."""
    from django.db import connection
    from django.test import Client

    from liandong.domains.accounts.models import User

    found = {}
    for kind, (who, address, words, _) in PAGES.items():
        client = Client(SERVER_NAME="localhost", headers={"accept-language": "zh-hans"})
        backend = "django.contrib.auth.backends.ModelBackend"
        client.force_login(User.objects.get(username=who), backend)
        client.get(address)  # the first request of a session notes it
        asked: list[str] = []
        with connection.execute_wrapper(partial(_count, asked)):
            answer = client.get(address)
        equal(answer.status_code, 200, f"{address} is answered")
        equal(words in answer.content.decode(), True, f"“{words}” on {address}")
        spent = sorted(_once(client, address) for _ in range(TIMES))
        processor = sorted(spent, key=lambda one: one[1])
        found[kind] = {
            "wall": spent[TIMES // 2][0], "processor": processor[TIMES // 2][1],
            "queries": len(asked), "kB": len(answer.content) / 1000,
        }  # fmt: skip
    print(json.dumps(found))


def _count(asked: list[str], execute: Callable, sql: str, *rest: object) -> object:
    asked.append(sql)
    return execute(sql, *rest)


def _once(client: object, address: str) -> tuple[float, float]:
    wall, processor = time.perf_counter(), time.process_time()
    client.get(address)
    return time.perf_counter() - wall, time.process_time() - processor


if __name__ == "__main__":
    import django

    django.setup()
    alone()
