"""More than can be taken in, at a served instance with two processes: what is acknowledged is on
record once, what is refused says when to come back, and afterwards everybody is answered."""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.domains.races.racing import Instance, build, own_database
from tests.web.imports.test_interrupted import free_port

NAME = f"liandong_burst_{os.getpid()}"
KEY = """
from django.utils import timezone
from liandong.domains.orgs.models import Unit
from liandong.domains.partners import actions
said = actions.create(name="12345", place=Unit.objects.get(code="650000000000"), by="t",
                      at=timezone.now(), per_minute=1_000_000)[1]
"""
ON_RECORD = """
from liandong.domains.audit.actions import first_broken
from liandong.domains.audit.models import Event
from liandong.domains.casework.models import Case, Outcome
from liandong.domains.workflow.models import Clock
said = {
    "cases": sorted(Case.objects.values_list("external", "number")),
    "outcomes": Outcome.objects.count(), "clocks": Clock.objects.count(),
    "events": Event.objects.filter(action="casework.receive").count(),
    "whole": first_broken() is None,
}
"""
CLIENTS, EACH = 48, 6


@dataclass(frozen=True)
class Served:
    instance: Instance
    port: str
    key: str


@pytest.fixture(scope="module")
def served(tmp_path_factory) -> Iterator[Served]:
    home = tmp_path_factory.mktemp("burst")
    with own_database(NAME) as url:
        instance = build(home, url, NAME)
        key, port = instance.run(KEY), free_port()
        command = [sys.executable, "-m", "liandong.cli.main", "serve", "--port", port]
        with (home / "serve.log").open("w") as log:
            server = subprocess.Popen(
                [*command, "--workers", "2"], env=instance.environment, stdout=log, stderr=log
            )
        try:
            _wait(port)
            yield Served(instance, port, str(key))
        finally:
            server.terminate()
            server.wait(30)
            instance.stop()


def _wait(port: str) -> None:
    until = time.monotonic() + 90
    while True:
        try:
            line = http.client.HTTPConnection("127.0.0.1", int(port), timeout=30)
            line.request("GET", "/api/v1/openapi.json")
            line.getresponse().read()
            return
        except OSError:
            assert time.monotonic() < until, "the server does not answer"
            time.sleep(0.3)


def post(served: Served, external: str) -> tuple[int, str | None, dict]:
    body = {"external_number": external, "text": f"{external} 路灯不亮", "place": "650202"}
    line = http.client.HTTPConnection("127.0.0.1", int(served.port), timeout=120)
    line.request(
        "POST", "/api/v1/requests", json.dumps(body),
        {"Content-Type": "application/json", "Authorization": f"Bearer {served.key}"},
    )  # fmt: skip
    answer = line.getresponse()
    return answer.status, answer.getheader("Retry-After"), json.loads(answer.read())


def test_a_burst_is_refused_in_part_and_nothing_acknowledged_is_lost(served):
    heard: dict[str, tuple[int, str | None, dict]] = {}

    def send(client: int) -> None:
        for n in range(EACH):
            name = f"{client}-{n}"
            heard[name] = post(served, name)

    threads = [threading.Thread(target=send, args=(n,)) for n in range(CLIENTS)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(300)
    statuses = Counter(status for status, _wait, _said in heard.values())
    assert sum(statuses.values()) == CLIENTS * EACH
    assert set(statuses) == {201, 503}, statuses
    refused = [one for one in heard.values() if one[0] == 503]
    assert {(wait, said["code"]) for _status, wait, said in refused} == {("2", "crowded")}

    taken = sorted((name, one[2]["number"]) for name, one in heard.items() if one[0] == 201)
    kept = served.instance.run(ON_RECORD)
    assert [tuple(one) for one in kept["cases"]] == taken
    many = len(taken)
    assert (kept["outcomes"], kept["clocks"], kept["events"]) == (many, many, many)
    assert kept["whole"]

    again = [name for name, one in heard.items() if one[0] == 503][:5]
    assert [post(served, name)[0] for name in again] == [201] * len(again)
    assert post(served, taken[0][0])[0] == 200
