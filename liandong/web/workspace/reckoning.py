"""One community's own rule: what it needs and how that is reckoned, from which record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING
from functools import cached_property

from django.utils.translation import gettext as _

from liandong.core.standards.model import Standard, Status
from liandong.core.standards.norms.model import NormUnit
from liandong.domains.guarantee.models import FIELDS
from liandong.domains.observatory import listing
from liandong.domains.observatory.duties import Evidence
from liandong.domains.observatory.explain import Explanation, spoken
from liandong.domains.observatory.listing import Line, Opened
from liandong.web.components.shapes import Item
from liandong.web.dashboard.look import Look
from liandong.web.dashboard.words import amount, day, exact, named, said
from liandong.web.workspace.sources import headed

# Norms that are given for so many of the base.
_PER = {NormUnit.PERSON_PER_10000: 10_000, NormUnit.SQUARE_METRE_PER_100_HOUSEHOLDS: 100}


def reckoned(look: Look, opened: Opened, records: Mapping[str, Evidence]) -> Reckoning | None:
    """How one unit's duty comes about; none for sums, rates and whole areas."""
    own, standard = opened.own, opened.explanation.standard
    if own is None or standard is None:
        return None
    return Reckoning(look, opened.explanation, standard, own, records)


@dataclass(frozen=True)
class Reckoning:
    """A duty of one unit: `sentence` says it in one breath, `items` line by line."""

    look: Look
    explanation: Explanation
    standard: Standard
    own: Line
    records: Mapping[str, Evidence]

    @property
    def items(self) -> list[Item]:
        """The base, the norm, what they come to; what there is, what is missing."""
        base = [self._record(field) for field in self.standard.base]
        there = [self._record(field) for field in self.standard.needs]
        gap = [Item(_("差额"), self._amount("gap"))] if self.own.status is Status.UNMET else []
        return [*base, *self._required(), *there, *gap]

    @property
    def sentence(self) -> str:
        name, status = self.explanation.unit.name, self.own.status
        if self.explanation.norm is None:
            return _("{name}：当日没有生效的规范，不判断是否达标。").format(name=name)
        if status is Status.UNKNOWN:
            what = named([said(FIELDS[one].label) for one in self._absent()])
            return _("{name}能不能达标还说不出：缺少有效的{what}。").format(name=name, what=what)
        if status is Status.NOT_APPLICABLE:
            return _("{name}按这条规范没有应有数，不作判断。").format(name=name)
        if self._presence:
            met, unmet = _("{name}要有，现在有。"), _("{name}要有，现在没有。")
        else:
            met = _("{name}{base}应有 {required}，实有 {actual}，已达标。")
            unmet = _("{name}{base}应有 {required}，实有 {actual}，差 {gap}。")
        amounts = {one: self._amount(one) for one in ("required", "actual", "gap")}
        template = met if status is Status.MET else unmet
        return template.format(name=name, base=self._base(), **amounts)

    @cached_property
    def _unit(self) -> NormUnit | None:
        return self.explanation.parameter.unit if self.explanation.parameter else None

    @property
    def _presence(self) -> bool:
        return self._unit is NormUnit.PRESENCE

    def _amount(self, part: str) -> str:
        return amount(getattr(self.own, part), said(self.standard.unit))

    def _absent(self) -> list[str]:
        fields = [*self.standard.base, *self.standard.needs]
        found = [one for one in fields if self.records[one].fact is None or self.records[one].stale]
        return found or fields

    def _record(self, field: str) -> Item:
        """A fact that the duty rests on, with its day; a link to its record."""
        one, term, url = self.records[field], headed(FIELDS[field].label), self.look.record(field)
        if one.fact is None:
            return Item(term, _("没有登记"), url=url)
        note = _("截至 {day}").format(day=day(one.fact.as_of))
        if one.stale:
            note = _("{note}，已过期，按未知处理").format(note=note)
        return Item(term, amount(one.fact.value, said(listing.unit_of(field))), note, url)

    def _required(self) -> list[Item]:
        norm = self.explanation.norm
        if norm is None or self._unit is None:
            return []
        if self._presence:
            return [Item(_("规范的值"), _("要有"))]
        value = Item(_("规范的值"), f"{spoken(norm.value)} {said(self._unit.text)}")
        if self.own.required is None or self.own.status is Status.NOT_APPLICABLE:
            return [value]
        return [value, Item(_("应有"), self._amount("required"), note=self._formula())]

    def _formula(self) -> str:
        """The sum as one would do it by hand; empty unless it comes to what was required."""
        per, norm, required = _PER.get(self._unit), self.explanation.norm, self.own.required  # type: ignore[arg-type]
        fact = self.records[self.standard.base[0]].fact if self.standard.base else None
        if not per or norm is None or fact is None or required is None:
            return ""
        due = fact.value * norm.value / per
        told = {"base": exact(fact.value), "norm": spoken(norm.value), "per": exact(per)}
        if due == required:
            return _("= {base} × {norm} ÷ {per}").format(**told)
        if due.to_integral_value(ROUND_CEILING) == required:
            told["due"] = exact(due)
            return _("= {base} × {norm} ÷ {per} = {due}，不足一的按一计").format(**told)
        return ""

    def _base(self) -> str:
        """“有常住人口 5,472 人，” where what is required depends on something."""
        parts = []
        for field in self.standard.base:
            if fact := self.records[field].fact:
                value = amount(fact.value, said(listing.unit_of(field)))
                label = said(FIELDS[field].label)
                parts.append(_("有{field} {value}，").format(field=label, value=value))
        return "".join(parts)
