"""Plant a whole tree from a division list: code, name, kind, parent."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from django.db import connection, models
from django.db.models import Exists, OuterRef

from liandong.core.kernel.codes.division import LENGTH, DivisionCode
from liandong.core.kernel.codes.errors import CodeError
from liandong.core.kernel.errors import LiandongError, Text
from liandong.domains.database import explained
from liandong.domains.orgs import bulk, tree
from liandong.domains.orgs.actions import Deed, tree_changed
from liandong.domains.orgs.deeds import LONGEST_NAME
from liandong.domains.orgs.edges import must_stand
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

    @property
    def division_code(self) -> str | None:
        """Its code, where that is a division's; other organisations have codes of their own."""
        return self.code if len(self.code) == LENGTH and self.code.isdigit() else None


def _wrong(file: Path, line: int, zh: str, en: str) -> LiandongError:
    return LiandongError(
        "division_list", Text(f"{file.name} 第 {line} 行：{zh}", f"{file.name} line {line}: {en}")
    )


_COLUMNS = ("code", "name", "kind", "parent")


def read(file: Path) -> list[Division]:
    """The divisions of a CSV with the columns code, name, kind, parent; parents come first.

    Raises `LiandongError` with the line that is wrong; `OSError` when there is no such file.
    """
    with file.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines, strict=True)
        try:
            return _rows(file, reader)
        except UnicodeDecodeError as error:
            raise _wrong(
                file, reader.line_num + 1,
                "不是 UTF-8 编码。请在表格软件中另存为“CSV UTF-8”。",
                "not UTF-8. Save it as “CSV UTF-8” in your spreadsheet program.",
            ) from error  # fmt: skip
        except csv.Error as error:
            raise _wrong(
                file, reader.line_num + 1,
                f"不是完好的 CSV（{error}）。请检查引号，或重新导出。",
                f"not a sound CSV ({error}). Check the quotes, or export it again.",
            ) from error  # fmt: skip


def _rows(file: Path, reader: csv.DictReader) -> list[Division]:
    missing = [name for name in _COLUMNS if name not in (reader.fieldnames or ())]
    if missing:
        raise _wrong(
            file, 1, f"缺少列 {'、'.join(missing)}。", f"missing columns: {', '.join(missing)}."
        )
    rows: list[Division] = []
    known: set[str] = {""}
    for row in reader:
        one = _division(file, reader.line_num, row, known)
        known.add(one.code)
        rows.append(one)
    return rows


def _division(file: Path, line: int, row: dict[str, str | None], known: set[str]) -> Division:
    # A row that is cut short lacks its last cells.
    cells = {name: (row[name] or "").strip() for name in _COLUMNS}
    try:
        code = DivisionCode.parse(cells["code"]).value
        parent = DivisionCode.parse(cells["parent"]).value if cells["parent"] else ""
    except CodeError as error:
        raise _wrong(file, line, error.text.zh, error.text.en) from error
    if code in known:
        raise _wrong(file, line, f"代码 {code} 重复。", f"the code {code} comes twice.")
    if parent not in known:
        raise _wrong(
            file, line, f"上级 {parent} 未在前面列出。", f"the parent {parent} is not listed above."
        )
    if cells["kind"] not in Kind.values:
        allowed = "、".join(Kind.values)
        raise _wrong(
            file, line, f"类别“{cells['kind']}”不认识，可用：{allowed}。",
            f"unknown kind {cells['kind']!r}; use one of {allowed}.",
        )  # fmt: skip
    if not 0 < len(cells["name"]) <= LONGEST_NAME or not cells["name"].isprintable():
        raise _wrong(
            file, line, f"名称为空、超过 {LONGEST_NAME} 个字或含有控制字符。",
            f"the name is empty, longer than {LONGEST_NAME} characters or not printable.",
        )  # fmt: skip
    return Division(code, cells["name"], cells["kind"], parent)


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
        _parents_are_known(divisions)
        how = bulk.plant if connection.vendor == "postgresql" else _plant
        created, first = how(divisions, deed=deed, hierarchy=hierarchy, progress=progress)
        if created:
            _parents_stand(deed, hierarchy)
            deed.audit("plant", Unit.objects.get(code=first), after={"units": created})
            tree_changed.send(sender=Placement, on=deed.on, hierarchy=hierarchy)
    return created


def _plant(
    divisions: Sequence[Division], *, deed: Deed, hierarchy: str, progress: Progress | None
) -> tuple[int, str]:
    """The same as `bulk.plant`, for any database."""
    ids = dict(Unit.objects.values_list("code", "pk"))
    new = [one for one in divisions if one.code not in ids]
    if not new:
        return 0, ""
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
    tree.rebuild(hierarchy, deed.today)
    return len(new), new[0].code


def _parents_are_known(divisions: Sequence[Division]) -> None:
    """Raise unless every parent is in the list or on record."""
    named = {one.parent for one in divisions if one.parent} - {one.code for one in divisions}
    unknown = named - set(Unit.objects.filter(code__in=named).values_list("code", flat=True))
    if unknown:
        code = min(unknown)
        raise LiandongError(
            "unknown_parent",
            Text(
                f"上级 {code} 不存在，请先列出它。",
                f"The parent {code} does not exist. List it first.",
            ),
        )


def _parents_stand(deed: Deed, hierarchy: str) -> None:
    """Raise unless every unit just planted stands under one that stands from then on."""
    above = Placement.objects.live().filter(
        unit=OuterRef("parent"), hierarchy=hierarchy, start__lte=deed.on, end=None
    )
    planted = Placement.objects.filter(
        ~Exists(above), hierarchy=hierarchy, start=deed.on, recorded_at=deed.at,
        parent__isnull=False,
    )  # fmt: skip
    loose = planted.select_related("parent").order_by("pk").first()
    if loose is not None:
        must_stand(loose.parent, deed.onward, hierarchy)


def _unit(one: Division) -> Unit:
    return Unit(
        code=one.code, division_code=one.division_code, kind=one.kind, name=one.name,
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
