"""One row of a roster after another: what it says, and whatever is wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from liandong.core.kernel.codes.errors import CodeError
from liandong.core.kernel.codes.identity import IdentityNumber
from liandong.core.kernel.errors import Severity
from liandong.core.kernel.period import months_after
from liandong.domains.intake.reading.body import Merged
from liandong.domains.intake.reading.findings import Finding
from liandong.domains.intake.reading.header import Header
from liandong.domains.intake.reading.result import Role
from liandong.domains.intake.reading.text import compact
from liandong.domains.members.actions.registering import FOUNDED, too_young
from liandong.domains.members.bulk import NewPerson, Step
from liandong.domains.members.enums import MEMBERS, Stage
from liandong.domains.members.imports.branches import Branches
from liandong.domains.members.imports.cells import SEXES, STAGES, day_of, text_of
from liandong.domains.members.imports.findings import finding
from liandong.domains.members.models.person import LONGEST_NAME
from liandong.domains.members.phones import digits_of

Cells = list[object]


@dataclass(slots=True)
class Read:
    """One row as understood; `person` is None when something in it is wrong."""

    number: int
    branch: int | None
    person: NewPerson | None
    ok: bool = True


class RosterReader:
    """Reads the rows of one sheet, and keeps what there is to say about them."""

    def __init__(
        self, header: Header, merged: Merged, broken: dict[tuple[int, int], Any],
        branches: Branches, on: date, probation: Callable[[int], int | None],
    ) -> None:  # fmt: skip
        self.at = {c.target: c.index for c in header.columns if c.role is not Role.IGNORED}
        self.merged, self.broken, self.branches = merged, broken, branches
        self.on, self.probation = on, probation
        self.found: list[Finding] = []
        self._wrong = False

    def read(self, number: int, cells: Cells) -> Read:
        """What a row says of a person."""
        self._wrong = False
        row = _Row(self, number, cells)
        name = row.name()
        branch, group = row.branch()
        born = row.born()
        steps = row.steps(branch, group) if branch else ()
        values = row.joining(born.get("birth_date")) if branch else {}
        values |= {"phone": row.phone(), "ethnicity": row.text("ethnicity")[:20],
                  "education": row.text("education")[:20]}  # fmt: skip
        if self._wrong or branch is None:
            return Read(number, branch, None, ok=False)
        return Read(number, branch, NewPerson(name=name, steps=steps, **values, **born))

    def say(self, code: str, number: int, target: str, **said: object) -> None:
        """Note a finding at the cell of a row; an error means the row is not taken."""
        column = self.at.get(target, self.at["name"])
        self.add(finding(code, number, column, **said))

    def add(self, one: Finding) -> None:
        self.found.append(one)
        self._wrong |= one.severity is Severity.ERROR


class _Row:
    def __init__(self, reader: RosterReader, number: int, cells: Cells) -> None:
        self.reader, self.number, self.cells = reader, number, cells

    def cell(self, target: str) -> object:
        """The cell of a column; merged places are filled down, anything else merged is wrong."""
        reader = self.reader
        index = reader.at.get(target)
        if index is None:
            return ""
        here = (self.number, index)
        if reader.merged.places and here in reader.merged.places:
            if target == "name":
                self.say("merged_value", target)
            return reader.merged.places[here]
        if reader.merged.figures and here in reader.merged.figures:
            self.say("merged_value", target)
            return ""
        if reader.broken and here in reader.broken:
            self.say("no_value", target)
            return ""
        return self.cells[index] if index < len(self.cells) else ""

    def text(self, target: str) -> str:
        return text_of(self.cell(target))

    def say(self, code: str, target: str, **said: object) -> None:
        self.reader.say(code, self.number, target, **said)

    def name(self) -> str:
        said = self.text("name")
        if not 0 < len(said) <= LONGEST_NAME or not said.isprintable():
            self.say("name_missing", "name")
        return said

    def branch(self) -> tuple[int | None, int | None]:
        code, name = self.text("code"), self.text("branch")
        branch, why = self.reader.branches.find(code, name)
        if branch is None:
            self.say(why, "code" if code else "branch", raw=(code or name)[:40])
            return None, None
        said = self.text("group")
        group = self.reader.branches.group(branch, said) if said else None
        if said and group is None:
            self.say("unknown_group", "group", raw=said[:40])
        return branch, group

    def born(self) -> dict[str, Any]:
        """Identity, birth date and sex; what the number says is not typed a second time."""
        day, month_only = self.day("birth_date") or (None, False)
        said = self.text("sex").lower()
        sex = SEXES.get(said)
        if said and sex is None:
            self.say("unknown_sex", "sex", raw=said[:10])
        number = self.identity()
        if number is None:
            return {"birth_date": day, "sex": sex or ""}
        if day and day != (number.birth_date.replace(day=1) if month_only else number.birth_date):
            self.say("birth_differs", "birth_date")
        if sex and sex != number.sex.value:
            self.say("sex_differs", "sex")
        return {
            "identity": number.value, "birth_date": number.birth_date, "sex": number.sex.value,
        }  # fmt: skip

    def identity(self) -> IdentityNumber | None:
        cell = self.cell("identity")
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            self.say("identity_number_as_number", "identity")
            return None
        said = compact(text_of(cell))
        if not said:
            self.say("identity_missing", "identity")
            return None
        try:
            return IdentityNumber.parse(said, on=self.reader.on)
        except CodeError as error:
            base = finding("no_value", self.number, self.reader.at.get("identity", 0))
            what, _dot, remedy = error.text.zh.partition("。")
            what_en, _dot, remedy_en = error.text.en.partition(". ")
            self.reader.add(replace(
                base, code=error.code, what=type(error.text)(what, what_en),
                remedy=type(error.text)(remedy.rstrip("。"), remedy_en.rstrip(".")),
            ))  # fmt: skip
            return None

    def phone(self) -> str:
        digits = digits_of(self.text("phone"))
        if digits is None:
            self.say("bad_phone", "phone")
        return digits or ""

    def day(self, target: str) -> tuple[date, bool] | None:
        cell = self.cell(target)
        if not (said := text_of(cell)):
            return None
        found = day_of(cell)
        if found is None:
            self.say("bad_date", target, raw=said[:20])
        elif found[0] > self.reader.on:
            self.say("in_future", target, raw=found[0])
        return found

    def steps(self, branch: int, group: int | None) -> tuple[Step, ...]:
        """The rows of the membership: in this branch since when, probationary before full."""
        stage = self.stage()
        joined, full_on, since = (
            one and one[0] for one in map(self.day, ("joined", "full_on", "since"))
        )
        founded = self.reader.branches.founded[branch]
        if since and since < founded:
            self.say("before_branch", "since", raw=since, other=founded)
        self._probation(branch, joined, full_on)
        if stage is None:
            return ()
        known = joined if stage == Stage.PROBATIONARY else full_on or joined
        start = since or max(known or self.reader.on, founded)
        if stage == Stage.FULL and full_on and full_on > start:
            return (
                Step(branch, Stage.PROBATIONARY, start, full_on, group),
                Step(branch, Stage.FULL, full_on, None, group),
            )
        return (Step(branch, stage, start, None, group),)

    def joining(self, born: date | None) -> dict[str, Any]:
        """The days of joining and of full membership, of those who are that far; what was wrong
        with their cells has been said."""
        stage = STAGES.get(compact(self.text("stage"))) or Stage.FULL
        joined, full_on = (self._silently(one) for one in ("joined", "full_on"))
        for target, day in (("joined", joined), ("full_on", full_on)):
            if day and day < FOUNDED:
                self.say("before_the_party", target, raw=day)
        if joined and too_young(joined, born):
            self.say("joined_too_young", "joined", raw=joined)
        return {
            "joined_on": joined if stage in MEMBERS else None,
            "full_on": full_on if stage == Stage.FULL else None,
        }

    def _silently(self, target: str) -> date | None:
        found = day_of(self.cell(target)) if self.text(target) else None
        return found and found[0]

    def _probation(self, branch: int, joined: date | None, full_on: date | None) -> None:
        if not joined or not full_on:
            return
        if full_on <= joined:
            self.say("dates_order", "full_on")
        elif (months := self.reader.probation(branch)) and full_on < months_after(joined, months):
            self.say("probation_short", "full_on", other=months)

    def stage(self) -> Stage | None:
        said = compact(self.text("stage"))
        if not said:
            if "stage" not in self.reader.at:
                return Stage.FULL
            self.say("stage_missing", "stage")
            return None
        if (found := STAGES.get(said)) is None:
            self.say("unknown_stage", "stage", raw=said[:20])
        return found
