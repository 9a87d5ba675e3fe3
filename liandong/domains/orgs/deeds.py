"""Who acts, when, and on which day it takes effect; and what a new unit is to be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from liandong.core.kernel.codes import CodeError, DivisionCode
from liandong.core.kernel.errors import LiandongError, Text
from liandong.core.kernel.period import Period
from liandong.domains.audit.actions import record
from liandong.domains.orgs.enums import Kind
from liandong.domains.orgs.models import Unit

LONGEST_NAME, LONGEST_CODE = 120, 32  # as the columns are


@dataclass(frozen=True)
class NewUnit:
    """A unit to be created: its own code, name and kind; `children` move under it in a split."""

    code: str
    name: str
    kind: str
    division_code: str | None = None
    share: Decimal = Decimal(1)
    children: Sequence[Unit] = field(default=())


@dataclass(frozen=True)
class Deed:
    """Who acts, when, on which day it takes effect; by which document, and why."""

    by: str
    at: datetime
    on: date
    reason: str = ""
    instrument: str = ""  # the document that orders it: its name and number

    @property
    def today(self) -> date:
        """The day of the deed where the office is."""
        return timezone.localdate(self.at)

    @property
    def in_force(self) -> bool:
        """Future-dated edits take effect by themselves, when their day comes."""
        return self.on <= self.today

    @property
    def onward(self) -> Period:
        """From the day it takes effect, without an end."""
        return Period(self.on)

    def stamp(self) -> dict[str, Any]:
        return {"recorded_at": self.at, "recorded_by": self.by}

    def audit(self, action: str, unit: Unit, before: Any = None, after: Any = None) -> None:
        if self.instrument:
            after = {**(after or {}), "instrument": self.instrument}
        record(
            action=f"orgs.{action}", by=self.by, at=self.at, subject=f"unit:{unit.code}",
            unit=unit.code, before=before, after=after, reason=self.reason,
        )  # fmt: skip


def checked_name(name: str) -> str:
    """The name without blanks around it. Raises `LiandongError` when none is left, or too much."""
    name = name.strip()
    if not 0 < len(name) <= LONGEST_NAME:
        raise LiandongError(
            "bad_name",
            Text("名称不能为空，也不能超过 120 个字。", "A name has between 1 and 120 characters."),
        )
    return name


def _written_out(code: str) -> None:
    """Raise where a division's code is short: one unit would have two codes."""
    try:
        whole = DivisionCode.parse(code).value
    except CodeError:
        return
    if whole != code:
        raise LiandongError(
            "bad_code",
            Text(
                f"区划代码要写全 12 位：{whole}，不是 {code}。",
                f"A division's code has all its 12 digits: {whole}, not {code}.",
            ),
        )


def checked(new: NewUnit) -> NewUnit:
    """The unit as it may be created. Raises `LiandongError`."""
    checked_name(new.name)
    if new.kind not in Kind.values:
        allowed = "、".join(Kind.values)
        raise LiandongError(
            "bad_kind",
            Text(
                f"类别“{new.kind}”不认识，可用：{allowed}。",
                f"Unknown kind {new.kind!r}; use one of {allowed}.",
            ),
        )
    if not 0 < len(new.code) <= LONGEST_CODE:
        raise LiandongError(
            "bad_code",
            Text("代码不能为空，也不能超过 32 位。", "A code has between 1 and 32 characters."),
        )
    _written_out(new.code)
    same_division = {"division_code": new.division_code} if new.division_code else {}
    for taken in ({"code": new.code}, same_division):
        if taken and Unit.objects.filter(**taken).exists():
            code = next(iter(taken.values()))
            raise LiandongError(
                "code_taken",
                Text(
                    f"代码{code}已被使用，请检查是否已建。",
                    f"The code {code} is taken. Check whether the unit exists already.",
                ),
            )
    return new
