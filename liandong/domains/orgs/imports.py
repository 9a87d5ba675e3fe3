"""Plant a whole tree from a division list: code, name, kind, parent."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from django.db import models

from liandong.core.kernel.codes.division import DivisionCode
from liandong.core.kernel.codes.errors import CodeError
from liandong.core.kernel.errors import LiandongError, Text
from liandong.domains.database import explained
from liandong.domains.orgs import tree
from liandong.domains.orgs.actions import Deed, tree_changed
from liandong.domains.orgs.enums import Hierarchy, Kind
from liandong.domains.orgs.models import Name, Placement, Unit
from liandong.domains.orgs.spelling import pinyin_of

BATCH = 2_000
Progress = Callable[[int, int], None]
AnyModel = TypeVar("AnyModel", bound=models.Model)


@dataclass(frozen=True, slots=True)
class Division:
    """One line of a division list; `parent` is the code of the unit above, empty at the top."""

    code: str
    name: str
    kind: str
    parent: str


def _wrong(file: Path, line: int, zh: str, en: str) -> LiandongError:
    return LiandongError(
        "division_list", Text(f"{file.name} 第 {line} 行：{zh}", f"{file.name} line {line}: {en}")
    )


def read(file: Path) -> list[Division]:
    """The divisions of a CSV with the columns code, name, kind, parent; parents come first."""
    with file.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines)
        missing = {"code", "name", "kind", "parent"} - set(reader.fieldnames or ())
        if missing:
            names = "、".join(sorted(missing))
            raise _wrong(file, 1, f"缺少列 {names}。", f"missing columns: {names}.")
        rows: list[Division] = []
        known: set[str] = {""}
        for row in reader:
            one = _division(file, reader.line_num, row, known)
            known.add(one.code)
            rows.append(one)
    return rows


def _division(file: Path, line: int, row: dict[str, str], known: set[str]) -> Division:
    try:
        code = DivisionCode.parse(row["code"]).value
        parent = DivisionCode.parse(row["parent"]).value if row["parent"] else ""
    except CodeError as error:
        raise _wrong(file, line, error.text.zh, error.text.en) from error
    if code in known:
        raise _wrong(file, line, f"代码 {code} 重复。", f"the code {code} comes twice.")
    if parent not in known:
        raise _wrong(
            file, line, f"上级 {parent} 未在前面列出。", f"the parent {parent} is not listed above."
        )
    if row["kind"] not in Kind.values:
        allowed = "、".join(Kind.values)
        raise _wrong(
            file, line, f"类别“{row['kind']}”不认识，可用：{allowed}。",
            f"unknown kind {row['kind']!r}; use one of {allowed}.",
        )  # fmt: skip
    return Division(code, row["name"].strip(), row["kind"], parent)


def plant(
    divisions: Sequence[Division],
    *,
    deed: Deed,
    hierarchy: str = Hierarchy.TERRITORY,
    progress: Progress | None = None,
) -> int:
    """Create every division that is not there yet, from `deed.on`; the number created.

    All or nothing; calling it again with the same list changes nothing.
    """
    with explained():
        tree.lock_tree()
        ids = dict(Unit.objects.values_list("code", "pk"))
        new = [one for one in divisions if one.code not in ids]
        if not new:
            return 0
        _save(Unit, (_unit(one) for one in new), len(new), progress)
        ids.update(Unit.objects.values_list("code", "pk"))
        stamp = {"start": deed.on, **deed.stamp()}
        _save(Name, (Name(unit_id=ids[d.code], name=d.name, **stamp) for d in new))
        _save(
            Placement,
            (
                Placement(unit_id=ids[d.code], parent_id=ids.get(d.parent), hierarchy=hierarchy,
                          **stamp)
                for d in new
            ),
        )  # fmt: skip
        tree.rebuild(hierarchy, deed.at.date())
        top = Unit.objects.get(pk=ids[new[0].code])
        deed.audit("plant", top, after={"units": len(new)})
        tree_changed.send(sender=Placement, on=deed.on, hierarchy=hierarchy)
    return len(new)


def _unit(one: Division) -> Unit:
    return Unit(
        code=one.code, division_code=one.code, kind=one.kind, name=one.name,
        pinyin=pinyin_of(one.name),
    )  # fmt: skip


def _save(
    model: type[AnyModel],
    rows: Iterable[AnyModel],
    total: int = 0,
    progress: Progress | None = None,
) -> None:
    batch: list[AnyModel] = []
    done = 0
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            model._default_manager.bulk_create(batch)
            done += len(batch)
            batch = []
            if progress:
                progress(done, total)
    model._default_manager.bulk_create(batch)
    if progress:
        progress(done + len(batch), total)
