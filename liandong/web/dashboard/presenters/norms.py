"""The norm in force behind a standard, as a rule in a sentence and its citation."""

from __future__ import annotations

from django.utils.translation import gettext as _

from liandong.core.standards.model import Standard
from liandong.core.standards.norms import Applied, Entry, NormBook, resolve, silence
from liandong.domains.observatory.explain import spoken
from liandong.web.components.shapes import Citation
from liandong.web.dashboard.look import Look
from liandong.web.dashboard.words import day, said


def in_force(look: Look, book: NormBook, code: str) -> Applied | None:
    """A norm's value for the unit on the day, from the line already read."""
    return resolve(book, code, _codes(look), look.on)


def _codes(look: Look) -> list[str]:
    return [one.code for one in look.line if one.code.isdigit()]


def why_not(look: Look, book: NormBook, code: str) -> str:
    """Why a norm does not apply on the day: since when, until when, by which document."""
    found = silence(book, code, _codes(look), look.on)
    if found.before and found.after:
        words = _("不适用：{old}到 {last}为止，{new}自 {day}起才施行。")
    elif found.after:
        words = _("不适用：{new}自 {day}起才施行。")
    elif found.before:
        words = _("不适用：{old}到 {last}为止，此后没有新的规范。")
    else:
        words = _("不适用：没有对这里有效的规范。")
    return words.format(
        old=_source(found.before), last=day(found.before and found.before.period.last_day),
        new=_source(found.after), day=day(found.after and found.after.period.start),
    )  # fmt: skip


def _source(entry: Entry | None) -> str:
    if entry is None:
        return ""
    return " ".join(filter(None, (said(entry.source.instrument), said(entry.source.article))))


def rule(standard: Standard, norm: Applied | None) -> str:
    """The standard in a sentence, with the value in force."""
    value = spoken(norm.value) if norm else "—"
    return said(standard.rule).format(norm=value)


def citation(standard: Standard, norm: Applied | None) -> Citation | None:
    """The source of the value in force; none where no norm is."""
    if norm is None:
        return None
    source, period = norm.source, norm.entry.period
    return Citation(
        instrument=said(source.instrument), article=said(source.article),
        requirement=rule(standard, norm), in_force=period.start, until=period.last_day,
        tag=norm.entry.tag.value, note=said(source.note), url=source.url or "",
    )  # fmt: skip
