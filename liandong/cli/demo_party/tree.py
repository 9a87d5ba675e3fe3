"""The Party tree of the demo: an organisation for every area that has communities, branches in
communities, and those of stationed units. What they are called is real; who is in them is not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

SINCE = date(2015, 1, 1)
# What is stationed in a street or town, in turn; the last are too small for a branch of their own.
STATIONED = (
    ("机关", "branch"), ("中心小学", "branch"), ("卫生院", "branch"), ("农贸市场", "joint_branch"),
)  # fmt: skip
# Every so many communities have a general branch, every so many branches have groups.
_GENERAL_EVERY, _GROUPS_EVERY = 6, 5
_SHORT = ("居民委员会", "居委会", "社区", "村民委员会")


@dataclass(frozen=True, slots=True)
class Organisation:
    """One Party organisation to be: a line of the tree, and the area where it sits."""

    code: str
    name: str
    kind: str
    parent: str
    seat: str


@dataclass(frozen=True, slots=True)
class Area:
    """A unit of the territory, as far as the Party tree follows it."""

    code: str
    name: str
    kind: str
    parent: str


def organisations(areas: Sequence[Area]) -> Iterator[Organisation]:
    """The organisations for these areas, parents first. Areas without communities below have
    none."""
    wanted = _with_communities({one.code: one for one in areas})
    count = 0
    for area in areas:
        if area.code not in wanted:
            continue
        if area.kind == "community":
            count += 1
            yield from _of_community(area, count)
        else:
            yield _committee(area, wanted)
            if area.kind in {"street", "town", "township"}:
                yield from _stationed(area)


def _with_communities(by_code: Mapping[str, Area]) -> set[str]:
    wanted: set[str] = set()
    for one in by_code.values():
        code = one.code if one.kind == "community" else ""
        while code and code not in wanted:
            wanted.add(code)
            code = by_code[code].parent if code in by_code else ""
    return wanted


def _committee(area: Area, wanted: set[str]) -> Organisation:
    working = "街道工作委员会" if area.kind == "street" else "委员会"
    name = area.name.removesuffix("街道") if area.kind == "street" else area.name
    parent = f"D{area.parent}" if area.parent in wanted else ""
    return Organisation(
        f"D{area.code}", f"中共{name}{working}", "party_committee", parent, area.code
    )


def short_name(name: str) -> str:
    """秀华社区居民委员会 → 秀华社区"""
    for ending in _SHORT:
        name = name.removesuffix(ending)
    return f"{name}社区"


def _of_community(area: Area, count: int) -> Iterator[Organisation]:
    code, name = f"D{area.code}", short_name(area.name)
    general = count % _GENERAL_EVERY == 0
    kind, ending = ("general_branch", "党总支部") if general else ("branch", "党支部")
    yield Organisation(code, f"{name}{ending}", kind, f"D{area.parent}", area.code)
    if general:
        for number, word in enumerate(("第一", "第二"), start=1):
            yield Organisation(
                f"{code}-{number:02d}", f"{name}{word}党支部", "branch", code, area.code
            )
    elif count % _GROUPS_EVERY == 0:
        for number, word in enumerate(("第一", "第二"), start=1):
            yield Organisation(
                f"{code}-G{number}", f"{name}{word}党小组", "party_group", code, area.code
            )


def _stationed(area: Area) -> Iterator[Organisation]:
    """One or two of what is usual, more in streets; which ones turns with the code."""
    turn = int(area.code[:9])
    many = 3 if area.kind == "street" else 1
    for number in range(many):
        what, kind = STATIONED[(turn + number) % len(STATIONED)]
        ending = "联合党支部" if kind == "joint_branch" else "党支部"
        code = f"D{area.code}-U{number + 1}"
        yield Organisation(code, f"{area.name}{what}{ending}", kind, f"D{area.code}", area.code)
