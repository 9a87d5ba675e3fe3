"""The stages as SQL, compiled once and kept: Ibis takes longer to load and compile than any
province takes to run."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from importlib.metadata import version
from pathlib import Path

from liandong.core.indicators.family import Family

_CORE = Path(__file__).parents[1]
_COMPILERS = ("ibis-framework", "sqlglot")


def digest(dialect: str) -> str:
    """A mark of everything the SQL follows from: the definitions' source and the compilers."""
    mark = hashlib.sha256(dialect.encode())
    for name in _COMPILERS:
        mark.update(version(name).encode())
    mark.update(sys.version.encode())
    for folder in ("facts", "standards", "indicators"):
        for file in sorted((_CORE / folder).rglob("*.py")):
            mark.update(file.relative_to(_CORE).as_posix().encode())
            mark.update(file.read_bytes())
    return mark.hexdigest()[:20]


def compile_now(family: Family, dialect: str) -> dict[str, str]:
    """Each stage's SQL, in their order."""
    import ibis  # noqa: PLC0415

    # What is added up has no statement; its place among the stages is kept.
    return {
        name: "" if name in family.spreads else str(ibis.to_sql(made(), dialect=dialect))
        for name, made in family.stages().items()
    }


def statements(family: Family, dialect: str, folder: Path | None) -> dict[str, str]:
    """Each stage's SQL, from `folder` if it was compiled from the very same definitions before.

    What lies there is only a copy: a missing, foreign or broken file is made anew.
    """
    if folder is None:
        return compile_now(family, dialect)
    file = folder / f"{family.name}_{dialect}-{digest(dialect)}.json"
    try:
        return dict(json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        made = compile_now(family, dialect)
    _keep(file, made)
    return made


def _keep(file: Path, made: dict[str, str]) -> None:
    """Written aside and renamed, so that nobody reads half a file; without a place, not kept."""
    aside = file.with_suffix(f".{os.getpid()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        for old in file.parent.glob(f"{file.name.split('-', 1)[0]}-*.json"):
            old.unlink(missing_ok=True)
        aside.write_text(json.dumps(made, ensure_ascii=False), encoding="utf-8")
        aside.rename(file)
    except OSError:
        aside.unlink(missing_ok=True)
