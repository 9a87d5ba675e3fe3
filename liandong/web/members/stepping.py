"""One step of a case, on a page of its own: what will happen, when, why; carried out once."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from liandong.core.standards.lifecycles.model import Transition
from liandong.domains.members import actions
from liandong.domains.members.actions import floating, transfers
from liandong.domains.members.models import CorrectionRequest, Floating, Transfer
from liandong.domains.orgs.models import Unit
from liandong.domains.workflow import definitions
from liandong.domains.workflow.queries import SELF
from liandong.web import access
from liandong.web.acting import act
from liandong.web.components.shapes import Crumb, Item
from liandong.web.dashboard.words import said
from liandong.web.members import cases, choosing
from liandong.web.members.forms import PlaceForm, StepForm

# Steps that need an organisation to be chosen: on whose side, and which.
_PLACED = {"receive": "receiver", "accept": "host"}
_ALWAYS_DANGER = frozenset({"withdraw", "lose", "decline", "refuse", "return"})


def _case(model: Any, number: int, code: str) -> tuple[Any, Transition]:
    parties = [one for one in ("home", "host", "sender", "receiver", "area") if hasattr(model, one)]
    found = model.objects.select_related("process", "person", *parties)
    case = get_object_or_404(found, pk=number)
    step = definitions.of(case.process).transitions.get(code)
    if step is None or step.permission == SELF:
        raise Http404
    return case, step


@access.signed_in
def transfer(request: HttpRequest, number: int, code: str) -> HttpResponse:
    """A step of a letter."""
    return _page(request, *_case(Transfer, number, code))


@access.signed_in
def stay(request: HttpRequest, number: int, code: str) -> HttpResponse:
    """A step of a stay elsewhere."""
    case, step = _case(Floating, number, code)
    if code == "transfer":  # with the receipt of a letter, by itself
        raise Http404
    return _page(request, case, step)


@access.signed_in
def correction(request: HttpRequest, number: int, code: str) -> HttpResponse:
    """The answer to a request."""
    return _page(request, *_case(CorrectionRequest, number, code))


def _page(request: HttpRequest, case: Any, step: Transition) -> HttpResponse:
    look, places = cases.seen_from(request, case)
    cases.require(case, step, look.rights, places)
    title = said(step.title)
    shown = cases.framed(look, Crumb(case.person.name, cases.url(case)), title) | {
        "title": title, "button": title, "note": said(step.says), "back": cases.url(case),
        "lead": f"{case.person.name} · {cases.route(case)}",
        "danger": step.needs_note or step.code in _ALWAYS_DANGER, "items": (),
    }  # fmt: skip
    unit = None
    if step.code in _PLACED or step.code == "notify":
        among = _among(case, step)
        unit = choosing.chosen(request, among)
        if unit is None:
            lead = _("选流入地的党组织。") if step.code == "notify" else _("编入哪个党支部？")
            return choosing.offer(request, among, shown=shown | {"lead": lead},
                                  near=step.code == "notify")  # fmt: skip
        shown |= {"items": [Item(_("党组织"), unit.name)], "change_url": "?"}
    form = _form(request, case, step, unit)

    def deed(data: dict[str, Any], **how: Any) -> str:
        told = {"on": data["on"], "seen": data["seen"] or None, **how}
        _take(case, step, unit, form, {**told, "note": data["note"]})
        return cases.url(case)

    return act(request, form, deed, shown=shown, well=_("已办理。"))


def _among(case: Any, step: Transition) -> Any:
    if step.code == "notify":
        return choosing.every(choosing.TAKING).exclude(unit=case.home)
    return choosing.below(cases.placed(cases.sides(case))[_PLACED[step.code]])


def _form(request: HttpRequest, case: Any, step: Transition, unit: Unit | None) -> Any:
    given = request.POST or None
    initial = {"seen": case.process.state}
    if isinstance(case, Transfer) and step.code == "receive" and unit is not None:
        return PlaceForm(given, initial=initial, branch=unit, needs_note=False)
    return StepForm(given, initial=initial, needs_note=step.needs_note)


def _take(case: Any, step: Transition, unit: Unit | None, form: forms.Form, told: dict) -> None:
    """By the action that the step belongs to."""
    if isinstance(case, CorrectionRequest):
        actions.answer_correction(case, transition=step.code, **told)
    elif step.code == "receive":
        transfers.receive(case, branch=unit, group=form.chosen_group(), **told)  # type: ignore[attr-defined]
    elif step.code == "confirm":
        transfers.confirm(case, **told)
    elif step.code == "accept":
        floating.accept(case, branch=unit, **told)
    elif step.code == "notify":
        told.pop("note")
        floating.notify_host(case, host=unit, **told)
    else:
        module = transfers if isinstance(case, Transfer) else floating
        module.step(case, step.code, **told)
