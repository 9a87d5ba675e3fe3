"""Meetings from a sheet: looked up, checked against the record, staged, put on record at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from liandong.core.kernel.errors import LiandongError, Severity, Text
from liandong.domains.audit.actions import record
from liandong.domains.intake import actions as intake
from liandong.domains.intake.models import Batch, StagedFinding, StagedRow, State
from liandong.domains.intake.reading.errors import UnreadableFile
from liandong.domains.intake.reading.text import compact
from liandong.domains.life.actions.said import Outline
from liandong.domains.life.bulk import PastMeeting, Roll, Rules, plant_meetings
from liandong.domains.life.enums import HELD_BY, MeetingKind, MeetingState
from liandong.domains.life.models import Meeting
from liandong.domains.life.sheet import Finding, Line, Reading, read_meetings
from liandong.domains.life.sheet.findings import finding
from liandong.domains.orgs import tree
from liandong.domains.orgs.enums import Hierarchy
from liandong.domains.orgs.models import Placement, Position, Unit
from liandong.domains.orgs.party import KINDS

KIND = "meetings"
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What publishing came to: meetings added, and those that were on record already."""

    added: int
    unchanged: int


class Check:
    """Looks rows up among the organisations below a unit, and holds them against the record."""

    def __init__(self, above: Unit, at: datetime) -> None:
        self.at, self.today = at, timezone.localdate(at)
        position = Position.objects.filter(unit=above, hierarchy=Hierarchy.PARTY).first()
        below = tree.subtree(position.path if position else "~", Hierarchy.PARTY)
        rows = below.filter(unit__kind__in=KINDS).values_list(
            "unit_id", "unit__code", "unit__name", "unit__kind"
        )
        self.kinds: dict[int, str] = {}
        self.names: dict[int, str] = {}
        self._by_code: dict[str, int] = {}
        self._by_name: dict[str, list[int]] = defaultdict(list)
        for pk, code, name, kind in rows:
            self.kinds[pk], self.names[pk] = kind, name
            self._by_code[code] = pk
            self._by_name[compact(name)].append(pk)
        self._lives = self._placed()
        self._roll, self._rules = Roll(), Rules(self.kinds)
        self._seen: dict[tuple, int] = {}
        self._known = self._on_record()

    def _placed(self) -> dict[int, list[tuple[date, date | None]]]:
        lives = defaultdict(list)
        live = Placement.objects.live().filter(hierarchy=Hierarchy.PARTY)
        for unit, start, end in live.values_list("unit_id", "start", "end").iterator(20_000):
            lives[unit].append((start, end))
        return lives

    def _on_record(self) -> set[tuple[int, str, date]]:
        held = Meeting.objects.live().filter(state=MeetingState.HELD)
        rows = held.values_list("unit_id", "kind", "on").iterator(20_000)
        return {row for row in rows if row[0] in self.kinds}

    def unit(self, line: Line) -> int | None:
        """Which organisation a row means; says so on the row when that is not clear."""
        if line.code:
            if line.code not in self._by_code:
                line.say("unknown_unit", "code", raw=line.code)
            return self._by_code.get(line.code)
        if not line.unit:
            return None
        found = self._by_name.get(compact(line.unit), [])
        if len(found) == 1:
            return found[0]
        if found:
            line.say("ambiguous_unit", "unit", raw=line.unit, count=len(found))
        elif near := get_close_matches(compact(line.unit), self._by_name, n=1, cutoff=0.75):
            name = self.names[self._by_name[near[0]][0]]
            line.say("unknown_unit:suggest", "unit", raw=line.unit, suggestion=name)
        else:
            line.say("unknown_unit", "unit", raw=line.unit)
        return None

    def row(self, line: Line) -> PastMeeting | None:
        """The meeting a row says, or `None` with findings. One on record already has a note."""
        unit = self.unit(line)
        if unit is None or line.on is None or not line.kinds:
            return None
        first, also = self._kinds(line, unit)
        self._day(line, unit, line.on)
        counts = self._counts(line, unit, first)
        self._once(line, unit, first)
        if not line.ok or counts is None:
            return None
        outline = Outline(also=also, venue=line.texts["venue"], topic=line.texts["topic"])
        return PastMeeting(unit, first, line.on, self.at, outline=outline, counts=counts)

    def _kinds(self, line: Line, unit: int) -> tuple[str, tuple[str, ...]]:
        for kind in line.kinds:
            if self.kinds[unit] not in HELD_BY[MeetingKind(kind)]:
                line.say("wrong_kind", "kind", raw=MeetingKind(kind).label, unit=self.names[unit])
        if MeetingKind.COMMITTEE in line.kinds and len(set(line.kinds)) > 1:
            line.say("wrong_kind", "kind", raw="、".join(line.kinds), unit=self.names[unit])
        first = MeetingKind.ASSEMBLY.value
        first = first if first in line.kinds else line.kinds[0]
        return first, tuple(sorted(set(line.kinds) - {first}))

    def _day(self, line: Line, unit: int, on: date) -> None:
        if on > self.today:
            line.say("in_future", "on", day=on)
        elif not any(start <= on and (end is None or on < end) for start, end in self._lives[unit]):
            line.say("unit_not_there", "on", day=on, unit=self.names[unit])

    def _counts(self, line: Line, unit: int, kind: str) -> tuple[int, int] | None:
        if "present" not in line.counts or line.on is None:
            return None
        present = line.counts["present"]
        roster = len(self._roll.expected(unit, kind, line.on).entitled)
        entitled = line.counts.get("entitled", roster)
        if not present:
            line.say("nobody_came", "present")
        elif not entitled:
            line.say("entitled_missing", "entitled" if "entitled" in line.cells else "present")
        elif present > entitled:
            line.say("too_many_present", "present", present=present, entitled=entitled)
        elif not self._rules.shares(unit, kind, line.on).quorate(present, entitled):
            line.say("no_quorum", "present", present=present, entitled=entitled)
        if line.ok and roster and entitled != roster:
            line.say("entitled_differs", "entitled", entitled=entitled, roster=roster)
        return entitled, present

    def _once(self, line: Line, unit: int, kind: str) -> None:
        key = (unit, kind, line.on)
        first = self._seen.setdefault(key, line.row)
        if first != line.row:
            line.say("duplicate_row", "on", first=first)
        elif key in self._known:
            line.say("on_record", "on")


