"""What a resident does with the secret link: answers, contests, appeals, takes back, is forgotten.

The link is all the authority there is, and no cookie carries it: a forged form would need the
secret. (A page that sends no referrer sends no origin either, so a token would refuse everybody.)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt

from liandong.domains.casework import actions
from liandong.domains.casework.actions.steps import RESIDENT
from liandong.domains.casework.queries import Link, residents
from liandong.web.acting import tried
from liandong.web.portal.following import by_link, page_of
from liandong.web.portal.forms import CallBackForm, NoForm, WhyForm

Deed = Callable[[dict[str, Any]], object]


def _on_the_page(
    request: HttpRequest, secret: str, link: Link, *, form: forms.Form, name: str, deed: Deed,
    well: str,
) -> HttpResponse:  # fmt: skip
    """A form on the page of the case: it comes back there with what is wrong."""
    if request.method != "POST":
        return redirect("portal-case", secret)
    _url, code = tried(form, lambda: str(deed(form.cleaned_data)))
    if code == 302:
        messages.success(request, well)
        return redirect("portal-case", secret)
    shown = page_of(request, secret, link, **{name: form})
    return render(request, "portal/status.html", shown, status=code)


@csrf_exempt
@by_link
def call_back(request: HttpRequest, secret: str, link: Link) -> HttpResponse:
    """Is it resolved, are you satisfied."""
    return _on_the_page(
        request, secret, link, form=CallBackForm(request.POST or None), name="call_back",
        deed=lambda said: actions.call_back(
            link.case, resolved=said["resolved"], satisfied=said["satisfied"] or "none",
            said=said["said"], joined=link.joined, by=RESIDENT, at=timezone.now(),
        ), well=_("谢谢，您的回答已经记下。"),
    )  # fmt: skip


@csrf_exempt
@by_link
def contest(request: HttpRequest, secret: str, link: Link) -> HttpResponse:
    """It is not resolved: once."""
    return _on_the_page(
        request, secret, link, form=WhyForm(request.POST or None), name="contest",
        deed=lambda said: actions.contest(
            link.case, said=said["said"], joined=link.joined, at=timezone.now()
        ), well=_("已退回重新办理。"),
    )  # fmt: skip


@csrf_exempt
@by_link
def appeal(request: HttpRequest, secret: str, link: Link) -> HttpResponse:
    """Against not being dealt with."""
    if link.joined is not None:
        return redirect("portal-case", secret)
    return _on_the_page(
        request, secret, link, form=WhyForm(request.POST or None), name="appeal",
        deed=lambda said: actions.appeal(link.case, said=said["said"], at=timezone.now()),
        well=_("申诉已收到，将重新审核。"),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked before a deed that cannot be taken back."""

    title: Any
    lead: Any
    button: Any
    well: Any
    danger: bool = True


WITHDRAW = Question(
    gettext_lazy("撤回这件事"), gettext_lazy("撤回后不再办理，也不能恢复；需要时可以重新反映。"),
    gettext_lazy("撤回"), gettext_lazy("已撤回。"),
)  # fmt: skip
FINISH = Question(
    gettext_lazy("现在办结"), gettext_lazy("办结后不能再提出“没有解决”。"),
    gettext_lazy("办结"), gettext_lazy("已办结，谢谢。"), danger=False,
)  # fmt: skip
ERASE = Question(
    gettext_lazy("删除我的信息"),
    gettext_lazy("您的姓名、电话、邮箱、您写的内容和照片都会删除，这个链接也不能再用。"
                 "办过什么、什么时候办的仍会留下，但不再知道是谁。删除后不能恢复，也不能再联系您。"),
    gettext_lazy("删除我的信息"), gettext_lazy("您的信息已删除。"),
)  # fmt: skip


def _asked(
    request: HttpRequest, secret: str, deed: Callable[[], object], question: Question,
    to: str = "",
) -> HttpResponse:  # fmt: skip
    """A deed with a question before it; then to the page of the case, or elsewhere."""
    form, code = NoForm(), 200
    if request.method == "POST":
        form = NoForm(request.POST)
        _url, code = tried(form, lambda: str(deed()))
        if code == 302:
            messages.success(request, question.well)
            return redirect(to or reverse("portal-case", args=[secret]))
    shown = {"question": question, "form": form, "secret": secret}
    return render(request, "portal/sure.html", shown, status=code)


@csrf_exempt
@by_link
def withdraw(request: HttpRequest, secret: str, link: Link) -> HttpResponse:
    """Take it back: whoever made it."""
    if link.joined is not None:
        return redirect("portal-case", secret)

    def deed() -> object:
        return actions.withdraw(link.case, at=timezone.now())

    return _asked(request, secret, deed, WITHDRAW)


@csrf_exempt
@by_link
def finish(request: HttpRequest, secret: str, link: Link) -> HttpResponse:
    """It is well, close it now: whoever made it."""
    if link.joined is not None:
        return redirect("portal-case", secret)

    def deed() -> object:
        return actions.finish(link.case, at=timezone.now())

    return _asked(request, secret, deed, FINISH)


@csrf_exempt
@by_link
def erase(request: HttpRequest, secret: str, link: Link) -> HttpResponse:
    """Forget me."""
    own = residents.own_case(link, secret) if link.merged_from else None

    def deed() -> object:
        return actions.erase(link.case, joined=link.joined, own=own, at=timezone.now())

    return _asked(request, secret, deed, ERASE, to=reverse("portal"))
