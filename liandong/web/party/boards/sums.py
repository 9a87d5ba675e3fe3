"""Sums as cells of tables: each leads to its explanation; small ones are not said to whoever does
not see organisation life here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from liandong.core.indicators.families import FAMILIES
from liandong.core.indicators.model import Figure, Indicator, read
from liandong.core.indicators.suppression import is_small, masked
from liandong.core.standards.life.model import LifeStandard
from liandong.core.standards.life.words import DutyStatus
from liandong.web.dashboard.words import exact
from liandong.web.party.look import PartyLook

Totals = Mapping[str, Decimal]
Row = dict[str, object]
INDICATORS = FAMILIES["life"].indicators
NONE = frozenset[object]()


def present(standard: LifeStandard) -> Indicator:
    """The share of the present period."""
    return INDICATORS[f"life.{standard.key}"]


def of_year(standard: LifeStandard) -> Indicator:
    """The share of the year's periods that are over; of what is owed once a year, the present."""
    return INDICATORS.get(f"life.{standard.key}_year") or present(standard)


def owed(standard: LifeStandard, totals: Totals) -> bool:
    """Whether anybody owes it, or is let off, or nobody knows."""
    figure = read(present(standard), totals)
    return bool(figure.denominator or figure.unknown or figure.excluded)


@dataclass(frozen=True)
class Sums:
    """Makes the cells of a page, for one person."""

    look: PartyLook

    def hidden(self, cells: Mapping[object, Figure]) -> frozenset[object]:
        """Which of sibling shares are not said."""
        if self.look.full:
            return NONE
        return masked({k: (f.numerator, f.denominator or Decimal(0)) for k, f in cells.items()})

    def share(
        self, key: str, figure: Figure, url: str, *, hidden: bool = False, whole: bool = True
    ) -> Row:
        """A share: its value, the parts, and with `whole` who is in neither part."""
        if hidden or (not self.look.full and self._small(figure)):
            return {key: None, f"{key}_mark": _("不公布")}
        if not figure.denominator:
            unknown = f"{key}_note"
            if figure.unknown:
                return {key: None, unknown: _("未知 {n}").format(n=exact(figure.unknown))}
            return {key: None, f"{key}_status": "not_applicable"}
        parts = [f"{exact(figure.numerator)} / {exact(figure.denominator)}"]
        if whole and figure.unknown:
            parts.append(_("未知 {n}").format(n=exact(figure.unknown)))
        if whole and figure.excluded:
            parts.append(_("豁免 {n}").format(n=exact(figure.excluded)))
        return {
            key: figure.numerator / figure.denominator, f"{key}_url": url,
            f"{key}_note": " · ".join(parts),
        }  # fmt: skip

    def counts(
        self, standard: LifeStandard, totals: Totals, statuses: Iterable[DutyStatus], **kept: str
    ) -> Row:
        """How many stand how; each leads to the list of those that do."""
        row: Row = {}
        hidden = not self.look.full and self._small(read(present(standard), totals))
        code = present(standard).code
        for status in statuses:
            key, n = status.value, int(totals[f"{standard.key}_{status.value}"])
            row[key] = None if hidden else n
            if hidden:
                row[f"{key}_mark"] = _("不公布")
            elif n:
                row[f"{key}_url"] = self.look.explanation(code, status=key, **kept) + "#list"
        return row

    def number(self, key: str, n: Decimal, url: str, *, hidden: bool = False) -> Row:
        """A count that leads to its list, if there is anything in it."""
        if hidden:
            return {key: None, f"{key}_mark": _("不公布")}
        return {key: n, f"{key}_url": url if n else ""}

    def _small(self, figure: Figure) -> bool:
        return figure.denominator is not None and is_small(figure.numerator, figure.denominator)
