"""Long work on ledgers, done by the background worker."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from liandong.domains.guarantee import imports
from liandong.domains.intake.models import Batch


@task()
def read_batch(batch: int) -> str:
    """Read a file that was uploaded; its state afterwards."""
    return imports.read(Batch.objects.get(pk=batch)).state


@task()
def publish_batch(batch: int, accept_valid: bool, by: str) -> int:
    """Publish what was staged; the number of facts added or corrected."""
    outcome = imports.publish(
        Batch.objects.get(pk=batch), accept_valid=accept_valid, by=by, at=timezone.now()
    )
    return outcome.added + outcome.corrected
