"""`make bench`: an own database, an own home, every group in turn, one table.

`python -m benchmarks tree rollup` runs some of the groups only.
"""

from __future__ import annotations

import os
import sys
import tempfile
from importlib import import_module
from urllib.parse import urlsplit, urlunsplit

import psycopg

from benchmarks import harness

GROUPS = (
    "province",
    "pages",
    "tree",
    "due",
    "rollup",
    "big",
    "life_province",
    "life_nation",
    "requests",
    "intake",
)


def main(names: list[str]) -> None:
    """Run groups and print what they measured."""
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        raise SystemExit("DATABASE_URL must lead to a PostgreSQL where databases may be made.")
    name = f"liandong_bench_{os.getpid()}"
    _on_server(server, f'CREATE DATABASE "{name}" TEMPLATE template0 ENCODING UTF8')
    os.environ["DATABASE_URL"] = urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
    try:
        with tempfile.TemporaryDirectory(prefix="liandong-bench-") as home:
            _run(names or list(GROUPS), home)
    finally:
        _on_server(server, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _on_server(server: str, statement: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(statement)


def _run(names: list[str], home: str) -> None:
    os.environ["LIANDONG_HOME"] = home
    os.environ["DJANGO_SETTINGS_MODULE"] = "liandong.config.settings"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    groups = {name: import_module(f"benchmarks.{name}") for name in names}
    lines = []
    for name in names:
        print(f"… {name}", file=sys.stderr, flush=True)
        found = list(groups[name].run())
        harness.save(name, found)
        lines += found
    harness.print_table(lines)


if __name__ == "__main__":
    main(sys.argv[1:])
