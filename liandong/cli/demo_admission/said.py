"""Invented items and refusals, as the lines of two files."""

from __future__ import annotations

import csv
from decimal import Decimal
from typing import Any, NamedTuple

from liandong.config.paths import DATA

DISTRICT, STREET = "460105000000", "460105001000"


class Said(NamedTuple):
    """An item: the state it comes to; by how many days ago (or ahead, below 0) it comes into force;
    what is asked, and what comes with it; by whose department (the letters behind its area's
    code), in which area."""

    state: str
    days: int
    kind: str
    title: str
    what: str
    manner: str
    times: int
    hours: Decimal
    people: int
    money: Decimal
    department: str
    area: str


class Refused(NamedTuple):
    """A refusal: how it was answered, how many days ago, what was asked, by whose department or,
    in words, by whom."""

    reply: str
    days: int
    asked: str
    department: str
    who: str


_TYPES = {"days": int, "times": int, "people": int, "hours": Decimal, "money": Decimal}


def items() -> list[Said]:
    """The items, in the order of the file."""
    return [Said(**row) for row in _rows("admission.csv")]


def refusals() -> list[Refused]:
    """The refusals, in the order of the file."""
    return [Refused(**row) for row in _rows("refusals.csv")]


def _rows(name: str) -> list[dict[str, Any]]:
    with (DATA / "demo" / name).open(encoding="utf-8", newline="") as file:
        return [
            {key: _TYPES.get(key, str)(value) for key, value in row.items()}
            for row in csv.DictReader(file)
        ]
