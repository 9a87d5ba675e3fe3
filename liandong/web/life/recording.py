"""Record a meeting as held, or plan one: one page, all present unless tapped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from liandong.domains.accounts.enums import Permission
from liandong.domains.life import actions, agendas, rules
from liandong.domains.life.actions import Outcome
from liandong.domains.life.enums import DECIDING, HELD_BY, MeetingKind
from liandong.domains.life.models import Meeting
from liandong.domains.members.models import Person
from liandong.domains.observatory import days
from liandong.domains.orgs.models import Unit
from liandong.web import access
from liandong.web.acting import how, tried
from liandong.web.components.shapes import Crumb, Link
from liandong.web.life import expected
from liandong.web.life.forms import HeldForm, MeetingForm, VoteForms
from liandong.web.party.look import PartyLook, frame, look_inside


@dataclass(frozen=True)
class Asked:
    """Which meeting of which organisation; `old` when it is on record already."""

    look: PartyLook
    unit: Unit
    kind: str
    on: date
    old: Meeting | None = None

    @property
    def decides(self) -> bool:
        return self.kind in DECIDING

    @property
    def corrects(self) -> bool:
        """Whether a record is said anew, rather than a plan carried out."""
        return self.old is not None and self.old.state == "held"


@access.signed_in
def record(request: HttpRequest, code: str) -> HttpResponse:
    """A meeting that took place, planned here or not."""
    look = look_inside(request, code, Permission.RECORD_LIFE)
    asked = _asked(request, look)
    return choose(request, look, "meeting-record") if asked is None else held(request, asked)


@access.signed_in
def plan(request: HttpRequest, code: str) -> HttpResponse:
    """A meeting to come."""
    look = look_inside(request, code, Permission.RECORD_LIFE)
    asked = _asked(request, look)
    return choose(request, look, "meeting-plan") if asked is None else planned(request, asked)


def choose(request: HttpRequest, look: PartyLook, page: str) -> HttpResponse:
    """Which kind of meeting it is to be."""
    links = [
        Link(one.label, look.at(page, look.place.code, kind=one.value))
        for one in MeetingKind if look.place.kind in HELD_BY[one]
    ]  # fmt: skip
    shown = frame(look, "organisation-meetings") | {"links": links, "recording": page.endswith("d")}
    return render(request, "life/choose.html", shown)


def _asked(request: HttpRequest, look: PartyLook) -> Asked | None:
    kind = request.GET.get("kind", "")
    if kind not in MeetingKind.values:
        return None
    return Asked(look, Unit.objects.get(pk=look.place.id), kind, look.on)


def held(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The page of a meeting that took place: fill in, or take down and lead to it."""
    said = expected.said(request.POST)
    roll = expected.roll(asked.unit, asked.kind, _day(request, asked), said or _absent(asked))
    form = HeldForm(
        request.POST or None, initial=_initial(asked), kind=asked.kind, people=roll.people,
        unit_kind=asked.unit.kind, today=days.today(),
    )  # fmt: skip
    votes = VoteForms(request.POST or None, prefix="vote", initial=_votes(asked))
    status, valid = 200, form.is_valid()
    # Each form says what is wrong with it, also where another is wrong as well.
    if request.method == "POST" and (not asked.decides or votes.is_valid()) and valid:
        url, status = tried(
            form, lambda: _page(_take_down(asked, form, votes, said, **how(request)))
        )
        if url:
            return redirect(url)
    elif request.method == "POST":
        status = 400
    shares = rules.shares(asked.unit, asked.kind, asked.on)
    shown = _frame(asked) | {
        "form": form, "votes": votes, "roll": roll, "reasons": expected.REASONS,
        "least": shares.least(roll.entitled) if shares.quorum is not None else None,
    }  # fmt: skip
    return render(request, "life/held.html", shown, status=status)


