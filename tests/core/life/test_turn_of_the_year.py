"""A year turns: what was overdue is still somebody's, and in no figure of the new year."""

from datetime import date

import pytest

from liandong.core.engines import duckdb, polars
from liandong.core.facts.life import SCHEMAS, LifeInputs
from liandong.core.indicators.families import LIFE
from tests.core.life.invented import KNOWN_AT, norms, table

JANUARY = date(2026, 1, 10)


def branch(on, **more):
    """A branch that held nothing, and one meeting in January 2026."""
    unit = {"unit": 1, "kind": "branch", "depth": 1, "path": "a", "start": date(2015, 1, 1),
            "community_body": False} | more  # fmt: skip
    meeting = {"unit": 1, "kind": "themed_day", "on": date(2026, 1, 5), "valid": True,
               "recorded_at": KNOWN_AT.replace(year=2025)}  # fmt: skip
    member = {"unit": 1, "person": 1, "role": "member", "start": date(2015, 1, 1),
              "since": date(2015, 1, 1)}  # fmt: skip
    rows = {name: [] for name in SCHEMAS} | {
        "party_units": [unit], "meetings": [meeting], "people": [member],
        "norms": norms(lambda _strategy: []), "ask": [{"on": on, "known_at": KNOWN_AT}],
    }  # fmt: skip
    return LifeInputs(**{name: table(name, rows[name]) for name in SCHEMAS})


def owed(given, status, engine=duckdb.Engine):
    rows = engine(given, LIFE).table("duties").to_pylist()
    return {
        (one["standard"].removeprefix("life."), one["due"])
        for one in rows if one["status"] == status and one["standard"].startswith("life.")
    }  # fmt: skip


LEFT = {(name, date(2025, 12, 31)) for name in (
    "assembly", "themed_day", "organisation_life", "appraisal", "member_training",
)}  # fmt: skip


@pytest.mark.parametrize("engine", [duckdb.Engine, polars.Engine])
@pytest.mark.parametrize("on", [date(2026, 1, 1), JANUARY, date(2026, 1, 31)])
def test_what_was_not_done_is_overdue_the_day_after_and_all_of_january(engine, on):
    eve = owed(branch(date(2025, 12, 31)), "due", engine)
    assert eve >= LEFT
    assert owed(branch(on), "overdue", engine) == LEFT


def test_who_was_closed_on_the_last_day_owes_nothing_the_day_after():
    closed = {"end": date(2026, 1, 1)}
    assert owed(branch(date(2025, 12, 31), **closed), "due") >= LEFT
    assert duckdb.Engine(branch(date(2026, 1, 1), **closed), LIFE).table("duties").num_rows == 0


def test_no_figure_of_the_new_year_counts_the_old_one():
    (own,) = duckdb.Engine(branch(JANUARY), LIFE).table("measures").to_pylist()
    for key in ("assembly", "themed_day", "organisation_life", "member_training"):
        assert own[f"{key}_overdue"] == 0
        assert own[f"{key}_met"] + own[f"{key}_due"] == 1
    assert (own["themed_day_year_owed"], own["assembly_year_owed"]) == (0, 0)
    assert own["member_training_people_owed"] == 1
    (later,) = duckdb.Engine(branch(date(2026, 2, 1)), LIFE).table("measures").to_pylist()
    assert (later["themed_day_year_met"], later["themed_day_year_owed"]) == (1, 1)
