"""A duty, opened: the rule, the norm and its article, and the records that count for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import get_close_matches
from typing import Any

from django.db.models import Q

from liandong.core.kernel.errors import LiandongError, Text
from liandong.core.standards.life.catalogue import BY_CODE
from liandong.core.standards.life.model import LifeStandard, Periodic, Structure, Term, Training
from liandong.core.standards.life.words import DutyStatus
from liandong.domains.life.models import BodyTerm, Course, CourseHours, Exemption, Meeting
from liandong.domains.observatory.explain import norm_data, text_data
from liandong.domains.observatory.life_duties import Duty, Wanted, everything
from liandong.domains.observatory.life_norms import Norms, in_words
from liandong.domains.orgs.models import Unit
from liandong.domains.orgs.queries import Place, short_code


@dataclass(frozen=True, slots=True)
class Record:
    """Something on record about a duty: `counts` says whether it counts for it, `about` is the
    meeting, course, term or exemption."""

    on: date
    text: Text
    counts: bool
    about: Meeting | Course | BodyTerm | Exemption


def evidence(duty: Duty, *, on: date) -> list[Record]:
    """The records behind a duty, newest first, those that do not count included."""
    return evidence_of([duty], on=on)[0]


def evidence_of(duties: Sequence[Duty], *, on: date) -> list[list[Record]]:
    """The same of each of several periods of one standard of one organisation; two queries."""
    if not duties:
        return []
    unit, standard = duties[0].unit, duties[0].standard
    records = _records_of(unit, standard, [_days(one, on) for one in duties], on)
    let_off = list(Exemption.objects.live().filter(unit_id=unit, standard=standard.code))
    return [_behind(one, records, let_off, on) for one in duties]


def _records_of(
    unit: int, standard: LifeStandard, days: Sequence[tuple[date, date]], on: date
) -> list[Record]:
    since, until = min(first for first, _last in days), max(last for _first, last in days)
    if isinstance(standard, Periodic):
        return _meetings(unit, standard, since, until)
    if isinstance(standard, Training):
        return _courses(unit, standard, since, until)
    if isinstance(standard, Term):
        terms = BodyTerm.objects.on(on).filter(unit_id=unit)
        return [Record(one.start, _term(one), True, one) for one in terms]
    return []


def _behind(
    duty: Duty, records: Sequence[Record], let_off: Sequence[Exemption], on: date
) -> list[Record]:
    first, last = _days(duty, on)
    found = [one for one in records if isinstance(duty.standard, Term) or first <= one.on <= last]
    for one in let_off:
        if min(on, duty.due or on) in one.period:
            said = Text(f"豁免：{one.reason}", f"Exempt: {one.reason}")
            found.append(Record(one.start, said, duty.status is DutyStatus.EXEMPT, one))
    return sorted(found, key=lambda one: one.on, reverse=True)


def _days(duty: Duty, on: date) -> tuple[date, date]:
    """The first and the last of the days of the period that are over."""
    return duty.start or on, min(on, (duty.end or on) - timedelta(days=1))


def _meetings(unit: int, standard: Periodic, since: date, until: date) -> list[Record]:
    kind, english = standard.served_by.value, standard.served_by.text.en.capitalize()
    held = Meeting.objects.live().filter(
        Q(kind=kind) | Q(serves__kind=kind), unit_id=unit, state="held", on__range=(since, until)
    )
    return [
        Record(
            one.on,
            Text(
                f"{one.get_kind_display()} {one.on} 应到 {one.entitled} 人，实到 {one.present} 人"
                + ("" if one.quorate else "，未达到法定人数，不计"),
                f"{english} on {one.on}: {one.present} of {one.entitled} came"
                + ("" if one.quorate else "; no quorum, does not count"),
            ),
            bool(one.quorate),
            one,
        )
        for one in held.distinct()
    ]


def _courses(unit: int, standard: Training, since: date, until: date) -> list[Record]:
    held = CourseHours.objects.live().values("course_id")
    given = Course.objects.live().filter(unit_id=unit, pk__in=held, on__range=(since, until))
    if standard.courses:
        given = given.filter(for_secretaries=True)
    return [
        Record(
            one.on,
            Text(f"{one.title} {one.on} {one.hours} 学时",
                 f"{one.title} on {one.on}: {one.hours} hours"),
            True, one,
        )
        for one in given
    ]  # fmt: skip


def _term(one: BodyTerm) -> Text:
    if one.extended_to:
        return Text(
            f"本届自 {one.start} 起，应于 {one.due} 届满，经批准延至 {one.extended_to}",
            f"In office since {one.start}, due {one.due}, extended to {one.extended_to}",
        )
    return Text(
        f"本届自 {one.start} 起，{one.due} 届满", f"In office since {one.start}, due {one.due}"
    )


def rows(duties: Iterable[Duty], *, on: date) -> list[dict[str, Any]]:
    """Duties as plain data, each with its norm and article, for the command line and the API."""
    listed = list(duties)
    held = Norms({one.unit for one in listed}, on=on)
    return [_row(one, held) for one in listed]


def unit_data(unit: Unit | Place) -> dict[str, str]:
    """How an organisation is named in data."""
    return {"code": short_code(unit.code), "name": unit.name, "kind": unit.kind}


def _row(duty: Duty, held: Norms) -> dict[str, Any]:
    norm = norm_data(*held.of(duty))
    last = duty.end - timedelta(days=1) if duty.end else None
    return {
        "standard": duty.standard.code,
        "title": text_data(duty.standard.title),
        "unit": unit_data(held.units[duty.unit]),
        "period": {"from": duty.start, "to": last},
        "required": duty.required,
        "actual": duty.actual,
        "due": duty.due,
        "status": duty.status.value,
        "norm": norm,
        "article": norm and norm["article"],
    }


def as_data(standard: LifeStandard, of: Place, *, on: date) -> dict[str, Any]:
    """A standard for one organisation as plain data: the rule, the norm, every period asked for on
    the day, and the records that count."""
    found = everything(of, on=on, wanted=Wanted(standard))
    own = [one for one in found if one.unit == of.id]
    held = Norms({of.id, *(one.unit for one in own)}, on=on)
    applied = held.applied(standard, of.id, None)
    counts = {status.value: sum(one.status is status for one in found) for status in DutyStatus}
    del counts[DutyStatus.NOT_APPLICABLE.value]
    return {
        "standard": standard.code,
        "version": standard.version,
        "title": text_data(standard.title),
        "rule": text_data(in_words(standard, applied)),
        "period": text_data(standard.cut.text),
        "remedy": text_data(standard.remedy) if isinstance(standard, Structure) else None,
        "applies_to": sorted(standard.kinds),
        "unit": unit_data(of),
        "on": on,
        "norm": norm_data(held.parameter(standard, of.id), applied),
        "status": own[-1].status.value if own else DutyStatus.NOT_APPLICABLE.value,
        "duties": [{**_row(one, held), "records": _records(one, on)} for one in own],
        "in_the_whole_subtree": counts,
    }


def _records(duty: Duty, on: date) -> list[dict[str, Any]]:
    return [
        {"on": one.on, "text": text_data(one.text), "counts": one.counts,
         "record": f"{one.about._meta.model_name}:{one.about.pk}"}
        for one in evidence(duty, on=on)
    ]  # fmt: skip


def standard_named(code: str) -> LifeStandard:
    """The standard with this code. Raises `LiandongError` `unknown_standard`."""
    if code in BY_CODE:
        return BY_CODE[code]
    near = get_close_matches(code, BY_CODE, n=1, cutoff=0.4)
    known = "、".join(BY_CODE)
    zh = f"是不是 {near[0]}?" if near else f"有：{known}。"
    en = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(BY_CODE)}."
    raise LiandongError(
        "unknown_standard",
        Text(f"没有代码为“{code}”的标准。{zh}", f"No standard has the code {code!r}. {en}"),
    )
