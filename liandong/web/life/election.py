"""One election: where it stands, what comes next and who may do it, the candidates, the result."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from liandong.core.standards.lifecycles.model import Transition
from liandong.domains.accounts.enums import Permission
from liandong.domains.life import queries
from liandong.domains.life.actions.applying import usual_extension
from liandong.domains.life.models import Election
from liandong.domains.workflow import actions as workflow
from liandong.domains.workflow import definitions
from liandong.domains.workflow.queries import open_to
from liandong.web import access
from liandong.web.components.shapes import Crumb
from liandong.web.dashboard.words import said
from liandong.web.life import election_lines
from liandong.web.life.lines import by_when
from liandong.web.life.term_rules import Here
from liandong.web.party.look import PartyLook, frame, look_inside

TERMS = "organisation-terms"
EXTEND = "extend"  # asks for more time with the request; a form of its own
# Steps that lead back or out of it: offered after those that lead on.
BACK = frozenset(
    {"send_back", "send_back_candidates", "refuse_result", "cancel", "withdraw_request",
     "withdraw_candidates", "withdraw_report", "record_again"}
)  # fmt: skip


@access.signed_in
def election(request: HttpRequest, number: int) -> HttpResponse:
    """An election as both sides see it."""
    one, look = found(request, number)
    taken, here = election_lines.taken_steps(one), Here(one.unit, look.on)
    shown = framed(look, one) | {
        "way": election_lines.way(one, taken), "events": election_lines.events(one, taken),
        "now": _now(look, one), "steps": steps(look, one, here),
        "candidates": election_lines.candidates(one) if sees_candidates(look) else None,
        "result": election_lines.result(one, here), "rules": election_lines.rules_of(here),
        "new_term": one.new_term,
    }  # fmt: skip
    return render(request, "life/election.html", shown)


def found(request: HttpRequest, number: int) -> tuple[Election, PartyLook]:
    """The election, for whoever sees organisation life there: the body's people and its superior's.
    Raises `Forbidden`, `no_such_election`."""
    one = queries.election(number)
    return one, look_inside(request, one.unit.code, Permission.SEE_LIFE)


def framed(look: PartyLook, one: Election, *more: Crumb) -> dict[str, Any]:
    """What every page of an election shows on top."""
    shown = frame(look, TERMS)
    terms = look.at(TERMS, look.place.code)
    here = Crumb(_("换届"), reverse("election", args=[one.pk]))
    shown["crumbs"] = [*shown["crumbs"], Crumb(_("任期换届"), terms), here, *more]
    return shown | {"election": one, "terms_url": terms}


def sees_candidates(look: PartyLook) -> bool:
    """Whether the person works on the election, on either side: names are for them."""
    return look.may(Permission.RECORD_LIFE) or look.may(Permission.SUPERVISE_LIFE)


def _now(look: PartyLook, one: Election) -> dict[str, Any]:
    """The state, what it asks, of whom and by when."""
    process = one.process
    state = definitions.of(process).state(process.state)
    holder = workflow.sides_of(process).get(state.holder or "")
    due, on = process.due_on, look.on
    return {
        "state": said(state.title), "says": said(state.says), "final": state.final,
        "holder": holder.name if holder else "", "when": by_when(due, on) if due else "",
        "late": due is not None and due < on, "filed": process.state == "filed",
        "asked_to": one.asked_to if process.state == "requested" else None,
    }  # fmt: skip


def steps(look: PartyLook, one: Election, here: Here) -> list[dict[str, Any]]:
    """What this person may do now, what leads on first."""
    extends = usual_extension(one, here.norms) is not None
    offered = [_step(one, step) for step in _open_steps(look, one, extends=extends)]
    codes = {step["code"] for step in offered}
    if "request" in codes and extends:
        says = _("写明理由和延到哪一天，由上级批准；最长一年，只能延一次。")
        offered.append({"code": EXTEND, "label": _("申请延期"), "says": says,
                        "url": reverse("election-step", args=[one.pk, EXTEND])})  # fmt: skip
    first = "postpone" if one.asked_to else ""
    return sorted(offered, key=lambda step: (step["code"] in BACK, step["code"] != first))


def _open_steps(look: PartyLook, one: Election, *, extends: bool) -> list[Transition]:
    """The body and its superior are in the line of the page."""
    found = open_to(one.process, look.rights, known=look.line)
    return [step for step in found if step.code != "postpone" or extends]


def _step(one: Election, step: Transition) -> dict[str, Any]:
    return {
        "code": step.code, "label": said(step.title), "says": said(step.says),
        "url": reverse("election-step", args=[one.pk, step.code]),
    }  # fmt: skip
