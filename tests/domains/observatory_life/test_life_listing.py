"""A number of Party life and its list say the same, before and after something was recorded."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from liandong.core.indicators.families import LIFE
from liandong.core.indicators.model import Form
from liandong.core.standards.life.words import DutyStatus
from liandong.domains.life import actions
from liandong.domains.members.enums import MEMBERS
from liandong.domains.members.models import Membership
from liandong.domains.observatory import explain, figures, life_levels, life_listing, merging
from liandong.domains.observatory.life_listing import FAILING, Lines, Listed, Narrowing

ON = date(2026, 11, 23)


def lines(opened, **wanted) -> Lines:
    return Lines(opened.explanation, opened.sight, Narrowing(**wanted))


def recorded(corner) -> None:
    """A meeting, a term and a course, so that some organisations are judged again."""
    how = {"by": "test", "at": timezone.now()}
    actions.record_held(unit=corner.branches[0], kind="assembly", on=date(2026, 11, 3), **how)
    actions.begin_term(unit=corner.branches[1], start=date(2021, 1, 5), seats={}, **how)
    person = corner.branches[2].memberships.first().person_id
    actions.record_course(
        unit=corner.branches[2], title="学习", on=date(2026, 5, 5), hours=33, people={person: None},
        **how,
    )  # fmt: skip


def agrees(opened) -> None:
    """The lines are what the number was made of."""
    figure, counts = opened.explanation.figure, opened.counts
    everything = lines(opened)[:]
    assert len(everything) == opened.lines
    if opened.listed is Listed.COUNT:
        assert sum(one.row.actual for one in everything) == figure.numerator
    elif opened.listed is Listed.PEOPLE:
        assert sum(one.row.actual for one in everything) == figure.numerator
        assert sum(one.row.required for one in everything) == figure.denominator
    else:
        assert counts.get(DutyStatus.MET, 0) == figure.numerator
        assert sum(counts.get(one, 0) for one in FAILING) == figure.unmet
        if opened.listed is Listed.PRESENT:
            assert counts.get(DutyStatus.UNKNOWN, 0) == figure.unknown
            assert counts.get(DutyStatus.EXEMPT, 0) == figure.excluded
        data = explain.as_data(
            opened.explanation.indicator.code, opened.explanation.unit, on=ON, failing=True
        )
        assert len(data["failing"]) == figure.unmet == lines(opened, statuses=FAILING).count()


def test_every_number_is_its_list(corner):
    for code in LIFE.indicators:
        agrees(life_listing.opened(code, corner.top, on=ON))
    recorded(corner)
    for code in LIFE.indicators:
        opened = life_listing.opened(code, corner.top, on=ON)
        assert opened.sight.changed
        agrees(opened)


@pytest.mark.parametrize("sort", ["", "name", "-name", "due", "-due", "gap", "-gap", "-actual"])
def test_pages_together_are_the_whole_list_in_order(corner, sort):
    figures.sight(corner.top, ON)
    recorded(corner)
    for code in ("life.assembly", "life.themed_day_year", "life.member_training_people"):
        found = lines(life_listing.opened(code, corner.top, on=ON), sort=sort)
        whole = found[:]
        pages = [one for at in range(0, found.count() + 7, 7) for one in found[at : at + 7]]
        assert pages == whole
        assert len({(one.row.unit, one.row.start) for one in whole}) == len(whole) == found.count()


def test_it_is_narrowed(corner):
    opened = life_listing.opened("life.assembly", corner.top, on=ON)
    inside = lines(opened, within=corner.committee.path)
    assert inside.count() == 5 == len(inside[0:50])
    assert [one.unit.code for one in lines(opened, name="试验支部3")[:]] == ["DT3"]
    assert lines(opened, name="dt4").count() == 1
    assert lines(opened, name="没有这个").count() == 0
    assert lines(opened, kind="joint_branch").count() < lines(opened, kind="branch").count()
    assert {one.above[-1].code for one in inside[:]} == {"DT"}


def test_kinds_add_up_to_the_whole(corner):
    figures.sight(corner.top, ON)
    recorded(corner)
    sight = figures.sight(corner.top, ON)
    by_kind, own = life_levels.totals(corner.top, sight), sight.own(corner.top).totals
    for name in LIFE.measures:
        assert sum(found[name] for found in by_kind.values()) == own[name], name


def test_members_of_groups_are_counted_once(corner):
    figure = figures.view(corner.top, on=ON).own.figure("life.members")
    members = Membership.objects.on(ON).filter(stage__in=MEMBERS, standing="normal")
    assert figure.numerator == members.count()
    assert members.exclude(group=None).exists()


def test_a_count_has_no_denominator():
    counts = [one for one in LIFE.indicators.values() if one.form is Form.COUNT]
    assert {life_listing.listed(one) for one in counts} == {Listed.COUNT}


ROWS = st.lists(st.integers(0, 60), unique=True, max_size=30)


@given(ROWS, st.sets(st.integers(0, 60), max_size=6), st.integers(0, 30), st.integers(0, 9))
def test_two_lists_in_pages_are_one_list(stored, anew, low, size):
    stored = sorted(set(stored) - anew)
    found = merging.slice_of(
        lambda offset, limit: stored[offset : offset + limit], anew, lambda n: n, low, low + size
    )
    assert found == sorted({*stored, *anew})[low : low + size]
