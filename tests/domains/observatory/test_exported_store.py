"""The store of exported facts is the full export, whatever happens: after any sequence of deeds,
while others write, and when the database is not the one it was."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.domains.races.racing import Instance, build

NAME = f"liandong_store_{os.getpid()}"
URL = os.environ.get("DATABASE_URL")
ROOT = Path(__file__).parents[3]
KIT = f"import sys; sys.path.insert(0, {str(ROOT)!r})\nfrom tests.domains.observatory import store_kit\n"

deeds = st.lists(
    st.tuples(
        st.sampled_from(["record", "mend", "void", "move", "take_back", "compare", "compare"]),
        st.integers(0, 9),
        st.integers(0, 4),
    ),
    max_size=12,
)


@pytest.fixture(autouse=True)
def own_tables() -> None:
    """These tests have an instance of their own."""


def _on_server(*statements: str) -> None:
    with psycopg.connect(URL.rsplit("/", 1)[0] + "/postgres", autocommit=True) as server:
        for statement in statements:
            server.execute(statement)


@contextmanager
def _database() -> Iterator[str | None]:
    if not URL:
        yield None
        return
    _on_server(f"CREATE DATABASE {NAME}")
    try:
        yield URL
    finally:
        _on_server(f"DROP DATABASE {NAME} WITH (FORCE)")


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("store")


@pytest.fixture(scope="module")
def instance(home) -> Iterator[Instance]:
    with _database() as url:
        made = build(home, url, NAME)
        yield made
        made.stop()


def do(instance: Instance, *said: str) -> object:
    """Calls of the kit, one after the other in one process; what the last one gives."""
    calls = "".join(f"said = store_kit.{one}\n" for one in said)
    return instance.run(KIT + calls)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(deeds)
def test_the_store_is_the_full_export_after_any_deeds(instance, done):
    do(instance, *(f"{name}({a}, {b})" for name, a, b in done), "compare()")


def test_only_what_changed_is_written_and_parts_are_put_together(instance):
    do(instance, *(f"record({n}, {n})" for n in range(100, 120)))
    whole = do(instance, "compare()")
    seen = [do(instance, f"mend({n}, {n})", "compare()") for n in range(3)]
    # One correction: the fact that was voided, and the one that takes its place.
    assert seen[0] == [*whole, 2] or seen[0][1:] == [2], (whole, seen)
    assert max(len(counts) for counts in seen) <= 3
    before = do(instance, "compare()")
    assert do(instance, "compare()") == before, "nothing changed, nothing is written"


def test_what_commits_late_is_not_lost(instance):
    """A transaction that began to write first, and ends after others have been exported."""
    slow = instance.racers[1]
    before = do(instance, "compare()")
    slow.tell(json.dumps(["run", KIT + "store_kit.held(7)"]))
    assert slow.hear() == "wrote"
    if URL:  # on SQLite nobody else can write meanwhile
        do(instance, "mend(1, 8)", "compare()")
        assert do(instance, "parts()") == before, "the mark does not move while somebody writes"
    else:
        do(instance, "compare()")
    slow.tell("go")
    assert slow.hear() == '{"done": null}'
    do(instance, "compare()", "mend(2, 9)", "compare()")
    assert do(instance, "parts()") != before


def test_a_database_brought_back_from_a_backup(instance, home):
    """The store knows more than the database does: it is made anew."""
    do(instance, "record(1, 800)", "compare()", "apart()")
    with _taken_back(instance, home):
        do(instance, "record(2, 801)", "mend(0, 3)", "compare()")
    do(instance, "mend(0, 4)", "mend(0, 5)", "record(3, 802)", "compare()")


@contextmanager
def _taken_back(instance: Instance, home: Path) -> Iterator[None]:
    """Whatever is done inside is undone as if it never was, the store on disk excepted."""
    file, backup = home / "liandong.sqlite3", f"{NAME}_backup"
    for racer in instance.racers:
        racer.tell(json.dumps(["run", KIT + "store_kit.apart()"]))
        racer.hear()
    if URL:
        _on_server(f"CREATE DATABASE {backup} TEMPLATE {NAME}")
    else:
        shutil.copy(file, home / "backup")
    yield
    do(instance, "apart()")
    if URL:
        _on_server(f"DROP DATABASE {NAME}", f"ALTER DATABASE {backup} RENAME TO {NAME}")
    else:
        shutil.copy(home / "backup", file)


def test_a_store_that_is_broken_is_made_anew(instance, home):
    do(instance, "compare()")
    place = home / "exports" / "guarantee_ledgerfact"
    for file in place.glob("*.parquet"):
        file.write_bytes(file.read_bytes()[:100])
    do(instance, "compare()")
    (place / "store.json").write_text("{")
    do(instance, "compare()")
    for file in place.glob("*.parquet"):
        file.unlink()
    do(instance, "compare()")
    assert len(list(place.glob("*.parquet"))) == len(do(instance, "parts()"))
