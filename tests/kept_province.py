"""The demo province of the tests, kept between runs when `LIANDONG_TEST_KEPT` names a folder.

Building it takes most of the time of a short run. What is kept belongs to the sources it was built
from: one changed line of the rooms below makes another. Without the variable nothing is kept.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).parents[1]
SOURCES = ("liandong/core", "liandong/domains", "liandong/cli", "liandong/config", "norms", "data")


def place() -> Path | None:
    """Where the province of these sources is kept or will be; None when nothing is kept."""
    folder = os.environ.get("LIANDONG_TEST_KEPT")
    return Path(folder) / _mark() if folder and connection.vendor == "sqlite" else None


def build(kept: Path | None, make: Callable[[], None]) -> None:
    """Take the kept province into the test database and home, or make it and keep it."""
    if kept is None or not kept.exists():
        make()
        if kept:
            _keep(kept)
        return
    connection.ensure_connection()
    with sqlite3.connect(kept / "province.sqlite3") as source:
        source.backup(connection.connection)
    shutil.copytree(kept / "home", settings.HOME, dirs_exist_ok=True)


def _keep(kept: Path) -> None:
    making = kept.with_name(f"{kept.name}.{os.getpid()}")
    making.mkdir(parents=True)
    with sqlite3.connect(making / "province.sqlite3") as target:
        connection.connection.backup(target)
    shutil.copytree(settings.HOME, making / "home")
    try:
        making.rename(kept)
    except OSError:  # another run was first
        shutil.rmtree(making)


def _mark() -> str:
    found = hashlib.sha256()
    for source in SOURCES:
        for file in sorted((ROOT / source).rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                found.update(str(file.relative_to(ROOT)).encode())
                found.update(file.read_bytes())
    return found.hexdigest()[:20]
