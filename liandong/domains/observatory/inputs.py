"""Put together what an engine needs to answer for a day and a moment."""

from __future__ import annotations

from datetime import date, datetime

import pyarrow as pa
import pyarrow.compute as pc
from django.conf import settings

from liandong.core.engines import duckdb
from liandong.core.facts.tables import ASK, Inputs
from liandong.core.standards.norms import NATION, NormBook
from liandong.domains.guarantee.facts import LEDGER
from liandong.domains.norms import books as norms
from liandong.domains.observatory import exported, trees
from liandong.domains.orgs.models import Unit

duckdb.keep_in(settings.HOME / "cache")


def codes_to_paths(units: pa.Table, book: NormBook) -> dict[str, str]:
    """Where each jurisdiction that has a norm of its own stands in the tree of these units."""
    scopes = {row.scope for row in book.entries()} - {NATION}
    codes = dict(Unit.objects.filter(division_code__in=scopes).values_list("pk", "division_code"))
    found = units.filter(pc.is_in(units["unit"], pa.array(codes, pa.int64())))
    places = zip(found["unit"].to_pylist(), found["path"].to_pylist(), strict=True)
    return {codes[unit]: path for unit, path in places}


def ask(on: date, known_at: datetime) -> pa.Table:
    """The question as a one-row table."""
    return pa.table({"on": [on], "known_at": [known_at]}, schema=ASK)


def gather(on: date, known_at: datetime, book: NormBook | None = None) -> Inputs:
    """Everything an engine needs to answer for one day and moment."""
    units = trees.units(on, known_at)
    book = book or norms.book(known_at)
    rules = norms.table(book, codes_to_paths(units, book))
    return Inputs(units, exported.rows(LEDGER), rules, ask(on, known_at))


def warm_up() -> None:
    """Compile the standards now and keep the SQL, so that no first question waits for it."""
    duckdb.warm_up()
