"""What one cell of a roster says."""

from __future__ import annotations

import re
from datetime import date, datetime

from liandong.domains.intake.reading.text import compact, shown, trimmed
from liandong.domains.members.enums import Sex, Stage

_DAY = re.compile(r"((?:19|20)\d\d)[-./年](\d{1,2})(?:[-./月](\d{1,2})日?)?月?")
_TIGHT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)?")
STAGES = {
    "正式党员": Stage.FULL, "正式": Stage.FULL, "中共党员": Stage.FULL, "党员": Stage.FULL,
    "预备党员": Stage.PROBATIONARY, "预备": Stage.PROBATIONARY,
    "中共预备党员": Stage.PROBATIONARY, "发展对象": Stage.CANDIDATE,
    "入党积极分子": Stage.ACTIVIST, "积极分子": Stage.ACTIVIST,
    "入党申请人": Stage.APPLICANT, "申请人": Stage.APPLICANT, "申请入党人员": Stage.APPLICANT,
    **{stage.value: stage for stage in Stage},
}  # fmt: skip
SEXES = {"男": Sex.MALE, "女": Sex.FEMALE, "男性": Sex.MALE, "女性": Sex.FEMALE,
         "male": Sex.MALE, "female": Sex.FEMALE}  # fmt: skip


def text_of(cell: object) -> str:
    """The cell as text, on one line, without spaces around it."""
    return trimmed(" ".join(shown(cell).split()))


def day_of(cell: object) -> tuple[date, bool] | None:
    """The day a cell names, and whether it names the month alone. None when it is no date."""
    if isinstance(cell, datetime):
        return cell.date(), False
    if isinstance(cell, date):
        return cell, False
    said = compact(shown(cell))
    found = _DAY.fullmatch(said) or _TIGHT.fullmatch(said)
    if found is None:
        return None
    year, month, day = found.groups()
    try:
        return date(int(year), int(month), int(day or 1)), day is None
    except ValueError:
        return None
