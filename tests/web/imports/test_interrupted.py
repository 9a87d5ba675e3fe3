"""Killed half-way, and two at once: real processes on a home of their own."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.web.imports.conftest import GOOD

START = """
import django, json, sys, time
django.setup()
from django.utils import timezone
from liandong.domains.audit.models import Event
from liandong.domains.guarantee import imports, steps, tasks
from liandong.domains.guarantee.models import LedgerFact
from liandong.domains.intake import actions as intake
from liandong.domains.intake.models import Batch, StagedFinding, StagedRow
from liandong.domains.orgs.models import Unit
def hang(*_, **__):
    print("HERE", flush=True); time.sleep(120)
"""
SEND = f"""
unit = Unit.objects.get(code="460000000000").pk
with open({str(GOOD)!r}, "rb") as file:
    steps.upload(file, name="t.xlsx", unit=unit, options={{}}, by="t", at=timezone.now())
"""
STATE = """
batch = Batch.objects.first()
print(json.dumps({
    "state": batch.state, "problem": batch.problem and batch.problem["code"],
    "staged": StagedRow.objects.filter(batch=batch).count(),
    "facts": LedgerFact.objects.count(), "outcome": batch.outcome,
    "published": Event.objects.filter(action="guarantee.publish").count(),
}))
"""
ACCEPT = 'steps.accept(Batch.objects.first(), accept_valid=False, by="t", at=timezone.now())\n'


class Instance:
    """An instance in a home of its own; everything happens in other processes."""

    def __init__(self, home: Path) -> None:
        self.env = {
            **os.environ, "LIANDONG_HOME": str(home), "LIANDONG_LANGUAGE": "zh",
            "DJANGO_SETTINGS_MODULE": "liandong.config.settings",
        }  # fmt: skip
        self.env.pop("DATABASE_URL", None)

    def start(self, code: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-c", START + code], env=self.env, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    def run(self, code: str) -> str:
        process = self.start(code)
        out, err = process.communicate(timeout=120)
        assert process.returncode == 0, err
        return out

    def state(self) -> dict[str, Any]:
        return json.loads(self.run(STATE))

    def work(self) -> None:
        """What the background worker does with everything that waits."""
        command = [sys.executable, "-m", "django", "db_worker", "--batch", "--verbosity", "0"]
        subprocess.run(command, env=self.env, check=True, timeout=120, capture_output=True)

    def kill_at(self, code: str) -> None:
        """Run until the code says that it is in the middle, then SIGKILL."""
        process = self.start(code)
        assert process.stdout is not None
        assert process.stdout.readline().strip() == "HERE", process.communicate()[1]
        process.send_signal(signal.SIGKILL)
        process.communicate()


@pytest.fixture(scope="module")
def instance(tmp_path_factory) -> Instance:
    one = Instance(tmp_path_factory.mktemp("home"))
    command = [sys.executable, "-m", "liandong.cli.main", "init"]
    subprocess.run(command, env=one.env, check=True, timeout=180, capture_output=True)
    return one


def free_port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


def serve_until_read(instance: Instance) -> None:
    command = [sys.executable, "-m", "liandong.cli.main", "serve", "--port", free_port()]
    server = subprocess.Popen(
        [*command, "--workers", "1"], env=instance.env, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        until = time.monotonic() + 60
        while instance.state()["state"] != "read":
            assert time.monotonic() < until, "the server did not read the file again"
            time.sleep(0.5)
    finally:
        server.terminate()
        server.wait(30)


def test_killed_while_reading_and_while_publishing(instance: Instance) -> None:
    instance.run(SEND)
    instance.kill_at(
        "intake.transaction = type('T', (), {'atomic': staticmethod(hang)})\n"
        "imports.read(Batch.objects.first())\n"
    )
    middle = instance.state()
    assert middle["state"] == "reading"
    assert middle["staged"] == 551, "killed after staging, before it counts"
    serve_until_read(instance)
    again = instance.state()
    assert (again["state"], again["staged"], again["facts"]) == ("read", 551, 0)

    # The worker that had taken this task is the one that is killed.
    taken = "from django_tasks_db.models import DBTaskResult as Task\nTask.objects.all().delete()\n"
    instance.run(ACCEPT + taken)
    instance.kill_at(
        "imports.record = hang\n"
        "imports.publish(Batch.objects.first(), accept_valid=False, by='t', at=timezone.now(),"
        " since='publishing')\n"
    )
    killed = instance.state()
    assert (killed["state"], killed["facts"], killed["published"]) == ("publishing", 0, 0)
    assert instance.run("print(intake.recover())").strip() == "1"
    back = instance.state()
    assert (back["state"], back["problem"], back["facts"]) == ("read", "interrupted", 0)
    instance.run(ACCEPT)
    instance.work()
    done = instance.state()
    assert (done["state"], done["facts"], done["published"]) == ("published", 3857, 1)
    assert done["outcome"] == {"added": 3857, "corrected": 0, "unchanged": 0}


def test_of_two_who_publish_at_once_one_goes_on(instance: Instance) -> None:
    instance.run(SEND)
    instance.work()
    before = instance.state()
    assert before["state"] == "read"
    code = (
        "from liandong.core.kernel.errors import LiandongError\n"
        "batch = Batch.objects.first()\n"
        "sys.stdin.readline()\n"
        "try:\n"
        "    steps.accept(batch, accept_valid=False, by='t', at=timezone.now()); print('accepted')\n"
        "except LiandongError as error:\n"
        "    print(error.code)\n"
    )
    both = [
        subprocess.Popen(
            [sys.executable, "-c", START + code], env=instance.env, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )
        for _ in range(2)
    ]  # fmt: skip
    time.sleep(3)  # both have loaded the batch and wait
    for one in both:
        assert one.stdin is not None
        one.stdin.write("go\n")
        one.stdin.flush()
    said = sorted(one.communicate(timeout=60)[0].strip() for one in both)
    assert said == ["accepted", "batch_moved_on"]
    instance.work()
    after = instance.state()
    assert after["published"] == before["published"] + 1
    assert after["outcome"] == {"added": 0, "corrected": 0, "unchanged": 3857}


def test_a_task_that_comes_late_leaves_the_file_alone(instance: Instance) -> None:
    before = instance.state()
    assert before["state"] == "published"
    late = "tasks.read_batch.call(pk)\ntasks.publish_batch.call(pk, 't')\n"
    instance.run(f"pk = Batch.objects.first().pk\n{late}")
    assert instance.state() == before
