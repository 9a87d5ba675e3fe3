"""The norm behind a number, as the citation wants it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from liandong.core.standards.norms import Applied
from liandong.domains.observatory.explain import Explanation
from liandong.web.components.shapes import Citation
from liandong.web.dashboard.words import exact, said


def citation(explanation: Explanation) -> Citation | None:
    """Instrument, article, in force since, how well known; none where no norm is in force."""
    return cited(explanation.norm, said(explanation.rule))


def cited(norm: Applied | None, requirement: str) -> Citation | None:
    """The norm that stands behind a requirement, if one is in force."""
    if norm is None:
        return None
    entry = norm.entry
    return Citation(
        instrument=said(entry.source.instrument),
        article=said(entry.source.article),
        requirement=requirement,
        in_force=entry.period.start,
        until=entry.period.last_day,
        tag=entry.tag.value,
        note=said(entry.source.note),
        url=entry.source.url or "",
    )


def floor(norm: Applied | None) -> str:
    """What is said where a local value asked for less than a floor allows."""
    if norm is None or norm.held_up is None:
        return ""
    return _("本地规定为 {low}，低于上级规定的下限 {value}，按下限执行。").format(
        low=exact(norm.held_up.value), value=exact(norm.value)
    )
