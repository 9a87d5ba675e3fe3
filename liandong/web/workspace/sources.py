"""Where a record comes from, in words; and the names of the people who entered it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from liandong.core.kernel.errors import Text
from liandong.core.standards.guarantee import STALE_AFTER
from liandong.core.standards.norms import resolve
from liandong.domains.guarantee.models import LedgerFact
from liandong.domains.norms import books as norms
from liandong.domains.observatory import duties
from liandong.domains.observatory.duties import Evidence
from liandong.web.dashboard.look import Look
from liandong.web.dashboard.words import said


def headed(text: Text) -> str:
    """Words as a heading begins: a capital letter first, those that follow as they are."""
    words = said(text)
    return words[:1].upper() + words[1:]


def source(fact: LedgerFact) -> str:
    """File, sheet and cell; or that it was entered by hand."""
    if fact.batch is None:
        return _("网上登记")
    return " · ".join(part for part in (fact.batch.file_name, fact.batch.sheet, fact.cell) if part)


def evidence_of(look: Look, field: str) -> Evidence:
    """The record that counts for a field on the day that is looked at."""
    codes = [one.code for one in look.line if one.code.isdigit()]
    limit = resolve(norms.book(), STALE_AFTER, codes, look.on)
    return duties.evidence(look.place, on=look.on, limit=limit)[field]
