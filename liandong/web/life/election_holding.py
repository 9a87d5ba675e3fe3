"""The assembly of an election goes on record: who was absent, how many votes each got."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from liandong.domains.life import actions, rules
from liandong.domains.life.actions import Outcome, Winner
from liandong.domains.life.enums import MeetingKind
from liandong.domains.life.models import Election
from liandong.domains.life.queries.electable import called
from liandong.domains.observatory import days
from liandong.web.acting import act
from liandong.web.life import election_lines, expected
from liandong.web.life.election_forms import HoldForm
from liandong.web.life.naming import People


def known(one: Election) -> list[dict[str, Any]]:
    """The last list of candidates as rows to begin with, each called so that it is understood."""
    listed = election_lines.last_list(one)
    names = [row.person.name for row in listed]
    spoken = {person.pk: name for name, person in called(one.unit, names, on=days.today()).items()}
    return [
        {"name": spoken.get(row.person_id, row.person.name), "post": row.post} for row in listed
    ]


def hold(request: HttpRequest, one: Election, shown: dict[str, Any]) -> HttpResponse:
    """Everybody came but those tapped; votes in counts only, and the rule says who is elected."""
    on = _day(request)
    form = HoldForm(request.POST or None, initial={"seen": one.process.state, "on": on})
    people = People(one.unit, on, request.POST, known=known(one), spare=3, votes=True)
    roll = expected.roll(one.unit, MeetingKind.ASSEMBLY, on, expected.said(request.POST))

    def deed(data: dict[str, Any], **how: Any) -> str:
        counted = [Winner(row.person, row.post, row.votes) for row in people.said() if row.votes]
        actions.hold_election(
            one, on=data["on"], ballots=data["ballots"], counted=counted, seen=data["seen"],
            outcome=Outcome(absent=expected.said(request.POST)), **how,
        )  # fmt: skip
        return str(shown["back"])

    shown = shown | {
        "people": people, "roll": roll, "reasons": expected.REASONS, "seats": one.seats,
        "least": rules.election_least(one.unit, roll.entitled, on),
    }  # fmt: skip
    return act(request, form, deed, shown=shown, well=_("选举大会已登记。"),
               template="life/election_hold.html")  # fmt: skip


def _day(request: HttpRequest) -> date:
    """The day whose list is shown: the one typed, as far as it is one."""
    try:
        return date.fromisoformat(request.POST.get("on", ""))
    except ValueError:
        return days.today()
