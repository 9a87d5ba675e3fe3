"""The norm in force behind a standard, as a rule in a sentence and its citation."""

from __future__ import annotations

from liandong.core.standards.model import Standard
from liandong.core.standards.norms import Applied, NormBook, resolve
from liandong.domains.observatory.explain import spoken
from liandong.web.components.shapes import Citation
from liandong.web.dashboard.look import Look
from liandong.web.dashboard.words import said


def in_force(look: Look, book: NormBook, code: str) -> Applied | None:
    """A norm's value for the unit on the day, from the line already read."""
    return resolve(book, code, [one.code for one in look.line if one.code.isdigit()], look.on)


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
