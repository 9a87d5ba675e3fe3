"""A call is taken: who calls, what is said, where; registered, classified and sent on at once."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from liandong.core.kernel.errors import LiandongError, Text
from liandong.domains.accounts.enums import Permission
from liandong.domains.accounts.queries import Forbidden
from liandong.domains.casework import actions, queries
from liandong.domains.casework.actions import Who
from liandong.domains.casework.models import Case
from liandong.domains.orgs import queries as orgs
from liandong.web import access
from liandong.web.acting import how, tried
from liandong.web.choosing import options
from liandong.web.components.shapes import Crumb
from liandong.web.desk import beside
from liandong.web.desk.forms import TakeForm
from liandong.web.errors import words_of


@access.needs(Permission.TAKE_REQUESTS)
def desk(request: HttpRequest) -> HttpResponse:
    """The one screen of a call. What is looked up is posted: a look at a caller is on record."""
    rights, go = access.rights(request), request.POST.get("go", "look")
    if request.method != "POST":
        form = TakeForm(rights=rights)
        return _page(request, form, beside.NOTHING, done=_done(request))
    if go in ("save", "send"):
        form = TakeForm(request.POST, rights=rights)
        url, code = tried(form, lambda: _save(request, form.cleaned_data, send=go == "send"))
        if url:
            return redirect(url)
        return _page(request, form, beside.NOTHING, status=code)
    said = request.POST.copy()
    if said.get("pick"):
        said["matter"] = said["pick"]
    found = beside.look(rights, said, **how(request), caller=not said.get("pick"))
    form = TakeForm(initial=said.dict(), rights=rights, focus=_next(said))
    form.fields["token"].initial = said.get("token") or form.fields["token"].initial
    return _page(request, form, found)


def _page(
    request: HttpRequest, form: TakeForm, found: beside.Beside, status: int = 200,
    done: Case | None = None,
) -> HttpResponse:  # fmt: skip
    counts = queries.desk_counts(access.rights(request), at=timezone.now())
    shown = {
        "form": form, "found": found, "done": done, "counts": counts,
        "waiting": sum(n for key, n in counts.items() if key not in ("late", "moderate")),
        "crumbs": [Crumb(_("受理台"))],
    }  # fmt: skip
    return render(request, "desk/desk.html", shown, status=status)


def _next(said: Any) -> str:
    """The first field that is still empty."""
    return next((name for name in ("text", "place", "matter") if not said.get(name)), "matter")


def _done(request: HttpRequest) -> Case | None:
    """The request that was taken just now, if it is theirs to see."""
    number = request.GET.get("done", "")
    if not number:
        return None
    try:
        return queries.case_for(access.rights(request), number)
    except LiandongError:
        return None


def _save(request: HttpRequest, data: dict[str, Any], *, send: bool) -> str:
    """On record first; what cannot be sent on stays with the desk, and the page says why."""
    rights, deed = access.rights(request), how(request)
    who = Who(name=data["name"], phone=data["phone"]) if data["name"] or data["phone"] else None
    received = actions.receive(
        text=data["text"], place=data["place"], channel=data["channel"], who=who,
        time_class=data["time_class"], address=data["address"], private=data["private"],
        about=data["about"], hide_name=data["hide_name"],
        external=f"key:desk:{rights.username}:{data['token']}", **deed,
    )  # fmt: skip
    if received.new and data["matter"]:
        _sent_on(request, received.case, data, send=send)
    return f"{reverse('desk')}?done={received.case.number}"


def _sent_on(request: HttpRequest, case: Case, data: dict[str, Any], *, send: bool) -> None:
    deed = how(request)
    try:
        if not queries.may(access.rights(request), Permission.TAKE_REQUESTS, case):
            raise Forbidden("forbidden", _elsewhere())
        actions.classify(
            case, matter=data["matter"], time_class=data["time_class"],
            private=data["private"] or None, **deed,
        )  # fmt: skip
        if send:
            actions.dispatch(case, **deed)
    except LiandongError as error:
        messages.warning(request, words_of(error))


def _elsewhere() -> Text:
    return Text("已登记；由上一级受理台处理。", "Registered; the desk above deals with it.")


@access.needs(Permission.TAKE_REQUESTS)
@require_POST
def aside(request: HttpRequest) -> HttpResponse:
    """Suggestions and like requests as the form is filled in; who calls is not looked up here."""
    found = beside.look(access.rights(request), request.POST, **how(request), caller=False)
    return render(request, "desk/_beside.html", {"found": found})


@access.needs(Permission.TAKE_REQUESTS)
def places(request: HttpRequest) -> HttpResponse:
    """The suggestions under the box of a place."""
    scope = access.rights(request).scope(Permission.TAKE_REQUESTS)
    found = orgs.search(request.GET.get("place", "")[:60], scope, limit=8)
    above = orgs.lines(found) if found else {}
    notes = [" · ".join(up.name for up in above[one.id][-3:-1]) for one in found]
    return HttpResponse(options(found, notes))
