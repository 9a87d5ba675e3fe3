"""A province's Party life on PostgreSQL: 600,000 members, 30,000 organisations, 900,000 meetings
of one year; all invented. Every figure is checked against SQL that was written apart."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from benchmarks.harness import Measured, clock, equal

CITIES, STREETS, BRANCHES, MEMBERS = 30, 970, 29_000, 600_000
ABOVE = 1 + CITIES + STREETS
# Every branch holds its themed day in each month, two in a hundred miss one; and so on.
ON = date(2026, 11, 23)
_STAMP = "'2026-11-20 08:00+00', 'bench'"
_DATED = f"NULL, {_STAMP}, '', ''"  # end, recorded, voided by, void reason
_DATED_COLUMNS = '"end", recorded_at, recorded_by, voided_by, void_reason'

_LOAD = f"""
SET session_replication_role = replica;  -- the guards are tried elsewhere
INSERT INTO orgs_unit (code, kind, name, pinyin)
 SELECT 'DB' || n, CASE WHEN n <= {ABOVE} THEN 'party_committee' ELSE 'branch' END,
        '党组织' || n, 'dangzuzhi' || n FROM generate_series(1, {ABOVE + BRANCHES}) n;
CREATE TEMP TABLE o AS SELECT id, substr(code, 3)::int AS n FROM orgs_unit WHERE code LIKE 'DB%';
CREATE UNIQUE INDEX ON o (n);
CREATE TEMP TABLE c AS
 SELECT id, row_number() OVER (ORDER BY id) - 1 AS n FROM orgs_unit WHERE kind = 'community';
INSERT INTO orgs_placement (unit_id, parent_id, hierarchy, start, {_DATED_COLUMNS})
 SELECT o.id, up.id, 'party', '2010-01-01', {_DATED} FROM o LEFT JOIN o up ON up.n = CASE
  WHEN o.n = 1 THEN NULL WHEN o.n <= {1 + CITIES} THEN 1
  WHEN o.n <= {ABOVE} THEN 2 + o.n % {CITIES}
  ELSE {2 + CITIES} + o.n % {STREETS} END;
INSERT INTO orgs_seat (unit_id, community_id, start, {_DATED_COLUMNS})
 SELECT o.id, c.id, '2010-01-01', {_DATED} FROM o JOIN c ON c.n = o.n % (SELECT count(*) FROM c);
INSERT INTO members_person (name, pinyin, sex, birth_date, ethnicity, education, identity, phone,
                            phone_index, invented, recorded_at, recorded_by)
 SELECT '王' || chr(19968 + n % 3000) || chr(19968 + n / 3000), 'wang' || n, 'female',
        '1980-01-01', '汉族', '大学', '', '', '', true, {_STAMP}
 FROM generate_series(1, {MEMBERS}) n;
CREATE TEMP TABLE p AS SELECT id, row_number() OVER (ORDER BY id) AS n FROM members_person;
CREATE TEMP TABLE b AS SELECT id, n - {ABOVE} AS n FROM o
 WHERE n > {ABOVE};
CREATE UNIQUE INDEX ON b (n);
INSERT INTO members_membership (person_id, unit_id, stage, standing, entry, exit, start,
                                {_DATED_COLUMNS})
 SELECT p.id, b.id, CASE WHEN p.n % 25 = 0 THEN 'probationary' ELSE 'full' END, 'normal',
        'registered', '', date '2005-01-01' + (p.n % 7000)::int, {_DATED}
 FROM p JOIN b ON b.n = 1 + p.n % {BRANCHES};
INSERT INTO life_bodyterm (unit_id, start, due, basis, extended_by, extension_reason,
                           {_DATED_COLUMNS})
 SELECT id, date '2023-12-01' + (n % 900)::int, date '2026-11-30' + (n % 900)::int, '', '', '',
        {_DATED} FROM b;
INSERT INTO life_committeeseat (term_id, person_id, post, start, {_DATED_COLUMNS})
 SELECT t.id, m.person_id, 'member', t.start, {_DATED}
 FROM life_bodyterm t JOIN (SELECT person_id, unit_id, row_number() OVER
  (PARTITION BY unit_id ORDER BY person_id) AS k FROM members_membership) m
  ON m.unit_id = t.unit_id AND m.k <= 3;
