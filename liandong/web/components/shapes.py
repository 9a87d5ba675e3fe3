"""What pages hand to the tags: small frozen values with every attribute present, so that a template
never meets an undefined one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

StatusCode = Literal["met", "due", "unmet", "overdue", "unknown", "not_applicable"]


@dataclass(frozen=True, slots=True)
class Crumb:
    """A step of the breadcrumb; `siblings_url` answers with `{% sibling_list %}` as a fragment."""

    name: str
    url: str = ""
    siblings_url: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A name to click; `note` is the quiet text beside it; `current` marks where we are."""

    name: str
    url: str
    note: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class Tab:
    """One of several views of the same thing, each with its own URL."""

    label: str
    url: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of `{% data_table %}`.

    kind: text | word (short, never broken) | number | percent | date | status | share.
    A row's value is `row[key]`;
    `row[key + "_url"]` makes it a link; `row[key + "_note"]` is quiet text under it;
    `row[key + "_mark"]` is a word in a frame in place of the value, for what is unconfirmed;
    `row[key + "_status"]` shows a status in place of a value that there cannot be;
    `row[key + "_word"]` is what the status is called here, where it has a word of its own.
    `sort` names the key to sort by (empty: not sortable). `digits` for number and percent.
    """

    key: str
    label: str
    kind: Literal["text", "word", "number", "percent", "date", "status", "share"] = "text"
    digits: int = 0
    unit: str = ""
    sort: str = ""
    help: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a task in several pages."""

    label: str
    state: Literal["done", "current", "todo"] = "todo"
    url: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something the check of a sheet found: where, what, and what to do about it."""

    severity: Literal["error", "warning", "note"]
    place: str
    message: str
    remedy: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a record: a term, its value, where it comes from."""

    term: str
    value: str | int | float | date | None
    note: str = ""
    url: str = ""
    status: StatusCode | Literal[""] = ""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened: when, what, who."""

    at: datetime | date
    title: str
    by: str = ""
    note: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """The norm behind a requirement. `tag` as in the norm files: "U" means not yet confirmed;
    `until` is the last day in force, as screens say it."""

    instrument: str
    article: str = ""
    issuer: str = ""
    requirement: str = ""
    in_force: date | None = None
    until: date | None = None
    tag: str = ""
    note: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture with one message, said in its title.

    `data` goes to the browser as JSON; its shape by `kind` is written at `{% chart %}`.
    `columns` and `rows` are the table behind it, which a screen reader gets.
    """

    key: str
    kind: Literal["trend", "bars", "treemap", "icicle", "map", "flow"]
    title: str
    data: Mapping[str, object]
    columns: Sequence[Column]
    rows: Sequence[Mapping[str, object]]
    note: str = ""
    excel_url: str = ""
    size: Literal["small", "medium", "large"] = "medium"
