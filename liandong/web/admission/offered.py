"""What a person may do with an item now. Steps, and who may take them, stand in the lifecycle; what
is no step of it stands here."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from liandong.domains.accounts.enums import Permission
from liandong.domains.accounts.queries import Rights
from liandong.domains.admission import queries
from liandong.domains.admission.enums import WRITABLE
from liandong.domains.admission.models import Item
from liandong.domains.workflow import definitions
from liandong.web.dashboard.words import said

# What leads on from a state, before what ends it.
LEAD = frozenset(
    {"apply", "correct", "ask", "assess", "approve", "publish", "ask_renewal", "renew"}
)


def deeds(rights: Rights, one: Item) -> list[dict[str, Any]]:
    """What to press, what leads on first."""
    now = [step.code for step in queries.steps_for(rights, one)]
    state = one.process.state
    if state == "assessment" and queries.may(rights, Permission.DECIDE_ADMISSION, one):
        now.insert(0, "assess")
    found = [_shown(code, one) for code in now if code != "approve" or one.assessments.exists()]
    if state in WRITABLE and queries.may(rights, Permission.APPLY_ADMISSION, one):
        url = reverse("admission-edit", args=[one.number])
        found.append({"title": _("修改"), "leads": state == "returned", "url": url})
    return sorted(found, key=lambda deed: not deed["leads"])


def title_of(code: str) -> str:
    """What the button says."""
    if code == "assess":
        return _("评估负担")
    if code == "opine":
        return _("提意见")
    return said(definitions.newest("admission").transitions[code].title)


def _shown(code: str, one: Item) -> dict[str, Any]:
    url = reverse("admission-deed", args=[one.number, code])
    again = code == "assess" and one.assessments.exists()
    return {"title": title_of(code), "leads": code in LEAD and not again, "url": url}
