"""What a server asks again and again, at the size of the nation: is anything due, which days count,
what has changed. On the tree of `tree`, with a fact of every community and village."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, timedelta

from django.db import connection
from django.utils import timezone

from benchmarks.harness import Measured, clock, equal
from benchmarks.tree import planted
from liandong.domains.guarantee.facts import LEDGER
from liandong.domains.guarantee.models import LedgerFact
from liandong.domains.observatory import days, exported, runs
from liandong.domains.observatory.models import Run
from liandong.domains.orgs import queries, tree

LEDGER_DAY = date(2016, 12, 31)
CITY = "4403"
_FACTS = """
    INSERT INTO guarantee_ledgerfact (unit_id, field, value, as_of, recorded_at, recorded_by, cell,
      raw, reason, voided_by, void_reason)
    SELECT p.unit_id, 'households', abs(hashint8(p.unit_id)) %% 3000, %s, %s, 'benchmark', '', '',
      '', '', ''
      FROM orgs_position p JOIN orgs_unit u ON u.id = p.unit_id
     WHERE p.hierarchy = 'territory' AND u.kind IN ('community', 'village') AND p.path LIKE %s"""


def _recorded(on: date, below: str = "") -> int:
    with connection.cursor() as cursor:
        cursor.execute(_FACTS, [on, timezone.now(), f"{below}%"])
        return int(cursor.rowcount)


def run() -> Iterator[Measured]:
    """Every figure of what is asked again and again."""
    planted()
    if not LedgerFact.objects.exists():
        _recorded(LEDGER_DAY)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE guarantee_ledgerfact")
    yield from _asked()
    yield from _exported()


def _asked() -> Iterator[Measured]:
    today = days.today()
    first, _ = clock(lambda: tree.settle(today))
    again, changed = clock(lambda: tree.settle(today), 9)
    check = equal(changed, False, "nothing was due")
    yield Measured("look whether the nation's tree is in force, the first time", first, "s", check)
    yield Measured("… every half minute after", again * 1000, "ms", check, 50)
    asked = [LEDGER_DAY, LEDGER_DAY + timedelta(days=7), today]
    led, epochs = clock(lambda: days.epochs(asked), 9)
    check = equal(
        epochs[LEDGER_DAY + timedelta(days=7)], LEDGER_DAY, "led back to the day of the ledger"
    )
    yield Measured("which run answers for three days", led * 1000, "ms", check, 50)
    run = Run(pk=0, on=LEDGER_DAY, known_at=timezone.now())
    looked, late = clock(lambda: runs.overtaken(run), 9)
    check = equal(late, False, "no fact went by the run")
    yield Measured("whether facts went by a run", looked * 1000, "ms", check, 50)


def _exported() -> Iterator[Measured]:
    shutil.rmtree(exported.folder(LEDGER))
    whole, rows = clock(lambda: exported.rows(LEDGER))
    count = LedgerFact.objects.count()
    check = equal(rows.num_rows, count, f"{count:,} facts, as many as on record")
    yield Measured("export of all ledger facts, once", whole, "s", check)
    idle, _ = clock(lambda: exported.rows(LEDGER), 5)
    newest = LedgerFact.objects.order_by("-as_of").values_list("as_of", flat=True)[0]
    added = _recorded(newest + timedelta(days=1), queries.place(CITY).path)
    changed, rows = clock(lambda: exported.rows(LEDGER))
    check = equal(rows.num_rows, count + added, f"{count + added:,} facts, as many as on record")
    yield Measured(f"… of {added:,} new ones, and all read", changed, "s", check, None,
                   "export of all", whole / changed)  # fmt: skip
    yield Measured("… of none, and all read", idle, "s", check, None, "export of all",
                   whole / idle)  # fmt: skip
