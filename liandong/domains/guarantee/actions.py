"""Record facts, correct them. Nothing is rewritten; whoever counts is told in the same breath."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.dispatch import Signal
from django.utils import timezone

from liandong.core.kernel.errors import LiandongError, Text
from liandong.domains.audit.actions import record
from liandong.domains.database import explained
from liandong.domains.guarantee.models import FIELDS, LedgerFact
from liandong.domains.intake.models import Batch
from liandong.domains.orgs.models import Unit

# Sent inside the transaction: `units` ids whose facts changed, `since` the earliest day concerned.
facts_changed = Signal()

CHUNK = 1_000


@dataclass(frozen=True, slots=True)
class Statement:
    """One cell to be recorded: what it says, and where it stood."""

    unit: int
    field: str
    value: Decimal
    cell: str = ""
    raw: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What recording came to: facts added, those that replaced another value, those that were
    on record already."""

    added: int
    corrected: int
    unchanged: int


def record_ledger(
    statements: Sequence[Statement], *, as_of: date, by: str, at: datetime, batch: Batch
) -> Outcome:
    """Record a ledger's statements as of one day. What is already on record is left alone; a
    different value for the same day voids the earlier one."""
    with explained():
        live = _live(statements, as_of)
        fresh, clashing, same = [], [], 0
        for said in statements:
            known = live.get((said.unit, said.field))
            if known is None:
                fresh.append((said, None))
            elif known.value == said.value:
                same += 1
            else:
                clashing.append(known)
                fresh.append((said, known))
        _void(clashing, by=by, at=at, reason=f"导入“{batch.file_name}”（{batch.pk}）给出不同的数值")
        LedgerFact.objects.bulk_create(
            (_fact(said, known, as_of=as_of, by=by, at=at, batch=batch) for said, known in fresh),
            batch_size=CHUNK,
        )
        changed = sorted({said.unit for said, _ in fresh})
        outcome = Outcome(len(fresh) - len(clashing), len(clashing), same)
        if changed:
            facts_changed.send(LedgerFact, units=changed, since=as_of, at=at, whole=True)
    return outcome


def _live(statements: Sequence[Statement], as_of: date) -> dict[tuple[int, str], LedgerFact]:
    wanted = {said.unit for said in statements}
    facts = LedgerFact.objects.filter(as_of=as_of, voided_at=None).order_by("pk")
    return {(f.unit_id, f.field): f for f in facts if f.unit_id in wanted}


def _void(facts: Iterable[LedgerFact], *, by: str, at: datetime, reason: str) -> None:
    ids = [fact.pk for fact in facts]
    for start in range(0, len(ids), CHUNK):
        some = ids[start : start + CHUNK]
        voided = LedgerFact.objects.filter(pk__in=some, voided_at=None).update(
            voided_at=at, voided_by=by, void_reason=reason
        )
        if voided < len(some):
            raise _stale()


def _fact(
    said: Statement,
    known: LedgerFact | None,
    *,
    as_of: date,
    by: str,
    at: datetime,
    batch: Batch | None,
) -> LedgerFact:
    return LedgerFact(
        unit_id=said.unit, field=said.field, value=said.value, as_of=as_of, recorded_at=at,
        recorded_by=by, batch=batch, cell=said.cell, raw=said.raw[:200], reason=said.reason,
        replaces=known,
    )  # fmt: skip


def _checked(field: str, value: Decimal) -> Decimal:
    """The value as it may be recorded by hand. Raises `LiandongError`."""
    definition = FIELDS[field]
    label = definition.label
    if not value.is_finite() or value < 0:
        raise LiandongError(
            "negative", Text(f"{label.zh}不能小于 0。", f"{label.en} cannot be below 0.")
        )
    if definition.whole and value != value.to_integral_value():
        raise LiandongError(
            "not_whole", Text(f"{label.zh}要填整数。", f"{label.en} is a whole number.")
        )
    if value != round(value, 2) or value >= Decimal(10) ** 15:
        raise LiandongError(
            "too_fine",
            Text(
                f"{label.zh}最多两位小数，且不超过 15 位整数。",
                f"{label.en} has at most two decimals and 15 digits.",
            ),
        )
    return value


def correct(*, fact: LedgerFact, value: Decimal, reason: str, by: str, at: datetime) -> LedgerFact:
    """The record was wrong: void `fact`, as it was seen, and record the right value for its day.

    Raises `LiandongError` `stale` when somebody was faster.
    """
    if not reason.strip():
        raise LiandongError("reason_missing", Text("请写明更正的理由。", "Say why you correct it."))
    value = _checked(fact.field, value)
    with explained():
        # Compare and set: only the row that was seen, and only if it still stands.
        voided = LedgerFact.objects.filter(pk=fact.pk, voided_at=None).update(
            voided_at=at, voided_by=by, void_reason=reason.strip()
        )
        if not voided:
            raise _stale()
        said = Statement(fact.unit_id, fact.field, value, reason=reason.strip())
        anew = _fact(said, fact, as_of=fact.as_of, by=by, at=at, batch=None)
        anew.save(force_insert=True)
        _told("correct", fact.unit, anew, {"value": fact.value}, reason)
    return anew


def report(
    *, unit: Unit, field: str, value: Decimal, as_of: date, reason: str, by: str, at: datetime
) -> LedgerFact:
    """A new fact for a day that has none yet; earlier ones stay. Raises `LiandongError`."""
    if as_of > timezone.localdate(at):
        raise LiandongError(
            "future", Text("日期不能晚于今天。", "The date cannot be later than today.")
        )
    value = _checked(field, value)
    with explained():
        said = Statement(unit.pk, field, value, reason=reason.strip())
        fact = _fact(said, None, as_of=as_of, by=by, at=at, batch=None)
        fact.save(force_insert=True)
        _told("report", unit, fact, None, reason)
    return fact


def _told(what: str, unit: Unit, fact: LedgerFact, before: dict | None, reason: str) -> None:
    record(
        action=f"guarantee.{what}", by=fact.recorded_by, at=fact.recorded_at,
        subject=f"fact:{fact.pk}", unit=unit.code, before=before,
        after={"field": fact.field, "value": fact.value, "as_of": fact.as_of}, reason=reason,
    )  # fmt: skip
    facts_changed.send(
        LedgerFact, units=[unit.pk], since=fact.as_of, at=fact.recorded_at, whole=False
    )


def _stale() -> LiandongError:
    return LiandongError(
        "stale",
        Text(
            "这一项刚刚被别人更正了。请刷新页面，看过新值再改。",
            "Somebody has just corrected this. Reload the page and look at the new value first.",
        ),
    )
