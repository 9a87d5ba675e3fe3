"""A million residents' requests on PostgreSQL, all invented: each list at 10,000 and at 1,000,000
rows, taking requests in, and one look for what is late. Every answer is checked against SQL."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from itertools import product
from typing import Any

from benchmarks.harness import Measured, clock, equal
from liandong.core.kernel.workdays import BEIJING

FEW, MANY, OPEN = 10_000, 1_000_000, 100_000
NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
QUERIES = 15
_WHAT = ("路灯不亮", "井盖松动", "垃圾没有清运", "电梯经常停运", "消防通道被占", "停水没有通知")
_WHERE = ("小区东门", "菜市场门口", "学校后面", "三号楼下", "公交站旁", "河边步道", "球场北侧")
_RARE = "棕榈倒了压住电线"  # one request in five thousand

# Every tenth is open, and half of those are late; of the others all were reached, most in time, and
# two of three were called back.
_LOAD = """
SET session_replication_role = replica;  -- the guards are tried elsewhere
CREATE TEMP TABLE c AS SELECT id, row_number() OVER (ORDER BY id) - 1 AS n
 FROM orgs_unit WHERE kind = 'community';
CREATE TEMP TABLE rows AS
 SELECT g.n, g.n % 10 = 0 AS open, c.id AS place, w.said, w.grams,
  timestamptz '2024-11-23 00:00+00' + g.n * (interval '730 days' / {many}) AS at,
  timestamptz '2026-11-23 08:00+00' + (g.n / 10 % 200 - 100) * interval '1 hour' AS due
 FROM generate_series({start}, {upto}) g (n)
 JOIN c ON c.n = g.n % (SELECT count(*) FROM c)
 JOIN words w
  ON w.n = CASE WHEN g.n % 5000 = 0 THEN 0 ELSE 1 + g.n / 7 % (SELECT max(n) FROM words) END;
INSERT INTO workflow_process (id, definition, version, subject, state, since, opened_on, opened_at,
                              opened_by, time_class, due_at, closed_on)
 SELECT n, 'request', 1, 'case:' || n, CASE WHEN open THEN 'accepted' ELSE 'closed' END, at::date,
  at::date, at, 'bench', 'ordinary',
  CASE WHEN open THEN due END,
  CASE WHEN NOT open THEN at::date END FROM rows;
INSERT INTO casework_requester (id, name, phone, phone_index, email, wish, language, recorded_at)
 VALUES (1, '', '', '', '', 'none', 'zh-hans', now()) ON CONFLICT DO NOTHING;
INSERT INTO casework_case (id, number, secret_hash, process_id, channel, partner, hide_name, text,
  grams, matter_code, time_class, address, place_id, private, moderation, public_text, desk_id,
  handler_id, state, due_at, received_at, closed_at, invented, requester_id)
 SELECT n, 'B' || n, 'bench' || n, n, 'phone', '', false, said, grams, '', 'ordinary', '', place,
  false, 'waiting', '', (SELECT min(id) FROM orgs_unit WHERE kind = 'city'), place,
  CASE WHEN open THEN 'accepted' ELSE 'closed' END,
  CASE WHEN open THEN due END,
  at, CASE WHEN NOT open THEN at END, true, 1 FROM rows;
INSERT INTO workflow_clock (process_id, code, round, norm, amount, unit, extra, started_at, due_at)
 SELECT n, 'resolve', 1, 'casework.resolve_ordinary', 5, 'working_days', 0, at,
  due FROM rows WHERE open;
INSERT INTO workflow_clock (process_id, code, round, norm, amount, unit, extra, started_at, due_at,
                            stopped_at)
 SELECT n, 'contact', 1, 'casework.contact_ordinary', 1, 'working_days', 0, at,
  at + interval '1 day', at + n % 30 * interval '1 hour' FROM rows WHERE NOT open;
INSERT INTO casework_contact (case_id, way, reached, said, at, by)
 SELECT n, 'phone', true, '', at + n % 30 * interval '1 hour', 'bench' FROM rows WHERE NOT open;
