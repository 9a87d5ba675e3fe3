"""What one community owes: required, there, missing, since when; and the one next action."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from liandong.core.standards.guarantee import STALE_AFTER
from liandong.core.standards.model import Standard, Status
from liandong.core.standards.norms import NormBook
from liandong.core.standards.norms.model import NormUnit
from liandong.domains.accounts.enums import Permission
from liandong.domains.guarantee.models import FIELDS
from liandong.domains.intake.reading.definition import Dimension
from liandong.domains.norms import books as norms
from liandong.domains.observatory import duties
from liandong.domains.observatory.duties import Duty, Evidence, Standing
from liandong.domains.observatory.figures import Sight
from liandong.web.components.shapes import Citation, Column
from liandong.web.dashboard.look import Look
from liandong.web.dashboard.presenters.norms import citation, in_force, rule, why_not
from liandong.web.dashboard.who import names_of
from liandong.web.dashboard.words import amount, day, said

# What is owed comes first, then what nobody can tell, then what is in order.
_ORDER = (Status.UNMET, Status.UNKNOWN, Status.MET, Status.NOT_APPLICABLE)


@dataclass(frozen=True)
class Fact:
    """A value on record, where to see it, and how old it is if that matters."""

    label: str
    value: str
    url: str
    note: str


@dataclass(frozen=True)
class Owed:
    """One standard for one community, ready to show."""

    title: str
    status: str
    rule: str
    required: str
    actual: str
    gap: str
    since: date | None
    record_url: str
    note: str
    base: list[Fact]
    norm: Citation | None
    why_not: str
    explain_url: str
    action: str
    action_url: str


def unit_of(field: str) -> str:
    """What a field of the ledger is counted in."""
    return {
        Dimension.HOUSEHOLDS: _("户"), Dimension.PEOPLE: _("人"), Dimension.MONEY: _("元"),
        Dimension.AREA: _("㎡"),
    }[FIELDS[field].dimension]  # fmt: skip


def records(look: Look, book: NormBook) -> dict[str, Evidence]:
    """For every field the record that counts on the day, and whether it is too old."""
    limit = in_force(look, book, STALE_AFTER)
    return duties.evidence(look.place, on=look.on, limit=limit)


def owed(look: Look, sights: Mapping[date, Sight]) -> list[Owed]:
    """Every standard of the community with its records, what is missing first."""
    book = norms.book()
    evidence = records(look, book)
    found = duties.standings(look.place, sights, on=look.on)
    found.sort(key=lambda one: _ORDER.index(one.duty.status))
    return [_owed(look, one, evidence, book) for one in found]


def _owed(look: Look, one: Standing, evidence: dict[str, Evidence], book: NormBook) -> Owed:
    duty, standard = one.duty, one.duty.standard
    norm = in_force(look, book, standard.norm)
    needed = _fact(look, standard.needs[0], evidence)
    presence = book[standard.norm].unit is NormUnit.PRESENCE
    required, actual, gap = _presence(duty) if presence else _amounts(duty)
    wrong = duty.status in {Status.UNMET, Status.UNKNOWN}
    action, url = _next(look, standard, evidence) if wrong else ("", "")
    return Owed(
        title=said(standard.title),
        status=duty.status.value,
        rule=rule(standard, norm) if norm else "",
        required="" if duty.status is Status.NOT_APPLICABLE else required,
        actual=actual,
        gap=gap,
        since=one.unmet_since,
        record_url=needed.url,
        note=f"{needed.value} {needed.note}".strip() if presence else needed.note,
        base=[_fact(look, field, evidence) for field in standard.base],
        norm=citation(standard, norm),
        why_not="" if norm else why_not(look, book, standard.norm),
        explain_url=look.explanation(standard.code),
        action=action,
        action_url=url,
    )


def _amounts(duty: Duty) -> tuple[str, str, str]:
    """Required, there, missing, each with its unit."""
    unit = said(duty.standard.unit)
    gap = amount(duty.gap, unit) if duty.gap else ""
    return amount(duty.required, unit), amount(duty.actual, unit), gap


def _presence(duty: Duty) -> tuple[str, str, str]:
    """The same where a thing is there or not, in any amount."""
    if duty.actual is None:
        return _("要有"), _("未知"), ""
    return _("要有"), _("有") if duty.actual else _("没有"), ""


def _fact(look: Look, field: str, evidence: dict[str, Evidence]) -> Fact:
    fact = evidence[field].fact
    value = amount(fact and fact.value, unit_of(field))
    note = ""
    if fact and evidence[field].stale:
        note = _("{day} 的数据，已过期").format(day=day(fact.as_of))
    elif fact and fact.as_of != look.newest:
        note = day(fact.as_of)
    return Fact(capfirst(said(FIELDS[field].label)), value, look.record(field), note)


def _next(look: Look, standard: Standard, evidence: dict[str, Evidence]) -> tuple[str, str]:
    """The one thing this person can do about it, if anything."""
    if not look.rights.may(Permission.CORRECT_FACTS, look.place):
        return "", ""
    fields = (*standard.needs, *standard.base)
    absent = [one for one in fields if evidence[one].fact is None or evidence[one].stale]
    field = absent[0] if absent else standard.needs[0]
    word = _("补报数据") if absent else _("更新数据")
    return word, look.record(field, correct=True)


def ledger(look: Look) -> tuple[list[Column], list[dict]]:
    """Every fact that counts, with where it comes from."""
    evidence = records(look, norms.book())
    columns = [
        Column("label", _("项目")), Column("value", _("数值"), "number", digits=0),
        Column("unit", _("单位")), Column("as_of", _("截至"), "date"), Column("source", _("来源")),
        Column("by", _("登记")),
    ]  # fmt: skip
    names = names_of(found.fact.recorded_by for found in evidence.values() if found.fact)
    rows = []
    for field, found in evidence.items():
        fact = found.fact
        row: dict[str, object] = {
            "label": capfirst(said(FIELDS[field].label)), "label_url": look.record(field),
            "label_note": _("已过期，按未知计") if found.stale else "",
            "value": fact and fact.value, "unit": unit_of(field), "as_of": fact and fact.as_of,
            "source": _source(found),
            "by": names.get(fact.recorded_by, fact.recorded_by) if fact else "",
        }  # fmt: skip
        rows.append(row)
    return columns, rows


def _source(found: Evidence) -> str:
    fact = found.fact
    if fact is None:
        return _("还没有登记")
    if fact.batch is None:
        return _("手工登记")
    return f"{fact.batch.file_name} · {fact.cell}" if fact.cell else fact.batch.file_name
