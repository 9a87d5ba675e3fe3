"""What happened to a request, newest first, as those who work on it read it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from django.urls import reverse
from django.utils.translation import gettext as _

from liandong.domains.casework.actions.steps import RESIDENT
from liandong.domains.casework.enums import Resolved, ReviewKind, Satisfied, Way
from liandong.domains.casework.models import Case
from liandong.domains.casework.queries.happened import Happening
from liandong.domains.workflow import definitions
from liandong.web.components.shapes import Event
from liandong.web.dashboard.who import names_of
from liandong.web.dashboard.words import said

# Steps with a record of their own, which says more.
_TOLD_BELOW = frozenset({
    "reply", "call_back", "contest", "begin", "object", "uphold", "reject", "propose_exclusion",
    "exclude", "keep", "appeal", "allow", "deny",
})  # fmt: skip


def events(case: Case, happened: Iterable[Happening]) -> list[Event]:
    """Steps, contacts, answers, what was asked and decided, call-backs, whistles."""
    steps = definitions.of(case.process).transitions
    found = []
    for one in happened:
        if one.kind == "step" and one.code not in _TOLD_BELOW:
            known = steps.get(one.code)
            title = said(known.title) if known else _("收到")
            found.append(Event(one.at, title, by=one.by, note=one.said))
        elif one.kind in _TOLD:
            found.append(_TOLD[one.kind](one))
    names = {RESIDENT: _("居民"), **names_of(one.by for one in found)}
    # What came later at the same moment stays later.
    return [replace(one, by=names.get(one.by, one.by)) for one in found][::-1]


def _joined_up(*parts: object) -> str:
    return " · ".join(str(part) for part in parts if part)


def _contact(one: Happening) -> Event:
    title = _("联系上了诉求人") if one.kind == "reached" else _("联系诉求人，没有联系上")
    return Event(one.at, title, by=one.by, note=_joined_up(Way(one.code).label, one.said))


def _reply(one: Happening) -> Event:
    return Event(one.at, _("{unit}答复").format(unit=one.more), one.by, one.said)


def _call_back(one: Happening) -> Event:
    note = _joined_up(Resolved(one.code).label, Satisfied(one.more).label, one.said)
    return Event(one.at, _("回访"), by=one.by, note=note)


def _contest(one: Happening) -> Event:
    return Event(one.at, _("居民认为没有解决"), note=one.said)


def _review(one: Happening) -> Event:
    words = {
        "asked": _("{kind}：提出"),
        "granted": _("{kind}：同意"),
        "denied": _("{kind}：不同意"),
    }
    title = words[one.kind].format(kind=ReviewKind(one.code).label)
    return Event(one.at, title, one.by, one.said)


def _escalation(one: Happening) -> Event:
    return Event(one.at, _("超时，已上报"))


def _whistle(one: Happening) -> Event:
    title = _("{street}吹哨").format(street=one.more)
    return Event(one.at, title, note=one.said, url=reverse("whistle", args=[one.pk]))


_TOLD: dict[str, Callable[[Happening], Event]] = {
    "reached": _contact, "tried": _contact, "reply": _reply, "call_back": _call_back,
    "contest": _contest, "asked": _review, "granted": _review, "denied": _review,
    "escalation": _escalation, "whistle": _whistle,
}  # fmt: skip
