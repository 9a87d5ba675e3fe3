"""An area declares a day worked or free."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Q

from liandong.core.kernel.errors import error
from liandong.core.standards.clocks import In
from liandong.domains.audit.actions import record
from liandong.domains.database import explained
from liandong.domains.orgs import tree
from liandong.domains.orgs.models import Unit
from liandong.domains.orgs.queries import place_of
from liandong.domains.workflow.clocks import reckon_again
from liandong.domains.workflow.models import Clock, DeclaredDay, Side


def declare_day(
    area: Unit, day: date, *, worked: bool, reason: str, by: str, at: datetime
) -> DeclaredDay:
    """From now on limits in working days are reckoned by it; those running there move later if
    they must, and never earlier. Raises `LiandongError` reason_missing."""
    said = " ".join(reason.split())[:200]
    if not said:
        raise error("reason_missing", "请写明依据。", "Say on what it rests.")
    with explained():
        made = DeclaredDay.objects.create(
            area=area, day=day, worked=worked, reason=said, declared_at=at, declared_by=by
        )
        here = tree.below(place_of(area.pk).path, "unit__positions__path")
        sides = Side.objects.filter(here, side="place", unit__positions__hierarchy="territory")
        # What was made longer was so by working days.
        running = Clock.objects.filter(
            Q(unit=In.WORKING_DAYS) | Q(extra__gt=0), stopped_at=None, due_at__isnull=False,
            process__in=sides.values("process"),
        )  # fmt: skip
        moved = 0 if worked else reckon_again(running.select_related("process"), at=at)
        record(
            action="workflow.declare_day", by=by, at=at, subject=f"unit:{area.code}",
            unit=area.code, after={"day": day, "worked": worked, "moved": moved}, reason=said,
        )  # fmt: skip
    return made
