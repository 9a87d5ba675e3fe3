"""What the database itself holds, said once for SQLite and PostgreSQL, with words for people.

A guard is installed by a migration through `Guard`; when it objects, `explained()` turns the
database's complaint into a `LiandongError` that says what to do.
SQLite drops triggers when Django rebuilds a table: a migration that alters a guarded table must
install its guards again (`tests/domains/test_guards.py` notices when one is missing).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError, connection, transaction
from django.db.migrations.operations.special import RunPython

from liandong.core.kernel.errors import LiandongError, Text

_MESSAGES: dict[str, Text] = {}


class Guard(RunPython):
    """A migration operation that installs the same guard on either database."""

    def __init__(self, *, sqlite: list[str], postgresql: list[str]) -> None:
        self.statements = {"sqlite": sqlite, "postgresql": postgresql}
        super().__init__(self._install, RunPython.noop)

    def _install(self, _apps: object, editor: object) -> None:
        with connection.cursor() as cursor:
            for statement in self.statements[connection.vendor]:
                # No parameters: a % in the statement is the statement's own.
                cursor.execute(statement, None)

    def deconstruct(self) -> tuple:
        return (self.__class__.__name__, [], self.statements)


def says(code: str, text: Text) -> str:
    """Register what people are told when the guard `code` objects; returns the code."""
    _MESSAGES[code] = text
    return code


@contextmanager
def explained() -> Iterator[None]:
    """Raise the guards' complaints as errors for people; all or nothing."""
    try:
        with transaction.atomic():
            yield
    except DatabaseError as error:
        for code, text in _MESSAGES.items():
            if code in str(error):
                raise LiandongError(code, text) from error
        raise


def lock(name: str) -> None:
    """Hold a named lock until the transaction ends. SQLite has one writer anyway."""
    if not connection.in_atomic_block:
        raise RuntimeError(f"the lock {name!r} needs a transaction")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [name])


def no_overlap(table: str, keys: tuple[str, ...], code: str) -> Guard:
    """Rows with the same keys that are not voided have no day in common."""
    same = " AND ".join(f"o.{key} = NEW.{key}" for key in keys)
    check = f"""
        SELECT RAISE(ABORT, '{code}') WHERE NEW.voided_at IS NULL AND EXISTS (
            SELECT 1 FROM {table} o WHERE {same} AND o.id <> NEW.id AND o.voided_at IS NULL
              AND (o."end" IS NULL OR o."end" > NEW.start)
              AND (NEW."end" IS NULL OR o.start < NEW."end"));"""
    sqlite = [
        f"CREATE TRIGGER {code}_{verb.split()[0].lower()} AFTER {verb} ON {table} "
        f"BEGIN {check} END"
        for verb in ("INSERT", 'UPDATE OF start, "end", voided_at')
    ]
    equal = ", ".join(f"{key} WITH =" for key in keys)
    postgresql = [
        "CREATE EXTENSION IF NOT EXISTS btree_gist",
        f"ALTER TABLE {table} ADD CONSTRAINT {code} EXCLUDE USING gist "
        f"({equal}, daterange(start, \"end\") WITH &&) WHERE (voided_at IS NULL)",
    ]
    return Guard(sqlite=sqlite, postgresql=postgresql)


def append_only(table: str, code: str) -> Guard:
    """Rows are added and never changed or removed."""
    sqlite = [
        f"CREATE TRIGGER {code}_{verb.lower()} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{code}'); END"
        for verb in ("UPDATE", "DELETE")
    ]
    postgresql = [
        f"CREATE FUNCTION {code}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{code}'; END $$",
        f"CREATE TRIGGER {code} BEFORE UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {code}()",
    ]
    return Guard(sqlite=sqlite, postgresql=postgresql)


def never_rewritten(table: str, frozen: tuple[str, ...], code: str) -> Guard:
    """Rows may be ended or voided, but what they say is never changed, nor are they removed."""
    changed = " OR ".join(f'NEW."{name}" IS NOT OLD."{name}"' for name in frozen)
    distinct = " OR ".join(f'NEW."{name}" IS DISTINCT FROM OLD."{name}"' for name in frozen)
    sqlite = [
        f"CREATE TRIGGER {code}_update BEFORE UPDATE ON {table} WHEN {changed} "
        f"BEGIN SELECT RAISE(ABORT, '{code}'); END",
        f"CREATE TRIGGER {code}_delete BEFORE DELETE ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{code}'); END",
    ]
    postgresql = [
        f"CREATE FUNCTION {code}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF TG_OP = 'DELETE' OR {distinct} THEN RAISE EXCEPTION '{code}'; END IF; "
        f"RETURN NEW; END $$",
        f"CREATE TRIGGER {code} BEFORE UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {code}()",
    ]
    return Guard(sqlite=sqlite, postgresql=postgresql)
