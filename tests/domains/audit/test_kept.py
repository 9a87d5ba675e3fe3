"""What is remembered until something else happens."""

from __future__ import annotations

from itertools import count

import pytest
from django.db import transaction
from django.utils import timezone

from liandong.domains.audit import kept as module
from liandong.domains.audit.actions import record
from liandong.domains.audit.kept import Kept

pytestmark = pytest.mark.django_db


def happens(action: str) -> None:
    record(action=action, by="somebody", at=timezone.now(), subject="thing:1")


@pytest.fixture
def asked():
    """Asks for the same value again and again; each making gives another number."""
    numbers, kept = count(1), Kept("casework.")
    return lambda: kept.get("what", lambda: next(numbers), age=kept.refresh())


def test_kept_while_nothing_or_what_is_harmless_happens(asked) -> None:
    happens("orgs.move")
    first = asked()
    assert asked() == first
    happens("casework.receive")
    happens("casework.dispatch")
    assert asked() == first


def test_forgotten_as_soon_as_something_else_happens(asked) -> None:
    happens("casework.receive")
    first = asked()
    happens("casework.receive")
    happens("accounts.assign")
    happens("casework.receive")
    second = asked()
    assert second != first
    assert asked() == second


def test_what_was_taken_back_is_not_remembered(asked) -> None:
    """An event that takes the number of one that was rolled back is another event."""
    happens("casework.receive")
    first = asked()
    with transaction.atomic():
        happens("accounts.assign")
        within = asked()
        transaction.set_rollback(True)
    assert within != first
    happens("casework.receive")
    assert asked() not in {first, within}


def test_too_many_events_to_read_are_a_reason_to_forget(asked, monkeypatch) -> None:
    happens("casework.receive")
    first = asked()
    monkeypatch.setattr(module, "_MANY", 3)
    for _ in range(4):
        happens("casework.receive")
    second = asked()
    assert second != first
    assert asked() == second


def test_a_value_made_while_something_happened_is_not_kept() -> None:
    kept = Kept("casework.")
    happens("casework.receive")
    age = kept.refresh()

    def made() -> str:
        happens("accounts.assign")
        kept.refresh()
        return "old"

    assert kept.get("what", made, age=age) == "old"
    assert kept.get("what", lambda: "new", age=kept.refresh()) == "new"
