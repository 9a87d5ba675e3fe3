"""What was decided about one's own terms: seen, and contested once."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from liandong.domains.accounts.models import User
from liandong.domains.guarantee.careers import contests, service
from liandong.domains.guarantee.careers.models import Review
from liandong.web import access
from liandong.web.acting import act, how
from liandong.web.careers.forms import ContestForm
from liandong.web.careers.terms import state_of, term_of
from liandong.web.components.shapes import Crumb, Item
from liandong.web.timing import last_moment

HERE = "my-record"


def own_terms(user: User) -> list[dict[str, Any]]:
    """The reviews of this person's terms, the latest first."""
    terms = Review.objects.filter(worker__user=user.pk).select_related("unit").order_by("-start")
    found = list(terms)
    waits = [one.pk for one in found if one.open]
    due = contests.due(waits) if waits else {}
    return [
        {
            "pk": one.pk, "term": term_of(one), "unit": one.unit.name, "reason": one.reason,
            "verdict": str(one.get_verdict_display()), "state": state_of(one),
            "due": last_moment(due[one.pk]) if one.pk in due else "",
            "unseen": one.seen_at is None, "may_contest": one.contested_at is None,
        }
        for one in found
    ]  # fmt: skip


@access.signed_in
@access.own_password
def seen(request: HttpRequest, number: int) -> HttpResponse:
    """The person has read it."""
    one = _own(request, number)
    if request.method == "POST":
        service.see(one, **how(request))
    return redirect(HERE)


@access.signed_in
@access.own_password
def contest(request: HttpRequest, number: int) -> HttpResponse:
    """The person does not agree, and says why; who decided does not answer it."""
    one = _own(request, number)
    title = _("对任期评定申诉")

    def deed(data: dict[str, Any], **told: Any) -> str:
        service.see(one, **told)
        service.contest(one, reason=data["reason"], **told)
        return reverse(HERE)

    page = {
        "title": title, "button": _("提交申诉"), "back": reverse(HERE),
        "crumbs": [Crumb(_("我的记录"), reverse(HERE)), Crumb(title)],
        "items": [Item(_("任期"), term_of(one)), Item(_("社区"), one.unit.name),
                  Item(_("评定"), str(one.get_verdict_display())), Item(_("依据"), one.reason)],
        "note": _("由原评定人以外的人复核并写明理由。只能申诉一次。"),
    }  # fmt: skip
    return act(
        request, ContestForm(request.POST or None), deed, shown=page,
        well=_("已申诉，复核结果会显示在“我的记录”里。"),
    )  # fmt: skip


def _own(request: HttpRequest, number: int) -> Review:
    own = Review.objects.filter(worker__user=request.user.pk)
    return get_object_or_404(own.select_related("unit", "worker__user"), pk=number)
