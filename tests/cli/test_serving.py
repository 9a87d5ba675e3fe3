"""Serving: fresh assets, and an end that is quick for pages and patient with tasks."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

import pytest
from django.db import OperationalError

from liandong.cli import server

STUBBORN = """
import pathlib, signal, sys, time
heard = []
signal.signal(signal.SIGTERM, lambda *_: heard.append(1))
pathlib.Path(sys.argv[1]).write_text("up")
while not heard: time.sleep(0.05)
time.sleep(float(sys.argv[2]))
pathlib.Path(sys.argv[1]).write_text(f"done, told {len(heard)} times")
"""


def child(file: Path, takes: float) -> subprocess.Popen:
    """A process that finishes what it is at when it is told to stop."""
    found = subprocess.Popen([sys.executable, "-c", STUBBORN, str(file), str(takes)])
    while not file.exists():
        time.sleep(0.02)
    return found


def asked(times: int) -> server.Asked:
    found = server.Asked()
    found.times = times
    return found


def test_a_task_is_waited_for_and_told_once(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(server, "_WEB_PATIENCE", 0.3)
    web, task = child(tmp_path / "web", 60), child(tmp_path / "task", 2)
    assert server._end([web, task], asked(1)) == 0
    assert (tmp_path / "task").read_text() == "done, told 1 times"
    assert (web.returncode, task.returncode) == (-signal.SIGKILL, 0)


def test_whoever_asks_twice_does_not_wait(tmp_path) -> None:
    web, task = child(tmp_path / "web", 0), child(tmp_path / "task", 60)
    twice = asked(1)
    signal.signal(signal.SIGALRM, lambda *_: setattr(twice, "times", 2))
    signal.setitimer(signal.ITIMER_REAL, 0.5)
    assert server._end([web, task], twice) == 0
    assert task.returncode == -signal.SIGKILL


def _until_it_ends(one: server.Child) -> bool:
    one.process.wait(20)
    return one.stands()


def test_a_worker_that_ends_is_started_again_and_one_that_keeps_dying_is_not(tmp_path) -> None:
    dying = server.Child([sys.executable, "-c", "raise SystemExit(1)"], again=True)
    first = dying.process.pid
    assert _until_it_ends(dying)
    assert dying.process.pid != first
    assert [_until_it_ends(dying) for _ in range(3)] == [True, True, False]
    web = server.Child([sys.executable, "-c", "raise SystemExit(1)"], again=False)
    assert not _until_it_ends(web)


def test_a_database_that_is_locked_for_a_moment_stops_nothing(monkeypatch, db) -> None:
    def locked() -> bool:
        raise OperationalError("database is locked")

    monkeypatch.setattr(server, "_tick", locked)
    assert server._ticked() is False


def test_a_child_that_died_is_a_failure(tmp_path) -> None:
    web, task = child(tmp_path / "web", 0), child(tmp_path / "task", 0)
    assert server._end([web, task], asked(0)) == 1


def _run(home: Path, *words: str, log: Path) -> subprocess.Popen:
    kept = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
    settings = "liandong.config.settings"
    return subprocess.Popen(
        [sys.executable, "-m", "liandong.cli.main", *words],
        env={**kept, "LIANDONG_HOME": str(home), "DJANGO_SETTINGS_MODULE": settings},
        stdout=log.open("w"), stderr=subprocess.STDOUT,
    )  # fmt: skip


def _up(port: int, process: subprocess.Popen, log: Path) -> None:
    for _ in range(300):
        assert process.poll() is None, log.read_text()
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise AssertionError(log.read_text())


@pytest.mark.browser
def test_it_serves_fresh_assets_and_stops_cleanly(tmp_path) -> None:
    home, log = tmp_path / "home", tmp_path / "log"
    assert _run(home, "init", log=log).wait(120) == 0, log.read_text()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    (home / "static" / ".made-of").write_text("an older build")
    (home / "static" / "staticfiles.json").unlink()
    earlier = home / "static" / "dist" / "style.0123456789ab.css"
    earlier.write_text("/* what an open page still asks for */")
    serving = _run(home, "serve", "--port", str(port), "--workers", "1", log=log)
    try:
        _up(port, serving, log)
        with urlopen(f"http://127.0.0.1:{port}/accounts/login/", timeout=20) as page:
            assert page.status == 200
        assert (home / "static" / "staticfiles.json").exists()
        assert earlier.exists()
        with socket.create_connection(("127.0.0.1", port)) as half:
            half.sendall(b"GET / HT")  # a head that never comes to its end
            began = time.monotonic()
            serving.send_signal(signal.SIGTERM)
            assert serving.wait(20) == 0
            took = time.monotonic() - began
    finally:
        if serving.poll() is None:
            serving.kill()
    assert "Killing" not in log.read_text()
    assert took < 10, log.read_text()