def _day(request: HttpRequest, asked: Asked) -> date:
    """The day whose list is shown: the one typed, as far as it is one."""
    try:
        return date.fromisoformat(request.POST.get("on", ""))
    except ValueError:
        return asked.on


def _take_down(
    asked: Asked, form: HeldForm, votes: Any, absent: Mapping[int, str], **how: Any
) -> Meeting:
    on, chair = form.cleaned_data["on"], _chair(form)
    cast = [one.vote() for one in votes if one.has_changed()] if asked.decides else []
    outcome = Outcome(
        absent=absent, guests=form.cleaned_data["guests"] or 0, votes=cast,
        minutes=form.cleaned_data["minutes"],
    )  # fmt: skip
    if asked.old is None:
        return actions.record_held(
            unit=asked.unit, kind=asked.kind, on=on, again=form.cleaned_data["again"],
            outline=form.outline(chair), outcome=outcome, **how,
        )  # fmt: skip
    if asked.corrects:
        return actions.correct(
            asked.old, reason=form.cleaned_data["reason"], on=on, outline=form.outline(chair),
            outcome=outcome, **how,
        )  # fmt: skip
    seen = form.cleaned_data["seen"] or 0
    return actions.hold(asked.old, seen=seen, on=on, outcome=outcome, chair=chair, **how)


def _chair(form: MeetingForm) -> Person | None:
    return Person.objects.filter(pk=form.cleaned_data["chair"] or None).first()


def planned(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The page of a plan: fill in, or keep and lead to it."""
    roll = expected.roll(asked.unit, asked.kind, _day(request, asked), {})
    form = MeetingForm(
        request.POST or None, initial=_initial(asked), kind=asked.kind, people=roll.people,
        unit_kind=asked.unit.kind,
    )  # fmt: skip
    status = 200
    if request.method == "POST":
        url, status = tried(form, lambda: _page(_keep(asked, form, **how(request))))
        if url:
            return redirect(url)
    return render(request, "life/plan.html", _frame(asked) | {"form": form, "roll": roll},
                  status=status)  # fmt: skip


def _page(one: Meeting) -> str:
    return reverse("meeting", args=[one.pk])


def _keep(asked: Asked, form: MeetingForm, **how: Any) -> Meeting:
    on, outline = form.cleaned_data["on"], form.outline(_chair(form))
    if asked.old is None:
        return actions.plan(unit=asked.unit, kind=asked.kind, on=on, outline=outline, **how)
    said = {field.name: getattr(outline, field.name) for field in fields(outline)}
    seen = form.cleaned_data["seen"] or 0
    return actions.change_plan(asked.old, seen=seen, on=on, **said, **how)


def _initial(asked: Asked) -> dict[str, Any]:
    old = asked.old
    if old is None:
        return {
            "on": asked.on,
            "agenda": "\n".join(agendas.usual(asked.kind, get_language() or "zh-hans")),
        }
    names = ("on", "begins", "venue", "topic", "invited", "guests")
    return {
        **{name: getattr(old, name) for name in names},
        "also": list(old.serves.values_list("kind", flat=True)),
        "agenda": "\n".join(old.agenda), "chair": old.chair_id or "", "seen": old.version,
    }  # fmt: skip


def _absent(asked: Asked) -> dict[int, str]:
    if asked.old is None:
        return {}
    return dict(asked.old.absences.values_list("person_id", "reason"))


def _votes(asked: Asked) -> list[dict[str, Any]]:
    names = ("title", "votes_for", "against", "abstained")
    return list(asked.old.resolutions.values(*names)) if asked.old else []


def _frame(asked: Asked) -> dict[str, Any]:
    shown = frame(asked.look, "organisation-meetings")
    label = MeetingKind(asked.kind).label
    meetings = asked.look.at("organisation-meetings", asked.look.place.code)
    shown["crumbs"] = [*shown["crumbs"], Crumb(_("会议"), meetings), Crumb(str(label))]
    return shown | {"asked": asked, "label": label, "meetings_url": meetings}
