"""An instance of its own with a small tree, and processes that act on it at the same moment.

Real commits by real connections, on SQLite (a file) as on PostgreSQL (a database of its own).
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

DEEDS = Path(__file__).with_name("deeds.py")
UNITS = """code,name,kind,parent
65,新疆,province,
6501,甲市,city,65
6502,乙市,city,65
650102,丙区,district,6501
650202,丁区,district,6502
"""


class Racer:
    """One process with a connection of its own."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.process = subprocess.Popen(
            [sys.executable, str(DEEDS)], env=environment, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip

    def tell(self, line: str) -> None:
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def hear(self) -> str:
        line = self.process.stdout.readline().strip()
        assert line, "the process has died; see its error output above"
        return line

    def stop(self) -> None:
        self.process.stdin.close()
        self.process.wait(20)


class Instance:
    """An instance and the processes at work on it."""

    def __init__(self, environment: dict[str, str], racers: int = 4) -> None:
        self.environment = environment
        self.racers = [Racer(environment) for _ in range(racers)]
        for racer in self.racers:
            assert racer.hear() == "ready"

    def race(self, *deeds: tuple[str, ...]) -> list[dict]:
        """All deeds at once, each by a process of its own; what came of each, in order."""
        running = self.racers[: len(deeds)]
        for racer, deed in zip(running, deeds, strict=True):
            racer.tell(json.dumps(deed))
        heard = [racer.hear() for racer in running]
        while not all(word.startswith("{") for word in heard):
            # Some have looked and wait to act: let them all act now.
            waiting = [i for i, word in enumerate(heard) if not word.startswith("{")]
            for i in waiting:
                running[i].tell("go")
            for i in waiting:
                heard[i] = running[i].hear()
        return [json.loads(word) for word in heard]

    def dies(self, *deed: str) -> bool:
        """Whether a further process that does this is killed over it."""
        racer = Racer(self.environment)
        assert racer.hear() == "ready"
        racer.tell(json.dumps(deed))
        return racer.process.wait(60) == -signal.SIGKILL

    def run(self, code: str) -> object:
        """What the variable `said` of a piece of Python holds in the end."""
        return self.race(("run", code))[0]["done"]

    def stop(self) -> None:
        for racer in self.racers:
            racer.stop()


def build(home: Path, database_url: str | None, name: str) -> Instance:
    """A fresh instance; on PostgreSQL in a database named `name`."""
    environment = {
        **os.environ,
        "LIANDONG_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "liandong.config.settings",
        "LIANDONG_LANGUAGE": "zh",
    }
    environment.pop("DATABASE_URL", None)
    if database_url:
        environment["DATABASE_URL"] = urlsplit(database_url)._replace(path=f"/{name}").geturl()
    made = Instance(environment)
    (home / "units.csv").write_text(UNITS, encoding="utf-8")
    made.run(
        "from datetime import date; from pathlib import Path\n"
        "from django.core.management import call_command\n"
        "from django.utils import timezone\n"
        "from liandong.domains.orgs import imports\n"
        "from liandong.domains.orgs.actions import Deed\n"
        "call_command('migrate', verbosity=0)\n"
        f"divisions = imports.read(Path({str(home / 'units.csv')!r}))\n"
        "deed = Deed(by='tester', at=timezone.now(), on=date(2015, 1, 1))\n"
        "imports.plant(divisions, deed=deed)\n"
    )
    return made


@contextmanager
def own_database(name: str) -> Iterator[str | None]:
    """On PostgreSQL a database of its own for as long as it takes, and the address of the server it
    is on; on SQLite it lies in the home."""
    url = os.environ.get("DATABASE_URL")
    if not url:
        yield None
        return
    with psycopg.connect(url.rsplit("/", 1)[0] + "/postgres", autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            yield url
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")
