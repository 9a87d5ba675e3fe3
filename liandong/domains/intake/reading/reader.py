"""Read a ledger: from a file to rows with exact values, and every finding by its cell."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from .asofday import Days, day_held
from .body import Sorter, merged_cells, skipped
from .capping import EACH, MOST, capped, counted
from .choose import choose_sheet
from .definition import Blank, LedgerDefinition
from .findings import Finding, finding
from .header import Header
from .layout import one_column_each, with_blanks, with_units
from .notes import BlankNote, blank_notes
from .places import PlaceIndex
from .result import Column, Reading, Role, Row, Skipped
from .rows import RowReader
from .suspects import Suspect, held_back, said_of, suspect_of
from .text import shown
from .workbook import Sheet, open_workbook

Progress = Callable[[int, int], None]
"""Called with the rows done and the rows there are."""
PlacesOn = Callable[[date | None], PlaceIndex]
"""Gives the places of a day."""
_STEP = 2000
_CROWD = 50


def read_ledger(  # noqa: PLR0913
    path: str | Path,
    definition: LedgerDefinition,
    places: PlaceIndex | PlacesOn,
    *,
    sheet: str | None = None,
    on: date | None = None,
    blanks: Mapping[str, Blank] | None = None,
    mapping: Mapping[str, str] | None = None,
    units: Mapping[str, str] | None = None,
    days: Days = Days(),  # noqa: B008
    progress: Progress | None = None,
) -> Reading:
    """What the file says, in the terms of `definition`, of the places in `places`: an index, or
    what gives the index of the day the sheet holds for (None when that is not known). `days` are
    those it may hold for.

    The user may settle what the sheet leaves open: which `sheet` (name, or number from 1), the
    as-of date `on`, what blanks mean by field, what columns are (letters or heading to field,
    level, `code` or `ignore`), and `units` by field. Raises `UnreadableFile` when the file as a
    whole cannot be understood; everything smaller is a finding.
    """
    book = open_workbook(path)
    cells, header = choose_sheet(book, definition, mapping or {}, sheet)
    one_column_each(header.columns, definition)
    data, passed = _sort(cells, header)
    notes = _notes(cells, header, passed, definition)
    columns = with_units(header.columns, definition, _above(cells, header), units or {})
    columns = with_blanks(columns, definition, notes, blanks or {})
    as_of, findings = day_held(cells, header, passed, on, days)
    index = places if isinstance(places, PlaceIndex) else places(as_of.day if as_of else None)
    reader = RowReader(cells, columns, definition, index, merged_cells(cells, header))
    rows = _read_rows(reader, cells, data, progress)
    findings += reader.findings + _of_sheet(reader, definition, header, rows)
    suspects = _suspects(reader)
    findings += _of_sizes(reader, header, suspects)
    crowd = _crowd(reader, definition, index, header, len(rows))
    findings = sorted([*crowd, *findings], key=lambda one: (one.row, one.column))
    rows = held_back(rows, suspects.values(), reader.contradicted)
    return Reading(
        definition=definition,
        sheet=cells.name,
        sheets=tuple(one.name for one in book.sheets),
        as_of=as_of,
        columns=_with_what_was_seen(columns, reader, suspects),
        rows=rows,
        findings=capped(findings, EACH if crowd else MOST),
        skipped=passed,
        header_rows=(header.first, header.last),
        counts=counted(findings),
    )


def _sort(sheet: Sheet, header: Header) -> tuple[list[int], tuple[Skipped, ...]]:
    """The numbers of the rows of data, and the rows passed over."""
    sorter = Sorter(header.columns)
    data: list[int] = []
    passed: list[Skipped] = []
    for number, row in enumerate(sheet.rows[header.data_row - 1 :], header.data_row):
        why = sorter.why_skipped(row)
        if why is None or (why == "blank" and _is_broken(sheet, header, number)):
            data.append(number)
        elif why != "blank":
            passed.append(skipped(number, why, row))
    return data, tuple(passed)


def _is_broken(sheet: Sheet, header: Header, number: int) -> bool:
    read = (c.index for c in header.columns if c.role is not Role.IGNORED)
    return bool(sheet.broken) and any((number, index) in sheet.broken for index in read)


def _above(sheet: Sheet, header: Header) -> list[str]:
    """The texts above the headings."""
    return [shown(cell) for row in sheet.rows[: header.first - 1] for cell in row if cell != ""]


def _notes(
    sheet: Sheet, header: Header, passed: tuple[Skipped, ...], definition: LedgerDefinition
) -> list[BlankNote]:
    below = [one.text for one in passed if one.why == "note"]
    texts = _above(sheet, header) + below
    return [note for text in texts for note in blank_notes(text, definition)]


def _read_rows(
    reader: RowReader, sheet: Sheet, data: list[int], progress: Progress | None
) -> tuple[Row, ...]:
    rows: list[Row] = []
    for number in data:
        rows.append(reader.read(number, sheet.rows[number - 1]))
        if progress and len(rows) % _STEP == 0:
            progress(len(rows), len(data))
    if progress:
        progress(len(rows), len(data))
    return tuple(rows)


def _of_sheet(
    reader: RowReader, definition: LedgerDefinition, header: Header, rows: tuple[Row, ...]
) -> list[Finding]:
    """What is to be said of whole columns."""
    found: list[Finding] = []
    for one in reader.fields:
        about: dict[str, object] = {"header": one.column.header, "count": one.blanks}
        if one.column.unit is None:
            found.append(finding("unit_unknown", header.last, one.index, about))
        if one.blanks and one.column.blank is Blank.ASK:
            found.append(finding("blank_ask", one.first_blank, one.index, about))
    present = {one.field.code for one in reader.fields}
    for field in definition.fields:
        if field.code not in present:
            said: dict[str, object] = {"field": field.label}
            found.append(finding("column_missing", header.last, reader.unit_column, said))
    if not rows:
        found.append(finding("no_rows", header.last, reader.unit_column))
    return found


def _crowd(
    reader: RowReader, definition: LedgerDefinition, places: PlaceIndex, header: Header, rows: int
) -> list[Finding]:
    """One warning, before all others, when there are far more rows than there can be units."""
    level = definition.unit_level
    units = places.count(level.kinds)
    if rows <= _CROWD + 2 * units:
        return []
    about: dict[str, object] = {"rows": f"{rows:,}", "units": f"{units:,}", "level": level.label}
    return [finding("more_rows", header.last, reader.unit_column, about)]


def _suspects(reader: RowReader) -> dict[int, Suspect]:
    """The columns that seem to be in another unit than the one they were read in."""
    fields = {one.index: one.column for one in reader.fields}
    found = {
        index: suspect_of(fields[index], odd, reader.sizes[index])
        for index, odd in reader.odd.items()
    }
    return {index: one for index, one in found.items() if one}


def _of_sizes(reader: RowReader, header: Header, suspects: Mapping[int, Suspect]) -> list[Finding]:
    """Warnings about sizes; one for the column when most of it seems to be in another unit."""
    found = [said_of(one, header.last) for one in suspects.values()]
    for index, odd in reader.odd.items():
        mixed = index in suspects
        found += [one.finding for one in odd if not (mixed and one.key == "implausible:unit")]
    return found


def _with_what_was_seen(
    columns: tuple[Column, ...], reader: RowReader, suspects: Mapping[int, Suspect]
) -> tuple[Column, ...]:
    """The columns with what only reading the rows could tell."""
    blanks = {one.index: one.blanks for one in reader.fields}
    other = {index: one.other for index, one in suspects.items() if not one.settled}
    return tuple(
        replace(c, blanks=blanks.get(c.index, 0), suspect=other.get(c.index)) for c in columns
    )
