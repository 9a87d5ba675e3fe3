"""The chain's end is kept outside the database: a cut tail is found, and stays found."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.core import signing
from django.db import connection, transaction

from liandong.core.kernel.errors import LiandongError
from liandong.domains.audit import anchor, trail
from liandong.domains.audit.actions import _digest, first_broken, record
from liandong.domains.audit.anchor import State
from liandong.domains.audit.models import Event
from liandong.domains.database import append_only

AT = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _own_home(settings, tmp_path):
    settings.HOME = tmp_path


@pytest.fixture
def deed(db, django_capture_on_commit_callbacks):
    """A deed that is through: what happens after its commit has happened."""

    def done(n: int = 0) -> Event:
        with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
            return record(action="test.deed", by="one", at=AT, subject=f"s:{n}")

    return done


@pytest.fixture
def chain(deed):
    """Four deeds, and the guards taken off, as by somebody who owns the database."""
    events = [deed(n) for n in range(4)]
    append_only("audit_event", "audit_event_append_only")._remove(None, None)
    return events


def run(sql: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def prove(capture) -> trail.Proof:
    with capture(execute=True):
        return trail.prove(by="auditor", at=AT)


def test_it_follows_every_deed(deed):
    for n in range(3):
        event = deed(n)
        assert (anchor.kept().event, anchor.kept().digest) == (event.pk, event.digest)
    assert anchor.state()[0] is State.HOLDS
    assert anchor.kept().since < event.pk


def test_many_deeds_of_one_transaction_end_at_the_last(db, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        events = [record(action="test.deed", by="x", at=AT, subject="s") for _ in range(5)]
    assert anchor.kept().event == events[-1].pk


def test_a_deed_that_fails_is_not_anchored(deed, django_capture_on_commit_callbacks):
    event = deed()
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        record(action="test.fails", by="x", at=AT, subject="s")
        transaction.set_rollback(True)
    assert anchor.kept().event == event.pk


def test_of_deeds_within_a_second_the_last_is_anchored_when_it_is_over(deed, settings):
    settings.ANCHOR_EVERY = timedelta(hours=1)
    first, last = deed(1), deed(2)
    anchor.catch_up()
    assert anchor.kept().event == first.pk
    settings.ANCHOR_EVERY = timedelta(0)
    anchor.catch_up()
    assert (anchor.kept().event, anchor.state()[0]) == (last.pk, State.HOLDS)


def test_a_tail_cut_before_it_was_anchored_is_not_covered_up_by_catching_up(deed, settings):
    anchored = deed(1)
    settings.ANCHOR_EVERY = timedelta(hours=1)
    deed(2)
    append_only("audit_event", "audit_event_append_only")._remove(None, None)
    run("DELETE FROM audit_event WHERE id >= %s", anchored.pk)
    settings.ANCHOR_EVERY = timedelta(0)
    anchor.catch_up()
    assert (anchor.kept().event, anchor.state()[0]) == (anchored.pk, State.CUT)


@pytest.mark.parametrize("cut", [1, 2, 4])
def test_a_cut_tail_is_found_though_the_chain_is_whole(
    chain, cut, django_capture_on_commit_callbacks
):
    run("DELETE FROM audit_event WHERE id >= %s", chain[-cut].pk)
    assert first_broken() is None
    proof = prove(django_capture_on_commit_callbacks)
    assert (proof.end, proof.broken, proof.whole) == (State.CUT, None, False)
    assert proof.anchored.event == chain[-1].pk


def test_a_cut_stays_found_whatever_is_recorded_after(
    chain, deed, django_capture_on_commit_callbacks
):
    run("DELETE FROM audit_event WHERE id = %s", chain[-1].pk)
    for n in range(3):
        deed(n)
        assert not prove(django_capture_on_commit_callbacks).whole
    assert anchor.kept().event == chain[-1].pk


def test_another_event_under_the_number_of_the_last_is_found(chain):
    forged = Event.objects.get(pk=chain[-1].pk)
    forged.reason = "because"
    run(
        "UPDATE audit_event SET reason = %s, digest = %s WHERE id = %s",
        forged.reason, _digest(forged), forged.pk,
    )  # fmt: skip
    assert first_broken() is None
    assert anchor.state()[0] is State.CUT


def test_a_cut_in_the_middle_and_an_edit_are_the_chain_s_to_find(
    chain, django_capture_on_commit_callbacks
):
    run("DELETE FROM audit_event WHERE id = %s", chain[1].pk)
    proof = prove(django_capture_on_commit_callbacks)
    assert (proof.broken.pk, proof.end, proof.whole) == (chain[2].pk, State.HOLDS, False)


def test_an_anchor_of_somebody_else_is_found(chain, deed, settings):
    said = anchor.file().read_text()
    settings.SECRET_KEY = "another"
    assert anchor.state()[0] is State.FORGED
    deed()
    assert anchor.file().read_text() == said  # nor does the next deed cover it up
    settings.SECRET_KEY = "x" * 50
    anchor.file().write_text(signing.dumps({"event": 1}, salt="liandong.audit.anchor"))
    assert anchor.state()[0] is State.FORGED


def test_a_removed_anchor_begins_anew_and_shows_since_when(chain, deed):
    anchor.file().unlink()
    assert anchor.state() == (State.MISSING, None)
    event = deed()
    assert anchor.kept().since == event.pk > chain[-1].pk


def test_a_restore_that_was_meant_is_accepted_with_a_reason(
    chain, django_capture_on_commit_callbacks
):
    run("DELETE FROM audit_event WHERE id >= %s", chain[2].pk)
    with pytest.raises(LiandongError):
        trail.accept(reason=" ", by="auditor", at=AT)
    assert anchor.state()[0] is State.CUT
    with django_capture_on_commit_callbacks(execute=True):
        trail.accept(reason="恢复备份", by="auditor", at=AT)
    told = Event.objects.order_by("-id").first()
    assert (told.action, told.before) == ("audit.accept", {"end": "cut", "event": chain[3].pk})
    assert prove(django_capture_on_commit_callbacks).whole
