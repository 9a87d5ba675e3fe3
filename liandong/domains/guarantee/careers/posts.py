"""Posts given by a worker's number, and records of service put right."""

from __future__ import annotations

from datetime import date, datetime

from liandong.domains.audit.actions import record
from liandong.domains.database import explained
from liandong.domains.guarantee.careers import refusals
from liandong.domains.guarantee.careers.models import Service, Worker
from liandong.domains.guarantee.careers.service import on_the_ladder, serve
from liandong.domains.orgs.models import Unit


def assign(
    number: str, *, unit: Unit, post: str, grade: int, on: date, by: str, at: datetime
) -> Service:
    """A worker, known by this number or new, takes up a post.

    Raises `LiandongError`: off_the_ladder, guarantee_service_overlap.
    """
    with explained():
        worker, _new = Worker.objects.get_or_create(number=number.strip())
        return serve(worker, unit=unit, post=post, grade=grade, on=on, by=by, at=at)


def correct(
    held: Service, *, post: str, grade: int, start: date, reason: str, by: str, at: datetime
) -> Service:
    """What was recorded wrongly is voided with its reason, and said anew.

    Raises `LiandongError`: reason_missing, off_the_ladder, guarantee_service_overlap,
    guarantee_service_ends_after_start; stale, if it was corrected meanwhile.
    """
    why = reason.strip()
    if not 0 < len(why) <= 500:
        raise refusals.reason_missing()
    on_the_ladder(held.unit, post, grade, start)
    with explained():
        live = Service.objects.live().filter(pk=held.pk)
        if not live.update(voided_at=at, voided_by=by, void_reason=why):
            raise refusals.service_stale()
        said = Service.objects.create(
            worker=held.worker, unit=held.unit, post=post, grade=grade, start=start, end=held.end,
            ended_at=held.ended_at, recorded_at=at, recorded_by=by,
        )  # fmt: skip
        record(
            action="guarantee.career.correct", by=by, at=at, subject=f"worker:{held.worker_id}",
            unit=held.unit.code, before={"post": held.post, "grade": held.grade,
            "from": held.start}, after={"post": post, "grade": grade, "from": start},
        )  # fmt: skip
    return said
