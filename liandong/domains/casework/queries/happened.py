"""All that happened to one request, whatever table it is in: one query for its page."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Case as Chosen
from django.db.models import CharField, F, QuerySet, Value, When

from liandong.domains.casework.models import Case


class Happening(NamedTuple):
    """`kind` is one of `ORDER`; `code` what it was of its kind, `said` in somebody's words, `more`
    whose or how."""

    kind: str
    pk: int
    at: datetime
    by: str
    code: str
    said: str
    more: str


# What came at the same moment, in the order in which it is told.
ORDER = (
    "step", "reached", "tried", "reply", "call_back", "contest", "asked", "granted", "denied",
    "escalation", "whistle", "joined", "photo",
)  # fmt: skip


def happened(case: Case) -> list[Happening]:
    """From the first to the latest."""
    first, *others = _parts(case)
    found = [Happening(*row) for row in first.union(*others, all=True)]
    return sorted(found, key=lambda one: (one.at, ORDER.index(one.kind), one.pk))


def _parts(case: Case) -> list[QuerySet[Any, Any]]:
    reached = _either("reached", "reached", "tried")
    granted = _either("granted", "granted", "denied")
    return [
        _part(case.process.steps, "step", code="transition", said="note"),
        _part(case.contacts, reached, code="way", said="said"),
        _part(case.replies, "reply", said="text", more="unit__name"),
        _part(case.call_backs, "call_back", code="resolved", said="said", more="satisfied"),
        _part(case.contests, "contest", by="", said="said"),
        _part(case.reviews, "asked", at="asked_at", by="asked_by", code="kind", said="said"),
        _part(case.reviews.filter(decided_at__isnull=False), granted, at="decided_at",
              by="decided_by", code="kind", said="reason"),
        _part(case.escalations, "escalation", by="", code="clock"),
        _part(case.whistles, "whistle", at="blown_at", by="", said="what", more="street__name"),
        _part(case.joined, "joined", by=""),
        _part(case.photos, "photo", by=""),
    ]  # fmt: skip


def _either(field: str, yes: str, no: str) -> Chosen:
    words = CharField()
    return Chosen(When(**{field: True}, then=Value(yes)), default=Value(no), output_field=words)


def _part(
    rows: Any, kind: str | Chosen, *, at: str = "at", by: str = "by", code: str = "",
    said: str = "", more: str = "",
) -> QuerySet[Any, Any]:  # fmt: skip
    """A table's rows in the columns of `Happening`; "" for a column that it has not."""
    columns = [F(name) if name else _word("") for name in (by, code, said, more)]
    known = _word(kind) if isinstance(kind, str) else kind
    found: QuerySet[Any, Any] = rows.order_by().values_list(known, "pk", at, *columns)
    return found


def _word(text: str) -> Value:
    return Value(text, output_field=CharField())
