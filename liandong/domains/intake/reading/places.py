"""Match the names of a row against the units of a scope."""

from __future__ import annotations

import difflib
from collections import defaultdict, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from liandong.core.kernel.errors import Text

from .definition import LevelDef
from .placenames import asked, keys_of, tight
from .text import compact, narrow, trimmed

_CANDIDATES = 400
"""Names compared, at most, to make one suggestion."""
_LISTED = 30
"""Names of a level above the communities that are listed, at most, when none is near."""
_BUDGET = 300
"""Suggestions made, at most, in one reading; after that we only say that the name is unknown."""


@dataclass(frozen=True, slots=True)
class Place:
    """One unit: its code, name, kind (one of the division kinds) and parent's code."""

    code: str
    name: str
    kind: str
    parent: str | None


@dataclass(slots=True)
class _Below:
    """The units of some kinds below one unit, by name, by name without spaces, by variant."""

    exact: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    tight: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    variants: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))


class PlaceIndex:
    """The units of a scope, built once; looking up is by dictionary.

    `rows` are (code, name, kind, parent code or None) of every unit that a row may name. Give the
    ancestors of the scope too (without their other children), so that their columns can be read.
    """

    def __init__(self, rows: Iterable[tuple[str, str, str, str | None]]) -> None:
        self._places = {code: Place(code, name, kind, up or None) for code, name, kind, up in rows}
        self._children: dict[str, list[Place]] = defaultdict(list)
        self._roots: list[Place] = []
        for place in self._places.values():
            if place.parent in self._places and place.parent:
                self._children[place.parent].append(place)
            else:
                self._roots.append(place)
        self._below: dict[tuple[str | None, frozenset[str]], _Below] = {}
        self._suggested: dict[tuple[str | None, frozenset[str], str], tuple[str, ...]] = {}

    def __len__(self) -> int:
        return len(self._places)

    def get(self, code: str) -> Place | None:
        """The unit with this code; short codes may come with trailing zeros (12 digits)."""
        if code in self._places:
            return self._places[code]
        if len(code) == 12 and code.isdigit():
            for size in (9, 6, 4, 2):
                if set(code[size:]) == {"0"} and code[:size] in self._places:
                    return self._places[code[:size]]
        return self._places.get(code + "0" * (12 - len(code))) if len(code) < 12 else None

    def path(self, code: str) -> tuple[Place, ...]:
        """The unit and all above it, from the top down."""
        found: list[Place] = []
        place = self._places.get(code)
        while place and len(found) < 20:
            found.append(place)
            place = self._places.get(place.parent) if place.parent else None
        return tuple(reversed(found))

    def label(self, code: str, *, below: str | None = None) -> str:
        """A unit's name after those above it, without the province and what is above `below`."""
        left_out = {p.code for p in self.path(below)} if below else set()
        kept = [p for p in self.path(code) if p.kind != "province" and p.code not in left_out]
        return "".join(place.name for place in kept)

    def find(self, name: str, level: LevelDef, parent: str | None) -> tuple[list[str], str | None]:
        """The codes of `level` named so below `parent`, and the note it takes, if any."""
        below = self._look(parent, level.kinds)
        if codes := below.exact.get(name):
            return codes, None
        if codes := below.tight.get(tight(name)):
            return codes, "trimmed" if compact(name) != narrow(name) else "name_variant"
        found: list[str] = []
        for key in asked(name):
            found += [code for code in below.variants.get(key, ()) if code not in found]
        return found, "name_variant"

    def suggest(self, name: str, level: LevelDef, parent: str | None) -> tuple[str, ...]:
        """Up to three names like it below `parent`, or the same name elsewhere; capped."""
        key = (parent, level.kinds, name)
        if key not in self._suggested:
            if len(self._suggested) >= _BUDGET:
                return ()
            self._suggested[key] = self._suggest(tight(name), level, parent)
        return self._suggested[key]

    def count(self, kinds: frozenset[str]) -> int:
        """How many units of these kinds there are."""
        return sum(place.kind in kinds for place in self._places.values())

    def named(self, level: LevelDef, parent: str | None) -> tuple[str, ...]:
        """The names of a level below `parent`, in the order of the tree."""
        return tuple(self._look(parent, level.kinds).exact)

    def _suggest(self, name: str, level: LevelDef, parent: str | None) -> tuple[str, ...]:
        up = self._places[parent].parent if parent in self._places and parent else None
        elsewhere = self._look(up, level.kinds).tight.get(name, ())
        if elsewhere:
            return tuple(self.label(code, below=up) for code in elsewhere[:3])
        names = [*self._look(parent, level.kinds).tight][:_CANDIDATES]
        return tuple(difflib.get_close_matches(name, names, n=3, cutoff=0.6))

    def _look(self, parent: str | None, kinds: frozenset[str]) -> _Below:
        key = (parent, kinds)
        if key not in self._below:
            self._below[key] = self._build(parent, kinds)
        return self._below[key]

    def _build(self, parent: str | None, kinds: frozenset[str]) -> _Below:
        below = _Below()
        waiting = deque(self._roots if parent is None else self._children.get(parent, ()))
        while waiting:
            place = waiting.popleft()
            waiting += self._children.get(place.code, ())
            if place.kind in kinds:
                below.exact[place.name].append(place.code)
                below.tight[tight(place.name)].append(place.code)
                for variant in keys_of(place.name, place.kind):
                    below.variants[variant].append(place.code)
        return below


