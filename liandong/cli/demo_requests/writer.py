"""One invented request after the other, as rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from hashlib import sha256
from random import Random
from typing import Any

from liandong.cli.demo_requests import lives, words
from liandong.core.standards.clocks import Limit

_KINDS = (("usual", 86), ("contested", 4), ("merged", 4), ("withdrawn", 2), ("excluded", 1),
          ("stuck", 3))  # fmt: skip
_ENDED = {"closed", "merged", "set_aside", "withdrawn"}
_SENT = {"dispatched", "accepted", "working", "replied", "called_back", "closed"}


@dataclass(slots=True)
class Made:
    """Rows by model name."""

    rows: dict[str, list[tuple[Any, ...]]] = field(default_factory=dict)
    first: dict[str, int] = field(default_factory=dict)

    def add(self, name: str, *values: Any) -> int:
        """One more row; its number."""
        rows = self.rows.setdefault(name, [])
        number = self.first[name] + len(rows)
        rows.append((number, *values))
        return number


COLUMNS: dict[str, tuple[str, ...]] = {
    "Process": ("id", "definition", "version", "subject", "state", "since", "opened_on",
                "closed_on", "time_class", "due_at", "opened_at", "opened_by"),
    "Side": ("id", "process_id", "side", "unit_id"),
    "Step": ("id", "process_id", "transition", "origin", "to", "on", "at", "by", "note"),
    "Clock": ("id", "process_id", "code", "round", "norm", "amount", "unit", "extra",
              "started_at", "due_at", "stopped_at"),
    "Pause": ("id", "clock_id", "start", "end"),
    "Requester": ("id", "name", "phone", "phone_index", "email", "wish", "language",
                  "recorded_at"),
    "Case": ("id", "number", "secret_hash", "process_id", "channel", "partner", "requester_id",
             "hide_name", "text", "grams", "matter_id", "matter_code", "time_class", "place_id",
             "address", "latitude", "longitude", "private", "moderation", "public_text",
             "merged_into_id", "desk_id", "handler_id", "state", "due_at", "received_at",
             "replied_at", "closed_at", "invented"),
    "Joined": ("id", "case_id", "requester_id", "secret_hash", "merged_id", "at"),
    "Contact": ("id", "case_id", "way", "reached", "said", "at", "by"),
    "Reply": ("id", "case_id", "round", "text", "unit_id", "at", "by"),
    "CallBack": ("id", "case_id", "joined_id", "round", "resolved", "satisfied", "said", "at",
                 "by"),
    "Contest": ("id", "case_id", "joined_id", "said", "at"),
    "Review": ("id", "case_id", "kind", "said", "asked_at", "asked_by", "granted", "reason",
               "decided_at", "decided_by"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spot:
    """A place where something can happen: its street, district, city, and the usual desk."""

    unit: int
    line: tuple[int, ...]
    kinds: tuple[str, ...]


class Writer:
    """Writes one case after the other."""

    def __init__(self, made: Made, rng: Random, now: datetime) -> None:
        from liandong.domains.catalogue.queries import in_force
        from liandong.domains.norms import books
        from liandong.domains.workflow import definitions

        self.made, self.rng, self.now = made, rng, now
        self.lifecycle = definitions.newest("request")
        self.book, self.limits = books.book(), {}
        self.matters = [one for one in in_force(now.date()) if one.words]
        self.weights = {
            month: [words.weight(one.code, one.name, one.words, month) for one in self.matters]
            for month in range(1, 13)
        }
        self.leads: dict[tuple[int, int], tuple[str, int | None]] = {}
        self.recent: list[dict[str, Any]] = []

    def limit(self, norm: str) -> Limit:
        from liandong.core.standards.clocks import In
        from liandong.core.standards.norms import NATION

        if norm not in self.limits:
            said = self.book[norm]
            value = next(one.value for one in said.entries if one.scope == NATION)
            self.limits[norm] = Limit(int(value), In(said.unit.value))
        return self.limits[norm]

    def lead(self, matter: Any, spot: Spot) -> int | None:
        """Who leads there; asked once for each matter and district."""
        from liandong.domains.casework.routing import GRASSROOTS
        from liandong.domains.catalogue.queries import leads
        from liandong.domains.orgs.queries import place_of

        above = [unit for unit, kind in zip(spot.line, spot.kinds, strict=True)
                 if kind not in GRASSROOTS]  # fmt: skip
        key = matter.pk, above[-1]
        if key not in self.leads:
            unit = leads(matter, place_of(spot.unit), self.now.date())
            kept = unit is not None and unit.kind in GRASSROOTS
            depth = str(spot.line.index(unit.pk)) if kept and unit else ""
            self.leads[key] = depth, unit.pk if unit else None
        depth, unit_id = self.leads[key]
        return spot.line[min(int(depth), len(spot.line) - 1)] if depth else unit_id

    def one(self, received: datetime, spot: Spot) -> None:
        rng = self.rng
        matter = rng.choices(self.matters, self.weights[received.month])[0]
        kind = rng.choices([k for k, _ in _KINDS], [n for _, n in _KINDS])[0]
        handler = self.lead(matter, spot)
        target = self._target(received) if kind == "merged" else None
        if kind == "merged" and target is None:
            kind = "usual"
        if kind == "stuck" and self.now - received > timedelta(days=45):
            kind = "usual"
        if target is not None:
            spot, matter, handler = target["spot"], target["matter"], None
        way = lives.steps(rng, received, self.now, matter.time_class, kind)
        if handler is None:
            way = way[:1] if kind not in ("merged", "excluded") else way
        self._write(received, spot, matter, handler, way, target)

    def waits(self, received: datetime, spot: Spot, code: str) -> None:
        """One that has come to whoever deals with it, and waits there."""
        matter = next(one for one in self.matters if one.code == code)
        way = lives.sent(received, self.now)
        self._write(received, spot, matter, self.lead(matter, spot), way, None)

    def _target(self, received: datetime) -> dict[str, Any] | None:
        open_ones = [
            one for one in self.recent[-40:]
            if one["ends"] - received > timedelta(days=4)
            and received - one["at"] < timedelta(days=9)
        ]  # fmt: skip
        return self.rng.choice(open_ones) if open_ones else None

    def _write(
        self, received: datetime, spot: Spot, matter: Any, handler: int | None,
        way: list[lives.Took], target: dict[str, Any] | None,
    ) -> None:  # fmt: skip
        made, klass = self.made, matter.time_class
        state = way[-1][2] if way else "received"
        clocks = lives.clocks(self.lifecycle, received, way, klass, self.limit)
        running = [one.due for one in clocks if one.stop is None and one.due is not None]
        due_at, ended = (min(running) if running else None), state in _ENDED
        if not any(to in _SENT for _t, _o, to, _a in way):
            handler = None
        process = made.first["Process"] + len(made.rows.get("Process", ()))
        mark = sha256(f"demo:{process}".encode()).hexdigest()
        last = way[-1][3] if way else received
        made.add(
            "Process", "request", self.lifecycle.version, f"case:{mark[:20]}", state,
            _day(last), _day(received), _day(last) if ended else None, klass, due_at, received,
            "resident",
        )  # fmt: skip
        self._history(process, spot, handler, received, way, clocks)
        requester = self._requester(received)
        merged = target["case"] if state == "merged" and target else None
        replied = next((a for t, _o, _to, a in reversed(way) if t == "reply"), None)
        private = matter.private or self.rng.random() < 0.08
        said = words.said(self.rng, matter.code, matter.name)
        place = spot.unit
        case = made.add(
            "Case", f"{_day(received):%Y%m%d}{process:07d}", mark, process,
            self.rng.choice(("web", "web", "phone", "phone", "phone", "visit")), "", requester,
            self.rng.random() < 0.05, said.text, _grams(said.text), matter.pk, matter.code,
            klass, place, "",
            None, None, private,
            "public" if not private and self.rng.random() < 0.7 else "waiting",
            "", merged, spot.line[min(1, len(spot.line) - 1)], handler, state, due_at, received,
            replied, last if ended else None, True,
        )  # fmt: skip
        if merged is not None:
            made.add("Joined", merged, requester,
                     sha256(f"{mark}:{merged}".encode()).hexdigest(), case, last)  # fmt: skip
        self._doings(case, handler, way, said.reply)
        if not merged and handler is not None:
            ends = last if ended else self.now + timedelta(days=9)
            self.recent.append(
                {"case": case, "spot": spot, "matter": matter, "at": received, "ends": ends}
            )

    def _history(
        self, process: int, spot: Spot, handler: int | None, received: datetime,
        way: list[lives.Took], clocks: list[lives.Clocked],
    ) -> None:  # fmt: skip
        made, desk = self.made, spot.line[min(1, len(spot.line) - 1)]
        for side, unit in (("desk", desk), ("supervisor", desk), ("place", spot.unit),
                           ("handler", handler)):  # fmt: skip
            if unit is not None:
                made.add("Side", process, side, unit)
        for transition, origin, to, at in [("", "", "received", received), *way]:
            note = (
                "演示"
                if self.lifecycle.transitions.get(transition)
                and self.lifecycle.transitions[transition].needs_note
                else ""
            )
            made.add("Step", process, transition, origin, to, _day(at), at, "demo", note)
        for one in clocks:
            clock = made.add(
                "Clock", process, one.code, one.round, one.norm, one.limit.amount,
                one.limit.unit.value, 0, one.start, one.due, one.stop,
            )  # fmt: skip
            for pause in one.pauses:
                made.add("Pause", clock, pause.start, pause.end)

    def _requester(self, at: datetime) -> int:
        return self.made.add("Requester", "", "", "", "", "none", "zh-hans", at)

    def _doings(self, case: int, handler: int | None, way: list[lives.Took], reply: str) -> None:
        made, rng, round_ = self.made, self.rng, 0
        again = sum(t == "contest" for t, *_ in way)
        for transition, _origin, _to, at in way:
            if transition == "begin":
                made.add("Contact", case, "phone", True, "", at, "demo")
            elif transition == "reply":
                round_ += 1
                made.add("Reply", case, round_, reply, handler, at, "demo")
            elif transition == "call_back":
                resolved, satisfied = _answer(rng, unhappy=again > 0 and round_ == 1)
                made.add("CallBack", case, None, round_, resolved, satisfied, "", at, "demo")
            elif transition == "contest":
                made.add("Contest", case, None, "还是老样子，没有解决。", at)
            elif transition == "propose_exclusion":
                decided = next((a for t, _o, _to, a in way if t == "exclude"), None)
                made.add("Review", case, "exclusion", "同一事项已多次答复。", at, "desk",
                         True if decided else None, "属实。" if decided else "", decided,
                         "supervisor" if decided else "")  # fmt: skip


def _answer(rng: Random, *, unhappy: bool) -> tuple[str, str]:
    if unhappy:
        return "no", "no"
    resolved = rng.choices(("yes", "no", "unreached"), (82, 10, 8))[0]
    if resolved == "unreached":
        return resolved, "none"
    liked = rng.choices(("yes", "no", "none"), (84, 8, 8) if resolved == "yes" else (20, 70, 10))
    return resolved, liked[0]


def _day(at: datetime) -> date:
    from django.utils import timezone

    return timezone.localdate(at)


def _grams(text: str) -> str:
    from liandong.domains.casework.searching import grams_of

    return grams_of(text)
