"""How a file was understood, as plain values to keep with its batch and to show to the sender."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from liandong.domains.guarantee.ledger import LEDGER
from liandong.domains.intake.reading import Code, Column, Reading, Role, Sure, UnreadableFile
from liandong.domains.intake.reading.header import LOOK_IN, find_header
from liandong.domains.intake.reading.text import letters, shown
from liandong.domains.intake.reading.workbook import Sheet, open_workbook

SAMPLES = 3
NO_DAY = (Code.AS_OF_MISSING, Code.AS_OF_AMBIGUOUS, Code.AS_OF_FUTURE, Code.AS_OF_EARLY)
_WIDEST = 40
_LONGEST = 60


def understood(reading: Reading) -> dict[str, Any]:
    """What people are to check: sheet, date, each column, and how much was found."""
    counts: Counter[str] = Counter()
    for kind, count in reading.counts.items():
        counts[kind.partition(" ")[0]] += count
    return {
        "sheets": list(reading.sheets),
        "as_of": reading.as_of and {"text": reading.as_of.text, "cell": reading.as_of.cell},
        "as_of_problem": _no_day(reading),
        "header_rows": list(reading.header_rows),
        "skipped": [
            {"row": one.row, "why": one.why, "text": one.text[:120]}
            for one in reading.skipped[:100]
        ],
        "columns": [_column(column, _samples(reading, column)) for column in reading.columns],
        "counts": {
            **counts, "right": len([row for row in reading.rows if row.ok and row.unit])
        },
        "codes": dict(reading.counts),
    }  # fmt: skip


def _no_day(reading: Reading) -> list[str] | None:
    """Why no day could be taken from the file, in both languages."""
    told = (one.message for one in reading.findings if one.code in NO_DAY)
    return next(([one.zh, one.en] for one in told), None)


def _samples(reading: Reading, column: Column) -> list[str]:
    if column.role is not Role.FIELD or not column.target:
        return []
    said = (row.raw.get(column.target, "") for row in reading.rows[: SAMPLES * 10])
    return [text[:_LONGEST] for text in said if text.strip()][:SAMPLES]


def _column(column: Column, samples: list[str]) -> dict[str, Any]:
    why = column.blank_why
    return {
        "letter": column.letter,
        "header": column.header,
        "role": column.role,
        "target": column.target,
        "sure": column.sure,
        "unit": column.unit.name if column.unit else None,
        "unit_from": column.unit_from,
        "blank": column.blank,
        "blank_why": [why.zh, why.en] if why else None,
        "blanks": column.blanks,
        "suspect": column.suspect.name if column.suspect else None,
        "samples": samples,
    }


def glimpse(path: Path, options: Mapping[str, Any]) -> dict[str, Any]:
    """What can be shown of a file that could not be read: its sheets, and the columns of the one
    chosen (or the first) with what stands in them, so that the sender can say what they are."""
    try:
        book = open_workbook(path)
        names = [one.name for one in book.sheets]
        chosen = str(options.get("sheet") or "")
        sheet = book.read(chosen if chosen in names else names[0])
    except (UnreadableFile, OSError, IndexError):
        return {"sheets": [], "columns": []}
    header = find_header(sheet, LEDGER, {})
    known = header.columns if header else ()
    return {"sheets": names, "columns": known_columns(sheet, known)}


def known_columns(sheet: Sheet, known: tuple[Column, ...]) -> list[dict[str, Any]]:
    """The columns found, or bare ones by their letters when no headings were."""
    if known:
        return [_column(column, []) for column in known]
    width = min(max((len(row) for row in sheet.rows[:LOOK_IN]), default=0), _WIDEST)
    columns = []
    for index in range(width):
        texts = [shown(row[index]) for row in sheet.rows[:LOOK_IN] if index < len(row)]
        said = [text[:_LONGEST] for text in texts if text.strip()]
        header = said[0] if said else ""
        bare = Column(index, header, Role.IGNORED, None, Sure.UNKNOWN)
        columns.append({**_column(bare, said[1 : SAMPLES + 1]), "letter": letters(index)})
    return columns
