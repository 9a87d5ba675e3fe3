"""The norms that hold for a place on a day, with their sources and their history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from liandong.core.indicators.catalogue import INDICATORS
from liandong.core.indicators.model import Indicator
from liandong.core.standards.guarantee import STALE_AFTER, STANDARDS
from liandong.core.standards.model import Standard
from liandong.core.standards.norms import Applied, Entry, Parameter, resolve
from liandong.domains.norms import books as norms
from liandong.domains.norms.models import AdoptedNorms
from liandong.domains.observatory.explain import norm_data
from liandong.domains.orgs.queries import Place, line, short_code


@dataclass(frozen=True)
class Held:
    """A norm, and the value that holds for a place on a day, if any."""

    parameter: Parameter
    applied: Applied | None


def in_force(of: Place, *, on: date, known_at: datetime | None = None) -> list[Held]:
    """Every norm, with the value that holds for the place on the day."""
    book = norms.book(known_at)
    codes = [one.code for one in line(of) if one.code.isdigit()]
    return [
        Held(parameter, resolve(book, code, codes, on))
        for code, parameter in sorted(book.parameters.items())
    ]


def known(code: str) -> Parameter:
    """The norm with this code. Raises `LiandongError` `norm.unknown`."""
    return norms.book()[code]


def standards_of(code: str) -> list[Standard]:
    """The standards that rest on a norm; all of them where it says how long a fact holds."""
    return [one for one in STANDARDS if code in (one.norm, STALE_AFTER)]


def indicators_of(code: str) -> list[Indicator]:
    """The indicators that count those standards."""
    codes = {one.code for one in standards_of(code)}
    return [one for one in INDICATORS.values() if one.standard in codes]


def timeline(parameter: Parameter) -> list[Entry]:
    """Its values, the newest first, the general before the special."""
    return sorted(parameter.entries, key=lambda e: (-e.period.start.toordinal(), e.level, e.scope))


def adopted() -> list[AdoptedNorms]:
    """Every file ever adopted here, newest first, withdrawn ones included."""
    return list(AdoptedNorms.objects.order_by("-adopted_at", "-pk"))


def _text(text: Any) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}


def held_data(held: Held) -> dict[str, Any]:
    """A norm and its value in force as plain data."""
    parameter = held.parameter
    return {
        "code": parameter.code,
        "title": _text(parameter.title),
        "explanation": _text(parameter.explanation),
        "unit": _text(parameter.unit.text),
        "direction": parameter.direction.value,
        "effect": parameter.effect.value,
        "in_force": norm_data(parameter, held.applied),
        "standards": [one.code for one in standards_of(parameter.code)],
    }


def as_data(of: Place, *, on: date) -> dict[str, Any]:
    """The catalogue of a place and a day as plain data, with the files adopted here."""
    return {
        "unit": {"code": short_code(of.code), "name": of.name, "kind": of.kind},
        "on": on,
        "norms": [held_data(one) for one in in_force(of, on=on)],
        "adopted": [
            {"id": one.pk, "name": one.name, "adopted_at": one.adopted_at,
             "adopted_by": one.adopted_by, "withdrawn_at": one.withdrawn_at,
             "withdrawn_by": one.withdrawn_by or None}
            for one in adopted()
        ],
    }  # fmt: skip