def understand(
    path: Path, unit: Unit, at: datetime, *, sheet: str | None = None,
    progress: Progress | None = None,
) -> tuple[Reading, list[PastMeeting | None]]:  # fmt: skip
    """The rows of a file, each with the meeting it says. Raises `UnreadableFile`."""
    reading = read_meetings(path, sheet=sheet, progress=progress)
    check = Check(unit, at)
    return reading, [check.row(line) for line in reading.lines]


def read(batch: Batch, *, at: datetime) -> Batch:
    """Read a batch's file and stage what it says; a file that cannot be read is noted as such."""
    intake.claim(batch, since={State.UPLOADED}, to=State.READING)
    try:
        reading, said = understand(
            intake.path_of(batch), batch.unit, at, sheet=batch.options.get("sheet")
        )
    except UnreadableFile as error:
        return intake.fail(batch, error)
    return intake.stage(
        batch,
        staged=[
            _staged(batch, line, one) for line, one in zip(reading.lines, said, strict=True)
        ],
        findings=[
            StagedFinding(
                batch=batch, row=one.row, cell=one.cell, severity=one.severity, code=one.code,
                zh=one.message.zh, en=one.message.en,
            )
            for one in found(reading)
        ],
        sheet=reading.sheet, rows=len(reading.lines), done=len(reading.lines),
        understood={"columns": dict(reading.columns)},
    )  # fmt: skip


def found(reading: Reading) -> Iterable[Finding]:
    """All findings, in order of rows; one about the sheet when it has no rows."""
    if not reading.lines:
        return [finding("no_rows", 1, 0)]
    return [one for line in reading.lines for one in line.findings]


def _staged(batch: Batch, line: Line, one: PastMeeting | None) -> StagedRow:
    known = any(said.code == "on_record" for said in line.findings)
    values = {} if one is None else {
        "kind": one.kind, "also": list(one.outline.also), "on": f"{one.on}",
        "counts": list(one.counts or ()), "venue": one.outline.venue, "topic": one.outline.topic,
        "known": known, "guests": line.counts.get("guests", 0),
    }  # fmt: skip
    return StagedRow(
        batch=batch, row=line.row, unit_id=one and one.unit, place=line.unit[:250] or line.code,
        values=values, ok=line.ok and one is not None,
    )  # fmt: skip


def publish(batch: Batch, *, accept_valid: bool, by: str, at: datetime) -> Outcome:
    """Put the staged meetings on record, all or those that are right, in one transaction.

    Raises `LiandongError` `findings_block` when errors stand in the way and `accept_valid` is not
    chosen, `batch_moved_on` when somebody was faster.
    """
    if not accept_valid and intake.blocks(batch):
        raise _blocked(batch)
    with transaction.atomic():
        intake.claim(batch, since={State.READ}, to=State.PUBLISHING)
        rows = list(batch.staged.filter(ok=True, unit__isnull=False))
        new = [row for row in rows if not row.values["known"]]
        plant_meetings([_past(row, at) for row in new], at_unit=batch.unit, by=by, at=at)
        outcome = Outcome(len(new), len(rows) - len(new))
        batch.accept_valid, batch.accepted, batch.problem = accept_valid, len(rows), None
        batch.outcome = {"added": outcome.added, "unchanged": outcome.unchanged}
        batch.state, batch.published_at, batch.published_by = State.PUBLISHED, at, by
        batch.save()
        record(
            action="life.publish", by=by, at=at, subject=f"batch:{batch.pk}",
            unit=batch.unit.code,
            after={"file": batch.file_name, "rows": batch.rows, **batch.outcome},
        )  # fmt: skip
    return outcome


def _past(row: StagedRow, at: datetime) -> PastMeeting:
    said = row.values
    entitled, present = said["counts"]
    return PastMeeting(
        row.unit_id or 0, said["kind"], date.fromisoformat(said["on"]), at,
        counts=(entitled, present), guests=said["guests"],
        outline=Outline(also=tuple(said["also"]), venue=said["venue"], topic=said["topic"]),
    )  # fmt: skip


def _blocked(batch: Batch) -> LiandongError:
    count = batch.findings.filter(severity=Severity.ERROR).count()
    return LiandongError(
        "findings_block",
        Text(
            f"还有 {count} 处错误。请改好文件重新上传，或选择“只收正确的行”。",
            f"{count} errors stand in the way. Mend the file and send it again, or take only the "
            "rows that are right.",
        ),
    )
