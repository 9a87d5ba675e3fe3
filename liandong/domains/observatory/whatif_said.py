"""A what-if in words for people, and as plain data for scripts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from liandong.core.kernel.errors import Text
from liandong.core.standards.model import Status
from liandong.core.standards.norms import NormFinding
from liandong.domains.observatory.explain import norm_data, spoken
from liandong.domains.observatory.whatif import Change, Effect, Side, WhatIf
from liandong.domains.orgs.queries import short_code


@dataclass(frozen=True)
class Sentence:
    """What one standard's change comes to."""

    effect: Effect
    text: Text


def _value(side: Side) -> str:
    """The value at the unit itself; the range where its places differ; — where there is none."""
    values = sorted(value for value in side.values if value is not None)
    if len(values) > 1:
        return f"{spoken(values[0])}–{spoken(values[-1])}"
    if values:
        return spoken(values[0])
    return spoken(side.applied.value) if side.applied else "—"


def _undecided(count: int) -> Text:
    """Of how many nothing can be said: no figures that still hold."""
    if not count:
        return Text("", "")
    return Text(
        f"有 {count:,} 个社区这一天没有可用的数据，判断不了。",
        f" Of {count:,} nothing can be said: no figures of theirs hold on that day.",
    )


def sentence(effect: Effect, communities: int) -> Text:
    """One standard in one sentence: the norm, who falls below, what it takes."""
    unit, norm = effect.standard.unit, effect.parameter
    before, after = _value(effect.before), _value(effect.after)
    unmet = (effect.before.statuses[Status.UNMET], effect.after.statuses[Status.UNMET])
    more = spoken(abs(effect.more))
    dark = _undecided(effect.after.statuses[Status.UNKNOWN])
    if not effect.changes:
        return Text(
            f"{norm.title.zh}由 {before} 变为 {after} {norm.unit.text.zh},"
            f"{communities:,} 个社区的达标情况和差额都不变。{dark.zh}",
            f"{norm.title.en} goes from {before} to {after} {norm.unit.text.en}; nothing changes "
            f"for the {communities:,} communities.{dark.en}",
        )
    zh = "多" if effect.more >= 0 else "少"
    en = "more" if effect.more >= 0 else "less"
    return Text(
        f"{norm.title.zh}由 {before} 变为 {after} {norm.unit.text.zh}。{communities:,} 个社区中，"
        f"新增 {effect.falls:,} 个未达标，{effect.rises:,} 个不再未达标"
        f"（未达标由 {unmet[0]:,} 变为 {unmet[1]:,}）；补齐差额共需 {spoken(effect.after.gap)} "
        f"{unit.zh}，比现在{zh} {more} {unit.zh}。{dark.zh}",
        f"{norm.title.en} goes from {before} to {after} {norm.unit.text.en}. Of {communities:,} "
        f"communities {effect.falls:,} come to miss it and {effect.rises:,} no longer do "
        f"({unmet[0]:,} → {unmet[1]:,} miss it); closing the gap takes {spoken(effect.after.gap)} "
        f"{unit.en}, {more} {en} than now.{dark.en}",
    )


def summary(found: WhatIf) -> Text:
    """The whole in a few sentences."""
    if found.not_yet:
        return Text(
            f"新值从 {found.since} 起生效，{found.on} 这一天还没有影响。"
            "请试算生效以后的日期，或用 --as-if 按生效后的规范判断这一天的数据。",
            f"The new values begin on {found.since}; on {found.on} nothing changes yet. Try a day "
            "after that, or judge this day's data by them with --as-if.",
        )
    if not found.effects:
        return Text(
            f"{found.unit.name}的达标情况不变。",
            f"Nothing changes for {found.unit.name}.",
        )
    said = [sentence(one, found.communities) for one in found.effects]
    return Text("".join(one.zh for one in said), " ".join(one.en for one in said))


def _text(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}


def findings_data(findings: Iterable[NormFinding]) -> list[dict[str, Any]]:
    """Findings as plain data, each by file and line."""
    return [
        {
            "file": str(one.file),
            "line": one.line,
            "severity": one.severity.value,
            "code": one.code,
            "message": _text(one.message),
        }
        for one in findings
    ]


def _change(one: Change) -> dict[str, Any]:
    return {
        "code": short_code(one.code),
        "name": one.name,
        "status": {"before": one.before.value, "after": one.after.value},
        "actual": one.actual,
        "required": {"before": one.required_before, "after": one.required_after},
        "gap": {"before": one.gap_before, "after": one.gap_after},
    }


def _values(side: Side) -> list[dict[str, Any]]:
    ordered = sorted(side.values.items(), key=lambda item: (item[0] is None, item[0] or Decimal(0)))
    return [{"value": value, "communities": count} for value, count in ordered]


def _effect(one: Effect, communities: int) -> dict[str, Any]:
    before, after = one.before, one.after
    counts = {
        status.value: {"before": before.statuses[status], "after": after.statuses[status]}
        for status in Status
    }
    return {
        "standard": one.standard.code,
        "title": _text(one.standard.title),
        "summary": _text(sentence(one, communities)),
        "norm": {
            "code": one.parameter.code,
            "unit": _text(one.parameter.unit.text),
            "before": norm_data(one.parameter, before.applied),
            "after": norm_data(one.parameter, after.applied),
            "values_before": _values(before),
            "values_after": _values(after),
        },
        **counts,
        "fall_below": one.falls,
        "rise": one.rises,
        "gap": {"before": before.gap, "after": after.gap, "more": one.more},
        "unit_of_gap": _text(one.standard.unit),
        "changes": [_change(change) for change in one.changes],
    }


def as_data(found: WhatIf) -> dict[str, Any]:
    """The what-if as plain data, for the command line and the API."""
    return {
        "unit": {
            "code": short_code(found.unit.code), "name": found.unit.name, "kind": found.unit.kind
        },
        "on": found.on,
        "since": found.since,
        "norms_on": found.norms_on,
        "in_force_on_that_day": not found.not_yet,
        "communities": found.communities,
        "summary": _text(summary(found)),
        "standards": [_effect(one, found.communities) for one in found.effects],
    }  # fmt: skip
