"""What the tests of the exported store let a process of its own do, committed for good."""

from __future__ import annotations

import sys
from datetime import date, timedelta
from decimal import Decimal

from django.db import connection, transaction
from django.utils import timezone

from liandong.domains.guarantee.actions import correct, report
from liandong.domains.guarantee.facts import LEDGER, ledger_facts
from liandong.domains.guarantee.models import FIELDS, LedgerFact
from liandong.domains.observatory import exported, trees
from liandong.domains.orgs import actions
from liandong.domains.orgs.actions import Deed
from liandong.domains.orgs.facts import units_on
from liandong.domains.orgs.models import Placement, Unit

exported.MANY = 2  # so that a few deeds are enough to put parts together
ORDER = [(name, "ascending") for name in ("unit", "field", "as_of", "recorded_at", "value")]
_start = date(2016, 1, 1)


class Unwanted(Exception):
    """Thrown to take back a transaction."""


def record(amount: int, day: int) -> None:
    """Many facts in one statement, as a ledger brings them; those of the day are voided first."""
    as_of, now = _start + timedelta(days=day), timezone.now()
    LedgerFact.objects.filter(as_of=as_of, voided_at=None).update(
        voided_at=now, voided_by="test", void_reason="anew"
    )
    LedgerFact.objects.bulk_create(
        LedgerFact(unit=unit, field=field, value=Decimal(amount), as_of=as_of, recorded_at=now,
                   recorded_by="test")
        for unit in Unit.objects.order_by("pk") for field in sorted(FIELDS)[:3]
    )  # fmt: skip


def mend(nth: int, value: int) -> None:
    """Correct one of the facts that stand, or report one where there is none."""
    standing = LedgerFact.objects.filter(voided_at=None).order_by("pk")
    said = {"value": Decimal(value), "reason": "test", "by": "test", "at": timezone.now()}
    if standing:
        correct(fact=standing[nth % len(standing)], **said)
    else:
        report(unit=Unit.objects.order_by("pk")[0], field="workers", as_of=_start, **said)


def void(nth: int, _: int) -> None:
    now = timezone.now()
    standing = LedgerFact.objects.filter(voided_at=None).order_by("pk")
    some = [fact.pk for fact in standing[nth::3]]
    LedgerFact.objects.filter(pk__in=some).update(
        voided_at=now, voided_by="test", void_reason="test"
    )


def move(nth: int, _: int) -> None:
    """One of the two districts goes to the other city, a day after its last move."""
    district = Unit.objects.get(code=("650102000000", "650202000000")[nth % 2])
    last = Placement.objects.filter(unit=district, voided_at=None).order_by("start").last()
    other = Unit.objects.filter(kind="city").exclude(pk=last.parent_id).order_by("pk")[0]
    on = last.start + timedelta(days=1)
    actions.move(district, parent=other, deed=Deed(by="test", at=timezone.now(), on=on))


def take_back(amount: int, day: int) -> None:
    """Read what is not committed, and take it back."""
    try:
        with transaction.atomic():
            record(amount, day)
            compare()
            raise Unwanted
    except Unwanted:
        compare()


def compare(*_: int) -> list[int]:
    """The store holds what the database holds; the rows of its parts."""
    kept = exported.rows(LEDGER)
    assert kept.schema == ledger_facts().schema
    assert kept.sort_by(ORDER).equals(ledger_facts().sort_by(ORDER))
    now = timezone.now()
    for on in (date(2014, 1, 1), date(2015, 1, 1), date(2015, 1, 3), date(2026, 1, 1)):
        for _again in range(2):
            assert trees.units(on, now).equals(units_on(on, now)), on
    return parts()


def parts() -> list[int]:
    """How many rows each part on disk holds."""
    place = exported.folder(LEDGER)
    with exported.alone(place):
        known = exported._known(place, LEDGER)
    return list(known.counts) if known else []


def held(amount: int) -> None:
    """Record, and leave the transaction open until told to go on."""
    with transaction.atomic():
        record(amount, 700)
        print("wrote", flush=True)
        sys.stdin.readline()


def apart() -> None:
    connection.close()
