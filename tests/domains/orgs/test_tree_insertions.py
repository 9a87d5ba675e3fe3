"""A past period under another parent, put in between: more is known from now on, nothing rewritten."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liandong.core.kernel.errors import LiandongError
from liandong.core.kernel.period import Period
from liandong.domains.orgs import actions
from liandong.domains.orgs.models import Placement
from tests.domains.orgs.tree_kit import (
    AT,
    FIRST,
    TODAY,
    deed,
    events,
    history,
    line,
    parents,
    refused,
)

MOVED = date(2019, 1, 1)
LATER = AT + timedelta(hours=1)
YEAR = Period(date(2018, 1, 1), MOVED)


def insert(unit, parent, period=YEAR, reason="漏登了一年") -> Placement:
    told = deed(at=LATER, reason=reason)
    return actions.insert_placement(unit, parent=parent, period=period, deed=told)


def test_between_two_placements(town):
    actions.move(town["a1"], parent=town["b"], deed=deed(MOVED))
    insert(town["a1"], town["t"])
    assert history(town["a1"]) == [
        ("a", FIRST, MOVED, True),
        ("a", FIRST, YEAR.start, False),
        ("t", YEAR.start, MOVED, False),
        ("b", MOVED, None, False),
    ]
    assert line(town["a1"]) == "t/b/a1"
    assert events(town["a1"])[-1] == "orgs.insert_placement"


def test_within_one_placement_that_lasts(town):
    insert(town["a1"], town["b"])
    days = (date(2017, 12, 31), YEAR.start, date(2018, 12, 31), MOVED)
    assert [parents(day, town["a1"])["a1"] for day in days] == ["a", "b", "b", "a"]
    assert line(town["a1"]) == "t/a/a1"


def test_over_the_day_of_a_move_and_up_to_today(town):
    actions.move(town["a1"], parent=town["b"], deed=deed(MOVED))
    insert(town["a1"], town["t"], Period(date(2018, 7, 1), TODAY + timedelta(days=1)))
    assert line(town["a1"]) == "t/a1"
    assert parents(TODAY + timedelta(days=1), town["a1"]) == {"a1": "b"}
    # The whole of one placement: none of it is left over.
    insert(town["a1"], town["b"], Period(FIRST, date(2018, 7, 1)))
    live = [one for one in history(town["a1"]) if not one[-1]]
    assert [one[0] for one in live] == ["b", "t", "b"]


def test_what_was_known_before_stays_as_it_was_known(town):
    insert(town["a1"], town["b"])
    day, just_before = date(2018, 6, 1), LATER - timedelta(microseconds=1)
    assert parents(day, town["a1"], known_at=just_before) == {"a1": "a"}
    assert parents(day, town["a1"], known_at=LATER) == {"a1": "b"}
    void = Placement.objects.get(unit=town["a1"], voided_at=LATER)
    assert (void.parent, void.void_reason) == (town["a"], "漏登了一年")


def test_what_stands_below_goes_along_for_that_time(town):
    insert(town["a"], town["b"])
    assert parents(date(2018, 6, 1), town["a"], town["a1"]) == {"a": "b", "a1": "a"}


def test_who_listens_is_told_from_the_first_day_of_it(town):
    told = []

    def listen(*, on, **_):
        told.append(on)

    actions.tree_changed.connect(listen, weak=False)
    try:
        insert(town["a1"], town["b"])
    finally:
        actions.tree_changed.disconnect(listen)
    assert told == [YEAR.start]


def test_refusals(town):
    with refused("reason_missing"):
        insert(town["a1"], town["b"], reason=" ")
    with refused("unchanged"):
        insert(town["a1"], town["a"])
    with refused("no_end"):
        insert(town["a1"], town["b"], Period(YEAR.start))
    with refused("before_tree"):
        insert(town["a1"], town["b"], Period(date(2014, 1, 1), MOVED))
    with refused("orgs_placement_cycle"):
        insert(town["a"], town["a1"])
    actions.close(town["b1"], deed=deed(date(2018, 6, 1)))
    with refused("orphan"):
        insert(town["a1"], town["b1"])
    with refused("not_placed"):
        insert(town["b1"], town["a"])


def test_no_name_twice_in_that_time(town):
    actions.rename(town["b1"], name="单位a1", deed=deed(date(2017, 1, 1)))
    with refused("name_taken"):
        insert(town["a1"], town["b"])


days = st.integers(0, 900).map(lambda n: FIRST + timedelta(days=n))
changes = st.tuples(days, st.integers(1, 500), st.sampled_from(["t", "b", "b1"]))


@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(inserted=st.lists(changes, min_size=1, max_size=5))
@pytest.mark.django_db
def test_any_insertions_leave_one_parent_on_every_day(town, inserted):
    """Whatever is put in, and over what: on each day the last that was said of it holds."""
    with transaction.atomic():
        said: list[tuple[Period, str]] = []
        for start, long, parent in inserted:
            period = Period(start, start + timedelta(days=long))
            with suppress(LiandongError):  # it was so already: nothing to put in
                insert(town["a1"], town[parent], period)
            said.append((period, parent))
        ends = {p.start for p, _ in said} | {p.end for p, _ in said} | {FIRST}
        for day in ends:
            expected = next((by for p, by in reversed(said) if day in p), "a")
            assert parents(day, town["a1"]) == {"a1": expected}
        assert line(town["a1"]) == "t/a/a1"
        transaction.set_rollback(True)