@dataclass(frozen=True, slots=True)
class PlaceProblem:
    """What is to be said of one name of a row; `level` is its place among the levels."""

    level: int
    key: str
    said: dict[str, object]


@dataclass(frozen=True, slots=True)
class Resolved:
    """The unit that a row's names mean, and what is to be said of them."""

    code: str | None
    problems: tuple[PlaceProblem, ...] = ()


class Resolver:
    """Walks the names of a row from the top down; what is above the community is remembered."""

    def __init__(self, index: PlaceIndex, levels: Sequence[LevelDef]) -> None:
        self._index = index
        self._levels = levels
        self._above: dict[tuple[str, ...], Resolved] = {}

    def resolve(self, names: tuple[str, ...]) -> Resolved:
        """The unit named by `names`, one for each level, "" where a level is blank."""
        upper = names[:-1]
        above = self._above.get(upper)
        if above is None:
            above = self._above[upper] = self._walk(upper)
        if any(p.key.startswith(("unknown", "ambiguous")) for p in above.problems):
            return Resolved(None, above.problems)  # what was found so far is no community
        code, problem = self._step(len(upper), names[-1], above.code)
        return Resolved(code, (*above.problems, problem) if problem else above.problems)

    def _walk(self, names: tuple[str, ...]) -> Resolved:
        code: str | None = None
        problems: list[PlaceProblem] = []
        for level, name in enumerate(names):
            if not name:
                continue
            found, problem = self._step(level, name, code)
            if problem:
                problems.append(problem)
            if found is None:
                break
            code = found
        return Resolved(code, tuple(problems))

    def _step(
        self, number: int, raw: str, parent: str | None
    ) -> tuple[str | None, PlaceProblem | None]:
        level = self._levels[number]
        codes, note = self._index.find(raw, level, parent)
        if len(codes) == 1:
            if note is None:
                return codes[0], None
            place = self._index.get(codes[0])
            said: dict[str, object] = {"raw": raw, "value": place.name if place else ""}
            return codes[0], PlaceProblem(number, note, said)
        if codes:
            listed = "、".join(f"{self._index.label(c)}（{c}）" for c in codes[:4])
            listed += " 等" if len(codes) > 4 else ""
            return None, PlaceProblem(number, "ambiguous_place", {"raw": raw, "candidates": listed})
        return None, self._unknown(number, raw, parent)

    def _unknown(self, number: int, raw: str, parent: str | None) -> PlaceProblem:
        level = self._levels[number]
        said: dict[str, object] = {"raw": trimmed(raw), "where": self._where(parent)}
        if close := self._index.suggest(raw, level, parent):
            said["suggestion"] = " / ".join(f"“{name}”" for name in close)
            return PlaceProblem(number, "unknown_place:suggest", said)
        names = self._index.named(level, parent) if number < len(self._levels) - 1 else ()
        if 0 < len(names) <= _LISTED:
            listed = {"level": level.label, "names": "、".join(names)}
            return PlaceProblem(number, "unknown_place:listed", {**said, **listed})
        return PlaceProblem(number, "unknown_place", said)

    def _where(self, parent: str | None) -> object:
        if parent is None:
            return Text("这一范围内", "this area")
        return self._index.label(parent) or (self._index.path(parent)[-1].name)
