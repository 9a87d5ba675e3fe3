"""The branches and groups a roster may name: those below the organisation it is sent for."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from liandong.domains.intake.reading.text import compact
from liandong.domains.orgs import party, tree
from liandong.domains.orgs.enums import Hierarchy, Kind
from liandong.domains.orgs.models import Placement, Position, Seat, Unit

_ENDINGS = ("支部委员会", "党支部", "支部")


def _plain(name: str) -> str:
    """A name as compared: without 中共 and the different endings of a branch."""
    tight = compact(name).replace("中国共产党", "").replace("中共", "")
    for ending in _ENDINGS:
        if tight.endswith(ending) and tight != ending:
            return tight.removesuffix(ending)
    return tight


class Branches:
    """By code and by name; whether each stands on the day, and since when."""

    def __init__(self, unit: Unit, on: date) -> None:
        place = Position.objects.get(unit=unit, hierarchy=Hierarchy.PARTY)
        below = tree.subtree(place.path, Hierarchy.PARTY)
        self.own = unit.pk if unit.kind in party.BRANCHES else None
        self.codes: dict[str, int] = {}
        self.names: dict[str, list[int]] = defaultdict(list)
        self.shown: dict[int, str] = {}
        self.groups: dict[tuple[int | None, str], int] = {}
        rows = below.values_list("unit_id", "unit__code", "unit__name", "unit__kind", "parent_id")
        for number, code, name, kind, parent in rows.iterator(5_000):
            if kind in party.BRANCHES:
                self.codes[code.upper()] = number
                self.names[_plain(name)].append(number)
                self.shown[number] = name
            elif kind == Kind.PARTY_GROUP:
                self.groups[parent, compact(name)] = number
        self.founded = dict(
            Placement.objects.on(on)
            .filter(hierarchy=Hierarchy.PARTY, unit__in=below.values("unit_id"))
            .values_list("unit_id", "start")
        )
        # Where each sits: norms go by the area.
        sits = Seat.objects.on(on).filter(unit__in=below.values("unit_id"))
        self.seats = dict(sits.values_list("unit_id", "community_id"))

    def find(self, code: str, name: str) -> tuple[int | None, str]:
        """The branch, or the finding why there is none; without a word, the sender's own."""
        if not code and not name:
            return (self.own, "") if self.own else (None, "unit_missing")
        if code:
            found = [one] if (one := self.codes.get(code.upper())) else []
        else:
            found = self.names.get(_plain(name), [])
            found = self._exact(found, name)
        if len(found) != 1:
            return None, "ambiguous_unit" if found else "unknown_unit"
        return (found[0], "") if found[0] in self.founded else (None, "unit_closed")

    def _exact(self, found: list[int], name: str) -> list[int]:
        """Of several alike, the one written just so."""
        if len(found) < 2:
            return found
        tight = compact(name)
        return [one for one in found if compact(self.shown[one]) == tight] or found

    def group(self, branch: int, name: str) -> int | None:
        """A group of the branch by name."""
        return self.groups.get((branch, compact(name)))
