"""A community refuses a task that was not admitted, in two taps; the office answers it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandong.core.kernel.errors import LiandongError, error
from liandong.core.kernel.scope import ALL
from liandong.domains.accounts.enums import Permission
from liandong.domains.accounts.queries import Forbidden
from liandong.domains.admission import actions, queries
from liandong.domains.admission.models import Refusal
from liandong.domains.observatory import days
from liandong.domains.orgs import queries as orgs
from liandong.domains.orgs.enums import Kind
from liandong.domains.orgs.models import Unit
from liandong.domains.orgs.queries import Place
from liandong.domains.workflow import definitions
from liandong.web import access
from liandong.web.acting import act
from liandong.web.admission import lines
from liandong.web.choosing import any_unit
from liandong.web.components.shapes import Column, Crumb
from liandong.web.components.shapes import Item as Line
from liandong.web.components.tags.numbers import moment
from liandong.web.dashboard.who import names_of
from liandong.web.dashboard.words import said
from liandong.web.fields import reason_field
from liandong.web.stepping import TEMPLATE
from liandong.web.timing import last_moment, left

REFUSE, DECIDE = Permission.REFUSE_TASK, Permission.DECIDE_ADMISSION
PAGE = 50
COMMUNITIES = (Kind.COMMUNITY, Kind.VILLAGE)


class RefuseForm(forms.Form):
    """What was asked, by whom; for which community, where a person speaks for several."""

    asked = forms.CharField(
        label=gettext_lazy("要求做什么"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    who = forms.CharField(
        label=gettext_lazy("谁布置的"), max_length=200,
        help_text=gettext_lazy("部门或来人的名称；能对上部门的，会告诉它。"),
    )  # fmt: skip
    community = forms.ChoiceField(label=gettext_lazy("社区"))

    def __init__(self, *args: Any, own: list[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.short, one.name) for one in own]
        self.fields["community"].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.fields["community"].widget = forms.HiddenInput()
            self.fields["community"].initial = choices[0][0]


class UpholdForm(forms.Form):
    said = reason_field(gettext_lazy("答复"))


class ShowForm(forms.Form):
    """Which item admits it."""

    number = forms.CharField(
        label=gettext_lazy("准入事项的编号"), max_length=20,
        help_text=gettext_lazy("拒绝那天正在执行的，如 ZR202600001。"),
    )  # fmt: skip
    said = reason_field(gettext_lazy("说明"), required=False)


class BackForm(forms.Form):
    """Nothing more to say."""


@access.needs(REFUSE)
def new(request: HttpRequest) -> HttpResponse:
    """Two taps from any page: what, by whom; send."""
    item = _item(request)
    own = _own(request)
    initial = {"asked": item.title, "who": item.department.name} if item else {}
    form = RefuseForm(request.POST or None, own=own, initial=initial)

    def done(data: dict[str, Any], **how: Any) -> str:
        community = Unit.objects.get(pk=orgs.place(data["community"]).id)
        asked = {"item": item, "asked": data["asked"]} if item else {"asked": data["asked"]}
        made = actions.refuse_task(community=community, **asked, **_by_whom(data["who"]), **how)
        return reverse("admission-refusal", args=[made.number])

    title, back = _("拒绝一件事"), reverse("admission-refusals")
    note = _("答复以前社区不用办。清单管理机构会答复；成立的，会告知布置的部门。")
    crumbs = [Crumb(_("事项准入"), reverse("admission")), Crumb(title)]
    items = [Line(_("准入事项"), item.title, item.number, lines.url_of(item))] if item else []
    shown = {"title": title, "button": _("拒绝并上报"), "back": back, "crumbs": crumbs,
             "note": note, "items": items}  # fmt: skip
    return act(request, form, done, shown=shown, well=_("已记录并上报，等答复。"),
               template=TEMPLATE)  # fmt: skip


def _item(request: HttpRequest) -> Any:
    """The item of the register that is asked for otherwise than it was admitted, if it is one."""
    number = request.GET.get("item", "")
    return queries.item_for(access.rights(request), number) if number else None


def _own(request: HttpRequest) -> list[Place]:
    """The communities the person refuses for: their own, or those of their street."""
    found: dict[int, Place] = {}
    for root in orgs.roots_of(access.rights(request).scope(REFUSE)):
        inside = [root] if root.kind in COMMUNITIES else orgs.units_below(root, set(COMMUNITIES))
        found |= {one.id: one for one in inside}
    return sorted(found.values(), key=lambda one: one.path)


def _by_whom(text: str) -> dict[str, Any]:
    """The department that is called so, where there is one; else the words."""
    try:
        unit = any_unit(text, ALL, days.today())
    except LiandongError:
        return {"who": text}
    return {"department": unit} if unit.kind == Kind.DEPARTMENT else {"who": text}


@access.signed_in
def every(request: HttpRequest) -> HttpResponse:
    """Those of my communities, at my office, about my department; newest first."""
    rights, at = access.rights(request), timezone.now()
    waiting = request.GET.get("state") == "received"
    found = queries.refusals_listed(
        rights, states=["received"] if waiting else [], text=request.GET.get("q", "")[:60],
        after=request.GET.get("after"), limit=PAGE,
    )  # fmt: skip
    here = reverse("admission-refusals")
    kept = {key: request.GET[key] for key in ("state", "q") if request.GET.get(key)}
    shown = {
        "crumbs": [Crumb(_("事项准入"), reverse("admission")), Crumb(_("社区的拒绝"))],
        "columns": _columns(), "rows": [_row(one, at) for one in found.rows],
        "may_refuse": rights.may(REFUSE), "waiting": waiting, "here": here,
        "next_url": f"{here}?{urlencode(kept | {'after': found.next})}" if found.next else "",
    }  # fmt: skip
    return render(request, "admission/refusals.html", shown)


def _columns() -> list[Column]:
    return [
        Column("asked", _("要求做什么")), Column("who", _("谁布置的")),
        Column("community", _("社区")), Column("state", _("状态"), "status"),
        Column("due", _("时限")),
    ]  # fmt: skip


def _row(one: Refusal, at: datetime) -> dict[str, Any]:
    status = "due" if one.replied_at is None and one.process.state == "received" else "met"
    late = one.process.due_at is not None and one.process.due_at <= at
    return {
        "asked": one.asked, "asked_url": reverse("admission-refusal", args=[one.number]),
        "asked_note": f"{one.number} · {moment(one.refused_at)}", "who": _who(one),
        "community": one.community.name, "state": "overdue" if late else status,
        "state_word": lines.state_of(one), **lines.time_left(one.process.due_at, at),
    }  # fmt: skip


def _who(one: Refusal) -> str:
    return one.department.name if one.department else one.who


@access.signed_in
def one(request: HttpRequest, number: str) -> HttpResponse:
    """What was asked, and how it was answered."""
    rights, at = access.rights(request), timezone.now()
    found = queries.refusal_for(rights, number)
    state = definitions.of(found.process).state(found.process.state)
    shown = {
        "crumbs": [Crumb(_("事项准入"), reverse("admission")),
                   Crumb(_("社区的拒绝"), reverse("admission-refusals")), Crumb(found.number)],
        "refusal": found, "state": said(state.title), "says": said(state.says),
        "items": _told(found, at), "final": state.final,
        "deeds": [_offer(step.code, found) for step in queries.steps_for_refusal(rights, found)],
    }  # fmt: skip
    return render(request, "admission/refusal.html", shown)


def _told(one: Refusal, at: datetime) -> list[Line]:
    names = names_of([one.refused_by, one.replied_by])
    due = one.process.due_at
    found = [
        Line(_("编号"), one.number), Line(_("社区"), one.community.name),
        Line(_("要求做什么"), one.asked), Line(_("谁布置的"), _who(one)),
        Line(_("准入事项"), one.item.title if one.item else "",
             url=lines.url_of(one.item) if one.item else ""),
        Line(_("拒绝时间"), moment(one.refused_at), names.get(one.refused_by, "")),
        Line(_("答复时限"), last_moment(due) if due else "", left(due, at) if due else ""),
        Line(_("答复"), str(one.get_reply_display()) if one.reply else "", one.reply_said),
        Line(_("已准入的事项"), one.shown.title if one.shown else "",
             url=lines.url_of(one.shown) if one.shown else ""),
        Line(_("答复时间"), moment(one.replied_at) if one.replied_at else "",
             names.get(one.replied_by, "")),
    ]  # fmt: skip
    return [line for line in found if line.value]


def _offer(code: str, one: Refusal) -> dict[str, Any]:
    url = reverse("admission-refusal-deed", args=[one.number, code])
    return {"title": _title(code), "leads": code == "uphold", "url": url}


def _title(code: str) -> str:
    return said(definitions.newest("task_refusal").transitions[code].title)


@access.signed_in
def deed(request: HttpRequest, number: str, code: str) -> HttpResponse:
    """The office answers; the community takes it back."""
    rights = access.rights(request)
    found = queries.refusal_for(rights, number)
    if code not in DEEDS:
        raise Http404
    step = definitions.newest("task_refusal").transitions[code]
    if not queries.may(rights, Permission(step.permission), found):
        told = error("", "这一步不由您办理。", "This step is not yours to take.").text
        raise Forbidden("forbidden", told)
    make, do = DEEDS[code]
    form = make(request.POST if request.method == "POST" else None)

    def done(data: dict[str, Any], **how: Any) -> str:
        do(request, found, data, **how)
        return reverse("admission-refusal", args=[found.number])

    back = reverse("admission-refusal", args=[found.number])
    crumbs = [Crumb(_("社区的拒绝"), reverse("admission-refusals")), Crumb(found.number, back),
              Crumb(_title(code))]  # fmt: skip
    shown = {
        "title": _title(code), "button": _title(code), "back": back, "crumbs": crumbs,
        "note": said(step.says), "items": [
            Line(_("要求做什么"), found.asked, f"{found.community.name} · {_who(found)}")
        ],
    }  # fmt: skip
    return act(request, form, done, shown=shown, well=_("已记录，有关单位会收到通知。"),
               template=TEMPLATE)  # fmt: skip


def _uphold(_request: HttpRequest, one: Refusal, data: dict[str, Any], **how: Any) -> None:
    actions.uphold(one, said=data["said"], **how)


def _show(request: HttpRequest, one: Refusal, data: dict[str, Any], **how: Any) -> None:
    item = queries.item_for(access.rights(request), data["number"].strip())
    actions.show_item(one, item=item, said=data["said"], **how)


def _back(_request: HttpRequest, one: Refusal, _data: dict[str, Any], **how: Any) -> None:
    actions.take_refusal_back(one, **how)


DEEDS: dict[str, Any] = {
    "uphold": (UpholdForm, _uphold), "show": (ShowForm, _show), "withdraw": (BackForm, _back),
}  # fmt: skip
