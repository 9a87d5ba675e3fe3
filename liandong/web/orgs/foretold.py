"""What a change would come to, said for people."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from liandong.domains.observatory.tied import tied_to
from liandong.domains.orgs.deeds import Deed
from liandong.domains.orgs.enums import Effect
from liandong.domains.orgs.models import Unit
from liandong.domains.orgs.rehearsal import Line, Outcome
from liandong.web.components.shapes import Column
from liandong.web.dashboard.words import day
from liandong.web.orgs.verbs import Verb

MOST = 20


def shown(outcome: Outcome, unit: Unit, verb: Verb, deed: Deed) -> dict[str, Any]:
    """Lines before and after, what goes along, the numbers of each level, what stays behind."""
    heirs = _heirs(outcome)
    rows = [_row(one, heirs) for one in outcome.lines if one.effect != Effect.HEIR]
    return {
        "token": outcome.token, "when": _when(deed, verb),
        "columns": _columns(outcome), "rows": rows[:MOST], "more": max(len(rows) - MOST, 0),
        "level_columns": _level_columns(),
        "levels": [
            {"name": one.name, "before": one.before, "after": one.after,
             "change": f"{one.after - one.before:+d}".replace("-", "−")}
            for one in outcome.levels
        ],
        "notes": [*_along(outcome), *_stays(outcome, unit, verb.code, deed)],
    }  # fmt: skip


def _when(deed: Deed, verb: Verb) -> str:
    if verb.corrects:
        return _("确认后立即改记；此前看过的数字怎样算出来的，仍可追溯。")
    if deed.in_force:
        return _("从 {day}起算，确认后立即生效。").format(day=day(deed.on))
    return _("到 {day}自动生效；在那之前一切照旧。").format(day=day(deed.on))


def _columns(outcome: Outcome) -> list[Column]:
    columns = [
        Column("name", _("单位")), Column("effect", _("改动")), Column("was", _("原来")),
        Column("now", _("以后")), Column("start", _("从哪天起"), "date"),
    ]  # fmt: skip
    if any(one.last for one in outcome.lines):
        columns.append(Column("last", _("到哪天"), "date"))
    return columns


def _level_columns() -> list[Column]:
    return [
        Column("name", _("单位")), Column("before", _("原来"), "number"),
        Column("after", _("以后"), "number"), Column("change", _("增减")),
    ]  # fmt: skip


def _heirs(outcome: Outcome) -> dict[str, str]:
    """Who succeeds a unit that ends, by its code."""
    found: dict[str, list[str]] = {}
    for one in outcome.lines:
        if one.effect == Effect.HEIR:
            found.setdefault(one.code, []).append(one.now)
    return {code: "、".join(names) for code, names in found.items()}


def _row(one: Line, heirs: dict[str, str]) -> dict[str, Any]:
    after = one.now or "—"
    if one.effect == Effect.CLOSED and one.code in heirs:
        after = _("由{heirs}承继").format(heirs=heirs[one.code])
    row = {
        "name": one.name, "effect": str(one.effect.label), "was": one.was or "—",
        "now": after, "start": one.start,
    }  # fmt: skip
    if one.last:
        row["last"] = one.last
    return row


def _along(outcome: Outcome) -> list[str]:
    if not outcome.units:
        return []
    told = {"n": outcome.units, "m": outcome.communities}
    return [
        _("随着转移的下级：{n} 个，其中社区和村 {m} 个。它们的数据、账号和诉求都跟着走。").format(
            **told
        )
    ]


def _stays(outcome: Outcome, unit: Unit, verb: str, deed: Deed) -> list[str]:
    if verb == "create":
        return [_("新单位还没有数据，各项先按“未知”计。")]
    if verb == "rename":
        return [_("代码、数据、账号、诉求都不变；较早的台账仍按当时的名称识别。")]
    if verb == "move":
        return [_("它自己的数据、账号、诉求都不变，从那天起计入新的上级；原上级的账号看不到它了。")]
    return _left_behind(outcome, unit, verb, deed) if outcome.closed else []


def _left_behind(outcome: Outcome, unit: Unit, verb: str, deed: Deed) -> list[str]:
    found = tied_to(outcome.closed, deed.on)
    notes = []
    if found.facts:
        notes.append(
            _("{n} 条台账数据留在原单位名下，可以一直查；从那天起不再计入各级。").format(
                n=found.facts
            )
        )
    if verb == "merge":
        notes.append(_("{name}的数字不会自动相加，请登记合并后的数据。").format(name=unit.name))
    if found.roles:
        notes.append(
            _("{n} 个账号在撤销的单位任职，从那天起看不到它，请在“用户管理”里改授。")
            .format(n=found.roles)
        )  # fmt: skip
    if found.seats:
        notes.append(_("{n} 个党组织驻在那里，隶属不变，请另行登记新驻地。").format(n=found.seats))
    if found.requests:
        notes.append(
            _("{n} 件诉求正由撤销的单位办理，请由受理台改派给承继的单位。").format(n=found.requests)
        )
    return notes
