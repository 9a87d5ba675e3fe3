"""What is done with an item, each on a page of its own, with what is asked in view."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandong.core.kernel.errors import error
from liandong.domains.accounts.enums import Permission
from liandong.domains.accounts.queries import Forbidden
from liandong.domains.admission import actions, queries
from liandong.domains.admission.models import Item
from liandong.domains.observatory import days
from liandong.domains.workflow import definitions
from liandong.web import access
from liandong.web.acting import act
from liandong.web.admission import forms, lines
from liandong.web.admission.item import burden
from liandong.web.admission.offered import title_of
from liandong.web.catalogue.choosing import name_of
from liandong.web.components.shapes import Crumb
from liandong.web.components.shapes import Item as Line
from liandong.web.dashboard.words import said
from liandong.web.stepping import TEMPLATE, Page, SeenForm, page_of, plain, reasoned

_DAY = timedelta(days=1)


@access.signed_in
def deed(request: HttpRequest, number: str, code: str) -> HttpResponse:
    """The page of one deed."""
    item = queries.item_for(access.rights(request), number)
    if code == "opine":
        return _opine(request, item, _shown(item, code))
    if code not in PAGES:
        raise Http404
    if not queries.may(access.rights(request), permission_of(code), item):
        told = error("", "这一步不由您办理。", "This step is not yours to take.").text
        raise Forbidden("forbidden", told)
    return PAGES[code](request, item, _shown(item, code))


def permission_of(code: str) -> Permission:
    """Whose step it is, as the lifecycle says."""
    if code == "assess":
        return Permission.DECIDE_ADMISSION
    return Permission(definitions.newest("admission").transitions[code].permission)


def _shown(item: Item, code: str) -> dict[str, Any]:
    title, back = title_of(code), lines.url_of(item)
    crumbs = [Crumb(_("事项准入"), reverse("admission")), Crumb(item.number, back), Crumb(title)]
    step = definitions.newest("admission").transitions.get(code)
    return {
        "title": title, "button": title, "back": back, "crumbs": crumbs,
        "note": said(step.says) if step else "",
        "items": [Line(_("事项"), item.title, f"{item.number} · {item.department.name}")],
    }  # fmt: skip


def _approve(item: Item, data: dict[str, Any], **how: Any) -> None:
    actions.approve(item, start=data["start"], end=data["last"] + _DAY, reason=data["reason"],
                    seen=data["seen"], **how)  # fmt: skip


def _renew(item: Item, data: dict[str, Any], **how: Any) -> None:
    actions.decide_renewal(item, granted=True, reason=data["reason"], end=data["last"] + _DAY,
                           seen=data["seen"], **how)  # fmt: skip


def _deny(item: Item, data: dict[str, Any], **how: Any) -> None:
    actions.decide_renewal(item, granted=False, reason=data["reason"], seen=data["seen"], **how)


def _listed(item: Item, data: dict[str, Any], **how: Any) -> None:
    actions.refuse_listed(item, matter=data["matter"], reason=data["reason"], seen=data["seen"],
                          **how)  # fmt: skip


def _assess(item: Item, data: dict[str, Any], **how: Any) -> None:
    actions.assess(item, said=data["said"], **how)


def _looks_listed(item: Item) -> list[Line]:
    """What its words name of the lists that forbid: for the office to look at first."""
    return [
        Line(_("可能属于"), name_of(one), f"{one.get_kind_display()} · {one.source}")
        for one in queries.suspected(item, days.today())
    ]


def _opine(request: HttpRequest, item: Item, shown: dict[str, Any]) -> HttpResponse:
    """For a street or community of one's own that is asked and has not answered."""
    units = queries.speaks_for(access.rights(request), item)
    if not units:
        told = error(
            "", "没有等着您提意见的单位，或者已经答复。",
            "None of your units is asked for its opinion, or it was given.",
        ).text  # fmt: skip
        raise Forbidden("forbidden", told)
    form = forms.OpinionForm(request.POST or None, of=item, units=units)

    def done(data: dict[str, Any], **how: Any) -> str:
        unit = next(one for one in units if str(one.pk) == data["unit"])
        actions.opine(item, unit=unit, answer=data["answer"], said=data["said"], **how)
        return str(shown["back"])

    names = _("、").join(one.name for one in units)
    note = _("意见只提一次，原样记录；没有答复的记为没有答复，不算同意。")
    items = [*shown["items"], Line(_("要社区做什么"), item.what), *burden(item),
             Line(_("代表"), names)]  # fmt: skip
    return act(request, form, done, shown=shown | {"note": note, "items": items},
               well=_("意见已记录。"), template=TEMPLATE)  # fmt: skip


PAGES: dict[str, Page] = {
    "apply": page_of(
        SeenForm, plain(actions.apply), gettext_lazy("已提交，等清单管理机构核对。"), beside=burden
    ),
    "correct": page_of(SeenForm, plain(actions.apply), gettext_lazy("已重新提交。"), beside=burden),
    "declare": page_of(
        forms.ReasonForm,
        reasoned(actions.declare),
        gettext_lazy("已按紧急事项公布；请在期限内补办申请。"),
        danger=True,
    ),
    "ask_renewal": page_of(
        forms.ReasonForm, reasoned(actions.ask_renewal), gettext_lazy("已申请续期。")
    ),
    "withdraw": page_of(
        forms.ReasonForm, reasoned(actions.withdraw), gettext_lazy("已撤回。"), danger=True
    ),
    "return": page_of(
        forms.ReasonForm, reasoned(actions.return_it), gettext_lazy("已退回，部门会收到通知。")
    ),
    "ask": page_of(SeenForm, plain(actions.ask), gettext_lazy("已核对。"), beside=_looks_listed),
    "listed": page_of(
        forms.ListedForm,
        _listed,
        gettext_lazy("不予准入，已告知部门。"),
        danger=True,
        beside=_looks_listed,
    ),
    "assess": page_of(forms.AssessForm, _assess, gettext_lazy("已算出负担。"), beside=burden),
    "approve": page_of(
        forms.PeriodForm, _approve, gettext_lazy("已同意准入；公布以后才能执行。"), beside=burden
    ),
    "refuse": page_of(
        forms.ReasonForm,
        reasoned(actions.refuse),
        gettext_lazy("不予准入，已告知部门。"),
        danger=True,
    ),
    "publish": page_of(
        SeenForm, plain(actions.publish), gettext_lazy("已公布，有关街道和社区会收到通知。")
    ),
    "renew": page_of(forms.RenewForm, _renew, gettext_lazy("已同意续期。")),
    "deny_renewal": page_of(
        forms.ReasonForm, _deny, gettext_lazy("不续期，到原期限为止。"), danger=True
    ),
    "take_back": page_of(
        forms.ReasonForm, reasoned(actions.take_back), gettext_lazy("已收回并公布。"), danger=True
    ),
}
