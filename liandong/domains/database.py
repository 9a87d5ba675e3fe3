"""What the database itself holds, said once for SQLite and PostgreSQL, with words for people.

A guard is installed by a migration through `Guard`; when it objects, `explained()` turns the
database's complaint into a `LiandongError` that says what to do.
SQLite drops triggers when Django rebuilds a table: a migration that alters a guarded table must
install its guards again (`tests/domains/orgs/test_database_guards.py` notices when one is missing).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType

from django.db import DatabaseError, connection, transaction
from django.db.migrations.operations.special import RunPython

from liandong.core.kernel.errors import LiandongError, Text

_MESSAGES: dict[str, Text] = {}
_SIGNS: dict[str, str] = {}


class Guard(RunPython):
    """A migration operation that installs the same guard on either database, in place of an
    earlier one of its name; going back removes it."""

    def __init__(
        self, *, sqlite: list[str], postgresql: list[str],
        drop_sqlite: list[str], drop_postgresql: list[str],
    ) -> None:  # fmt: skip
        self.statements = {"sqlite": sqlite, "postgresql": postgresql}
        self.drops = {"sqlite": drop_sqlite, "postgresql": drop_postgresql}
        super().__init__(self._install, self._remove)

    def _install(self, apps: object, editor: object) -> None:
        self._remove(apps, editor)
        _run(self.statements[connection.vendor])

    def _remove(self, _apps: object, _editor: object) -> None:
        _run(self.drops[connection.vendor])

    def deconstruct(self) -> tuple:
        said = {**self.statements, **{f"drop_{k}": v for k, v in self.drops.items()}}
        return (self.__class__.__name__, [], said)


def _run(statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            # No parameters: a % in the statement is the statement's own.
            cursor.execute(statement, None)


def triggers(code: str, *, sqlite: dict[str, str], postgresql: list[str]) -> Guard:
    """A guard made of triggers: `sqlite` by the ending of their names, on PostgreSQL the
    function `code` and the triggers that call it (which go with it)."""
    return Guard(
        sqlite=[f"CREATE TRIGGER {code}_{end} {body}" for end, body in sqlite.items()],
        postgresql=postgresql,
        drop_sqlite=[f"DROP TRIGGER IF EXISTS {code}_{end}" for end in sqlite],
        drop_postgresql=[f"DROP FUNCTION IF EXISTS {code}() CASCADE"],
    )


def says(code: str, text: Text, *, seen_as: str = "") -> str:
    """Register what people are told when the guard `code` objects; returns the code.

    `seen_as` is what the database's complaint holds where that is not the code itself.
    """
    _MESSAGES[code] = text
    _SIGNS[code] = code
    if seen_as:
        _SIGNS[seen_as] = code
    return code


def refusal(code: str) -> LiandongError:
    """The error people see when the guard `code` objects."""
    return LiandongError(code, _MESSAGES[code])


@contextmanager
def explained() -> Iterator[None]:
    """Raise the guards' complaints as errors for people; all or nothing."""
    try:
        with transaction.atomic():
            yield
    except DatabaseError as error:
        # The lines after the first name other things: the function that checked, the values.
        complaint = str(error).partition("\n")[0]
        for sign, code in _SIGNS.items():
            if sign in complaint:
                raise refusal(code) from error
        raise


def lock(name: str) -> None:
    """Hold a named lock until the transaction ends. SQLite has one writer anyway."""
    must_be_atomic(name)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [name])


def must_be_atomic(name: str) -> None:
    """A lock outside a transaction would hold nothing."""
    if not connection.in_atomic_block:
        raise RuntimeError(f"the lock {name!r} needs a transaction")


