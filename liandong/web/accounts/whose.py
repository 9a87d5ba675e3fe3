"""Who stands behind a user name in the audit trail: the person, and the office they held then."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from liandong.domains.accounts.models import Assignment, User
from liandong.domains.audit.models import Event

_TERMINAL, _USER = "cli:", "user:"


@dataclass(frozen=True, slots=True)
class Whose:
    """A person as readers know them; `note` is their office, or the account of a terminal."""

    name: str
    note: str = ""


class People:
    """Everybody that some events speak of; two queries for any number of them."""

    def __init__(self, events: Iterable[Event]) -> None:
        wanted = {name for one in events for name in (one.by, one.subject.removeprefix(_USER))}
        self._names = dict(
            User.objects.filter(username__in=wanted).values_list("username", "display_name")
        )
        self._held: dict[str, list[Assignment]] = defaultdict(list)
        held = Assignment.objects.live().filter(user__username__in=wanted)
        for one in held.select_related("user", "unit").order_by("start", "id"):
            self._held[one.user.username].append(one)

    def doer(self, event: Event) -> Whose:
        """Who did it, with the roles held on that day; a command, with the terminal's account."""
        if event.by.startswith(_TERMINAL):
            return Whose(_("命令行"), event.by.removeprefix(_TERMINAL))
        day = timezone.localdate(event.at)
        roles = [one for one in self._held.get(event.by, ()) if day in one.period]
        said = [f"{one.get_role_display()} · {one.unit.name}" for one in roles]
        return Whose(self._names.get(event.by) or event.by, "；".join(said))

    def meant(self, event: Event) -> str:
        """The name of the person a deed was about; empty where it was about something else."""
        kind, _colon, username = event.subject.partition(":")
        return self._names.get(username, "") if f"{kind}:" == _USER else ""


def done_by(events: QuerySet[Event], text: str) -> QuerySet[Event]:
    """The events done by, or about, whoever is called so: by name, or by part of a user name."""
    wanted = text.strip()
    if not wanted:
        return events
    called = list(
        User.objects.filter(display_name__icontains=wanted).values_list("username", flat=True)
    )
    about = [f"{_USER}{one}" for one in (wanted, *called)]
    return events.filter(Q(by__icontains=wanted) | Q(by__in=called) | Q(subject__in=about))
