"""The steps of an import, each a deed of somebody, with the work after it left to the worker."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any, BinaryIO

from django.db import transaction

from liandong.domains.guarantee import imports
from liandong.domains.guarantee.tasks import publish_batch, read_batch
from liandong.domains.intake import actions as intake
from liandong.domains.intake.models import Batch
from liandong.domains.orgs.models import Unit


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


def accept(batch: Batch, *, accept_valid: bool, by: str, at: datetime) -> Batch:
    """Decide to publish: the whole file, or the rows that are right. Raises `LiandongError` when
    errors stand in the way, or when somebody was faster."""
    imports.may_publish(batch, accept_valid=accept_valid)
    with transaction.atomic():
        intake.accept(batch, accept_valid=accept_valid, by=by, at=at)
        transaction.on_commit(partial(publish_batch.enqueue, batch.pk, by))
    return batch
