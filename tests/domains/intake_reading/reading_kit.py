"""What the tests of reading share: places of files, headings, rows, and a short way to look."""

from __future__ import annotations

from pathlib import Path

from liandong.domains.intake.reading import Reading

ROOT = Path(__file__).resolve().parents[3]
DATA = ROOT / "tests" / "data"

HEADS = (
    "市县", "区", "街道", "社区", "户数", "常住人口", "党建专干(人)", "专职工作人员(人)",
    "年工作经费(万元)", "服务群众专项经费(万元)", "服务用房面积(㎡)",
)  # fmt: skip
FIRST = ("海口市", "秀英区", "秀英街道", "秀华社区居民委员会", 2073, 5472, 1, 5, 8.97, 0.69, 260)
SECOND = ("海口市", "秀英区", "秀英街道", "秀海社区居民委员会", 2502, 7981, 1, 3, 6.17, 0.7, 729)


def said(reading: Reading) -> list[tuple[str, str]]:
    """Cell and code of each finding."""
    return [(one.cell, one.code.value) for one in reading.findings]
