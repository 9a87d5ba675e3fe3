"""The steps of an import, each a deed of somebody, with the work after it left to the worker."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any, BinaryIO

from django.db import transaction
from django.db.models import QuerySet

from liandong.core.kernel.errors import LiandongError, Severity, Text
from liandong.domains.guarantee import imports
from liandong.domains.guarantee.tasks import publish_batch, read_batch
from liandong.domains.intake import actions as intake
from liandong.domains.intake.models import Batch, StagedFinding
from liandong.domains.intake.reading import Code
from liandong.domains.orgs.models import Unit

FAR_OUT = (Code.IMPLAUSIBLE, Code.UNIT_SUSPECT)


def upload(
    stream: BinaryIO, *, name: str, unit: int, options: Mapping[str, Any], by: str, at: datetime
) -> Batch:
    """Take a ledger in for the area of a unit (its id), with choices kept from an earlier file;
    the worker reads it."""
    with transaction.atomic():
        batch = intake.receive(
            stream,
            name=name,
            kind=imports.KIND,
            unit=Unit.objects.get(pk=unit),
            options=options,
            by=by,
            at=at,
        )
        transaction.on_commit(partial(read_batch.enqueue, batch.pk))
    return batch


def read_again(batch: Batch, options: Mapping[str, Any], *, by: str, at: datetime) -> Batch:
    """Read the file anew as the sender says it is to be understood."""
    with transaction.atomic():
        intake.choose(batch, options, by=by, at=at)
        transaction.on_commit(partial(read_batch.enqueue, batch.pk))
    return batch


def far_out(batch: Batch) -> QuerySet[StagedFinding]:
    """Figures of a size that no community has, in the rows that would be taken."""
    left_out = batch.staged.filter(ok=False).values("row")
    found = batch.findings.filter(severity=Severity.WARNING, code__in=FAR_OUT)
    return found.exclude(row__in=left_out).order_by("row", "id")


def accept(
    batch: Batch, *, accept_valid: bool, by: str, at: datetime, looked: bool = False
) -> Batch:
    """Decide to publish: the whole file, or the rows that are right. Raises `LiandongError` when
    errors stand in the way, when there are figures far out that nobody has `looked` at, or when
    somebody was faster."""
    imports.may_publish(batch, accept_valid=accept_valid)
    if not looked and far_out(batch).exists():
        raise _not_looked_at()
    with transaction.atomic():
        intake.accept(batch, accept_valid=accept_valid, by=by, at=at)
        transaction.on_commit(partial(publish_batch.enqueue, batch.pk, by))
    return batch


def _not_looked_at() -> LiandongError:
    return LiandongError(
        "not_looked_at",
        Text(
            "有些数大小很不寻常。请先看过，勾选“我已看过”，再发布。",
            "Some figures are of a very unusual size. Look at them and say so before publishing.",
        ),
    )
