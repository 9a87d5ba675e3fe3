"""Which sheet of a workbook is the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from liandong.core.kernel.errors import Text

from .definition import LedgerDefinition
from .errors import UnreadableFile, unreadable
from .header import Header, find_header
from .text import shown
from .workbook import Sheet, SheetName, Workbook


def choose_sheet(
    book: Workbook, definition: LedgerDefinition, mapping: Mapping[str, str], name: str | None
) -> tuple[Sheet, Header]:
    """The sheet to read and its headings; `UnreadableFile` when none, or more than one, will do."""
    if name is not None:
        return _named(book, definition, mapping, name)
    visible = [sheet for sheet in book.sheets if not sheet.hidden]
    found, trouble = _ledgers(book, visible, definition, mapping)
    if len(found) == 1:
        return found[0]
    if found:
        raise unreadable("two_ledgers", names=_names(sheet.name for sheet, _ in found))
    hidden, _ = _ledgers(book, [s for s in book.sheets if s.hidden], definition, mapping)
    if hidden:
        raise unreadable("ledger_hidden", names=_names(sheet.name for sheet, _ in hidden))
    if trouble:
        raise trouble
    raise _no_ledger(definition)


def _named(
    book: Workbook, definition: LedgerDefinition, mapping: Mapping[str, str], name: str
) -> tuple[Sheet, Header]:
    names = [sheet.name for sheet in book.sheets]
    if name not in names and name.isdecimal() and 1 <= int(name) <= len(names):
        name = names[int(name) - 1]
    if name not in names:
        raise unreadable("sheet_unknown", sheet=name, names=_names(names))
    sheet = book.read(name)
    if _is_empty(sheet):
        raise unreadable("empty_sheet", sheet=name)
    header = find_header(sheet, definition, mapping)
    if header is None:
        raise _no_ledger(definition)
    return sheet, header


def _ledgers(
    book: Workbook,
    names: list[SheetName],
    definition: LedgerDefinition,
    mapping: Mapping[str, str],
) -> tuple[list[tuple[Sheet, Header]], UnreadableFile | None]:
    """The sheets that look like the ledger, and why another could not be looked at."""
    found: list[tuple[Sheet, Header]] = []
    trouble: UnreadableFile | None = None
    empty: list[str] = []
    for one in names:
        try:
            sheet = book.read(one.name)
        except UnreadableFile as error:
            trouble = trouble or error
            continue
        if _is_empty(sheet):
            empty.append(one.name)
        elif header := find_header(sheet, definition, mapping):
            found.append((sheet, header))
    if empty and len(empty) == len(names):
        trouble = trouble or unreadable("empty_sheet", sheet=empty[0])
    return found, trouble


def _is_empty(sheet: Sheet) -> bool:
    return not sheet.broken and not any(shown(c).strip() for row in sheet.rows for c in row)


def _names(names: Iterable[str]) -> Text:
    listed = list(names)
    return Text("、".join(f"“{n}”" for n in listed), ", ".join(f"“{n}”" for n in listed))


def _no_ledger(definition: LedgerDefinition) -> UnreadableFile:
    labels = [one.label for one in definition.fields[:3]]
    fields = Text("、".join(t.zh for t in labels), ", ".join(t.en for t in labels))
    unit = definition.unit_level.label
    return unreadable("no_ledger", ledger=definition.label, unit=unit, fields=fields)
