"""The truth behind a figure: records, their norm, what happened to them, the head of a print."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from liandong.web.components.registry import tag
from liandong.web.components.shapes import Citation, Event, Item
from liandong.web.components.tags.numbers import day, figure, moment


@tag
def record(items: Sequence[Item], label: str = "") -> dict[str, Any]:
    """A record line by line: term, value (figures and dates written for people), its note."""
    return {
        "label": label,
        "items": [{"item": item, "text": _written(item.value)} for item in items],
    }


def _written(value: object) -> str:
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return day(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return figure(value, 0 if float(value).is_integer() else 2)
    return "" if value is None else str(value)


@tag
def citation(norm: Citation) -> dict[str, Any]:
    """The norm a requirement stands on: instrument, article, issuer, in force since. Tag U shows
    未确认: nobody has yet compared it with the issued text."""
    return {"norm": norm, "unconfirmed": norm.tag == "U"}


@tag
def timeline(events: Sequence[Event], label: str) -> dict[str, Any]:
    """What happened, newest first as given: when, what, who."""
    return {"events": events, "label": label}


@tag
def print_header(title: str, on: date | None = None, by: str = "") -> dict[str, Any]:
    """The head of a printed page: what it is, as of when, for whom. Hidden on screens."""
    return {"title": title, "on": on, "by": by}
