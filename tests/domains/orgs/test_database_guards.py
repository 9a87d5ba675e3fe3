"""What the database holds by itself, on SQLite and PostgreSQL: raw SQL is refused as well."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from liandong.domains.accounts.models import Assignment, User
from liandong.domains.audit.models import Event
from liandong.domains.database import Guard
from liandong.domains.guarantee.models import LedgerFact
from liandong.domains.orgs import actions
from liandong.domains.orgs.models import Name, Placement
from tests.domains.orgs.tree_kit import deed

MADE = re.compile(r"CREATE TRIGGER (\w+)(?:.*EXECUTE FUNCTION (\w+))?|ADD CONSTRAINT (\w+)", re.S)
GONE = re.compile(r"DROP (TRIGGER|FUNCTION|CONSTRAINT) (?:IF EXISTS )?(\w+)")


def guards() -> list[Guard]:
    """In the order in which the migrations install them."""
    executor = MigrationExecutor(connection)
    leaves = executor.loader.graph.leaf_nodes()
    plan = executor.migration_plan(leaves, clean_start=True)
    operations = [op for migration, _ in plan for op in migration.operations]
    return [operation for operation in operations if isinstance(operation, Guard)]


def promised() -> set[str]:
    """The names of triggers and constraints that are left when all guards have been installed."""
    left: dict[str, str] = {}
    for guard in guards():
        for statement in guard.drops[connection.vendor] + guard.statements[connection.vendor]:
            for kind, name in GONE.findall(statement):
                left = {k: v for k, v in left.items() if name != (v if kind == "FUNCTION" else k)}
            for trigger, function, constraint in MADE.findall(statement):
                left[trigger or constraint] = function
    return set(left)


def installed() -> set[str]:
    known = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger UNION SELECT conname FROM pg_constraint",
    }
    with connection.cursor() as cursor:
        cursor.execute(known[connection.vendor])
        return {name for (name,) in cursor.fetchall()}


def run(sql: str, *values: object) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


def objects(code: str, sql: str, *values: object) -> None:
    with pytest.raises(DatabaseError, match=code):
        run(sql, *values)


def test_every_guard_is_there_after_all_migrations(db):
    assert len(promised()) >= 20
    assert promised() - installed() == set()


def test_a_guard_that_was_lost_would_be_missed(db):
    on = {"sqlite": "", "postgresql": " ON audit_event"}[connection.vendor]
    name = {"sqlite": "audit_event_append_only_update", "postgresql": "audit_event_append_only"}
    with transaction.atomic():
        run(f"DROP TRIGGER {name[connection.vendor]}{on}")
        assert promised() - installed() == {name[connection.vendor]}
        transaction.set_rollback(True)


def test_every_guard_can_be_taken_back_and_put_again(db):
    """Going back leaves none; forward leaves all, and one of each where it is put twice."""
    with transaction.atomic():
        before = installed()
        for guard in reversed(guards()):
            guard._remove(None, None)
        assert promised() & installed() == set()
        for guard in guards():
            guard._install(None, None)
            guard._install(None, None)
        assert installed() == before
        transaction.set_rollback(True)


def placed(unit, parent, start, end=None) -> tuple:
    return (
        'INSERT INTO orgs_placement (unit_id, parent_id, hierarchy, start, "end", recorded_at, '
        "recorded_by, voided_by, void_reason) VALUES (%s, %s, 'territory', %s, %s, "
        "'2020-01-01 00:00:00+00:00', 'raw', '', '')",
        unit.pk, parent and parent.pk, start, end,
    )  # fmt: skip


def test_no_overlap_whoever_writes(town):
    objects("orgs_placement_overlap", *placed(town["a1"], town["b"], date(2018, 1, 1)))
    objects("orgs_placement_overlap", *placed(town["a1"], town["b"], date(2015, 1, 1)))
    # Half-open: one that ends on the day the other begins does not overlap.
    run(*placed(town["a1"], town["b"], date(2015, 1, 1), date(2016, 1, 1)))


def test_no_circle_whoever_writes(town):
    run("UPDATE orgs_placement SET \"end\" = '2018-01-01' WHERE unit_id = %s", town["t"].pk)
    objects("orgs_placement_cycle", *placed(town["t"], town["a1"], date(2018, 1, 1)))
    objects("orgs_placement_cycle", *placed(town["t"], town["t"], date(2018, 1, 1)))
    run(*placed(town["t"], None, date(2018, 1, 1)))


def test_no_circle_by_many_rows_at_once(town):
    """One statement that puts a under b and b under a."""
    for code in ("a", "b"):
        run("UPDATE orgs_placement SET \"end\" = '2018-01-01' WHERE unit_id = %s", town[code].pk)
    both = [
        Placement(unit=town[x], parent=town[y], hierarchy="territory", start=date(2018, 1, 1),
                  **deed().stamp())
        for x, y in (("a", "b"), ("b", "a"))
    ]  # fmt: skip
    with pytest.raises(DatabaseError, match="orgs_placement_cycle"), transaction.atomic():
        Placement.objects.bulk_create(both)


@pytest.mark.parametrize(
    ("column", "value"),
    [("start", "2015-01-01"), ("parent_id", None), ("hierarchy", "party"), ("recorded_by", "x"),
     ("recorded_at", "2015-01-01 00:00:00+00:00")],
)  # fmt: skip
def test_a_placement_is_never_rewritten(town, column, value):
    objects(
        "orgs_placement_rewritten",
        f"UPDATE orgs_placement SET {column} = %s WHERE unit_id = %s", value, town["a1"].pk,
    )  # fmt: skip


def test_an_end_is_said_once(town):
    actions.move(town["a1"], parent=town["b"], deed=deed())
    row = Placement.objects.get(unit=town["a1"], parent=town["a"])
    for value in (None, "2019-01-01"):
        objects(
            "orgs_placement_rewritten",
            'UPDATE orgs_placement SET "end" = %s WHERE id = %s', value, row.pk,
        )  # fmt: skip
    objects(
        "orgs_placement_rewritten",
        "UPDATE orgs_placement SET ended_at = '2015-01-01 00:00:00+00:00' WHERE id = %s", row.pk,
    )  # fmt: skip


def test_what_was_voided_stays_voided_and_says_why(town):
    row = Placement.objects.get(unit=town["a1"])
    actions.correct_placement(row, parent=town["b"], start=row.start, deed=deed(reason="登记有误"))
    objects(
        "orgs_placement_rewritten",
        "UPDATE orgs_placement SET voided_at = NULL, voided_by = '', void_reason = '' "
        "WHERE id = %s", row.pk,
    )  # fmt: skip
    objects(
        "orgs_placement_rewritten",
        "UPDATE orgs_placement SET void_reason = 'other' WHERE id = %s", row.pk,
    )  # fmt: skip


def test_voiding_needs_who_and_why(town):
    objects(
        "voided_with_reason",
        "UPDATE orgs_placement SET voided_at = '2020-01-01 00:00:00+00:00' WHERE unit_id = %s",
        town["a1"].pk,
    )


def test_a_period_ends_after_it_starts(town):
    objects(
        "ends_after_start",
        'UPDATE orgs_placement SET "end" = start WHERE unit_id = %s', town["a1"].pk,
    )  # fmt: skip


def test_a_name_is_one_and_is_kept(town):
    row = Name.objects.get(unit=town["a1"])
    objects("orgs_name_rewritten", "UPDATE orgs_name SET name = 'x' WHERE id = %s", row.pk)
    objects(
        "orgs_name_overlap",
        "INSERT INTO orgs_name (unit_id, name, start, recorded_at, recorded_by, voided_by, "
        "void_reason) VALUES (%s, 'x', '2018-01-01', '2020-01-01 00:00:00+00:00', 'raw', '', '')",
        town["a1"].pk,
    )


def test_a_succession_is_kept(town):
    actions.merge([town["b"]], into=town["a"], deed=deed())
    objects("orgs_succession_append_only", "UPDATE orgs_succession SET share = 0.5")
    objects("orgs_succession_append_only", "DELETE FROM orgs_succession")


KEPT = {
    "orgs_placement": "orgs_placement_rewritten",
    "orgs_name": "orgs_name_rewritten",
    "audit_event": "audit_event_append_only",
    "guarantee_ledgerfact": "guarantee_fact_rewritten",
    "accounts_assignment": "accounts_assignment_rewritten",
    "accounts_user": "accounts_user_kept",
}


@pytest.mark.parametrize("table", KEPT)
def test_nothing_on_record_is_deleted(province, table):
    objects(KEPT[table], f"DELETE FROM {table}")


@pytest.mark.parametrize(
    "column", [f.column for f in Event._meta.concrete_fields if not f.primary_key]
)
def test_no_column_of_the_audit_trail_is_edited(province, column):
    objects("audit_event_append_only", f'UPDATE audit_event SET "{column}" = "{column}"')


def test_the_audit_trail_is_not_emptied_at_one_blow(province):
    if connection.vendor == "postgresql":
        objects("audit_event_append_only", "TRUNCATE audit_event")


def _other(field) -> object:
    """Some value that differs from any on record."""
    kinds = {"DateField": "1999-01-01", "DateTimeField": "1999-01-01 00:00:00+00:00"}
    kinds |= {"DecimalField": 123456, "CharField": "other", "ForeignKey": -1}
    return kinds[field.get_internal_type()]


SAID = [f for f in LedgerFact._meta.concrete_fields if not f.primary_key and "void" not in f.name]


@pytest.mark.parametrize("field", SAID, ids=lambda field: field.name)
def test_no_column_of_a_fact_is_rewritten(province, field):
    one = LedgerFact.objects.order_by("pk").first()
    objects(
        "guarantee_fact_rewritten",
        f"UPDATE guarantee_ledgerfact SET {field.column} = %s WHERE id = %s", _other(field), one.pk,
    )  # fmt: skip


def test_a_voided_fact_stays_voided(province):
    one = LedgerFact.objects.order_by("pk").first()
    void = "UPDATE guarantee_ledgerfact SET voided_at = %s, voided_by = %s, void_reason = %s"
    run(f"{void} WHERE id = %s", "2030-01-01 00:00:00+00:00", "x", "y", one.pk)
    objects("guarantee_fact_rewritten", f"{void} WHERE id = %s", None, "", "", one.pk)


def test_a_user_keeps_the_name_the_audit_trail_knows(province):
    objects("accounts_user_kept", "UPDATE accounts_user SET username = 'other'")
    User.objects.filter(username="haikou").update(display_name="other")


def test_an_assignment_says_for_good_who_where_and_what(province):
    one = Assignment.objects.order_by("pk").first()
    for column, value in (
        ("role", "auditor"),
        ("unit_id", -1),
        ("user_id", -1),
        ("start", "1999-01-01"),
    ):
        objects(
            "accounts_assignment_(rewritten|separate)",
            f"UPDATE accounts_assignment SET {column} = %s WHERE id = %s", value, one.pk,
        )  # fmt: skip


def test_paths_sort_by_bytes_everywhere(db):
    """A subtree is a range of paths: another order of letters would tear it apart."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite sorts by bytes unless told otherwise")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, collation_name FROM information_schema.columns "
            "WHERE column_name = 'path' AND table_schema = 'public'"
        )
        found = dict(cursor.fetchall())
    assert found == {"orgs_position": "C", "observatory_difference": "C"}
