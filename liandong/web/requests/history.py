"""What happened to a request, newest first, as those who work on it read it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.urls import reverse
from django.utils.translation import gettext as _

from liandong.domains.casework.actions.steps import RESIDENT
from liandong.domains.casework.models import Case
from liandong.domains.workflow import definitions
from liandong.web.components.shapes import Event
from liandong.web.dashboard.who import names_of
from liandong.web.dashboard.words import said

# Steps with a record of their own, which says more.
_TOLD_BELOW = frozenset({
    "reply", "call_back", "contest", "begin", "object", "uphold", "reject", "propose_exclusion",
    "exclude", "keep", "appeal", "allow", "deny",
})  # fmt: skip
# What `events` reads, for whoever fetches a case.
READ = ("process__steps", "contacts", "call_backs", "contests", "reviews", "escalations")


def events(one: Case) -> list[Event]:
    """Steps, contacts, answers, what was asked and decided, call-backs, whistles."""
    found = [*_steps(one), *_contacts(one), *_answers(one), *_reviews(one), *_others(one)]
    names = {RESIDENT: _("居民"), **names_of(one.by for one in found)}
    named = [replace(one, by=names.get(one.by, one.by)) for one in found]
    # What came later at the same moment stays later.
    return sorted(named, key=lambda event: event.at)[::-1]


def _steps(one: Case) -> Iterator[Event]:
    definition = definitions.of(one.process)
    for step in one.process.steps.all():
        if step.transition in _TOLD_BELOW:
            continue
        known = definition.transitions.get(step.transition)
        title = said(known.title) if known else _("收到")
        yield Event(step.at, title, by=step.by, note=step.note)


def _contacts(one: Case) -> Iterator[Event]:
    for contact in one.contacts.all():
        title = _("联系上了诉求人") if contact.reached else _("联系诉求人，没有联系上")
        note = " · ".join(part for part in (str(contact.get_way_display()), contact.said) if part)
        yield Event(contact.at, title, by=contact.by, note=note)


def _answers(one: Case) -> Iterator[Event]:
    for reply in one.replies.select_related("unit"):
        yield Event(reply.at, _("{unit}答复").format(unit=reply.unit.name), reply.by, reply.text)
    for back in one.call_backs.all():
        note = " · ".join(
            str(part)
            for part in (back.get_resolved_display(), back.get_satisfied_display(), back.said)
            if part
        )
        yield Event(back.at, _("回访"), by=back.by, note=note)
    for contest in one.contests.all():
        yield Event(contest.at, _("居民认为没有解决"), note=contest.said)


def _reviews(one: Case) -> Iterator[Event]:
    for review in one.reviews.all():
        kind = str(review.get_kind_display())
        yield Event(
            review.asked_at, _("{kind}：提出").format(kind=kind), review.asked_by, review.said
        )
        if review.decided_at:
            word = _("{kind}：同意") if review.granted else _("{kind}：不同意")
            yield Event(review.decided_at, word.format(kind=kind), review.decided_by, review.reason)


def _others(one: Case) -> Iterator[Event]:
    for level in one.escalations.all():
        yield Event(level.at, _("超时，已上报"))
    for whistle in one.whistles.select_related("street"):
        title = _("{street}吹哨").format(street=whistle.street.name)
        yield Event(
            whistle.blown_at, title, note=whistle.what, url=reverse("whistle", args=[whistle.pk])
        )
