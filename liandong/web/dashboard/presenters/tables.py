"""The children of a unit as a dense table: figures where they have communities below them, states
where they are communities themselves."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from liandong.core.indicators.model import Figure, Form, Indicator
from liandong.core.standards.model import Status
from liandong.domains.observatory.figures import Board
from liandong.domains.orgs.enums import Kind
from liandong.web.components.shapes import Column
from liandong.web.dashboard.presenters.below import Part, Parts
from liandong.web.dashboard.presenters.cards import applies
from liandong.web.dashboard.words import exact, said

Row = dict[str, object]


def shares_in_force(board: Board) -> list[Indicator]:
    """The shares that mean something for a unit on the day."""
    return [
        one for one, figure in board.figures() if one.form is Form.SHARE and applies(one, figure)
    ]


def key(one: Indicator) -> str:
    """An indicator as the name of a column: `guarantee.deputies` → `deputies`."""
    return one.code.rsplit(".", 1)[-1]


def children_table(found: Parts, sort: str) -> tuple[list[Column], list[Row]]:
    """Columns and rows, sorted as the address says (`-deputies`), by code otherwise."""
    shares = shares_in_force(found.own)
    if found.of_communities:
        columns, rows = _states(shares, found.children)
    else:
        columns, rows = _figures(shares, found.children)
    return columns, _sorted(rows, sort, {column.sort for column in columns})


def _name(part: Part) -> Row:
    return {
        "name": part.place.name, "name_url": part.url,
        "name_note": "" if part.url else _("已不在区划树上"),
    }  # fmt: skip


def _states(
    shares: Sequence[Indicator], children: Sequence[Part]
) -> tuple[list[Column], list[Row]]:
    columns = [Column("name", _("社区"), sort="name")]
    columns += [Column(key(one), said(one.title), "status", sort=key(one)) for one in shares]
    rows = []
    for part in children:
        row = _name(part)
        for one in shares:
            row[key(one)] = state(part.figure(one)).value
        rows.append(row)
    return columns, rows


def state(figure: Figure) -> Status:
    """How a single unit stands, from its parts."""
    if figure.numerator:
        return Status.MET
    if figure.denominator:
        return Status.UNMET
    return Status.UNKNOWN if figure.unknown else Status.NOT_APPLICABLE


def _figures(
    shares: Sequence[Indicator], children: Sequence[Part]
) -> tuple[list[Column], list[Row]]:
    columns = [
        Column("name", _("单位"), sort="name"),
        Column("n", _("社区数"), "number", sort="n"),
        *(Column(key(one), said(one.title), "share", sort=key(one)) for one in shares),
    ]
    rows = []
    for part in children:
        row = _name(part) | {"n": part.n}
        if part.url:
            row["name_note"] = Kind(part.place.kind).label
        for one in shares:
            row |= share_cell(key(one), part.figure(one))
        rows.append(row)
    return columns, rows


def share_cell(name: str, one: Figure) -> Row:
    """A share in a row: the value, the parts and what is unknown; 不适用 where nothing is owed."""
    parts = []
    if one.denominator:
        parts.append(f"{exact(one.numerator)} / {exact(one.denominator)}")
    if one.unknown:
        parts.append(_("未知 {n}").format(n=exact(one.unknown)))
    cell: Row = {name: one.value and one.value / 100, f"{name}_note": " · ".join(parts)}
    if not one.denominator and not one.unknown:
        cell[f"{name}_status"] = Status.NOT_APPLICABLE.value
    return cell


def _sorted(rows: list[Row], sort: str, known: set[str]) -> list[Row]:
    name = sort.removeprefix("-")
    if name not in known or not name:
        return rows
    present = [row for row in rows if row.get(name) is not None]
    absent = [row for row in rows if row.get(name) is None]
    # What is not known comes last in either direction.
    return sorted(present, key=lambda row: row[name], reverse=sort.startswith("-")) + absent
