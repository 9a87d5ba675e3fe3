"""Whatever is done in whatever order, somebody is in one place a day, and is counted once."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liandong.core.kernel.errors import LiandongError
from liandong.domains.members import actions, facts
from liandong.domains.members.actions.registering import Details
from liandong.domains.members.models import Membership
from tests.domains.members.conftest import FOUNDED, HOW

DAYS = st.dates(date(2019, 1, 2), date(2026, 5, 31))
DEEDS = st.lists(
    st.tuples(st.sampled_from(["west", "east", "suspend", "resume", "leave", "back"]), DAYS),
    max_size=8,
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(DEEDS)
def test_whatever_is_done_somebody_is_in_one_place_a_day(tree, deeds) -> None:
    person = actions.register(Details("林演"), unit=tree["east"], stage="full", on=FOUNDED, **HOW)
    for what, on in deeds:
        try:
            _do(tree, person, what, on)
        except LiandongError:
            continue
    rows = list(person.memberships.live().order_by("start"))
    for earlier, later in pairwise(rows):
        assert earlier.end is not None
        assert earlier.end <= later.start
    units = [tree["east"].pk, tree["west"].pk]
    for on in {day for _what, day in deeds} | {FOUNDED}:
        said = [r for r in facts.tallies(units=units).to_pylist()
                if r["field"] == "members" and r["on"] <= on]  # fmt: skip
        counted = Membership.objects.on(on).filter(unit__in=units, standing="normal").count()
        assert sum(r["change"] for r in said) == counted


def _do(tree, person, what: str, on: date) -> None:
    if what in ("west", "east"):
        actions.move(person, unit=tree[what], on=on, **HOW)
    elif what == "leave":
        actions.leave(person, exit="left", on=on, reason="申请", **HOW)
    elif what == "back":
        actions.come_back(person, unit=tree["west"], stage="full", on=on, **HOW)
    else:
        getattr(actions, what)(person, on=on, reason="核实", **HOW)
