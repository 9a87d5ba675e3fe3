"""公示: the page anybody may read, an objection recorded, an objection answered."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from liandong.domains.accounts.enums import Permission
from liandong.domains.guarantee.careers import notice as actions
from liandong.domains.guarantee.careers.models import Hiring, Objection
from liandong.web import access
from liandong.web.acting import act
from liandong.web.careers import forms, notices
from liandong.web.careers.hiring import marks, marks_columns, opened
from liandong.web.careers.look import way
from liandong.web.components.shapes import Crumb, Item


def notice(request: HttpRequest, number: int) -> HttpResponse:
    """Results by number, for everybody, as long as they are on notice; the list goes with it."""
    hired = get_object_or_404(Hiring.objects.select_related("unit", "process"), pk=number)
    if hired.process.state != notices.ON_NOTICE:
        raise Http404
    now = timezone.now()
    return render(request, "careers/notice.html", {
        "hiring": hired, "crumbs": [Crumb(_("招聘结果公示"))],
        "items": [Item(_("招聘单位"), hired.unit.name), Item(_("招聘人数"), hired.wanted),
                  *notices.items(hired, now)],
        "open": notices.is_open(hired, now), "columns": marks_columns(), "rows": marks(hired),
    })  # fmt: skip


@access.signed_in
def object_to(request: HttpRequest, number: int) -> HttpResponse:
    """What somebody told the office against the results; nothing of who it was."""
    look, hired = opened(request, number, Permission.CORRECT_FACTS)
    title, back = _("登记异议"), reverse("hiring", args=[number])
    form = forms.ObjectionForm(request.POST or None, passed=hired.applicants.filter(passed=True))

    def deed(data: dict[str, Any], **told: Any) -> str:
        actions.object_to(hired, said=data["said"], number=data["number"], **told)
        return back

    page = {
        "title": title, "button": title, "back": back, "lead": hired.title,
        "items": notices.items(hired, timezone.now()),
        "note": _("公示期内登记。全部答复以前不能聘用；异议成立的号码不予聘用。"),
        "crumbs": way(look, Crumb(hired.title, back), Crumb(title)),
    }  # fmt: skip
    return act(request, form, deed, shown=page, well=_("已登记，请核查后答复。"))


@access.signed_in
def answer(request: HttpRequest, number: int) -> HttpResponse:
    """The office says what it found."""
    found = Objection.objects.select_related("hiring", "applicant")
    one = get_object_or_404(found, pk=number)
    look, hired = opened(request, one.hiring_id, Permission.CORRECT_FACTS)
    title, back = _("答复异议"), reverse("hiring", args=[one.hiring_id])

    def deed(data: dict[str, Any], **told: Any) -> str:
        actions.answer(one, upheld=data["upheld"] == "yes", said=data["said"], **told)
        return back

    page = {
        "title": title, "button": _("答复"), "back": back, "lead": hired.title,
        "items": [Item(_("对谁"), notices.about(one)), Item(_("异议"), one.said)],
        "note": _("异议成立的号码不予聘用；答复后不能改写。"),
        "crumbs": way(look, Crumb(hired.title, back), Crumb(title)),
    }  # fmt: skip
    form = forms.ObjectionAnswerForm(request.POST or None)
    return act(request, form, deed, shown=page, well=_("已答复。"))
