"""One change: asked, foretold by trying it, confirmed as it was foretold."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from liandong.core.kernel.errors import LiandongError
from liandong.domains.observatory import days
from liandong.domains.orgs.deeds import Deed
from liandong.domains.orgs.models import Unit
from liandong.domains.orgs.queries import Place
from liandong.domains.orgs.rehearsal import MovedOn, Outcome, perform, rehearse
from liandong.web import access
from liandong.web.components.shapes import Crumb
from liandong.web.errors import status_of, words_of
from liandong.web.orgs import foretold
from liandong.web.orgs.forms import ChangeForm
from liandong.web.orgs.sight import crumbs, page_of, scope, unit_of
from liandong.web.orgs.verbs import CORRECTIONS, VERBS, Verb


@access.signed_in
def change(request: HttpRequest, code: str, verb: str) -> HttpResponse:
    """A change of the table `VERBS`."""
    if verb not in VERBS:
        raise Http404
    unit, near = unit_of(request, code)
    one, first = VERBS[verb], {"on": days.today(), "name": unit.name if verb == "rename" else ""}
    if verb == "insert":
        first.pop("on")
    form = one.form(request.POST or None, unit=unit, place=near, initial=first,
                    scope=scope(request))  # fmt: skip
    return _page(request, unit, near, form, one)


@access.signed_in
def correct(request: HttpRequest, code: str, number: int, what: str) -> HttpResponse:
    """A record that was wrong from the beginning, of the table `CORRECTIONS`."""
    unit, near = unit_of(request, code)
    one = CORRECTIONS[what]
    row = get_object_or_404(one.rows(), pk=number, unit=unit)
    form = one.form(request.POST or None, unit=unit, place=near, record=row,
                    scope=scope(request))  # fmt: skip
    return _page(request, unit, near, form, one.verb(row))


def _page(
    request: HttpRequest, unit: Unit, near: Place, form: ChangeForm, verb: Verb
) -> HttpResponse:
    """The form; the form with what it would come to; or, confirmed, the page of the unit."""
    outcome, code, moved_on = None, 200, ""
    if request.method == "POST":
        deed, do = _deed(request, unit, form, verb)
        try:
            if form.is_valid() and (seen := request.POST.get("seen")):
                return _carried_out(request, perform(do, deed, seen), verb, deed)
        except MovedOn as error:
            moved_on = words_of(error)
        outcome, code = _tried(form, do, deed)
        code = 409 if moved_on else code
    shown = {
        "title": verb.title, "unit": unit, "verb": verb, "form": form, "moved_on": moved_on,
        "crumbs": crumbs(request, unit, near, Crumb(str(verb.title))), "back": page_of(unit),
        "foretold": outcome and foretold.shown(outcome, unit, verb, deed),
        "typed": _typed(request),
    }  # fmt: skip
    return render(request, "orgs/change.html", shown, status=code)


def _deed(
    request: HttpRequest, unit: Unit, form: ChangeForm, verb: Verb
) -> tuple[Deed, Callable[[], Unit]]:
    """Who does it and when; and the doing, each time from what is on record then."""
    rights = access.rights(request)
    said = form.cleaned_data if form.is_valid() else {}
    deed = Deed(
        by=rights.username, at=timezone.now(), on=said.get("on") or days.today(),
        reason=said.get("reason", ""), instrument=said.get("instrument", ""),
    )  # fmt: skip
    return deed, lambda: verb.do(Unit.objects.get(pk=unit.pk), form, deed, rights)


def _tried(form: ChangeForm, do: Callable[[], Unit], deed: Deed) -> tuple[Outcome | None, int]:
    """What it would come to; or none, with the refusal told at its field."""
    if not form.is_valid():
        return None, 400
    try:
        return rehearse(do, deed), 200
    except LiandongError as error:
        form.add_error(form.at(error.code), words_of(error))
        return None, status_of(error)


def _carried_out(request: HttpRequest, unit: Unit, verb: Verb, deed: Deed) -> HttpResponse:
    told = {"what": verb.title, "name": unit.name}
    said = _("已办理：{what}（{name}）。").format(**told)
    if not deed.in_force:
        said += _("到那一天自动生效。")
    messages.success(request, said)
    return redirect(page_of(unit))


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    """What was sent, to be sent again with the confirmation."""
    left_out = {"csrfmiddlewaretoken", "seen"}
    return [
        (name, value)
        for name, values in request.POST.lists() if name not in left_out
        for value in values
    ]  # fmt: skip
