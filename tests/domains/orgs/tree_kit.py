"""A little tree of its own beside the demo province, and words to ask about it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

import pytest

from liandong.core.kernel.errors import LiandongError
from liandong.domains.audit.models import Event
from liandong.domains.orgs import actions, tree
from liandong.domains.orgs.actions import Deed, NewUnit
from liandong.domains.orgs.models import Name, Placement, Position, Succession, Unit

FIRST = date(2016, 1, 1)
# Seven in the morning of 2 June in Beijing, while the clock of UTC still says 1 June.
AT = datetime(2020, 6, 1, 23, tzinfo=UTC)
TODAY = date(2020, 6, 2)
TOMORROW = date(2020, 6, 3)

KINDS = {1: "city", 2: "district", 3: "community", 4: "grid"}


def deed(on: date = TODAY, *, at: datetime = AT, reason: str = "", by: str = "tester") -> Deed:
    return Deed(by=by, at=at, on=on, reason=reason)


def new(code: str, kind: str = "community", **more) -> NewUnit:
    return NewUnit(code=code, name=f"单位{code}", kind=kind, **more)


def grown(*lines: str, on: date = FIRST) -> dict[str, Unit]:
    """Units by code, from lines such as `t/a/a1`; every unit above must be listed before."""
    units: dict[str, Unit] = {}
    for line in lines:
        *above, code = line.split("/")
        parent = units[above[-1]] if above else None
        kind = KINDS[len(above) + 1]
        at = datetime(on.year, on.month, on.day, 4, tzinfo=UTC)
        units[code] = actions.create(new(code, kind), parent=parent, deed=deed(on, at=at))
    return units


def fresh(unit: Unit) -> Unit:
    return Unit.objects.get(pk=unit.pk)


def line(unit: Unit) -> str | None:
    """Where a unit stands today, read from its stored path: `t/a/a1`."""
    position = Position.objects.filter(unit=unit, hierarchy="territory").first()
    if position is None:
        return None
    ids = [int(path[-tree.WIDTH :], 36) for path in tree.ancestors(position.path)]
    codes = dict(Unit.objects.filter(pk__in=ids).values_list("pk", "code"))
    assert position.depth == len(ids)
    assert position.parent_id == (ids[-2] if len(ids) > 1 else None)
    return "/".join(codes[pk] for pk in ids)


def parents(day: date, *units: Unit, known_at: datetime | None = None) -> dict[str, str | None]:
    """Who stood under whom on a day: {code: parent's code}; units that did not stand are absent."""
    wanted = {unit.pk: unit.code for unit in units}
    edges = tree.edges_on(day, known_at=known_at)
    found = {unit: parent for unit, parent in edges if unit in wanted}
    codes = dict(Unit.objects.filter(pk__in=found.values()).values_list("pk", "code"))
    return {wanted[unit]: parent and codes[parent] for unit, parent in found.items()}


def history(unit: Unit) -> list[tuple]:
    """(parent, start, end, voided) of every placement ever recorded, in order."""
    rows = Placement.objects.filter(unit=unit).order_by("start", "id").select_related("parent")
    return [(p.parent and p.parent.code, p.start, p.end, p.voided_at is not None) for p in rows]


def events(unit: Unit) -> list[str]:
    rows = Event.objects.filter(subject=f"unit:{unit.code}").order_by("id")
    return [event.action for event in rows]


def everything() -> dict[str, list[tuple]]:
    """All that is on record about the tree, to see that nothing was written."""
    models = (Unit, Name, Placement, Position, Succession)
    said = {m.__name__: list(m.objects.order_by("pk").values_list()) for m in models}
    return {**said, "events": list(Event.objects.order_by("pk").values_list("digest"))}


@contextmanager
def refused(code: str) -> Iterator[None]:
    """The deed is refused with this code and with words in both languages; nothing is written."""
    before = everything()
    with pytest.raises(LiandongError) as caught:
        yield
    assert caught.value.code == code
    text = caught.value.text
    assert any("\u4e00" <= letter <= "\u9fff" for letter in text.zh)
    assert text.en.strip().endswith(".")
    assert everything() == before
