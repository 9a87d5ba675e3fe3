"""Web server and background worker in one: two children, and a parent that minds them.

Stopping is for the parent alone to say: the children stand in sessions of their own, so that
Ctrl+C in a terminal does not reach them a second time, which would break off the task at hand.
A task is waited for; a second Ctrl+C is for whoever will not wait.

The parent also does what comes due by itself: placements whose day has come, runs that are
missing, files that a killed process left half-way, letters.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from types import FrameType

from liandong.cli.common import say
from liandong.core.kernel.errors import LiandongError

_TICK = 30  # seconds
# A head that never comes to its end would hold a worker back for as long as it may take.
_HEAD_WITHIN = 2_000  # milliseconds
# A worker that lost its database for a moment (a lock held for too long) is started again; one that
# keeps dying as soon as it stands has a reason that somebody must look at.
_SOON, _AT_MOST = 10.0, 3  # seconds, times in a row
_WEB_PATIENCE = 5.0  # seconds; every page takes less, and nothing of an import is done there


def _taken(host: str, port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False


class Child:
    """A process of ours, started again when it ends by itself, if it may be."""

    def __init__(self, command: list[str], *, again: bool) -> None:
        self._command, self._again, self._soon = command, again, 0
        self._start()

    def _start(self) -> None:
        environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "liandong.config.settings"}
        self._since = time.monotonic()
        self.process = subprocess.Popen(  # noqa: S603
            self._command, env=environment, start_new_session=True
        )

    def stands(self) -> bool:
        """Whether it runs, perhaps anew."""
        if self.process.poll() is None:
            return True
        self._soon = self._soon + 1 if time.monotonic() - self._since < _SOON else 1
        if not self._again or self._soon > _AT_MOST:
            return False
        say("后台进程意外退出，已重新启动。", "The background worker ended and was started again.")
        self._start()
        return True


def _children(host: str, port: int, workers: int) -> list[Child]:
    from liandong.domains import crowding

    web = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host,
        "--port", str(port), "--workers", str(workers),
        # However many hand something in at once, one is free to say so (see `domains.crowding`).
        "--blocking-threads", str(crowding.THREADS),
        "--http1-header-read-timeout", str(_HEAD_WITHIN), "--workers-kill-timeout", "4",
        "--log-level", "error", "--respawn-failed-workers",
        "liandong.config.wsgi:application",
    ]  # fmt: skip
    tasks = [sys.executable, "-m", "django", "db_worker", "--interval", "0.3", "--verbosity", "0"]
    return [Child(web, again=False), Child(tasks, again=True)]


def run(*, host: str, port: int, workers: int) -> int:
    """Serve until told to stop; the exit code."""
    if _taken(host, port):
        say(
            f"端口 {port} 已被占用，请换一个：liandong serve --port {port + 1}",
            f"Port {port} is taken; choose another: liandong serve --port {port + 1}",
        )
        return 1
    try:
        _before()
    except LiandongError as error:
        say(error.text.zh, error.text.en)
        return 1
    children = _children(host, port, workers)
    asked = Asked()
    asked.listen()
    say(f"服务已启动：http://{host}:{port}/ (按 Ctrl+C 停止)",
        f"Serving at http://{host}:{port}/ (Ctrl+C stops)")  # fmt: skip
    due = time.monotonic()
    while not asked.times and all(child.stands() for child in children):
        time.sleep(0.2)
        _anchored()
        if time.monotonic() > due:
            # One run at a time: somebody may want to stop, and pages need the processor too.
            due = (0 if _ticked() else _TICK) + time.monotonic()
    return _end([child.process for child in children], asked)


class Asked:
    """How often somebody has asked to stop."""

    def __init__(self) -> None:
        self.times = 0

    def listen(self) -> None:
        for one in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(one, self._hear)

    def _hear(self, _signal: int, _frame: FrameType | None) -> None:
        self.times += 1


def _before() -> None:
    from liandong.cli import assets
    from liandong.domains.intake.actions import recover
    from liandong.domains.observatory import days
    from liandong.domains.orgs.tree import settle
    from liandong.domains.sealing import checking

    checking.must_fit()
    assets.collect()
    left = recover()
    if left:
        say(f"有 {left} 份导入曾被中断，已恢复到中断前。", f"{left} interrupted imports restored.")
    settle(days.today())


def _anchored() -> None:
    """What deeds of the last second left to be done of the audit trail's end."""
    from django.db import DatabaseError, close_old_connections

    from liandong.domains.audit import anchor

    with suppress(OSError, DatabaseError):  # a moment later, then
        close_old_connections()
        anchor.catch_up()


def _ticked() -> bool:
    """The same, but for a database that is locked or away for a moment: the next tick does it."""
    from django.db import OperationalError, close_old_connections

    try:
        return _tick()
    except OperationalError as error:
        close_old_connections()
        say(f"数据库暂时不可用，稍后再做：{error}", f"Database not available, done later: {error}")
        return False


def _tick() -> bool:
    """What is due by the clock; whether a run was made, and more may be waiting."""
    from django.db import close_old_connections
    from django.utils import timezone

    from liandong.domains.admission.sweeping import sweeper as of_admissions
    from liandong.domains.casework.sweeping import sweeper
    from liandong.domains.intake import passing
    from liandong.domains.life.tasks import caller
    from liandong.domains.notify.tasks import clerk
    from liandong.domains.observatory import days, families, runs
    from liandong.domains.orgs.tree import settle
    from liandong.domains.partners.tasks import postman

    close_old_connections()
    settle(days.today())
    made = [
        run for family in (families.GUARANTEE, families.LIFE)
        for run in runs.refresh(cause="due", of=family, at_most=1)
    ]  # fmt: skip
    now = timezone.now()
    clerk.tick(now)
    postman.tick(now)
    caller.tick(now)
    sweeper.tick(now)
    of_admissions.tick(now)
    passing.sweep(now)
    close_old_connections()
    return bool(made)


def _end(children: list[subprocess.Popen], asked: Asked) -> int:
    """Tell each child once; web pages have a few seconds, a task the time it takes."""
    wanted = bool(asked.times)
    web, tasks = children
    for child in children:
        if child.poll() is None:
            child.terminate()
    try:
        web.wait(_WEB_PATIENCE)
    except subprocess.TimeoutExpired:
        web.kill()
        web.wait()
    _wait_for_task(tasks, asked)
    if not wanted:
        say("一个进程意外退出，服务已停止。", "A process ended unexpectedly; serving has stopped.")
    return 0 if wanted else 1


def _wait_for_task(tasks: subprocess.Popen, asked: Asked) -> None:
    before, since, said = asked.times, time.monotonic(), False
    while tasks.poll() is None:
        if asked.times > before:
            tasks.kill()  # what was half-way is put right at the next start
        if not said and time.monotonic() - since > 3:
            said = True
            say("正在等手头的导入做完……再按一次 Ctrl+C 就不等了。",
                "Waiting for the import at hand… Ctrl+C again breaks it off.")  # fmt: skip
        time.sleep(0.05)
