"""A number, opened: what it counts, by which norm, who misses it, on which records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from liandong.core.indicators.catalogue import EVERY_INDICATOR, indicator
from liandong.core.indicators.family import AnyStandard
from liandong.core.indicators.model import Figure, Indicator
from liandong.core.kernel.errors import LiandongError, Text
from liandong.core.standards.life.model import LifeStandard
from liandong.core.standards.life.words import DutyStatus
from liandong.core.standards.model import Standard, Status
from liandong.core.standards.norms import Applied, Parameter
from liandong.domains.norms import books as norms
from liandong.domains.norms.queries import applied as applied_norm
from liandong.domains.observatory import duties, families, figures, life_duties
from liandong.domains.observatory.duties import Duty
from liandong.domains.observatory.figures import Sight
from liandong.domains.observatory.life_duties import Duty as LifeDuty
from liandong.domains.observatory.life_duties import Wanted
from liandong.domains.observatory.life_norms import Norms
from liandong.domains.observatory.models import Run
from liandong.domains.orgs.enums import Hierarchy
from liandong.domains.orgs.models import Unit
from liandong.domains.orgs.queries import Place, short_code


@dataclass(frozen=True)
class Explanation:
    """Everything that makes up one number of one unit on one day."""

    unit: Place
    on: date
    run: Run
    indicator: Indicator
    figure: Figure
    standard: AnyStandard | None
    parameter: Parameter | None
    norm: Applied | None

    @property
    def rule(self) -> Text | None:
        """The standard in a sentence, with the value in force."""
        if self.standard is None:
            return None
        value = spoken(self.norm.value) if self.norm else "—"
        rule = self.standard.rule
        return Text(rule.zh.format(norm=value), rule.en.format(norm=value))


def spoken(value: Decimal) -> str:
    """A number as it stands in a sentence: thousands apart, no idle zeros."""
    text = f"{value:,.4f}".rstrip("0").rstrip(".")
    return text or "0"


def of(code: str, unit: Place, *, on: date, known_at: datetime | None = None) -> Explanation:
    """The explanation of an indicator for a unit. Raises `LiandongError` for an unknown code."""
    indicator_of(code, unit)  # before anything is computed
    return seen_from(figures.sight(unit, on, known_at), code, unit, known_at=known_at)


def seen_from(
    sight: Sight, code: str, unit: Place, *, known_at: datetime | None = None
) -> Explanation:
    """The same, for whoever has the day's figures at hand already."""
    one = indicator_of(code, unit)
    standard = families.over(unit.hierarchy).core.standards.get(one.standard)
    figure = sight.own(unit).figure(code)
    parameter, applied = _norm(standard, unit, sight.on, known_at)
    return Explanation(unit, sight.on, sight.run, one, figure, standard, parameter, applied)


def indicator_of(code: str, unit: Place) -> Indicator:
    """The indicator with this code. Raises `LiandongError` `unknown_indicator`, or `other_tree` for
    one that the other tree has."""
    family = families.over(unit.hierarchy)
    other = EVERY_INDICATOR.get(code)
    if other is None or other.family == family.code:
        return indicator(code, family.core.indicators)
    party = other.hierarchy == Hierarchy.PARTY
    raise LiandongError(
        "other_tree",
        Text(
            f"“{code}”是{'党组织' if party else '区划'}的指标。"
            f"请用{'党组织代码，如 D46' if party else '区划代码，如 46'}。",
            f"{code!r} is a figure of {'Party organisations' if party else 'areas'}. Use a code "
            f"such as {'D46' if party else '46'}.",
        ),
    )


def _norm(
    standard: AnyStandard | None, unit: Place, on: date, known_at: datetime | None
) -> tuple[Parameter | None, Applied | None]:
    if standard is None:
        return None, None
    if isinstance(standard, LifeStandard):
        held = Norms([unit.id], on=on, known_at=known_at)
        return held.parameter(standard, unit.id), held.applied(standard, unit.id, None)
    applied = applied_norm(standard.norm, unit, on=on, known_at=known_at)
    return norms.book(known_at)[standard.norm], applied