INSERT INTO life_meeting (unit_id, kind, state, "on", venue, topic, agenda, invited, entitled,
  present, without_vote, guests, quorate, by_name, version, held_at, held_by, cancelled_by,
  cancel_reason, recorded_at, recorded_by, voided_by, void_reason)
 SELECT b.id, k.kind, 'held', k.day, '', '', '[]', '', 20, 18, 0, 0, (b.n + k.i) % 50 <> 0, false,
        1, {_STAMP}, '', '', {_STAMP}, '', ''
 FROM b CROSS JOIN (
  SELECT 'themed_day' AS kind, make_date(2026, i, 5) AS day, i FROM generate_series(1, 11) i
  UNION ALL SELECT 'committee', make_date(2026, i, 8), i FROM generate_series(1, 11) i
  UNION ALL SELECT 'assembly', make_date(2026, 3 * i - 1, 12), i FROM generate_series(1, 4) i
  UNION ALL SELECT 'lesson', make_date(2026, 3 * i - 1, 15), i FROM generate_series(1, 4) i
  UNION ALL SELECT 'organisation_life', date '2026-10-20', 1) k;
INSERT INTO life_course (unit_id, title, "on", hours, for_secretaries, recorded_at, recorded_by,
                         voided_by, void_reason)
 SELECT id, '集中学习', '2026-06-10', 33, false, {_STAMP}, '', '' FROM b;
INSERT INTO life_coursehours (course_id, person_id, hours, recorded_at, recorded_by, voided_by,
                              void_reason)
 SELECT k.id, m.person_id, 33, {_STAMP}, '', '' FROM life_course k
 JOIN members_membership m ON m.unit_id = k.unit_id WHERE m.person_id % 3 <> 0;
