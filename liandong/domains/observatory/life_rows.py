"""Where the lines of a number of Party life come from: the run's duties or measures, and what was
judged again since."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from liandong.core.indicators.model import Indicator
from liandong.core.standards.life.calendar import Cut, year_of
from liandong.core.standards.life.model import LifeStandard, Structure
from liandong.core.standards.life.words import DutyStatus
from liandong.domains.observatory import store
from liandong.domains.observatory.explain import Explanation
from liandong.domains.observatory.figures import Sight
from liandong.domains.observatory.life_duties import Duty, duty


class Listed(StrEnum):
    """What the lines of an indicator are."""

    PRESENT = "present"  # duties of the present periods
    ENDED = "ended"  # duties of this year's periods that are over
    PEOPLE = "people"  # organisations, with how many people of theirs have enough
    COUNT = "count"  # organisations that add to a count


def listed(one: Indicator) -> Listed:
    """Which of them an indicator has."""
    if not one.standard:
        return Listed.COUNT
    first = one.numerator[0]
    if first.endswith("_year_met"):
        return Listed.ENDED
    return Listed.PEOPLE if first.endswith("_people_met") else Listed.PRESENT


@dataclass(frozen=True, slots=True)
class Row:
    """A line before anybody knows what its organisation is called."""

    unit: int
    path: str
    kind: str
    status: DutyStatus | None
    required: Decimal | None
    actual: Decimal | None
    start: date | None
    end: date | None
    due: date | None
    at_most: bool = False

    @property
    def gap(self) -> Decimal | None:
        """What is missing of the required, or is too much where that many are the most."""
        if self.required is None or self.actual is None:
            return None
        beyond = self.actual - self.required
        return max(beyond if self.at_most else -beyond, Decimal(0))


@dataclass(frozen=True)
class Source:
    """The lines of one indicator on a day."""

    one: Indicator
    standard: LifeStandard | None
    on: date

    @classmethod
    def of(cls, explanation: Explanation) -> Source:
        """Of a number that is explained."""
        standard = explanation.standard
        life = standard if isinstance(standard, LifeStandard) else None
        return cls(explanation.indicator, life, explanation.on)

    @cached_property
    def listed(self) -> Listed:
        return listed(self.one)

    @cached_property
    def at_most(self) -> bool:
        return isinstance(self.standard, Structure) and self.standard.at_most

    def sql(self) -> str:
        """Every line of the run, as a question: the fields of a `Row`."""
        kinds = "{party_units}"
        if self.listed in {Listed.COUNT, Listed.PEOPLE}:
            over, under = self._measures
            status = f"CASE WHEN {over} >= {under} THEN 'met' ELSE 'due' END" if under else "NULL"
            number = "CAST({} AS DECIMAL(18, 2))"
            first, last = self._year if under else ("NULL", "NULL")
            return (
                f"SELECT m.unit, path, kind, {status} AS status, "
                f"{number.format(under) if under else 'NULL'} AS required, "
                f"{number.format(over)} AS actual, CAST({first} AS DATE) AS start, "
                f'CAST({last} AS DATE) AS "end", CAST(NULL AS DATE) AS due '
                f"FROM {{measures}} m JOIN {kinds} p ON m.unit = p.unit WHERE {under or over} > 0"
            )
        standard = self.standard.code if self.standard else ""
        return (
            "SELECT d.unit, d.path, kind, status, required, actual, d.start, "
            f'd."end", due FROM {{duties}} d JOIN {kinds} p ON d.unit = p.unit '
            f"WHERE standard = '{standard}' AND {self._period}"
        )

    @property
    def _year(self) -> tuple[str, str]:
        """The year for which people's hours are counted, half-open."""
        year = year_of(self.on)
        return f"'{year.start}'", f"'{year.end}'"

    @property
    def _measures(self) -> tuple[str, str]:
        return self.one.numerator[0], self.one.denominator[0] if self.one.denominator else ""

    @property
    def _period(self) -> str:
        if not self._has_periods:  # one duty each, whenever it was due
            return "true"
        if self.listed is Listed.ENDED:
            year = year_of(self.on).start
            return f"d.\"end\" <= DATE '{self.on}' AND d.start >= DATE '{year}'"
        return f"d.\"end\" > DATE '{self.on}'"

    @property
    def _has_periods(self) -> bool:
        return self.standard is not None and self.standard.cut is not Cut.DAY

    def anew(self, sight: Sight, kinds: dict[int, str]) -> Iterator[Row]:
        """The lines of organisations that have been judged again since the run; `kinds` says what
        they are."""
        if self.listed in {Listed.COUNT, Listed.PEOPLE}:
            yield from self._counted_again(sight, kinds)
            return
        for change in sight.changed:
            for said in change.duties:
                one = duty(said, change.path, change.unit_id)
                ended = self.listed is Listed.ENDED
                if one.standard is self.standard and one.is_counted(self.on, ended=ended):
                    yield self._of_duty(one, kinds[one.unit])

    def _of_duty(self, one: Duty, kind: str) -> Row:
        return Row(
            one.unit, one.path, kind, one.status, one.required, one.actual, one.start, one.end,
            one.due, self.at_most,
        )  # fmt: skip

    def _counted_again(self, sight: Sight, kinds: dict[int, str]) -> Iterator[Row]:
        changed = {one.unit_id: one for one in sight.changed}
        if not changed:
            return
        over, under = self._measures
        names = [one for one in (over, under) if one]
        table = store.read(sight.run.folder, "measures", f"unit IN ({ids_of(changed)})",
                           columns=", ".join(("unit", *names)))  # fmt: skip
        for own in store.rows(table):
            one = changed[own["unit"]]
            have = {n: Decimal(own[n]) + Decimal(one.change.get(n, 0)) for n in names}
            if have[under or over] > 0:
                status = DutyStatus.MET if under and have[over] >= have[under] else DutyStatus.DUE
                year = year_of(self.on) if under else None
                yield Row(
                    one.unit_id, one.path, kinds[one.unit_id], status if under else None,
                    have.get(under), have[over], year and year.start,
                    year and year.end, None,
                )  # fmt: skip


def status_of(said: str | None) -> DutyStatus | None:
    return None if said is None else DutyStatus(said)


def ids_of(units: Iterable[int]) -> str:
    """Numbers of organisations as they stand in a question."""
    return ", ".join(str(int(one)) for one in units)


def as_duty(row: Row, standard: LifeStandard) -> Duty:
    """A line as the duty that it tells of."""
    assert row.status is not None  # noqa: S101  lines of duties have one
    return Duty(
        unit=row.unit, path=row.path, standard=standard, start=row.start, end=row.end, due=row.due,
        norm=None, required=row.required, actual=row.actual, status=row.status,
    )  # fmt: skip
