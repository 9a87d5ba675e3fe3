"""The columns of the chosen sheet, with units and the meaning of a blank settled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from liandong.core.kernel.errors import Text

from .definition import Blank, Dimension, FieldDef, LedgerDefinition
from .errors import unreadable
from .notes import BlankNote
from .result import Column, Role, UnitFrom
from .units import BASE, UNITS, Unit, unit_named, units_in


def one_column_each(columns: tuple[Column, ...], definition: LedgerDefinition) -> None:
    """Raise `UnreadableFile` when two columns claim the same field or level."""
    seen: dict[str, Column] = {}
    labels = {one.code: one.label for one in definition.fields}
    labels |= {one.code: one.label for one in definition.levels}
    for column in columns:
        if column.target and (other := seen.setdefault(column.target, column)) is not column:
            pair = f"{other.letter}, {column.letter}"
            raise unreadable("two_columns", columns=pair, field=labels[column.target])


def with_units(
    columns: tuple[Column, ...],
    definition: LedgerDefinition,
    above: list[str],
    given: Mapping[str, str],
) -> tuple[Column, ...]:
    """The columns with their units: said by the user, the heading, the sheet, or plain."""
    sheet_units = [unit for text in above if "单位" in text for unit in units_in(text)]
    for code in given:
        if code not in definition.by_code:
            known = ", ".join(definition.by_code)
            raise unreadable("bad_mapping", what=f"{code}={given[code]}", known=known)
    return tuple(
        _with_unit(column, definition.by_code[column.target], sheet_units, given)
        if column.role is Role.FIELD and column.target
        else column
        for column in columns
    )


def _with_unit(
    column: Column, field: FieldDef, sheet_units: list[Unit], given: Mapping[str, str]
) -> Column:
    if field.code in given:
        unit = unit_named(given[field.code])
        if unit is None or unit.dimension is not field.dimension:
            known = "、".join(u.name for u in UNITS.values() if u.dimension is field.dimension)
            said = {"unit": given[field.code], "field": field.label, "known": known}
            raise unreadable("bad_unit", **said)
        return replace(column, unit=unit, unit_from=UnitFrom.GIVEN)
    for depth, part in enumerate(reversed(column.header.split(" / "))):
        for unit in units_in(part):
            if unit.dimension is field.dimension:
                place = UnitFrom.ABOVE if depth else UnitFrom.HEADER
                return replace(column, unit=unit, unit_from=place)
    for unit in sheet_units:
        if unit.dimension is field.dimension:
            return replace(column, unit=unit, unit_from=UnitFrom.SHEET)
    if field.dimension is Dimension.MONEY:
        return column  # 元 or 万元 is a factor of ten thousand: ask, never guess
    return replace(column, unit=BASE[field.dimension], unit_from=UnitFrom.ASSUMED)


def with_blanks(
    columns: tuple[Column, ...],
    definition: LedgerDefinition,
    notes: list[BlankNote],
    given: Mapping[str, Blank],
) -> tuple[Column, ...]:
    """The columns with what a blank means in each, and why we think so."""
    for code in given:
        if code not in definition.by_code:
            known = ", ".join(definition.by_code)
            raise unreadable("bad_mapping", what=f"{code}={given[code]}", known=known)
    done = []
    for column in columns:
        if column.role is Role.FIELD and column.target:
            meaning, why = _blank(definition.by_code[column.target], notes, given)
            done.append(replace(column, blank=meaning, blank_why=why))
        else:
            done.append(column)
    return tuple(done)


def _blank(
    field: FieldDef, notes: list[BlankNote], given: Mapping[str, Blank]
) -> tuple[Blank, Text]:
    if field.code in given:
        said_so = str(given[field.code])
        if said_so not in set(Blank):
            raise unreadable("bad_mapping", what=f"{field.code}={said_so}", known=", ".join(Blank))
        return Blank(said_so), Text("由您指明", "as you said")
    said = [note for note in notes if field.code in note.fields]
    meanings = {note.meaning for note in said}
    if len(meanings) == 1:
        text = said[0].text
        return said[0].meaning, Text(f"表中说明：“{text}”", f"the sheet's note: “{text}”")
    if meanings:
        return Blank.ASK, Text("表中的说明互相矛盾", "the sheet's notes contradict each other")
    if field.blank is Blank.ASK:
        return Blank.ASK, Text("表中没有说明", "the sheet does not say")
    return field.blank, Text("通常不会没有，按不详处理", "never none, so taken as unknown")