def no_overlap(
    table: str, keys: tuple[str, ...], code: str, *, unlike: str = "", among: tuple[str, ...] = ()
) -> Guard:
    """Rows with the same keys that are not voided have no day in common.

    With `unlike` only rows that differ in that column clash, of the values `among`.
    """
    same = " AND ".join(f"o.{key} = NEW.{key}" for key in keys)
    listed = ", ".join(f"'{value}'" for value in among)
    if unlike:
        same += f" AND o.{unlike} <> NEW.{unlike} AND o.{unlike} IN ({listed})"
        same += f" AND NEW.{unlike} IN ({listed})"
    check = f"""
        SELECT RAISE(ABORT, '{code}') WHERE NEW.voided_at IS NULL AND EXISTS (
            SELECT 1 FROM {table} o WHERE {same} AND o.id <> NEW.id AND o.voided_at IS NULL
              AND (o."end" IS NULL OR o."end" > NEW.start)
              AND (NEW."end" IS NULL OR o.start < NEW."end"));"""
    verbs = {"insert": "INSERT", "update": 'UPDATE OF start, "end", voided_at'}
    equal = ", ".join([f"{key} WITH =" for key in keys] + ([f"{unlike} WITH <>"] * bool(unlike)))
    counted = "voided_at IS NULL" + (f" AND {unlike} IN ({listed})" if unlike else "")
    return Guard(
        sqlite=[
            f"CREATE TRIGGER {code}_{end} AFTER {verb} ON {table} BEGIN {check} END"
            for end, verb in verbs.items()
        ],
        postgresql=[
            "CREATE EXTENSION IF NOT EXISTS btree_gist",
            f"ALTER TABLE {table} ADD CONSTRAINT {code} EXCLUDE USING gist "
            f'({equal}, daterange(start, "end") WITH &&) WHERE ({counted})',
        ],
        drop_sqlite=[f"DROP TRIGGER IF EXISTS {code}_{end}" for end in verbs],
        drop_postgresql=[f"ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {code}"],
    )


def append_only(table: str, code: str) -> Guard:
    """Rows are added and never changed or removed."""
    return triggers(
        code,
        sqlite={
            verb.lower(): f"BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, '{code}'); END"
            for verb in ("UPDATE", "DELETE")
        },
        postgresql=[
            f"CREATE FUNCTION {code}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{code}'; END $$",
            f"CREATE TRIGGER {code} BEFORE UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {code}()",
            f"CREATE TRIGGER {code}_truncate BEFORE TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {code}()",
        ],
    )  # fmt: skip


# Once a row is ended, or voided, that is said for good: what was known when depends on it.
SEALED = {"end": ("end", "ended_at"), "voided_at": ("voided_at", "voided_by", "void_reason")}
VOIDED = {"voided_at": SEALED["voided_at"]}


def never_rewritten(
    table: str,
    frozen: tuple[str, ...],
    code: str,
    sealed: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
) -> Guard:
    """What rows say is never changed, nor are they removed.

    Other columns may change, but those `sealed` by a column only until it has a value.
    """

    def changed(differs: str) -> str:
        said = [f'NEW."{name}" {differs} OLD."{name}"' for name in frozen]
        for seal, names in sealed.items():
            moved = " OR ".join(f'NEW."{name}" {differs} OLD."{name}"' for name in names)
            said.append(f'(OLD."{seal}" IS NOT NULL AND ({moved}))')
        return " OR ".join(said)

    stop = f"BEGIN SELECT RAISE(ABORT, '{code}'); END"
    return triggers(
        code,
        sqlite={
            "update": f"BEFORE UPDATE ON {table} WHEN {changed('IS NOT')} {stop}",
            "delete": f"BEFORE DELETE ON {table} {stop}",
        },
        postgresql=[
            f"CREATE FUNCTION {code}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF TG_OP = 'DELETE' OR {changed('IS DISTINCT FROM')} "
            f"THEN RAISE EXCEPTION '{code}'; END IF; RETURN NEW; END $$",
            f"CREATE TRIGGER {code} BEFORE UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {code}()",
        ],
    )  # fmt: skip