INSERT INTO casework_callback (case_id, round, resolved, satisfied, said, at, by)
 SELECT n, 1, CASE WHEN n % 7 = 0 THEN 'no' ELSE 'yes' END,
  CASE WHEN n % 11 = 0 THEN 'none' WHEN n % 5 = 0 THEN 'no' ELSE 'yes' END, '',
  at + interval '5 days', 'bench' FROM rows WHERE NOT open AND n % 3 <> 0;
DROP TABLE rows; DROP TABLE c;
SET session_replication_role = origin;
SELECT setval(pg_get_serial_sequence('casework_case', 'id'), {upto});
SELECT setval(pg_get_serial_sequence('workflow_process', 'id'), {upto});
"""


def run() -> Iterator[Measured]:
    """Every figure of requests."""
    from django.db import connection

    if connection.vendor != "postgresql":
        raise SystemExit("A million requests are measured on PostgreSQL.")
    _prepare()
    _load(1, FEW)
    few = {name: seconds for name, (seconds, _n, _check) in _each()}
    _load(FEW + 1, MANY)
    for name, (seconds, queries, check) in _each():
        beside = f"{few[name] * 1000:.1f} ms at {FEW:,} rows; {queries} queries"
        limit = 150 if name.startswith("dashboard") else 100
        yield Measured(f"{name}, {MANY:,} rows", seconds * 1000, "ms", check, limit, beside)
    yield _rates()
    yield _late()
    yield _intake()


def _prepare() -> None:
    from django.db import connection

    from liandong.cli import instance
    from liandong.domains.casework.searching import grams_of
    from liandong.domains.orgs.models import Unit

    os.environ.setdefault("LIANDONG_LANGUAGE", "zh")
    if not Unit.objects.filter(kind="community").exists():
        instance._plant(None)
    said = [_RARE, *(f"{where}{what}，请处理" for where, what in product(_WHERE, _WHAT))]
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE words (n int, said text, grams text)")
        rows = [(n, one, grams_of(one)) for n, one in enumerate(said)]
        cursor.executemany("INSERT INTO words VALUES (%s, %s, %s)", rows)


def _load(start: int, upto: int) -> None:
    from django.db import connection

    from liandong.domains.casework import outcomes

    with connection.cursor() as cursor:
        cursor.execute(_LOAD.format(start=start, upto=upto, many=MANY))
        cursor.execute("VACUUM ANALYZE casework_case, workflow_process, workflow_clock")
        outcomes.keep_missing()
        cursor.execute("VACUUM ANALYZE casework_outcome, casework_contact, casework_callback")


def _rights() -> Any:
    """Whoever takes, handles and supervises requests in the whole of a province."""
    from liandong.core.kernel.scope import Scope, Subtree
    from liandong.domains.accounts.enums import ON_REQUESTS
    from liandong.domains.accounts.queries import Rights
    from liandong.domains.orgs.queries import place

    top = place("46")
    scope = Scope((Subtree(top.hierarchy, top.path),))
    return Rights("bench", {one: scope for one in ON_REQUESTS}, (top,))


def _each() -> Iterator[tuple[str, tuple[float, int, str]]]:
    """Each list: the median of seven, its queries, what held."""
    from liandong.domains.casework import queries

    total = _sql("SELECT count(*) FROM casework_case")[0]
    deep = str(total // 2)
    handler = _sql("SELECT handler_id FROM casework_case WHERE id = %s", total)[0]
    number = f"B{total // 2}"
    new = "SELECT id FROM casework_case WHERE {} ORDER BY id DESC LIMIT 50"
    urgent = "SELECT id FROM casework_case WHERE {} ORDER BY due_at, id LIMIT 50"
    wanted: dict[str, tuple[Callable, list]] = {
        "newest": (queries.listed, _sql(new.format("true"))),
        "filtered by state": (
            lambda r: queries.listed(r, state="accepted"), _sql(new.format("state = 'accepted'"))
        ),
        "filtered by handler": (
            lambda r: queries.listed(r, handler=handler),
            _sql(new.format("handler_id = %s"), handler),
        ),
        "deep page": (
            lambda r: queries.listed(r, after=deep), _sql(new.format("id < %s"), total // 2)
        ),
        "search, a common word": (
            lambda r: queries.listed(r, text="路灯"), _sql(new.format("text LIKE '%%路灯%%'"))
        ),
        "search, a rare word": (
            lambda r: queries.listed(r, text="棕榈"), _sql(new.format("text LIKE '%%棕榈%%'"))
        ),
        "search, a word nobody said": (lambda r: queries.listed(r, text="台风"), []),
        "inbox by time left": (
            lambda r: queries.inbox(r, at=NOW), _sql(urgent.format("state = 'accepted'"))
        ),
        "detail": (lambda r: queries.case_for(r, number), _sql("SELECT %s::bigint", total // 2)),
        "dashboard: open, late, due soon": (
            lambda r: queries.late_counts(r, at=NOW),
            _sql("SELECT count(*) FROM casework_case WHERE closed_at IS NULL"),
        ),
    }  # fmt: skip
    for name, (ask, right) in wanted.items():
        yield name, _asked(ask, right, name)


def _asked(ask: Callable, right: list, name: str) -> tuple[float, int, str]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as caught:
        found = ask(_rights())
    ids = [one.pk for one in found.rows] if hasattr(found, "rows") else [
        found.open if hasattr(found, "open") else found.pk
    ]  # fmt: skip
    check = equal(ids, right, f"{name}: the rows of plain SQL")
    equal(len(caught) <= QUERIES, True, f"at most {QUERIES} queries")
    seconds, _found = clock(lambda: ask(_rights()), 7)
    return seconds, len(caught), check


def _sql(statement: str, *values: Any) -> list:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [row[0] for row in cursor.fetchall()]


def _rates() -> Measured:
    """The three rates of the province over a year, and of its cities, as the page shows them."""
    from liandong.domains.casework.queries.rates import rates_and_below
    from liandong.domains.orgs.queries import children, place

    top = place("46")
    start, end, known = date(2025, 11, 1), date(2026, 11, 1), NOW
    said = """SELECT count(*) FROM casework_callback b JOIN casework_case c ON c.id = b.case_id
     WHERE resolved = 'yes' AND received_at >= %s AND received_at < %s AND b.at <= %s"""
    right = _sql(said, *(datetime(one.year, 11, 1, tzinfo=BEIJING) for one in (start, end)), known)
    seconds, (found, below) = clock(
        lambda: rates_and_below(top, children(top), start=start, end=end, known_at=known), 7
    )
    resolved = found.total.resolution.numerator
    equal(sum(one.resolution.numerator for one in below.values()), resolved, "the cities' sum")
    check = equal([resolved], right, f"{found.received:,} received, {resolved:,} resolved")
    return Measured(
        f"dashboard: three rates, a year, {MANY:,} rows", seconds * 1000, "ms", check, 150
    )


def _late() -> Measured:
    """Which of the open requests are late and untold; telling them is not in it."""
    from liandong.domains.casework import sweeping

    right = _sql(
        "SELECT count(*) FROM workflow_clock WHERE due_at <= %s AND stopped_at IS NULL", NOW
    )[0]
    seconds, found = clock(lambda: len(list(sweeping._late(NOW, "street", OPEN))))
    check = equal(found, right, f"{right:,} late")
    return Measured(f"what is late among {OPEN:,} open, for one level", seconds, "s", check, 5)


def _intake() -> Measured:
    """Requests taken in one after the other by one process, with process, clocks and audit."""
    from liandong.domains.casework import actions
    from liandong.domains.orgs.models import Unit

    somewhere, many = Unit.objects.filter(kind="community").first(), 300
    before = _sql("SELECT count(*) FROM casework_case")[0]

    def received() -> None:
        for n in range(many):
            actions.receive(
                text=f"路口{n}路灯不亮", place=somewhere, channel="phone", by="bench", at=NOW
            )

    received()
    seconds, _none = clock(received)
    after = _sql("SELECT count(*) FROM casework_case")[0]
    check = equal(after - before, 2 * many, "each is on record once")
    return Measured("taken in by one process", seconds / many * 1000, "ms each", check, 50)
