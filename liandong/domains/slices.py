"""A list read on by key: quick however long it is, and never counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

_DIGITS = 19  # more than the number of any row has


@dataclass(frozen=True, slots=True)
class Slice:
    """Some rows, and where to read on; nothing when these are the last."""

    rows: tuple[Any, ...]
    next: str | None


def slice_of(found: QuerySet, limit: int, key: Callable[[Any], str]) -> Slice:
    """The first rows of an ordered query; `key` says of a row where to read on after it."""
    rows = tuple(found[: limit + 1])
    return Slice(rows[:limit], key(rows[limit - 1]) if len(rows) > limit else None)


def number_of(after: str | None) -> int | None:
    """The number of the row from which to read on; None for what no row ever had."""
    known = after is not None and after.isascii() and after.isdigit() and len(after) < _DIGITS
    return int(after or 0) if known else None


def newest_first(found: QuerySet, after: str | None, limit: int) -> Slice:
    """By falling number; `after` is the last row's."""
    if (last := number_of(after)) is not None:
        found = found.filter(pk__lt=last)
    return slice_of(found.order_by("-pk"), limit, lambda one: str(one.pk))


def oldest_first(found: QuerySet, after: str | None, limit: int) -> Slice:
    """By rising number; `after` is the last row's."""
    if (last := number_of(after)) is not None:
        found = found.filter(pk__gt=last)
    return slice_of(found.order_by("pk"), limit, lambda one: str(one.pk))
