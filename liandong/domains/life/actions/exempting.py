"""Let an organisation off a standard for a time, with a reason, by the supervising office."""

from __future__ import annotations

from datetime import date, datetime

from liandong.core.kernel.errors import LiandongError, Text
from liandong.core.kernel.period import Period, PeriodError
from liandong.domains.life import refusals
from liandong.domains.life.actions.telling import one_at_a_time, reasoned, tell
from liandong.domains.life.models import Exemption
from liandong.domains.life.standards import STANDARDS
from liandong.domains.orgs.models import Unit


def exempt(
    *, unit: Unit, standard: str, start: date, end: date | None, reason: str, by: str, at: datetime
) -> Exemption:
    """`unit` does not owe `standard` (a code such as `life.themed_day`) in `[start, end)`.

    Raises `LiandongError`: unknown_standard, bad_period, reason_missing, life_exemption_overlap.
    """
    why = reasoned(reason)
    known_standard(standard)
    try:
        Period(start, end)
    except PeriodError as error:
        raise refusals.same_day(start) from error
    with one_at_a_time(unit):
        granted = Exemption.objects.create(
            unit=unit, standard=standard, start=start, end=end, ended_at=at if end else None,
            reason=why, recorded_at=at, recorded_by=by,
        )  # fmt: skip
        tell("exempt", unit, subject=f"exemption:{granted.pk}", since=start, by=by, at=at,
             after={"standard": standard, "start": start, "end": end}, reason=why)  # fmt: skip
    return granted


def end_exemption(exemption: Exemption, *, on: date, by: str, at: datetime) -> Exemption:
    """From `on` the standard is owed again. Raises `LiandongError`: same_day, stale."""
    if on <= exemption.start:
        raise refusals.same_day(exemption.start)
    with one_at_a_time(exemption.unit):
        open_ones = Exemption.objects.live().filter(pk=exemption.pk, end=None)
        if not open_ones.update(end=on, ended_at=at):
            raise refusals.term_moved_on()
        exemption.refresh_from_db()
        tell("end_exemption", exemption.unit, subject=f"exemption:{exemption.pk}", since=on, by=by,
             at=at, after={"standard": exemption.standard, "end": on})  # fmt: skip
    return exemption


def void_exemption(exemption: Exemption, *, reason: str, by: str, at: datetime) -> Exemption:
    """It was recorded in error. Raises `LiandongError`: reason_missing, stale."""
    why = reasoned(reason)
    with one_at_a_time(exemption.unit):
        if (
            not Exemption.objects.live()
            .filter(pk=exemption.pk)
            .update(voided_at=at, voided_by=by, void_reason=why)
        ):
            raise refusals.term_moved_on()
        exemption.refresh_from_db()
        tell("void_exemption", exemption.unit, subject=f"exemption:{exemption.pk}", by=by, at=at,
             since=exemption.start, before={"standard": exemption.standard}, reason=why,
        )  # fmt: skip
    return exemption


def known_standard(standard: str) -> None:
    """Raise `LiandongError` unknown_standard unless it is one of Party life."""
    if standard not in STANDARDS:
        raise LiandongError(
            "unknown_standard",
            Text(
                f"没有代码为“{standard}”的标准，可用：{'、'.join(sorted(STANDARDS))}。",
                f"No standard {standard!r}; use one of {', '.join(sorted(STANDARDS))}.",
            ),
        )
