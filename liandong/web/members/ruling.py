"""What the norms say about a step, on the page where it is taken."""

from __future__ import annotations

from django.utils.translation import gettext as _

from liandong.domains.members.rules import Rule
from liandong.web.components.shapes import Item
from liandong.web.dashboard.words import said


def items(rule: Rule | None, when: str = "") -> list[Item]:
    """The rule in words with its source, and its day where there is one. `when`: what that day
    is called."""
    if rule is None:
        return []
    source = f"{said(rule.instrument)} {said(rule.article)}".strip()
    months = _("{n} 个月").format(n=rule.months)
    told = [Item(_("规定"), said(rule.says), source), Item(_("至少"), months)]
    return [*told, Item(when, rule.earliest)] if rule.earliest and when else told
