"""A number, opened: what it counts, by which norm, who misses it, on which records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from liandong.core.indicators.catalogue import indicator, standard_of
from liandong.core.indicators.model import Figure, Indicator
from liandong.core.kernel.errors import Text
from liandong.core.standards.model import Standard, Status
from liandong.core.standards.norms import Applied, Parameter
from liandong.domains.norms import books as norms
from liandong.domains.norms.queries import applied as applied_norm
from liandong.domains.observatory import duties, figures
from liandong.domains.observatory.duties import Duty
from liandong.domains.observatory.models import Run
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
    standard: Standard | None
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
    one = indicator(code)
    standard = standard_of(one)
    board = figures.view(unit, on=on, known_at=known_at).own
    parameter = norms.book(known_at)[standard.norm] if standard else None
    applied = applied_norm(standard.norm, unit, on=on, known_at=known_at) if standard else None
    return Explanation(unit, on, board.run, one, board.figure(code), standard, parameter, applied)


def failing(explanation: Explanation) -> list[Duty]:
    """The units that miss the standard, the greatest gap first."""
    if explanation.standard is None:
        return []
    missed = duties.of_subtree(
        explanation.unit, on=explanation.on, standard=explanation.standard, statuses={Status.UNMET}
    )
    return sorted(missed, key=lambda duty: (-(duty.gap or 0), duty.path))


def _text(text: Text | None) -> dict[str, str] | None:
    return text and {"zh": text.zh, "en": text.en}


def norm_data(parameter: Parameter | None, applied: Applied | None) -> dict[str, Any] | None:
    """A norm's value in force, with its source, as plain data."""
    if parameter is None or applied is None:
        return None
    entry = applied.entry
    return {
        "code": parameter.code,
        "title": _text(parameter.title),
        "value": entry.value,
        "unit": _text(parameter.unit.text),
        "scope": entry.scope,
        "source": _text(entry.source.instrument),
        "article": _text(entry.source.article),
        "note": _text(entry.source.note),
        "url": entry.source.url,
        "in_force": {"from": entry.period.start, "to": entry.period.last_day},
        "tag": {"code": entry.tag.value, **(_text(entry.tag.text) or {})},
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
        "title": _text(one.title),
        "counts": _text(one.counts),
        "rule": _text(said.rule),
        "unit": {"code": short_code(unit.code), "name": unit.name, "kind": unit.kind},
        "on": on,
        "as_of": said.run.as_of,
        "known_at": said.run.known_at,
        "value": None if figure.value is None else round(figure.value, 4),
        "unit_of_value": _text(one.unit),
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
    missed = failing(said)
    units = Unit.objects.in_bulk([duty.unit for duty in missed])
    return [
        {
            "code": short_code(units[duty.unit].code),
            "name": units[duty.unit].name,
            "required": duty.required,
            "actual": duty.actual,
            "gap": duty.gap,
        }
        for duty in missed
    ]
