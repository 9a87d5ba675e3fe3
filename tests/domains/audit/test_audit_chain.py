"""Every deed leaves an event, and whoever tampers with one is found out."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection, transaction

from liandong.domains.audit.actions import _digest, first_broken, record
from liandong.domains.audit.models import Event
from liandong.domains.database import append_only

AT = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def unguarded(province):
    """Four events, and the guards taken off, as by somebody who owns the database."""
    events = [
        record(action="test.deed", by="one", at=AT, subject=f"s:{n}", unit="u", before={"n": n},
               after={"n": n + 1}, reason="why")
        for n in range(4)
    ]  # fmt: skip
    assert first_broken() is None
    append_only("audit_event", "audit_event_append_only")._remove(None, None)
    return events


def run(sql: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("at", "2020-01-01 00:00:01+00:00"), ("by", "two"), ("action", "test.other"),
        ("subject", "s:x"), ("unit", "v"), ("before", '{"n": 9}'), ("after", None),
        ("reason", "because"), ("previous", "0" * 64), ("digest", "0" * 64),
    ],
)  # fmt: skip
def test_an_edited_event_is_found(unguarded, column, value):
    run(f'UPDATE audit_event SET "{column}" = %s WHERE id = %s', value, unguarded[1].pk)
    assert first_broken().pk == unguarded[1].pk


def test_every_column_is_covered(unguarded):
    tried = {
        "at",
        "by",
        "action",
        "subject",
        "unit",
        "before",
        "after",
        "reason",
        "previous",
        "digest",
    }
    assert {f.column for f in Event._meta.concrete_fields} == tried | {"id"}


def test_a_removed_event_is_found(unguarded):
    run("DELETE FROM audit_event WHERE id = %s", unguarded[1].pk)
    assert first_broken().pk == unguarded[2].pk


def test_a_forged_event_with_a_digest_of_its_own_breaks_the_next_link(unguarded):
    forged = Event.objects.get(pk=unguarded[1].pk)
    forged.reason = "because"
    run(
        "UPDATE audit_event SET reason = %s, digest = %s WHERE id = %s",
        forged.reason, _digest(forged), forged.pk,
    )  # fmt: skip
    assert first_broken().pk == unguarded[2].pk


def test_two_events_that_changed_places_are_found(unguarded):
    one, two = unguarded[1].pk, unguarded[2].pk
    for a, b in ((one, -1), (two, one), (-1, two)):
        run("UPDATE audit_event SET id = %s WHERE id = %s", b, a)
    assert first_broken().pk == one


def test_the_whole_trail_of_the_demo_is_one_chain(province):
    assert Event.objects.count() > 10
    assert first_broken() is None


def test_values_of_all_kinds_come_back_as_they_were_digested(province):
    """What the database does to times, decimals and Chinese must not break the chain."""
    record(
        action="test.kinds", by="一", at=datetime(2020, 1, 1, 8, 0, 0, 123456, tzinfo=UTC),
        subject="s", before={"日": date(2020, 1, 1), "数": Decimal("1.50"), "空": None},
        after={"列": [1, 2.5, True], "里": {"b": 1, "a": "é“”"}}, reason="换行\n和\t制表",
    )  # fmt: skip
    shifted = datetime.fromisoformat("2020-01-01T08:00:00+08:00")
    record(action="test.kinds", by="x", at=shifted, subject="s")
    assert first_broken() is None
    assert Event.objects.filter(action="test.kinds").last().before["数"] == "1.50"


def test_a_deed_that_fails_leaves_no_event_and_no_gap(province):
    before = Event.objects.count()
    with transaction.atomic():
        record(action="test.fails", by="x", at=AT, subject="s")
        transaction.set_rollback(True)
    record(action="test.works", by="x", at=AT + timedelta(1), subject="s")
    assert Event.objects.count() == before + 1
    assert first_broken() is None
