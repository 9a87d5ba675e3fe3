"""Every standard of an area: the rule, its source, how many meet it, what is missing in all."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from liandong.core.indicators.catalogue import BY_CODE
from liandong.domains.norms import books as norms
from liandong.domains.observatory.figures import Board
from liandong.web.components.shapes import Citation
from liandong.web.dashboard.look import Look
from liandong.web.dashboard.presenters.norms import citation, in_force, rule, why_not
from liandong.web.dashboard.words import amount, exact, percent_of, said


@dataclass(frozen=True)
class Section:
    """One standard over all communities of a unit."""

    title: str
    rule: str
    norm: Citation | None
    value: str
    met: int
    unmet: int
    unknown: int
    not_applicable: int
    gap: str
    explain_url: str
    missing: str


def sections(look: Look, board: Board) -> list[Section]:
    """In force first, in the order of the catalogue."""
    book = norms.book()
    found = []
    for code, standard in BY_CODE.items():
        figure = board.figure(code)
        norm = in_force(look, book, standard.norm)
        unit = said(standard.unit)
        found.append(
            Section(
                title=said(standard.title),
                rule=rule(standard, norm) if norm else why_not(look, book, standard.norm),
                norm=citation(standard, norm),
                value=percent_of(figure.value) if figure.denominator or figure.unknown else "",
                met=int(figure.numerator),
                unmet=int(figure.unmet),
                unknown=int(figure.unknown),
                not_applicable=int(figure.excluded),
                gap=amount(figure.gap, unit) if figure.gap else "",
                explain_url=look.explanation(code),
                missing=_("看未达标的 {n} 个社区").format(n=exact(figure.unmet))
                if figure.unmet
                else "",
            )
        )
    return sorted(found, key=lambda one: one.norm is None)
