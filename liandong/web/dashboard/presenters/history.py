"""What happened to a unit: its names and places, and who did what to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandong.domains.audit.models import Event as Deed
from liandong.domains.guarantee.models import FIELDS
from liandong.domains.orgs import chronicle
from liandong.domains.orgs.enums import Hierarchy, SuccessionKind
from liandong.domains.orgs.models.dated import Dated
from liandong.domains.orgs.queries import Place
from liandong.web.components.shapes import Event
from liandong.web.dashboard.who import names_of
from liandong.web.dashboard.words import day, figure, said

_DEEDS: dict[str, str | Promise] = {
    "guarantee.correct": gettext_lazy("更正数据"), "guarantee.report": gettext_lazy("登记数据"),
    "guarantee.publish": gettext_lazy("发布台账"), "intake.receive": gettext_lazy("上传文件"),
    "intake.choose": gettext_lazy("选择读法"), "intake.discard": gettext_lazy("放弃导入"),
    "intake.accept": gettext_lazy("确认导入"),
    "orgs.plant": gettext_lazy("建立区划树"), "orgs.create": gettext_lazy("设立"),
    "orgs.rename": gettext_lazy("更名"), "orgs.move": gettext_lazy("改隶"),
    "orgs.close": gettext_lazy("撤销"), "orgs.split": gettext_lazy("分设"),
    "orgs.merge": gettext_lazy("合并"),
    "orgs.correct_placement": gettext_lazy("更正隶属"),
    "orgs.insert_placement": gettext_lazy("补登一段"),
    "orgs.correct_name": gettext_lazy("更正名称"), "orgs.correct_end": gettext_lazy("更正撤销"),
    "accounts.assign": gettext_lazy("授予角色"),
    "accounts.end_assignment": gettext_lazy("结束角色"),
    "observatory.export": gettext_lazy("导出数据"),
    "observatory.adopt_norms": gettext_lazy("采用规范"),
    "observatory.withdraw_norms": gettext_lazy("撤回规范"),
}  # fmt: skip


def deed(one: Deed, names: dict[str, str], units: dict[str, str]) -> Event:
    """An audit event for people: what, by whom, from what to what, why. `units` are the names of
    those that it speaks of, by code."""
    notes = [_change(one, units)]
    if one.reason:
        notes.append(_("理由：{reason}").format(reason=one.reason))
    title = str(_DEEDS.get(one.action, one.action))
    by = names.get(one.by, one.by)
    return Event(one.at, title, by, " · ".join(note for note in notes if note))


def told(chapters: Iterable[Event], deeds: Iterable[Deed]) -> tuple[list[Event], list[Event]]:
    """Both columns, each with the names of those who did it; one query."""
    past, done = list(chapters), list(deeds)
    names = names_of([one.by for one in past] + [one.by for one in done])
    named = [replace(one, by=names.get(one.by, one.by)) for one in past]
    units = chronicle.called(_spoken_of(done))
    return named, [deed(one, names, units) for one in done]


# Of what was and is, these are codes of units.
_UNITS = ("parent", "into")


def _spoken_of(done: list[Deed]) -> set[str]:
    sides = [side or {} for one in done for side in (one.before, one.after)]
    said = [code for side in sides for name in _UNITS for code in _codes(side.get(name))]
    return set(said)


def _codes(value: object) -> list[str]:
    return value if isinstance(value, list) else str(value or "").split("、")


_WORDS: dict[str, str | Promise] = {
    "file": gettext_lazy("文件"), "as_of": gettext_lazy("数据截至"),
    "rows": gettext_lazy("台账行数"), "accepted": gettext_lazy("采纳行数"),
    "added": gettext_lazy("新增记录"), "corrected": gettext_lazy("更正记录"),
    "unchanged": gettext_lazy("未变记录"),
    "value": gettext_lazy("数值"), "field": gettext_lazy("项目"), "units": gettext_lazy("单位数"),
    "instrument": gettext_lazy("依据文件"), "into": gettext_lazy("并入"),
    "from": gettext_lazy("起"), "until": gettext_lazy("止（不含）"),
    "name": gettext_lazy("名称"), "parent": gettext_lazy("上级"), "role": gettext_lazy("角色"),
}  # fmt: skip


# Of these only what happened is worth a word.
_COUNTS = frozenset({"added", "corrected", "unchanged"})


def _change(one: Deed, units: dict[str, str]) -> str:
    """From what to what; digests and nested values stay in the record itself."""
    before, after = one.before or {}, one.after or {}
    parts = []
    for name in dict.fromkeys([*before, *after]):
        was, now = before.get(name), after.get(name)
        if name in _UNITS:
            was, now = ("、".join(units.get(code, code) for code in _codes(each))
                        for each in (was, now))  # fmt: skip
        if name == "sha256" or isinstance(was or now, dict | list) or (name in _COUNTS and not now):
            continue
        word, was, now = str(_WORDS.get(name, name)), _value(name, was), _value(name, now)
        both = name in before and name in after
        parts.append(f"{word} {was} → {now}" if both else f"{word} {now or was}")
    return _("，").join(parts)


def _value(name: str, value: object) -> str:
    if name == "field" and value in FIELDS:
        return said(FIELDS[str(value)].label)
    if name in {"as_of", "from", "until"} and value:
        return day(date.fromisoformat(str(value)))
    if isinstance(value, int) and not isinstance(value, bool):
        return figure(value)
    return "" if value is None else str(value)


def chapters(place: Place) -> list[Event]:
    """Names, places in the hierarchies, successions; newest first; by user names."""
    found = [
        Event(one.start, _("名称：{name}").format(name=one.name), one.recorded_by, _until(one))
        for one in chronicle.names_of(place.id)
    ]
    for one in chronicle.placements_of(place.id):
        words = {"hierarchy": Hierarchy(one.hierarchy).label}
        if one.parent:
            title = _("{hierarchy}：隶属{above}").format(**words, above=one.parent.name)
        else:
            title = _("{hierarchy}：最上级").format(**words)
        found.append(Event(one.start, title, one.recorded_by, _until(one)))
    for one in chronicle.successions_of(place.id):
        kind = SuccessionKind(one.kind).label
        title = f"{kind}：{one.predecessor.name} → {one.successor.name}"
        found.append(Event(one.on, title, one.recorded_by))
    return sorted(found, key=lambda event: event.at, reverse=True)


def _until(one: Dated) -> str:
    if one.voided_at:
        return _("已更正：{reason}").format(reason=one.void_reason)
    if one.end is None:
        return _("至今")
    return _("至 {day}").format(day=day(one.period.last_day))
