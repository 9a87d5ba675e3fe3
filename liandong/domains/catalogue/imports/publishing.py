"""A list that was read becomes the catalogue from a day on: all of it, or what is right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from liandong.core.kernel.errors import LiandongError, error
from liandong.domains.audit.actions import record
from liandong.domains.catalogue import actions
from liandong.domains.catalogue.imports.reading import Reading
from liandong.domains.catalogue.models import Function
from liandong.domains.database import explained


@dataclass(frozen=True, slots=True)
class Outcome:
    """Rows that were accepted, and how many of them changed anything."""

    accepted: int
    changed: int


def publish(
    reading: Reading, *, on: date, accept_valid: bool = False, by: str, at: datetime
) -> Outcome:
    """Publish the rows from a day on; what is on record as it is said stays.

    Raises `LiandongError` `findings_block` where a row is wrong and `accept_valid` is not chosen.
    """
    if reading.blocked and not accept_valid:
        raise _blocked(sum(not one.ok for one in reading.lines))
    said = [one.said for one in reading.lines if one.said is not None]
    return Outcome(len(said), actions.publish(said, on=on, by=by, at=at))


def publish_functions(rows: Iterable[tuple[str, str, str]], *, by: str, at: datetime) -> int:
    """Put functions on record that are not there yet; how many were new."""
    with explained():
        there = set(Function.objects.values_list("code", flat=True))
        new = [Function(code=c, name=n, english=e) for c, n, e in rows if c not in there]
        Function.objects.bulk_create(new)
        if new:
            record(
                action="catalogue.functions", by=by, at=at, subject="catalogue",
                after={"codes": [one.code for one in new]},
            )  # fmt: skip
    return len(new)


def _blocked(count: int) -> LiandongError:
    return error(
        "findings_block",
        f"有 {count} 行有错误，没有发布任何一行。请按问题清单改正，或选择只收正确的行。",
        f"{count} rows are wrong, and nothing was published. Correct them, or take the rows that "
        "are right.",
    )
