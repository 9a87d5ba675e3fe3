"""The province: from "import accepted" to new numbers, and how soon a command answers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.harness import Measured, clock, equal

LEDGER = Path(__file__).parents[1] / "data" / "demo" / "community_ledger_2016.xlsx"


def _cli(home: str, *words: str) -> dict:
    environment = {**os.environ, "LIANDONG_HOME": home}
    environment.pop("DATABASE_URL", None)  # SQLite, as out of the box
    command = [sys.executable, "-m", "liandong.cli.main", *words]
    done = subprocess.run(command, env=environment, capture_output=True, check=True)
    return json.loads(done.stdout) if "json" in words else {}


_PUBLISH = """
import os, sys, time
import django; django.setup()
from pathlib import Path
from django.utils import timezone
from liandong.domains.guarantee import imports
from liandong.domains.intake import actions as intake
from liandong.domains.observatory import days, figures
from liandong.domains.orgs import queries
from liandong.domains.orgs.models import Unit
file = Path(sys.argv[1])
with file.open("rb") as stream:
    batch = intake.receive(stream, name=file.name, kind=imports.KIND, by="benchmark",
                           unit=Unit.objects.get(code="460000000000"), at=timezone.now())
imports.read(batch)
began = time.perf_counter()
imports.publish(batch, accept_valid=False, by="benchmark", at=timezone.now())
own = figures.view(queries.place("46"), on=days.usual_day()).own
figure = own.figure("guarantee.deputies")
print(time.perf_counter() - began, int(figure.numerator), int(figure.denominator))
"""


def run() -> Iterator[Measured]:
    """Every figure of the province, on SQLite."""
    home = str(Path(os.environ["LIANDONG_HOME"]) / "province")
    began = time.perf_counter()
    _cli(home, "init")
    made = time.perf_counter() - began
    environment = {**os.environ, "LIANDONG_HOME": home}
    environment.pop("DATABASE_URL")
    done = subprocess.run(
        [sys.executable, "-c", _PUBLISH, str(LEDGER)], env=environment, capture_output=True,
        check=True, text=True,
    )  # fmt: skip
    seconds, met, judged = done.stdout.split()
    check = equal((int(met), int(judged)), (229, 551), "229 of 551")
    yield Measured("init an instance", made, "s", check)
    yield Measured("publish a ledger → new figures read", float(seconds), "s", check, 3)
    words = ("indicators", "show", "guarantee.deputies", "--unit", "46", "--format", "json")
    shown, said = clock(lambda: _cli(home, *words), 3)
    check = equal((said["numerator"], said["denominator"]), (229, 551), "229 of 551")
    yield Measured("`indicators show`, whole command", shown, "s", check)
