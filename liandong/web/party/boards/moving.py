"""Members who live elsewhere: how far both sides have come, and from where to where they went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Set
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from liandong.core.indicators.suppression import told_by_sums, withheld
from liandong.core.standards.life.people import OBLIGATIONS
from liandong.core.standards.life.words import DutyStatus
from liandong.domains.accounts.enums import Permission
from liandong.domains.members.flows import Away, Flow
from liandong.domains.orgs.queries import Place
from liandong.domains.workflow import definitions
from liandong.web.components.shapes import Chart, Column
from liandong.web.dashboard.words import said
from liandong.web.party.boards.sums import Row, Sums, Totals, owed, present
from liandong.web.party.look import PartyLook
from liandong.web.workspace.sources import headed

OUTSIDE, ITSELF = "outside", "itself"
Cell = tuple[str, str]
Line = tuple[int, Hashable]
COUNTED = (DutyStatus.OVERDUE, DutyStatus.DUE, DutyStatus.MET)


def states(look: PartyLook, flows: Iterable[Flow]) -> dict[str, Any]:
    """How many of the members away from here stand in each state."""
    counts: Counter[str] = Counter()
    for one in flows:
        if one.home.startswith(look.place.path):
            counts[one.state] += one.n
    page = look.there("organisation-floating", needs=Permission.SEE_MEMBERS)
    hidden = {state for state, n in counts.items() if not _sees(look) and 0 < n < _FEW}
    rows = [
        {
            "state": said(state.title), "n": None if state.code in hidden else counts[state.code],
            "n_mark": _("不公布") if state.code in hidden else "", "n_url": page,
            "says": said(state.says),
        }
        for state in definitions.newest("floating").states.values() if counts[state.code]
    ]  # fmt: skip
    columns = [
        Column("state", _("状态")),
        Column("n", _("流出党员"), "number"),
        Column("says", _("说明")),
    ]
    return {"columns": columns, "rows": rows}


def duties(look: PartyLook, own: Totals) -> dict[str, Any]:
    """What both sides owe: take in, keep in contact; and letters on their way."""
    sums = Sums(look)
    rows = [
        {"title": said(one.title), "title_url": look.explanation(present(one).code),
         **sums.counts(one, own, COUNTED)}
        for one in OBLIGATIONS if owed(one, own)
    ]  # fmt: skip
    columns = [Column("title", _("应办"))]
    columns += [Column(one.value, headed(one.text), "number", help=_("组织数")) for one in COUNTED]
    return {"columns": columns, "rows": rows}


_FEW = 3


def _sees(look: PartyLook) -> bool:
    """Whoever may read the roster learns nothing more from a small count."""
    return look.may(Permission.SEE_MEMBERS)


@dataclass(frozen=True)
class Table:
    """Counts by (from, to), and the sums of both sides."""

    cells: dict[Cell, int]
    hidden: frozenset[Cell]
    untold: frozenset[Line]

    def sum(self, side: int, of: str) -> int | None:
        """All from, or all to, a part; none where it would tell what is withheld."""
        if (side, of) in self.untold:
            return None
        return sum(n for key, n in self.cells.items() if key[side] == of)


def table(look: PartyLook, flows: Iterable[Flow]) -> Table:
    """From which part below to which; from outside and to outside, each as one."""
    of, cells = look.place.path, Counter[Cell]()
    for one in flows:
        cells[_part(of, one.home), one.away or _part(of, one.host or "")] += one.n
    hidden = frozenset[Cell]() if _sees(look) else withheld(cells)
    untold = set(told_by_sums(cells, hidden))
    return Table(dict(cells), hidden, frozenset(untold | _beside(cells, untold)))


def _beside(cells: Mapping[Cell, int], untold: Set[Line]) -> set[Line]:
    """Of each side whose sums are told but for one, the smallest besides: the whole would tell."""
    found: set[Line] = set()
    for side in (0, 1):
        sums: Counter[str] = Counter()
        for key, n in cells.items():
            sums[key[side]] += n
        told = [of for of in sums if (side, of) not in untold]
        if len(sums) - len(told) == 1 and told:
            found.add((side, min(told, key=lambda of: (sums[of], of))))
    return found


def _part(of: str, path: str) -> str:
    if path == of:
        return ITSELF
    return path if path.startswith(of) else OUTSIDE


def picture(look: PartyLook, found: Table, children: list[Place]) -> Chart | None:
    """The flow, and the same as a table; none where nobody is away."""
    if not found.cells:
        return None
    parts = {one.path: one for one in children}
    names = {path: one.name for path, one in parts.items()} | _others(look)
    order = {key: at for at, key in enumerate([*parts, *_others(look)])}
    told = {key: n for key, n in found.cells.items() if key not in found.hidden}
    rows = [
        {
            "home": names.get(key[0], ""), "host": names.get(key[1], ""),
            "n": None if key in found.hidden else n,
            "n_mark": _("少于 3 人或由此可推算，不公布") if key in found.hidden else "",
        }
        for key, n in sorted(found.cells.items(), key=lambda one: (-one[1], str(one[0])))
    ]  # fmt: skip

    def side(at: int) -> list[dict[str, Any]]:
        keys = sorted({key[at] for key in told}, key=lambda key: order.get(key, len(order)))
        return [
            {"key": key, "name": names.get(key, ""), "url": _url(look, parts.get(key)),
             "away": key not in parts}
            for key in keys
        ]  # fmt: skip

    return Chart(
        "flow", "flow", _says(found),
        {"unit": _("人"), "sums": not found.hidden, "from": side(0), "to": side(1),
         "links": [{"from": a, "to": b, "n": n} for (a, b), n in told.items()]},
        [Column("home", _("流出地")), Column("host", _("流入地或去向")),
         Column("n", _("人数"), "number")],
        rows, note=_note(found), size="large" if len(parts) > 6 else "medium",
        excel_url=look.explanation("life.floating_out") + "#list",
    )  # fmt: skip


def _others(look: PartyLook) -> dict[str, str]:
    name = look.place.name
    return {
        ITSELF: _("{name}本级").format(name=name), OUTSIDE: _("{name}以外的组织").format(name=name),
        Away.BEYOND.value: _("省外"), Away.AREA.value: _("省内，还没有组织接收"),
        Away.UNKNOWN.value: _("去向待核实"),
    }  # fmt: skip


def _url(look: PartyLook, part: Place | None) -> str:
    return look.at("organisation-board", part.code) if part and look.full else ""


def _says(found: Table) -> str:
    """How many, and how many of them near, from one part to another, and where nobody knows."""
    total = sum(found.cells.values())
    near = sum(n for (home, host), n in found.cells.items() if home == host)
    untold = sum(n for key, n in found.cells.items() if key[1] in set(Away))
    if found.hidden:
        return _("流动党员共 {n} 人").format(n=total)
    words = _("流动党员共 {n} 人：本地之内 {near} 人，跨地 {far} 人，省外或去向未落实 {away} 人")
    return words.format(n=total, near=near, far=total - near - untold, away=untold)


def _note(found: Table) -> str:
    if found.hidden:
        return _("左为流出地，右为流入地；少于 3 人的流向和由此可推算的不画")
    return _("左为流出地，右为流入地；宽度是人数")


def in_and_out(look: PartyLook, found: Table, children: list[Place]) -> dict[str, Any]:
    """For each organisation below: how many went, stayed near, came."""
    rows: list[Row] = []
    for one in children:
        out, came = found.sum(0, one.path), found.sum(1, one.path)
        if out == 0 and came == 0:
            continue
        near = (one.path, one.path)
        rows.append({
            "name": one.name, "name_url": _url(look, one),
            **_told("out", out), **_told("came", came),
            **_told("near", None if near in found.hidden else found.cells.get(near, 0)),
        })  # fmt: skip
    columns = [
        Column("name", _("组织名称")), Column("out", _("流出"), "number"),
        Column("near", _("其中在本地流动"), "number"), Column("came", _("流入"), "number"),
    ]  # fmt: skip
    return {"columns": columns, "rows": rows}


def _told(key: str, n: int | None) -> Row:
    return {key: n, f"{key}_mark": _("不公布") if n is None else ""}
