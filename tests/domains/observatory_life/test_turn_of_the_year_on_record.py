"""In January: last year's last periods from the records, from a run, and judged anew."""

from __future__ import annotations

from datetime import UTC, date, datetime

from django.utils import timezone

from liandong.domains.life import actions
from liandong.domains.observatory import (
    figures,
    life_duties,
    life_inputs,
    life_listing,
    runs,
    store,
)
from liandong.domains.observatory.families import LIFE

JANUARY = date(2026, 1, 10)
YEAR_END = date(2025, 12, 31)
AT = datetime(2026, 11, 23, 4, tzinfo=UTC)


def overdue(unit, on=JANUARY):
    found = life_duties.of_units([unit.pk], on=on)
    return {one.standard.key for one in found if one.status == "overdue" and one.due == YEAR_END}


def held(unit, kind, day):
    actions.record_held(unit=unit, kind=kind, on=day, by="test", at=AT)


def test_last_years_duties_are_there_and_are_met_when_their_meeting_is_written_up(corner):
    branch = corner.branches[0]
    before = overdue(branch)
    assert {"assembly", "themed_day", "organisation_life", "appraisal", "member_training"} <= before
    runs.for_day(JANUARY, LIFE)
    assert overdue(branch) == before
    held(branch, "organisation_life", date(2025, 5, 8))
    held(branch, "assembly", date(2025, 10, 1))
    held(branch, "themed_day", date(2025, 11, 30))
    assert overdue(branch) == before - {"organisation_life", "assembly"}
    held(branch, "themed_day", YEAR_END)
    course = dict.fromkeys(branch.memberships.values_list("person_id", flat=True))
    actions.record_course(unit=branch, title="冬训", on=date(2025, 12, 30), hours=33, people=course,
                          by="test", at=AT)  # fmt: skip
    left = before - {"organisation_life", "assembly", "themed_day", "member_training"}
    assert overdue(branch) == left

    figures.sight(corner.top, JANUARY)  # judges what was touched
    listed = life_duties.everything(corner.top, on=JANUARY)
    mine = {one.standard.key for one in listed if one.unit == branch.pk and one.due == YEAR_END}
    assert left | {"assembly", "themed_day"} <= mine
    results = runs.evaluate(life_inputs.gather(JANUARY, timezone.now()))
    anew = [life_duties.duty(row, row["path"], row["unit"]) for row in store.rows(results.duties)]
    under = [one for one in anew if one.path.startswith(corner.top.path)]
    assert sorted(listed, key=lambda one: one.key) == sorted(under, key=lambda one: one.key)


def test_lists_behind_figures_of_january_hold_nothing_of_last_year(corner):
    for code, many in (("life.themed_day", 5), ("life.organisation_life", 5),
                       ("life.themed_day_year", 0)):  # fmt: skip
        opened = life_listing.opened(code, corner.committee, on=JANUARY)
        assert opened.lines == many == (opened.explanation.figure.denominator or 0)
