"""Put matters on the lists, take them off, say who performs a function. Keyword-only, audited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from liandong.core.kernel.errors import LiandongError, error
from liandong.domains.audit.actions import record
from liandong.domains.catalogue.enums import Part, TimeClass
from liandong.domains.catalogue.models import Function, Matter, Performs, Responsible
from liandong.domains.database import explained, lock
from liandong.domains.orgs.models import Unit
from liandong.domains.orgs.spelling import pinyin_of


@dataclass(frozen=True, slots=True)
class Said:
    """What a version of a matter says; functions by their code, the lead first."""

    code: str
    name: str
    kind: str
    group: str
    time_class: str = TimeClass.ORDINARY
    english: str = ""
    says: str = ""
    words: tuple[str, ...] = ()
    private: bool = False
    source: str = ""
    leads: str = ""
    assists: tuple[str, ...] = field(default=())

    def functions(self) -> list[tuple[Part, str]]:
        """Who takes part, by function."""
        lead = [(Part.LEAD, self.leads)] if self.leads else []
        return lead + [(Part.ASSIST, one) for one in self.assists]


_OWN = (
    "name", "kind", "group", "time_class", "english", "says", "private", "source",
)  # fmt: skip


def said_of(matter: Matter) -> Said:
    """A version on record as it would be said."""
    parts = list(matter.responsible.all())
    leads = next((one.function.code for one in parts if one.part == Part.LEAD), "")
    assists = tuple(one.function.code for one in parts if one.part == Part.ASSIST)
    own = {name: getattr(matter, name) for name in _OWN}
    return Said(code=matter.code, words=tuple(matter.words), leads=leads, assists=assists, **own)


def publish(said: Sequence[Said], *, on: date, by: str, at: datetime) -> int:
    """These versions hold from a day on; what is on record as it is said stays. How many changed.

    Raises `LiandongError`: no_function, matter_ahead.
    """
    with explained():
        lock("catalogue")
        functions = {one.code: one for one in Function.objects.all()}
        standing = _standing([one.code for one in said], on)
        changed = [one for one in said if _differs(one, standing.get(one.code))]
        for one in changed:
            _end(standing.get(one.code), on, by, at)
            _begin(one, functions, on, by, at)
        if changed:
            record(
                action="catalogue.publish", by=by, at=at, subject="catalogue",
                after={"on": on, "matters": [one.code for one in changed][:200],
                       "changed": len(changed)},
            )  # fmt: skip
    return len(changed)


def withdraw(matter: Matter, *, on: date, by: str, at: datetime) -> None:
    """A matter is on no list any more from a day on."""
    with explained():
        lock("catalogue")
        _end(matter, on, by, at)
        record(
            action="catalogue.withdraw", by=by, at=at, subject=f"matter:{matter.code}",
            before={"name": matter.name}, after={"end": on},
        )  # fmt: skip


def perform(unit: Unit, function: Function, *, on: date, by: str, at: datetime) -> Performs:
    """A department performs a function from a day on."""
    with explained():
        made = Performs.objects.create(
            unit=unit, function=function, start=on, recorded_at=at, recorded_by=by
        )
        record(
            action="catalogue.perform", by=by, at=at, subject=f"function:{function.code}",
            unit=unit.code, after={"start": on},
        )  # fmt: skip
    return made


def _standing(codes: list[str], on: date) -> dict[str, Matter]:
    found = Matter.objects.live().filter(code__in=codes).order_by("start")
    open_ones = {one.code: one for one in found if one.end is None or one.end > on}
    for one in open_ones.values():
        if one.start > on:
            raise _ahead(one, on)
    return open_ones


def _differs(said: Said, now: Matter | None) -> bool:
    return now is None or said_of(now) != said


def _end(now: Matter | None, on: date, by: str, at: datetime) -> None:
    """The version so far ends; one that began on the very day never held, and is voided."""
    if now is None:
        return
    if now.start == on:
        now.voided_at, now.voided_by = at, by
        now.void_reason = "当日另行发布 · published anew on the same day"
    else:
        now.end, now.ended_at = on, at
    now.save(update_fields=["end", "ended_at", "voided_at", "voided_by", "void_reason"])


def _begin(said: Said, functions: dict[str, Function], on: date, by: str, at: datetime) -> Matter:
    matter = Matter.objects.create(
        code=said.code, words=list(said.words), pinyin=pinyin_of(said.name), start=on,
        recorded_at=at, recorded_by=by, **{name: getattr(said, name) for name in _OWN},
    )  # fmt: skip
    for part, code in said.functions():
        if code not in functions:
            raise no_function(code)
        Responsible.objects.create(matter=matter, part=part, function=functions[code])
    return matter


def no_function(code: str) -> LiandongError:
    return error(
        "no_function",
        f"没有“{code}”这项职能。请先登记职能，或改正写法。",
        f"There is no function {code!r}. Put it on record first, or correct the spelling.",
    )


def _ahead(now: Matter, on: date) -> LiandongError:
    return error(
        "matter_ahead",
        f"“{now.name}”（{now.code}）在 {now.start} 已有版本。请用更晚的日期发布新版本。",
        f"{now.name} ({now.code}) has a version from {now.start} on. Publish the new one from a "
        "later day.",
    )
