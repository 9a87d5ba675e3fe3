"""Web server and background worker in one: two children, and a parent that minds them.

The parent also does what comes due by itself: placements whose day has come, runs that are
missing, files that a killed process left half-way.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from types import FrameType

from liandong.cli.common import say

_TICK = 30  # seconds


def _taken(host: str, port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False


def _children(host: str, port: int, workers: int) -> list[subprocess.Popen]:
    web = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host,
        "--port", str(port), "--workers", str(workers), "--blocking-threads", "4",
        "--workers-kill-timeout", "5", "--log-level", "warning", "--respawn-failed-workers",
        "liandong.config.wsgi:application",
    ]  # fmt: skip
    tasks = [sys.executable, "-m", "django", "db_worker", "--interval", "0.3", "--verbosity", "0"]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "liandong.config.settings"}
    return [subprocess.Popen(command, env=environment) for command in (web, tasks)]  # noqa: S603


def run(*, host: str, port: int, workers: int) -> int:
    """Serve until told to stop; the exit code."""
    if _taken(host, port):
        say(
            f"端口 {port} 已被占用，请换一个：liandong serve --port {port + 1}",
            f"Port {port} is taken; choose another: liandong serve --port {port + 1}",
        )
        return 1
    _before()
    children = _children(host, port, workers)
    stopping = False

    def stop(_signal: int, _frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    say(f"服务已启动：http://{host}:{port}/ (按 Ctrl+C 停止)",
        f"Serving at http://{host}:{port}/ (Ctrl+C stops)")  # fmt: skip
    ticked = time.monotonic()
    while not stopping and all(child.poll() is None for child in children):
        time.sleep(0.2)
        if time.monotonic() - ticked > _TICK:
            _tick()
            ticked = time.monotonic()
    return _end(children, wanted=stopping)


def _before() -> None:
    from liandong.domains.intake.actions import recover

    left = recover()
    if left:
        say(f"有 {left} 份导入曾被中断，已恢复到中断前。", f"{left} interrupted imports restored.")
    _tick()


def _tick() -> None:
    from django.db import close_old_connections

    from liandong.domains.observatory import days, runs
    from liandong.domains.orgs.tree import settle

    close_old_connections()
    settle(days.today())
    runs.refresh(cause="due")
    close_old_connections()


def _end(children: list[subprocess.Popen], *, wanted: bool) -> int:
    for child in children:
        if child.poll() is None:
            child.terminate()
    for child in children:
        try:
            child.wait(10)
        except subprocess.TimeoutExpired:
            child.kill()
    if not wanted:
        say("一个进程意外退出，服务已停止。", "A process ended unexpectedly; serving has stopped.")
    return 0 if wanted else 1
