"""Long work on ledgers, done by the background worker. A task that finds its file gone a step
further has been overtaken, and leaves it alone."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django_tasks import task

from liandong.core.kernel.errors import LiandongError, Text
from liandong.domains.guarantee import imports, marking
from liandong.domains.intake import actions as intake
from liandong.domains.intake.models import Batch, State

_OVERTAKEN = "batch_moved_on"


@task()
def read_batch(batch: int) -> str:
    """Read a file that was uploaded; its state afterwards."""
    one = Batch.objects.get(pk=batch)
    try:
        return imports.read(one).state
    except LiandongError as error:
        if error.code == _OVERTAKEN:
            return error.code
        return intake.fail(one, error).state
    except Exception:
        intake.fail(one, _unforeseen())
        raise


@task()
def publish_batch(batch: int, by: str) -> int:
    """Publish what was accepted; the number of facts added or corrected."""
    one = Batch.objects.get(pk=batch)
    try:
        outcome = imports.publish(
            one, accept_valid=one.accept_valid, by=by, at=timezone.now(), since=State.PUBLISHING
        )
    except LiandongError as error:
        if error.code != _OVERTAKEN:
            intake.release(one, error)
        return 0
    except Exception:
        intake.release(one, _unforeseen())
        raise
    return outcome.added + outcome.corrected


@task()
def mark_batch(batch: int, language: str) -> str:
    """Make the workbook with the findings marked; where it lies."""
    return str(marking.make(Batch.objects.get(pk=batch), language))


def resume(**_: Any) -> None:
    """After a process was killed: read what waits to be read."""
    waiting = Batch.objects.filter(kind=imports.KIND, state=State.UPLOADED)
    for pk in waiting.values_list("pk", flat=True):
        read_batch.enqueue(pk)


def _unforeseen() -> LiandongError:
    return LiandongError(
        "unforeseen",
        Text(
            "处理时系统出了错，已记录下来，什么都没有写入。请再试一次；还不行，请告诉管理员。",
            "The system failed while working on this; it has been logged and nothing was written. "
            "Try once more; if it happens again, tell your administrator.",
        ),
    )
