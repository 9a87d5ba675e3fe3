"""Put together what an engine needs to answer for a day and a moment."""

from __future__ import annotations

from datetime import date, datetime

import pyarrow as pa
from django.conf import settings

from liandong.core.engines import duckdb
from liandong.core.facts.tables import ASK, Inputs
from liandong.core.standards.norms import NormBook
from liandong.domains.guarantee.facts import ledger_facts
from liandong.domains.norms import books as norms
from liandong.domains.orgs.facts import units_on
from liandong.domains.orgs.models import Unit

duckdb.keep_in(settings.HOME / "cache")


def codes_to_paths(units: pa.Table) -> dict[str, str]:
    """Where each code stands in the tree of these units."""
    paths = dict(zip(units["unit"].to_pylist(), units["path"].to_pylist(), strict=True))
    codes = Unit.objects.exclude(division_code=None).values_list("division_code", "pk")
    return {code: paths[pk] for code, pk in codes.iterator(20_000) if pk in paths}


def ask(on: date, known_at: datetime) -> pa.Table:
    """The question as a one-row table."""
    return pa.table({"on": [on], "known_at": [known_at]}, schema=ASK)


def gather(on: date, known_at: datetime, book: NormBook | None = None) -> Inputs:
    """Everything an engine needs to answer for one day and moment."""
    units = units_on(on, known_at)
    rules = norms.table(book or norms.book(known_at), codes_to_paths(units))
    return Inputs(units, ledger_facts(), rules, ask(on, known_at))


def warm_up() -> None:
    """Compile the standards now and keep the SQL, so that no first question waits for it."""
    duckdb.warm_up()
