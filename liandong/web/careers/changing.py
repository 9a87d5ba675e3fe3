"""Posts given, grades changed, records put right; by the office above a community."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from liandong.domains.accounts.enums import Permission
from liandong.domains.guarantee.careers import finding, service
from liandong.domains.guarantee.careers import posts as actions
from liandong.domains.guarantee.careers.contests import office_of
from liandong.domains.guarantee.careers.models import Service, Worker
from liandong.domains.observatory import days
from liandong.web import access
from liandong.web.acting import act
from liandong.web.careers.forms import AccountForm, CorrectForm, GradeForm, LeaveForm, ServeForm
from liandong.web.careers.look import HERE, look_for, way
from liandong.web.careers.posts import name_of
from liandong.web.components.shapes import Crumb, Item


@access.signed_in
def assign(request: HttpRequest, code: str) -> HttpResponse:
    """Somebody takes up a post in a community of the area; what they held before ends."""
    look = look_for(request, code, Permission.CORRECT_FACTS)
    if look.judged:  # a community does not decide about its own
        look.rights.require(Permission.CORRECT_FACTS, look.line[-2])
    back, title = reverse(HERE, args=[look.place.short]), _("登记任职")
    form = ServeForm(
        request.POST or None, among=finding.communities(look.place), initial={"on": days.today()}
    )

    def deed(data: dict[str, Any], **told: Any) -> str:
        actions.assign(
            data["worker"], unit=data["unit"], post=data["post"], grade=data["grade"],
            on=data["on"], **told,
        )  # fmt: skip
        return back

    shown = {"title": title, "button": title, "back": back, "crumbs": way(look, Crumb(title)),
             "note": _("原来的任职在这一天结束。等级须在这个岗位的范围之内。")}  # fmt: skip
    return act(request, form, deed, shown=shown, well=_("已登记。"))


@access.signed_in
def grade(request: HttpRequest, number: int) -> HttpResponse:
    """A new post or grade in the same community from a day on."""
    held = _held(request, number)
    first = {"post": held.post, "grade": held.grade, "on": days.today()}
    form = GradeForm(request.POST or None, initial=first)

    def deed(data: dict[str, Any], **told: Any) -> None:
        service.serve(held.worker, unit=held.unit, **data, **told)

    return _changed(request, held, form, deed, _("调整岗位或等级"))


@access.signed_in
def leave(request: HttpRequest, number: int) -> HttpResponse:
    """The post is left."""
    held = _held(request, number)
    form = LeaveForm(request.POST or None, initial={"on": days.today()})

    def deed(data: dict[str, Any], **told: Any) -> None:
        service.leave(held.worker, **data, **told)

    return _changed(request, held, form, deed, _("登记离任"), danger=True)


@access.signed_in
def correct(request: HttpRequest, number: int) -> HttpResponse:
    """The latest record of service, put right."""
    held = _held(request, number)
    first = {"post": held.post, "grade": held.grade, "on": held.start}
    form = CorrectForm(request.POST or None, initial=first)

    def deed(data: dict[str, Any], **told: Any) -> None:
        actions.correct(held, start=data.pop("on"), **data, **told)

    return _changed(request, held, form, deed, _("更正任职记录"))


@access.signed_in
def account(request: HttpRequest, number: int) -> HttpResponse:
    """Under which user name the worker signs in, so that they see reviews of their terms."""
    held = _held(request, number)
    user = held.worker.user
    form = AccountForm(request.POST or None, initial={"username": user.username if user else ""})

    def deed(data: dict[str, Any], **told: Any) -> None:
        service.signs_in_as(held.worker, **data, **told)

    return _changed(request, held, form, deed, _("对应登录账号"))


def _held(request: HttpRequest, number: int) -> Service:
    """The latest record of a worker, for whoever decides about them."""
    who = get_object_or_404(Worker, pk=number)
    rows = Service.objects.live().filter(worker=who).select_related("unit", "worker__user")
    held = rows.order_by("-start").first()
    if held is None:
        return get_object_or_404(Service, pk=None)
    access.rights(request).require(Permission.CORRECT_FACTS, office_of(held.unit))
    return held


def _changed(
    request: HttpRequest, held: Service, form: Any, deed: Callable[..., None], title: str,
    danger: bool = False,
) -> HttpResponse:  # fmt: skip
    back = reverse("career", args=[held.worker_id])

    def done(data: dict[str, Any], **told: Any) -> str:
        deed(dict(data), **told)
        return back

    items = [Item(_("工作者"), name_of(held.worker)), Item(_("社区"), held.unit.name)]
    shown = {"title": title, "button": title, "back": back, "items": items, "danger": danger,
             "crumbs": [Crumb(name_of(held.worker), back), Crumb(title)]}  # fmt: skip
    return act(request, form, done, shown=shown, well=_("已登记。"))