def failing(explanation: Explanation) -> list[Duty]:
    """The units that miss the standard, the greatest gap first."""
    if not isinstance(explanation.standard, Standard):
        return []
    missed = duties.of_subtree(
        explanation.unit, on=explanation.on, standard=explanation.standard, statuses={Status.UNMET}
    )
    return sorted(missed, key=lambda duty: (-(duty.gap or 0), duty.path))


def _not_done(explanation: Explanation) -> list[LifeDuty]:
    """The duties of Party organisations that keep a share of theirs from being whole."""
    standard, one = explanation.standard, explanation.indicator
    if not isinstance(standard, LifeStandard):
        return []
    missed = frozenset({DutyStatus.DUE, DutyStatus.OVERDUE})
    wanted = Wanted(standard, missed)
    found = life_duties.everything(explanation.unit, on=explanation.on, wanted=wanted)
    ended = one.code.endswith("_year")
    return [d for d in found if d.is_counted(explanation.on, ended=ended)]


def text_data(text: Text | None) -> dict[str, str] | None:
    """A text as plain data."""
    return text and {"zh": text.zh, "en": text.en}


def norm_data(parameter: Parameter | None, applied: Applied | None) -> dict[str, Any] | None:
    """A norm's value in force, with its source, as plain data."""
    if parameter is None or applied is None:
        return None
    entry = applied.entry
    return {
        "code": parameter.code,
        "title": text_data(parameter.title),
        "value": entry.value,
        "unit": text_data(parameter.unit.text),
        "scope": entry.scope,
        "source": text_data(entry.source.instrument),
        "article": text_data(entry.source.article),
        "note": text_data(entry.source.note),
        "url": entry.source.url,
        "in_force": {"from": entry.period.start, "to": entry.period.last_day},
        "tag": {"code": entry.tag.value, **(text_data(entry.tag.text) or {})},
        "floor": entry.floor,
        "held_up_by_floor": applied.held_up is not None,
    }


def as_data(
    code: str, unit: Place, *, on: date, known_at: datetime | None = None, failing: bool = False
) -> dict[str, Any]:
    """The explanation as plain data, for the command line and the API."""
    said = of(code, unit, on=on, known_at=known_at)
    one, figure = said.indicator, said.figure
    data: dict[str, Any] = {
        "code": one.code,
        "version": one.version,
        "title": text_data(one.title),
        "counts": text_data(one.counts),
        "rule": text_data(said.rule),
        "unit": {"code": short_code(unit.code), "name": unit.name, "kind": unit.kind},
        "on": on,
        "as_of": said.run.as_of,
        "known_at": said.run.known_at,
        "value": None if figure.value is None else round(figure.value, 4),
        "unit_of_value": text_data(one.unit),
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "unmet": figure.unmet if said.standard else None,
        "unknown": figure.unknown,
        "not_applicable": figure.excluded,
        "gap": figure.gap if said.standard else None,
        "norm": norm_data(said.parameter, said.norm),
    }
    if failing:
        data["failing"] = _failing_data(said)
    return data


def _failing_data(said: Explanation) -> list[dict[str, Any]]:
    missed = failing(said) or _not_done(said)
    units = Unit.objects.in_bulk({duty.unit for duty in missed})
    return [
        {
            "code": short_code(units[duty.unit].code),
            "name": units[duty.unit].name,
            "required": duty.required,
            "actual": duty.actual,
            "gap": duty.gap,
            **_when(duty),
        }
        for duty in missed
    ]


def _when(duty: Duty | LifeDuty) -> dict[str, Any]:
    if isinstance(duty, Duty):
        return {}
    last = duty.end - timedelta(days=1) if duty.end else None
    return {
        "status": duty.status.value,
        "due": duty.due,
        "period": {"from": duty.start, "to": last},
    }
