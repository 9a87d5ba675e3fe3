"""What every benchmark gives: a figure, beside what, against which target, and whether its answer
was right. A figure without a check is not printed."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeVar

from rich.console import Console
from rich.table import Table

RESULTS = Path(__file__).parents[1] / "bench-results"
T = TypeVar("T")


@dataclass(frozen=True)
class Measured:
    """One line of the table. `beside` names the alternative measured in the same run."""

    what: str
    value: float
    unit: str
    check: str
    limit: float | None = None
    beside: str = ""
    ratio: float | None = None
    hoped: float | None = None

    @property
    def reached(self) -> bool:
        """Within the limit, and as many times faster as hoped."""
        fast = self.limit is None or self.value <= self.limit
        return fast and (self.hoped is None or (self.ratio or 0) >= self.hoped)


def clock(work: Callable[[], T], times: int = 1) -> tuple[float, T]:
    """The median of some runs in seconds, and the last answer."""
    spent = []
    for _ in range(times):
        began = time.perf_counter()
        answer = work()
        spent.append(time.perf_counter() - began)
    return sorted(spent)[len(spent) // 2], answer


def equal(found: Any, wanted: Any, what: str) -> str:
    """The words of a check that held; a wrong answer ends the run."""
    if found != wanted:
        raise SystemExit(f"WRONG: {what}: {str(found)[:200]} instead of {str(wanted)[:200]}")
    return what


def print_table(lines: list[Measured]) -> None:
    """The one table."""
    table = Table(title=f"load when it ended: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    for name in ("what", "measured", "target", "beside", "times faster", "hoped", "", "checked"):
        table.add_column(name, justify="right" if name in {"measured", "target"} else "left")
    for one in lines:
        table.add_row(
            one.what, f"{one.value:,.3g} {one.unit}",
            "" if one.limit is None else f"≤ {one.limit:g} {one.unit}", one.beside,
            "" if one.ratio is None else f"{one.ratio:.1f}×",
            "" if one.hoped is None else f"≥ {one.hoped:g}×",
            "yes" if one.reached else "NO", one.check,
        )  # fmt: skip
    Console(width=200).print(table)


def save(name: str, lines: list[Measured]) -> None:
    """Keep the figures of one group, with the load under which they came to be."""
    RESULTS.mkdir(exist_ok=True)
    said = {
        "load": os.getloadavg(), "cores": os.cpu_count(),
        "figures": [{**asdict(one), "reached": one.reached} for one in lines],
    }  # fmt: skip
    file = RESULTS / f"{name}.json"
    file.write_text(json.dumps(said, ensure_ascii=False, indent=2), encoding="utf-8")
