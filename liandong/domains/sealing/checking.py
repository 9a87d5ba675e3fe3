"""Whether everything sealed can be opened, and is where it was put."""

from __future__ import annotations

from dataclasses import dataclass, field

from liandong.domains.sealing.columns import Column, by_key, columns
from liandong.domains.sealing.index import blind_index
from liandong.domains.sealing.sealed import SealError, open_sealed

MOVED = "sealed_moved"
_SHOWN = 20


@dataclass
class Checked:
    """How many values a column holds, under which keys, and which do not open, with the reason."""

    column: str
    values: int = 0
    keys: dict[str, int] = field(default_factory=dict)
    broken: int = 0
    examples: list[tuple[int, str]] = field(default_factory=list)

    def wrong(self, pk: int, code: str) -> None:
        self.broken += 1
        if len(self.examples) < _SHOWN:
            self.examples.append((pk, code))


def check() -> list[Checked]:
    """Open every value; compare it with its blind index, which tells when it was moved to
    another row."""
    counts = by_key()
    return [_checked(one, dict(counts[one.name])) for one in columns()]


def must_fit() -> None:
    """Raise `SealError` unless the keyring opens the first value of each column: that of another
    instance would let people in, and write what this one's cannot read."""
    for one in columns():
        first = next(one.tokens(), None)
        if first is not None:
            open_sealed(first[1], one.name)


def _checked(column: Column, keys: dict[str, int]) -> Checked:
    found, indexes = Checked(column.name, keys=keys), _indexes(column)
    for pk, token in column.tokens():
        found.values += 1
        try:
            value = open_sealed(token, column.name)
        except SealError as error:
            found.wrong(pk, error.code)
            continue
        if indexes is not None and indexes.get(pk) != blind_index(value, column.field.name):
            found.wrong(pk, MOVED)
    return found


def _indexes(column: Column) -> dict[int, str] | None:
    if not column.index:
        return None
    return dict(column.model._default_manager.values_list("pk", column.index))
