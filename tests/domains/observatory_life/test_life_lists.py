"""Duties of a subtree: narrowed, page by page, counted, opened, taken away."""

from __future__ import annotations

import io
from datetime import date

from django.utils import timezone
from openpyxl import load_workbook

from liandong.core.indicators.life_measures import comes_round
from liandong.core.standards.life.catalogue import BY_CODE
from liandong.core.standards.life.words import DutyStatus
from liandong.domains.audit.models import Event
from liandong.domains.life import actions
from liandong.domains.observatory import figures, life_duties, life_explain, life_lists, runs
from liandong.domains.observatory.families import LIFE
from liandong.domains.observatory.life_duties import Wanted

ON = date(2026, 11, 23)
OVERDUE = frozenset({DutyStatus.OVERDUE})


def held(corner, n, kind, on):
    return actions.record_held(
        unit=corner.branches[n], kind=kind, on=on, by="test", at=timezone.now()
    )


def test_pages_join_to_the_whole_and_what_changed_since_the_run_is_in_place(corner):
    runs.for_day(ON, LIFE)
    held(corner, 0, "themed_day", date(2026, 2, 3))
    wanted = Wanted(statuses=OVERDUE, due_before=date(2026, 7, 1))
    whole = life_duties.everything(corner.committee, on=ON, wanted=wanted)
    assert whole
    assert all(one.status is DutyStatus.OVERDUE and one.due < date(2026, 7, 1) for one in whole)
    found, after = [], None
    while True:
        page = life_duties.page(corner.committee, on=ON, wanted=wanted, after=after, limit=7)
        found += page.duties
        if page.next is None:
            break
        assert len(page.duties) == 7
        after = page.next
    assert found == whole
    themed = {(one.unit, one.start) for one in whole if one.standard.key == "themed_day"}
    assert (corner.branches[0].pk, date(2026, 2, 1)) not in themed
    assert (corner.branches[1].pk, date(2026, 2, 1)) in themed


def test_a_made_up_cursor_begins_at_the_beginning(corner):
    first = life_duties.page(corner.committee, on=ON, limit=3)
    assert life_duties.page(corner.committee, on=ON, limit=3, after="nonsense") == first


def test_counts_add_up_over_the_units_below(corner):
    held(corner, 0, "assembly", date(2026, 10, 9))
    counts = life_duties.counts(corner.committee, on=ON)
    itself = [
        one.standard.key
        for one in life_duties.of_units([corner.committee.id], on=ON)
        if one.end is None or one.end > ON or not comes_round(one.standard)
    ]
    for key, own in counts.own.items():
        below = sum(sum(one[key].values()) for one in counts.below.values())
        assert sum(own.values()) == itself.count(key) + below
    assert counts.own["assembly"][DutyStatus.MET] == 1
    assert counts.below[corner.branches[0].pk]["assembly"][DutyStatus.MET] == 1


def test_a_trend_runs_over_the_days_kept_ready(corner, monkeypatch):
    monkeypatch.setattr("liandong.domains.observatory.days.today", lambda: ON)
    held(corner, 0, "assembly", date(2026, 10, 9))
    made = runs.refresh(cause="due", of=LIFE)
    assert made[0].on == ON
    assert len(runs.ready(LIFE)) == 12
    assert runs.refresh(cause="due", of=LIFE) == []
    trend = dict(figures.trend(corner.committee, "life.assembly"))
    assert list(trend)[-1] == ON
    assert [trend[d].numerator for d in (date(2026, 9, 30), date(2026, 10, 31), ON)] == [0, 1, 1]


def test_a_change_of_the_party_tree_is_seen_at_the_next_look(corner):
    from liandong.domains.orgs.actions import Deed, NewUnit, create

    before = figures.view(corner.committee, on=ON).own.totals["branches"]
    deed = Deed(by="test", at=timezone.now(), on=date(2026, 11, 1))
    parent = corner.branches[0].__class__.objects.get(pk=corner.committee.id)
    create(NewUnit("DX1", "新支部", "branch"), parent=parent, deed=deed, hierarchy="party")
    assert figures.view(corner.committee, on=ON).own.totals["branches"] == before + 1
    assert figures.view(corner.committee, on=date(2026, 10, 31)).own.totals["branches"] == before


def test_evidence_names_the_meetings_that_count_and_those_that_do_not(corner):
    held(corner, 0, "assembly", date(2026, 10, 9))
    duties = life_duties.of_units([corner.branches[0].pk], on=ON)
    duty = next(one for one in duties if one.standard.key == "assembly" and one.end > ON)
    (record,) = life_explain.evidence(duty, on=ON)
    assert (record.on, record.counts) == (date(2026, 10, 9), True)
    (row,) = life_explain.rows([duty], on=ON)
    assert row["norm"]["code"] == "life.assembly_per_quarter"
    assert row["period"] == {"from": date(2026, 10, 1), "to": date(2026, 12, 31)}


def test_the_list_is_taken_away_with_its_rules_and_put_on_record(corner):
    wanted = Wanted(BY_CODE["life.themed_day"], OVERDUE)
    book = load_workbook(io.BytesIO(
        life_lists.workbook(corner.committee, on=ON, wanted=wanted, by="office", language="zh-hans")
    ))  # fmt: skip
    listed, about = book["应办"], book["说明"]
    rows = list(listed.iter_rows(values_only=True))
    assert rows[0][:3] == ("组织", "代码", "应办")
    assert len(rows) - 1 == len(life_duties.everything(corner.committee, on=ON, wanted=wanted))
    assert {row[8] for row in rows[1:]} == {"逾期"}
    said = [value for row in about.iter_rows(values_only=True) for value in row if value]
    assert any("每月至少开展 1 次主题党日" in one for one in said)
    event = Event.objects.filter(action="observatory.export", subject="duties").latest("pk")
    assert (event.by, event.after["rows"]) == ("office", len(rows) - 1)
