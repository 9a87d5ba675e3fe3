"""What is done with a request, each on a page of its own, with what was said in view."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from liandong.core.kernel.errors import LiandongError, error
from liandong.core.kernel.scope import ALL
from liandong.domains.accounts.enums import Permission
from liandong.domains.accounts.queries import Forbidden
from liandong.domains.casework import actions, queries
from liandong.domains.casework.models import Case
from liandong.domains.catalogue import queries as catalogue
from liandong.domains.observatory import days
from liandong.domains.orgs.queries import place_of
from liandong.web import access
from liandong.web.acting import act, how
from liandong.web.choosing import any_unit
from liandong.web.components.shapes import Crumb, Item
from liandong.web.errors import words_of
from liandong.web.requests import forms
from liandong.web.requests.offered import ACCEPT, permission_of, title_of
from liandong.web.stepping import TEMPLATE, Page, page_of, reasoned

SHORT = 200


def _require(request: HttpRequest, permission: Permission, case: Case) -> None:
    """Raise `Forbidden` unless the person may, with this case."""
    if not queries.may(access.rights(request), permission, case):
        said = error("", "这一步不由您办理。", "This step is not yours to take.").text
        raise Forbidden("forbidden", said)


def _shown(case: Case, title: str) -> dict[str, Any]:
    back = reverse("request", args=[case.number])
    crumbs = [
        Crumb(_("诉求办理"), reverse("requests")), Crumb(case.number, back), Crumb(title)
    ]  # fmt: skip
    text = case.text if len(case.text) <= SHORT else case.text[:SHORT] + "…"
    return {"title": title, "button": title, "back": back, "crumbs": crumbs,
            "items": [Item(_("诉求内容"), text), Item(_("发生地"), case.place.name)]}  # fmt: skip


@access.signed_in
@require_POST
def accept(request: HttpRequest, number: str) -> HttpResponse:
    """One tap; the unit answers for it from now on."""
    case = queries.case_for(access.rights(request), number)
    _require(request, permission_of(ACCEPT), case)
    try:
        actions.accept(case, **how(request))
        messages.success(request, _("已接收。请尽快联系诉求人。"))
    except LiandongError as found:
        messages.error(request, words_of(found))
    return redirect("request", number)


@access.signed_in
def deed(request: HttpRequest, number: str, code: str) -> HttpResponse:
    """The page of one deed."""
    case = queries.case_for(access.rights(request), number)
    page = PAGES.get(code)
    if page is None:
        raise Http404
    _require(request, permission_of(code), case)
    return page(request, case, _shown(case, title_of(code)))


def _with_answer(page: Page) -> Page:
    """The answer that is asked about, and the way to whoever asked, beside the form."""

    def shown_with(request: HttpRequest, case: Case, shown: dict[str, Any]) -> HttpResponse:
        items, answer = [*shown["items"]], case.replies.order_by("-pk").first()
        if answer is not None:
            items.append(Item(_("办理结果"), answer.text))
        if case.requester is not None and case.requester.reachable:
            url = reverse("request-requester", args=[case.number])
            items.append(Item(_("诉求人"), _("查看联系方式"), url=url))
        return page(request, case, shown | {"items": items})

    return shown_with


def _more_time(case: Case, data: dict[str, Any], **how: Any) -> None:
    actions.ask_more_time(case, days=data["days"], reason=data["reason"], **how)


def _contact(case: Case, data: dict[str, Any], **how: Any) -> None:
    reached = data["reached"] == "yes"
    actions.contact(case, way=data["way"], reached=reached, said=data["said"], **how)


def _reply(case: Case, data: dict[str, Any], **how: Any) -> None:
    actions.reply(case, text=data["text"], seen=data["seen"], **how)


def _whistle(case: Case, data: dict[str, Any], **how: Any) -> None:
    actions.ask_whistle(case, reason=data["reason"], **how)


def _photo(case: Case, data: dict[str, Any], **how: Any) -> None:
    actions.add_photo(case, photo=data["photo"].read(), **how)


def _call_back(case: Case, data: dict[str, Any], **how: Any) -> None:
    told = {"resolved": data["resolved"], "satisfied": data["satisfied"], "said": data["said"]}
    actions.call_back(case, **told, **how)


def _classify(case: Case, data: dict[str, Any], **how: Any) -> None:
    actions.classify(
        case, matter=data["matter"], time_class=data["time_class"],
        private=data["private"] or None, seen=data["seen"], **how,
    )  # fmt: skip


def _publish(case: Case, data: dict[str, Any], **how: Any) -> None:
    text = data["text"] if data["text"].strip() != case.text.strip() else None
    actions.publish(case, text=text, **how)


def _hide(case: Case, data: dict[str, Any], **how: Any) -> None:
    actions.hide(case, reason=data["reason"], **how)


def _appeal(case: Case, data: dict[str, Any], **how: Any) -> None:
    last = case.call_backs.order_by("-pk").first()
    if last is None:
        raise error("no_call_back", "还没有回访记录。", "There is no call-back yet.")
    actions.appeal_call_back(last, reason=data["reason"], **how)


def _merge(request: HttpRequest, case: Case, shown: dict[str, Any]) -> HttpResponse:
    """Into one that is alike, or one whose number is known; both are this desk's to read."""
    found = queries.similar(text=case.text, place=case.place, matter=case.matter, public=False)
    readable = queries.readable(access.rights(request))
    ids = set(readable.filter(pk__in=[one.case.pk for one in found]).values_list("pk", flat=True))
    alike = [
        (one.case.number, f"{one.case.number} · {one.case.text[:60]}")
        for one in found if one.case.pk in ids and one.case.pk != case.pk
    ]  # fmt: skip
    form = forms.MergeForm(request.POST or None, of=case, alike=alike)

    def done(data: dict[str, Any], **how: Any) -> str:
        into = queries.case_for(access.rights(request), data["target"])
        actions.merge(case, into=into, reason=data["reason"], seen=data["seen"], **how)
        return reverse("request", args=[into.number])

    note = _("合并以后一起办，每个人都会得到答复；合并不能撤销。")
    return act(request, form, done, shown=shown | {"note": note}, well=_("已合并。"),
               template=TEMPLATE)  # fmt: skip