SET session_replication_role = origin;
ANALYZE;
"""


def _load() -> None:
    from django.db import connection, transaction

    from liandong.cli import instance
    from liandong.domains.orgs import tree
    from liandong.domains.orgs.models import Unit

    os.environ.setdefault("LIANDONG_LANGUAGE", "zh")
    if not Unit.objects.filter(kind="community").exists():
        instance._plant(None)
    with connection.cursor() as cursor:
        cursor.execute(_LOAD)
    with transaction.atomic():
        tree.rebuild("party", ON)


def _by_sql(kind: str, months: int) -> int:
    """How many branches and periods of the year have a valid meeting: in SQL alone."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT count(*) FROM (SELECT DISTINCT unit_id,
                 (extract(month from "on")::int - 1) / %s
               FROM life_meeting WHERE kind = %s AND quorate AND voided_at IS NULL
               AND "on" BETWEEN '2026-01-01' AND %s) x""",
            [months, kind, ON],
        )
        return cursor.fetchone()[0]


def run() -> Iterator[Measured]:
    """Every figure of Party life in a province."""
    from django.db import connection

    from liandong.domains.members import queries as roster
    from liandong.domains.observatory import figures, life_duties, runs
    from liandong.domains.observatory.families import LIFE
    from liandong.domains.orgs import queries
    from liandong.domains.orgs.models import Unit

    if connection.vendor != "postgresql":
        raise SystemExit("Party life of a province is measured on PostgreSQL.")
    _load()
    place = queries.place("DB1", "party")
    LIFE.core.stages()
    _warm(Unit.objects.get(code="DB20000"))
    seconds, _made = clock(lambda: runs.make(ON, cause="benchmark", of=LIFE))
    own = figures.view(place, on=ON).own.totals
    check = equal(
        {k: int(own[f"{k}_year_met"] + own[f"{k}_met"]) for k in ("themed_day", "assembly")},
        {"themed_day": _by_sql("themed_day", 1), "assembly": _by_sql("assembly", 3)},
        "periods met = those of separate SQL",
    )
    equal((int(own["branches"]), int(own["members"])), (BRANCHES, MEMBERS), "branches, members")
    yield Measured("all duties of the province's year, recomputed", seconds, "s", check, 10)
    yield from _today(Unit.objects.get(code="DB20001"))
    yield from _lists(place, roster, figures, life_duties)


def _warm(unit: Any) -> None:
    from liandong.domains.observatory import inputs, life_duties

    inputs.warm_up()
    life_duties.of_units([unit.pk], on=ON)


def _today(unit: Any) -> Iterator[Measured]:
    """A branch's own duties now, and after a meeting was recorded."""
    from django.db import transaction
    from django.utils import timezone

    from liandong.domains.life import actions
    from liandong.domains.observatory import figures, life_duties, touches
    from liandong.domains.orgs import queries
    from liandong.domains.orgs.models import Unit

    others = iter(Unit.objects.filter(code__startswith="DB2500").order_by("code"))
    seconds, _ = clock(lambda: life_duties.of_units([next(others).pk], on=ON), 9)
    owed = life_duties.of_units([unit.pk], on=ON)
    page = life_duties.page(queries.place(unit.code, "party"), on=ON, limit=500).duties
    check = equal(_said(owed), _said(page), f"{len(owed)} duties = those of the run")
    yield Measured(
        "today: a branch's duties, untouched since the run", seconds * 1000, "ms", check, 80
    )
    with transaction.atomic():
        touches.touch([unit.pk], since=ON, at=timezone.now())
    seconds, owed = clock(lambda: life_duties.of_units([unit.pk], on=ON), 5)
    check = equal(_said(owed), _said(page), "judged from the records: the same")
    yield Measured("today: … judged anew from its records", seconds * 1000, "ms", check, 80)
    top = queries.place("DB1", "party")
    before = figures.view(top, on=ON).own.totals["appraisal_met"]

    def recorded() -> list:
        actions.record_held(
            unit=unit, kind="appraisal", on=ON - timedelta(days=1), by="bench", at=timezone.now()
        )
        return life_duties.of_units([unit.pk], on=ON)

    seconds, owed = clock(recorded)
    met = [one.status.value for one in owed if one.standard.key == "appraisal"]
    yield Measured(
        "a meeting recorded → its duty met", seconds * 1000, "ms", equal(met, ["met"], "met"), 300
    )
    seconds, view = clock(lambda: figures.view(top, on=ON))
    check = equal(view.own.totals["appraisal_met"], before + Decimal(1), "one more in the province")
    yield Measured("… → counted at the top", seconds * 1000, "ms", check, 500)


def _said(duties: list) -> list:
    return [(one.key, one.required, one.actual, one.status) for one in duties]


def _lists(place: Any, roster: Any, figures: Any, life_duties: Any) -> Iterator[Measured]:
    from liandong.core.standards.life.words import DutyStatus

    wanted = life_duties.Wanted(statuses=frozenset({DutyStatus.OVERDUE}))
    seconds, page = clock(lambda: life_duties.page(place, on=ON, wanted=wanted))
    check = equal(len(page.duties), 50, "50 overdue duties")
    yield Measured("overdue duties of the province, a page", seconds * 1000, "ms", check, 100)
    seconds, counts = clock(lambda: life_duties.counts(place, on=ON), 5)
    check = equal(len(counts.below), CITIES, f"{CITIES} below")
    yield Measured("duties by status for each city", seconds * 1000, "ms", check, 100)
    seconds, page = clock(lambda: roster.roster(place, on=ON, limit=50), 5)
    check = equal(len(page.rows), 50, "50 members")
    yield Measured("roster of the province, a page", seconds * 1000, "ms", check, 100)
    name = page.rows[7].person.name[:2]
    seconds, found = clock(lambda: roster.roster(place, on=ON, text=name, limit=50), 5)
    good = bool(found.rows) and all(name in row.person.name for row in found.rows)
    yield Measured(
        "search by two characters", seconds * 1000, "ms", equal(good, True, "all so named"), 100
    )
    deep = page
    for _ in range(40):
        deep = roster.roster(place, on=ON, after=deep.next, limit=50)
    seconds, _last = clock(lambda: roster.roster(place, on=ON, after=deep.next, limit=50), 5)
    yield Measured("the roster's page 42", seconds * 1000, "ms", "keyset", 100)
