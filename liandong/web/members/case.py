"""One case: a letter, a stay elsewhere, a request for a correction; its history and next steps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from liandong.domains import sealing
from liandong.domains.accounts.enums import Permission
from liandong.domains.members.actions import floating as floating_actions
from liandong.domains.members.models import CorrectionRequest, Floating, Transfer
from liandong.web import access
from liandong.web.acting import how, tried
from liandong.web.components.shapes import Event, Item
from liandong.web.dashboard.who import names_of
from liandong.web.members import cases
from liandong.web.members.forms import ContactForm, FeedbackForm

RECORD = Permission.RECORD_LIFE


@access.signed_in
def transfer(request: HttpRequest, number: int) -> HttpResponse:
    """A letter, as both sides see it."""
    letters = Transfer.objects.select_related("process", "person", "sender", "receiver", "branch")
    one = get_object_or_404(letters, pk=number)
    look, stand = cases.seen_from(request, one)
    page = cases.shown(one, look, stand, _("转接：{name}").format(name=one.person.name))
    receiver = one.receiver.name if one.receiver else one.outside
    items = [
        Item(_("转出组织"), one.sender.name),
        Item(_("转入组织"), receiver, "" if one.receiver else _("系统外")),
        Item(_("介绍信编号"), one.letter), Item(_("开出日期"), one.process.opened_on),
        Item(_("编入"), one.branch.name if one.branch else ""),
    ]  # fmt: skip
    return render(request, "members/case.html", page | {"items": _known(items)})


@access.signed_in
def floating(request: HttpRequest, number: int) -> HttpResponse:
    """A stay elsewhere, as both sides see it, with the contact log and what the host tells."""
    return stay(request, _stay(number))


def _stay(number: int) -> Floating:
    stays = Floating.objects.select_related("process", "person", "home", "host", "branch", "area")
    return get_object_or_404(stays, pk=number)


def stay(request: HttpRequest, one: Floating, form: Any = None, status: int = 200) -> HttpResponse:
    """The page; a form that could not be carried out comes back as it was typed."""
    look, stand = cases.seen_from(request, one)
    page = cases.shown(one, look, stand, _("流动：{name}").format(name=one.person.name))
    items = [
        Item(_("流出地组织"), one.home.name),
        Item(_("流入地组织"), one.host.name if one.host else _("还没有确定")),
        Item(_("去向"), one.area.name if one.area else one.elsewhere),
        Item(_("流动原因"), str(one.get_reason_display())), Item(_("流出日期"), one.since),
        Item(_("编入"), one.branch.name if one.branch else ""),
    ]  # fmt: skip
    rights, open_ = look.rights, one.process.closed_on is None
    home, host = stand.get(one.home_id), stand.get(one.host_id or 0)
    page |= {
        "items": _known(items), "contacts": _contacts(one), "feedback": _feedback(one),
        "contact_form": _form(form, ContactForm) if open_ and home and rights.may(RECORD, home)
        else None,
        "feedback_form": _form(form, FeedbackForm) if open_ and host and rights.may(RECORD, host)
        else None,
    }  # fmt: skip
    return render(request, "members/stay.html", page, status=status)


def _form(given: Any, kind: type) -> Any:
    return given if isinstance(given, kind) else kind(prefix=kind.__name__[:2].lower())


def _known(items: list[Item]) -> list[Item]:
    return [one for one in items if one.value]


def _contacts(one: Floating) -> list[Event]:
    kept = list(one.contacts.all())
    names = names_of(row.recorded_by for row in kept)
    return [
        Event(row.on, str(row.get_way_display()), by=names.get(row.recorded_by, row.recorded_by))
        for row in kept
    ]  # fmt: skip


def _feedback(one: Floating) -> list[Event]:
    kept = list(one.feedback.all())
    names = names_of(row.recorded_by for row in kept)
    return [
        Event(row.on, row.text, by=names.get(row.recorded_by, row.recorded_by)) for row in kept
    ]  # fmt: skip


@require_POST
@access.signed_in
def contact(request: HttpRequest, number: int) -> HttpResponse:
    """Home was in contact."""

    def deed(one: Floating, data: dict[str, Any]) -> None:
        floating_actions.contact(one, on=data["on"], way=data["way"], **how(request))

    return _told(request, number, "home", ContactForm, deed, _("已登记联系。"))


@require_POST
@access.signed_in
def feedback(request: HttpRequest, number: int) -> HttpResponse:
    """The host tells home how the member takes part."""

    def deed(one: Floating, data: dict[str, Any]) -> None:
        floating_actions.feedback(one, on=data["on"], text=data["text"], **how(request))

    return _told(request, number, "host", FeedbackForm, deed, _("已反馈给流出地。"))


def _told(
    request: HttpRequest, number: int, side: str, kind: type, deed: Callable[..., None], well: str
) -> HttpResponse:
    one = _stay(number)
    place = cases.placed(cases.sides(one)).get(side)
    if place is None:
        raise Http404
    access.rights(request).require(RECORD, place)
    form = kind(request.POST, prefix=kind.__name__[:2].lower())

    def done() -> str:
        deed(one, form.cleaned_data)
        return cases.url(one)

    url, code = tried(form, done)
    if not url:
        return stay(request, one, form, code)
    messages.success(request, well)
    return redirect(url)


@never_cache
@access.signed_in
def correction(request: HttpRequest, number: int) -> HttpResponse:
    """Somebody asks that something be put right. What they wrote is sealed: to open it is to press
    a button, and stays on record."""
    one = get_object_or_404(
        CorrectionRequest.objects.select_related("process", "person"), pk=number
    )
    look, stand = cases.seen_from(request, one, Permission.EDIT_MEMBERS)
    said = ""
    if request.method == "POST":
        said = sealing.reveal(
            one, "said", subject=f"person:{one.person.pk}", unit=look.place.code,
            reason=_("办理更正请求"), **how(request),
        )  # fmt: skip
    page = cases.shown(one, look, stand, _("更正请求：{name}").format(name=one.person.name))
    items = [Item(_("提出日期"), one.process.opened_on)]
    return render(request, "members/correction.html", page | {"items": items, "said": said})