def _dispatch(request: HttpRequest, case: Case, shown: dict[str, Any]) -> HttpResponse:
    """Says to whom the catalogue sends it, before it is sent."""
    lead = (
        catalogue.leads(case.matter, place_of(case.place_id), days.today())
        if case.matter else None
    )  # fmt: skip
    form = forms.DispatchForm(request.POST or None, of=case, lead=lead)
    by_list = lead.name if lead else _("清单上没有登记负责单位，请在下面选择")
    shown = shown | {"items": [*shown["items"], Item(_("按清单派给"), by_list)]}

    def done(data: dict[str, Any], **how: Any) -> str:
        to = any_unit(data["to"], ALL, days.today()) if data["to"] else None
        actions.dispatch(case, to=to, reason=data["reason"], seen=data["seen"], **how)
        return str(shown["back"])

    return act(request, form, done, shown=shown, well=_("已派发，承办单位已收到通知。"),
               template=TEMPLATE)  # fmt: skip


PAGES: dict[str, Page] = {
    "contact": _with_answer(page_of(forms.ContactForm, _contact, gettext_lazy("已登记。"))),
    "reply": page_of(forms.ReplyForm, _reply, gettext_lazy("已答复，诉求人会收到。")),
    "more-time": page_of(forms.MoreTimeForm, _more_time, gettext_lazy("已报督办审核。")),
    "object": page_of(
        forms.ReasonForm,
        reasoned(actions.object_to),
        gettext_lazy("已报督办审核；审核期间仍由本单位负责。"),
    ),
    "photo": page_of(forms.PhotoForm, _photo, gettext_lazy("照片已添加。")),
    "whistle": page_of(
        forms.WhistleForm,
        _whistle,
        gettext_lazy("已请街道吹哨，街道会收到通知。"),
        gettext_lazy("街道吹哨叫来部门以前，这件诉求仍由本社区负责。"),
    ),
    "appeal": page_of(forms.ReasonForm, _appeal, gettext_lazy("已报督办审核。")),
    "call-back": _with_answer(
        page_of(forms.CallBackForm, _call_back, gettext_lazy("回访已登记。"))
    ),
    "classify": page_of(forms.ClassifyForm, _classify, gettext_lazy("已分类。")),
    "reclassify": page_of(
        forms.ClassifyForm,
        _classify,
        gettext_lazy("已重新分类，请派给负责的单位。"),
    ),
    "publish": page_of(
        forms.PublishForm,
        _publish,
        gettext_lazy("已公开。"),
        initial=lambda case: {"text": case.public_text or case.text},
    ),
    "hide": page_of(forms.ReasonForm, _hide, gettext_lazy("不公开。")),
    "exclude": page_of(
        forms.ReasonForm,
        reasoned(actions.propose_exclusion),
        gettext_lazy("已报督办审核。"),
        danger=True,
    ),
    "merge": _merge,
    "dispatch": _dispatch,
}
