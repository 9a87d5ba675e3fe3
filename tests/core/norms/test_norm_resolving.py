"""Which value applies: by hand, and against a slow and plain reading of the rule."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liandong.core.kernel.codes import CodeError
from liandong.core.kernel.errors import LiandongError, Text
from liandong.core.kernel.period import Period
from liandong.core.standards.norms import (
    Direction,
    Effect,
    Entry,
    NormBook,
    NormUnit,
    Parameter,
    Source,
    Tag,
    resolve,
    silence,
)

CODE = "demo.norm"
DAY = date(2020, 1, 1)
CHAIN = ("46", "4601", "460105", "460105001", "460105001001")
SCOPES = ("CN", *(code.ljust(12, "0") for code in CHAIN), "460200000000")
SOURCE = Source(Text("文件", "text"))


def entry(value, scope, start=DAY, end=None, floor=False):
    period = Period(start, end)
    return Entry(
        CODE, Decimal(value), scope, period, period, floor, Tag.LOCAL, SOURCE, Path("n.yaml"), 1
    )


def book(*entries, direction=Direction.AT_LEAST):
    words = Text("标准", "norm")
    norm = Parameter(CODE, words, words, NormUnit.YUAN, direction, Effect.DUTY, entries)
    return NormBook({CODE: norm})


def value(found):
    return None if found is None else found.value


def test_the_most_specific_scope_wins():
    norms = book(entry(1, "CN"), entry(2, "460000000000"), entry(3, "460105000000"))
    assert value(resolve(norms, CODE, CHAIN, DAY)) == 3
    assert value(resolve(norms, CODE, ["46", "4602"], DAY)) == 2
    assert value(resolve(norms, CODE, ["44"], DAY)) == 1
    assert value(resolve(norms, CODE, [], DAY)) == 1
    assert value(resolve(norms, CODE, ["CN"], DAY)) == 1


def test_outside_its_dates_or_its_place_a_norm_does_not_apply():
    norms = book(entry(2, "460000000000", DAY, DAY + timedelta(days=1)))
    assert value(resolve(norms, CODE, CHAIN, DAY)) == 2
    assert resolve(norms, CODE, CHAIN, DAY - timedelta(days=1)) is None
    assert resolve(norms, CODE, CHAIN, DAY + timedelta(days=1)) is None
    assert resolve(norms, CODE, ["44"], DAY) is None


def test_a_floor_holds_a_laxer_value_up_and_says_so():
    floor, local = entry(30, "CN", floor=True), entry(25, "460100000000")
    applied = resolve(book(floor, local), CODE, CHAIN, DAY)
    assert (applied.entry, applied.held_up) == (floor, local)
    assert applied.source is floor.source


def test_a_floor_leaves_a_stricter_or_equal_value_alone():
    for number in (30, 31):
        local = entry(number, "460100000000")
        applied = resolve(book(entry(30, "CN", floor=True), local), CODE, CHAIN, DAY)
        assert (applied.entry, applied.held_up) == (local, None)


def test_an_upper_limit_is_held_down():
    floor, local = entry(30, "CN", floor=True), entry(40, "460100000000")
    applied = resolve(book(floor, local, direction=Direction.AT_MOST), CODE, CHAIN, DAY)
    assert (applied.entry, applied.held_up) == (floor, local)


def test_a_floor_acts_only_while_it_is_in_force():
    floor, local = entry(30, "CN", DAY, floor=True), entry(25, "460100000000", date(2010, 1, 1))
    norms = book(floor, local)
    assert value(resolve(norms, CODE, CHAIN, DAY - timedelta(days=1))) == 25
    assert value(resolve(norms, CODE, CHAIN, DAY)) == 30


def test_what_cannot_be_asked_is_refused():
    with pytest.raises(LiandongError):
        resolve(book(), "demo.other", CHAIN, DAY)
    with pytest.raises(CodeError):
        resolve(book(), CODE, ["Haikou"], DAY)


@st.composite
def entries(draw):
    """At most one entry per scope and two-day slot, so that none overlap."""
    made = {}
    for _ in range(draw(st.integers(0, 10))):
        scope, slot = draw(st.sampled_from(SCOPES)), draw(st.integers(0, 3))
        start = DAY + timedelta(days=2 * slot)
        floor = draw(st.booleans())
        made[scope, slot] = entry(
            draw(st.integers(0, 5)), scope, start, start + timedelta(days=2), floor
        )
    return tuple(made.values())


def plain_reading(found, direction):
    """Walk from the nation down: each entry replaces the value, floors remember the hardest."""
    result, bound = None, None
    for one in sorted(found, key=lambda one: one.level):
        result = one.value
        if one.floor and (bound is None or not direction.is_weaker(one.value, bound)):
            bound = one.value
    if bound is not None and direction.is_weaker(result, bound):
        result = bound
    return result


@given(
    entries(),
    st.integers(0, 5),
    st.permutations(CHAIN),
    st.integers(-1, 8),
    st.sampled_from(Direction),
)
def test_it_says_what_a_plain_reading_says(made, depth, chain, offset, direction):
    on = DAY + timedelta(days=offset)
    chain = chain[:depth]
    within = {"CN", *(code.ljust(12, "0") for code in chain)}
    found = [one for one in made if one.scope in within and on in one.period]
    applied = resolve(book(*made, direction=direction), CODE, chain, on)
    assert value(applied) == plain_reading(found, direction)
    if applied is not None and applied.held_up is not None:
        assert applied.entry.floor
        assert direction.is_weaker(applied.held_up.value, applied.value)


@given(entries(), st.integers(0, 8), st.integers(0, 9))
def test_a_national_floor_is_never_undercut(made, offset, bound):
    floor = entry(bound, "CN", date(2000, 1, 1), None, floor=True)
    others = tuple(one for one in made if one.scope != "CN")
    applied = resolve(book(floor, *others), CODE, CHAIN, DAY + timedelta(days=offset))
    assert applied.value >= bound


@given(entries(), st.integers(0, 8))
def test_places_elsewhere_do_not_matter(made, offset):
    on = DAY + timedelta(days=offset)
    here = tuple(one for one in made if one.scope != "460200000000")
    assert resolve(book(*made), CODE, CHAIN, on) == resolve(book(*here), CODE, CHAIN, on)


def test_why_nothing_applies_and_from_when_it_would():
    year = timedelta(days=365)
    before = entry(1, "460000000000", DAY - 2 * year, DAY - year)
    later, last = entry(2, "CN", DAY + year), entry(3, "460100000000", DAY + 2 * year)
    elsewhere = entry(4, "460200000000", DAY + timedelta(days=1))
    norms = book(last, later, elsewhere, before)
    found = silence(norms, CODE, CHAIN, DAY)
    assert (found.before, found.after) == (before, later)
    found = silence(norms, CODE, CHAIN, DAY - 3 * year)
    assert (found.before, found.after) == (None, before)
    found = silence(book(before), CODE, CHAIN, DAY - year)
    assert (found.before, found.after) == (before, None)
    found = silence(book(elsewhere), CODE, CHAIN, DAY)
    assert (found.before, found.after) == (None, None)
