"""Requests taken in through the API of the served product, on PostgreSQL: eight clients at once, a
burst of ten times as many, and django-helpdesk 2.6 served in the same way on the same server.

What each does for a request: ours checks key, pace, words, place and matter, finds the desk and
the limit, and keeps request, process, sides, clock, step, verdict, receipt and an event of the
audit chain; django-helpdesk keeps a ticket after its own checks, without mail. Both have committed
before they answer 201. The clients are on the same two cores.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg

from benchmarks.harness import Measured, equal

HERE = Path(__file__).parent
HELPDESK = "django-helpdesk==2.6.1"
CLIENTS, SECONDS, BURST, BURST_SECONDS, WORKERS = 8, 20, 80, 60, 2
_PACE = 1_000_000


def run() -> Iterator[Measured]:
    """Every figure of taking in."""
    from django.db import connection

    if connection.vendor != "postgresql":
        raise SystemExit("Taking in is measured on PostgreSQL.")
    spec, place = _ready()
    with _served(_ours(), dict(os.environ), "/accounts/login/") as at:
        _hammered(at, spec, CLIENTS, 5)  # warm
        ours = _hammered(at, spec, CLIENTS, SECONDS)
        check = _kept(ours)
        burst = _hammered(at, spec, BURST, BURST_SECONDS)
        check_burst = _kept(burst)
        equal(burst["bare"], 0, "every refusal says when to come back")
        began = time.monotonic()
        equal(len(_hammered(at, spec, 1, 1)["made"]) > 0, True, "it goes on afterwards")
        recovered = time.monotonic() - began
    theirs = _helpdesk()
    beside = f"django-helpdesk: {theirs['rate']:.0f} a second, 95 of 100 in {theirs['p95']:.0f} ms"
    rate = len(ours["made"]) / ours["seconds"]
    yield Measured(f"a request taken, {CLIENTS} clients ({rate:.0f} a second)", 1000 / rate, "ms",
                   check, 1000 / 300, beside, rate / theirs["rate"])  # fmt: skip
    yield Measured("… 95 of 100 within", ours["p95"], "ms", check, 50, beside,
                   theirs["p95"] / ours["p95"])  # fmt: skip
    said = ", ".join(f"{n} × {what}" for what, n in sorted(burst["statuses"].items()))
    yield Measured(f"… ten times as many for {BURST_SECONDS} s: 95 of 100 of those taken within",
                   burst["p95"], "ms", check_burst, None, said)  # fmt: skip
    yield Measured("… and the next, afterwards", recovered, "s", f"taken at {place}", 3)


def _ready() -> tuple[dict[str, Any], str]:
    """A tree, a key, and what is sent."""
    from django.utils import timezone

    from liandong.cli import instance
    from liandong.domains.orgs.models import Unit
    from liandong.domains.partners import actions

    os.environ.setdefault("LIANDONG_LANGUAGE", "zh")
    if not Unit.objects.filter(kind="community").exists():
        instance._plant(None)
    place = Unit.objects.filter(kind="community").order_by("code")[0]
    _key, secret = actions.create(
        name="bench", place=Unit.objects.get(code="460000000000"), by="bench", at=timezone.now(),
        per_minute=_PACE,
    )  # fmt: skip
    body = {"external_number": "N{n}", "text": "小区东门路灯不亮，晚上很黑 {n}",
            "place": place.code, "contact": {"name": "王某", "phone": "13800138000"}}  # fmt: skip
    return {
        "path": "/api/v1/requests", "found": "number", "body": json.dumps(body),
        "headers": {"Authorization": f"Bearer {secret}", "Content-Type": "application/json"},
    }, place.name  # fmt: skip


def _ours() -> list[str]:
    return [sys.executable, "-m", "liandong.cli.main", "serve", "--workers", str(WORKERS), "--port"]


@contextmanager
def _served(command: list[str], environment: dict[str, str], ready: str) -> Iterator[str]:
    """Served on a free port until it is left; its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen([*command, str(port)], env=environment, start_new_session=True)
    at = f"http://127.0.0.1:{port}"
    try:
        for _ in range(120):
            try:
                with urllib.request.urlopen(at + ready):
                    break
            except urllib.error.HTTPError:
                break
            except OSError:
                time.sleep(0.5)
        yield at
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(60)


def _hammered(at: str, spec: dict[str, Any], clients: int, seconds: float) -> dict[str, Any]:
    said = json.dumps({**spec, "clients": clients, "seconds": seconds})
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.hammer", at, said], capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    return json.loads(done.stdout)


def _kept(found: dict[str, Any]) -> str:
    """Everything acknowledged is on record once, with its clock, and the chain is whole."""
    from liandong.domains.audit.actions import first_broken
    from liandong.domains.casework.models import Case
    from liandong.domains.workflow.models import Clock

    made = found["made"]
    equal(len(set(made)), len(made), "no number twice")
    cases = Case.objects.filter(number__in=made)
    equal(cases.count(), len(made), "all that was acknowledged is there")
    clocks = Clock.objects.filter(process__case__number__in=made, code="dispatch")
    equal(clocks.count(), len(made), "each with its clock")
    equal(first_broken(), None, "the audit chain is whole")
    return f"{len(made):,} acknowledged, all there once, with clocks; the audit chain whole"


def _helpdesk() -> dict[str, float]:
    """The alternative, in an environment and a database of its own."""
    where = HERE.parent / "bench-results" / "helpdesk"
    python = where / "bin" / "python"
    uv = shutil.which("uv") or "uv"
    if not python.exists():
        subprocess.run([uv, "venv", "--quiet", "--python", sys.executable, where], check=True)
    wanted = [HELPDESK, "psycopg[binary]", "granian"]
    subprocess.run([uv, "pip", "install", "--quiet", "--python", python, *wanted], check=True)
    server, name = os.environ["DATABASE_URL"], f"helpdesk_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE template0 ENCODING UTF8')
    environment = {
        "PATH": os.environ["PATH"], "PYTHONPATH": str(HERE / "helpdesk"),
        "DJANGO_SETTINGS_MODULE": "helpdesk_settings",
        "DATABASE_URL": urlunsplit(urlsplit(server)._replace(path=f"/{name}")),
    }  # fmt: skip
    try:
        return _their_rate(python, environment)
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _their_rate(python: Path, environment: dict[str, str]) -> dict[str, float]:
    token = subprocess.run(
        [python, HERE / "helpdesk" / "helpdesk_wsgi.py"], env=environment, check=True,
        capture_output=True, text=True,
    ).stdout.strip()  # fmt: skip
    body = {"queue": 1, "title": "路灯不亮 {n}", "description": "小区东门路灯不亮，晚上很黑 {n}",
            "submitter_email": "wang@example.org", "priority": 3}  # fmt: skip
    spec = {
        "path": "/api/tickets/", "found": "id", "body": json.dumps(body),
        "headers": {"Authorization": f"Token {token}", "Content-Type": "application/json"},
    }  # fmt: skip
    command = [str(python), "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1",
               "--workers", str(WORKERS), "--blocking-threads", "8", "--log-level", "error",
               "helpdesk_wsgi:application", "--port"]  # fmt: skip
    with _served(command, environment, "/") as at:
        _hammered(at, spec, CLIENTS, 5)
        found = _hammered(at, spec, CLIENTS, SECONDS)
    equal(set(found["statuses"]), {"201"}, "it took every ticket")
    return {"rate": len(found["made"]) / found["seconds"], "p95": found["p95"]}
