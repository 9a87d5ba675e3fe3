"""What a correction came to: the new numbers, from the community up to the province, at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.utils.translation import gettext as _

from liandong.core.indicators.catalogue import INDICATORS, standard_of
from liandong.core.indicators.model import Figure, Form, Indicator
from liandong.core.indicators.suppression import is_small
from liandong.domains.guarantee.models import FIELDS, LedgerFact
from liandong.domains.observatory import figures, listing
from liandong.domains.observatory.figures import Board
from liandong.domains.orgs.queries import Place
from liandong.web.components.shapes import Column
from liandong.web.components.tags.numbers import STATUSES
from liandong.web.dashboard.look import JUDGED_KINDS, Look
from liandong.web.dashboard.words import amount, day, exact, percent_of, said


@dataclass(frozen=True)
class Outcome:
    """A correction that was just made; `undo_url` leads to the way back."""

    said: str
    columns: list[Column]
    rows: list[dict[str, object]]
    undo_url: str


def of(request: HttpRequest, look: Look, field: str, *, may_correct: bool) -> Outcome | None:
    """What the record named in the address (`?done=`) came to; none where it names none."""
    named = request.GET.get("done", "")
    if not named.isdigit():
        return None
    facts = LedgerFact.objects.select_related("replaces")
    fact = facts.filter(pk=int(named), unit_id=look.place.id, field=field, voided_at=None).first()
    if fact is None:
        return None
    undo = ""
    if may_correct and before(fact) is not None:
        undo = look.keep(look.record(field, correct=True).partition("?")[0], undo=named)
    shown = [one for one in INDICATORS.values() if field in listing.fields_of(one)]
    shown = [one for one in shown if one.form in {Form.SHARE, Form.TOTAL, Form.RATE}]
    columns, rows = _numbers(look, shown, fact.as_of)
    return Outcome(_sentence(fact), columns, rows, undo)


def before(fact: LedgerFact) -> LedgerFact | None:
    """What stood there before: the record that was voided, or the one of the day before."""
    if fact.replaces:
        return fact.replaces
    earlier = LedgerFact.objects.filter(
        unit_id=fact.unit_id, field=fact.field, voided_at=None, as_of__lt=fact.as_of
    )
    return earlier.order_by("as_of", "pk").last()


def _sentence(fact: LedgerFact) -> str:
    label, unit = said(FIELDS[fact.field].label), said(listing.unit_of(fact.field))
    told = {"field": label, "value": amount(fact.value, unit), "day": day(fact.as_of)}
    if fact.replaces:
        told["old"] = amount(fact.replaces.value, unit)
        return _("已更正{field}：{old} → {value}（截至{day}）").format(**told)
    return _("已登记{field}：自{day}起为 {value}").format(**told)


def _numbers(
    look: Look, shown: list[Indicator], day: date
) -> tuple[list[Column], list[dict[str, object]]]:
    """One row per level, one column per indicator the field takes part in."""
    on = max(look.on, day) if day > look.on else look.on
    boards = _boards(look, on)
    judged = [one for one in shown if _applies(one, boards)]
    columns = [Column("unit", _("范围"))]
    columns += [Column(one.code.replace(".", "_"), said(one.title)) for one in judged]
    rows = []
    for place, board in reversed(boards):
        row: dict[str, object] = {"unit": place.name, "unit_url": look.unit(place)}
        for one in judged:
            row[one.code.replace(".", "_")] = _said(look, place, one, board.figure(one.code))
        rows.append(row)
    return columns, rows


def _boards(look: Look, on: date) -> list[tuple[Place, Board]]:
    found = figures.boards([one.id for one in look.line], on=on)
    return [(one, found[one.id]) for one in look.line if one.id in found]


def _applies(one: Indicator, boards: list[tuple[Place, Board]]) -> bool:
    figure = boards[0][1].figure(one.code)
    return one.form is Form.TOTAL or bool(figure.denominator or figure.unknown)


def _said(look: Look, place: Place, one: Indicator, figure: Figure) -> str:
    """A figure in a cell; above the reader's scope only what is public."""
    if standard_of(one) and place.kind in JUDGED_KINDS:
        return str(STATUSES[_state(figure)])
    if not look.sees(place) and (
        figure.denominator is None or is_small(figure.numerator, figure.denominator)
    ):
        return "—"
    if one.form is Form.SHARE:
        parts = f"{exact(figure.numerator)} / {exact(figure.denominator)}"
        return _("{share}（{parts}）").format(share=percent_of(figure.value), parts=parts)
    return amount(None if figure.value is None else round(figure.value, 1), said(one.unit))


def _state(figure: Figure) -> str:
    if figure.numerator:
        return "met"
    if figure.denominator:
        return "unmet"
    return "unknown" if figure.unknown else "not_applicable"
