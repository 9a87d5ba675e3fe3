"""What is opened by itself: how to reach the requester (put on record), a photo."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandong.core.kernel.errors import error
from liandong.domains import sealing
from liandong.domains.accounts.queries import Forbidden
from liandong.domains.casework import queries
from liandong.web import access
from liandong.web.acting import how, tried
from liandong.web.components.shapes import Crumb, Item
from liandong.web.requests.forms import ReasonForm
from liandong.web.requests.page import person_of

FIELDS = (("name", gettext_lazy("姓名")), ("phone", gettext_lazy("电话")),
          ("email", gettext_lazy("邮箱")))  # fmt: skip


@access.signed_in
def requester(request: HttpRequest, number: str) -> HttpResponse:
    """Asks why, then shows once how to reach the person; who looked and why stays on record."""
    rights = access.rights(request)
    case = queries.case_for(rights, number)
    if not person_of(rights, case)["may_open"]:
        said = error("", "您不能查看这位诉求人的联系方式。", "Not yours to open.").text
        raise Forbidden("forbidden", said)
    back = reverse("request", args=[number])
    form = ReasonForm(request.POST or None, of=case)
    items: list[Item] = []

    def opened() -> str:
        told = {"subject": case.process.subject, "unit": case.place.code,
                "reason": form.cleaned_data["reason"], **how(request)}  # fmt: skip
        for field, label in FIELDS:
            if case.requester is not None and getattr(case.requester, field):
                items.append(Item(label, sealing.reveal(case.requester, field, **told)))
        return back

    code = tried(form, opened)[1] if request.method == "POST" else 200
    crumbs: list[Any] = [Crumb(_("诉求办理"), reverse("requests")), Crumb(number, back)]
    shown = {"crumbs": [*crumbs, Crumb(_("联系方式"))], "items": items, "form": form, "back": back}
    answer = render(request, "requests/requester.html", shown, status=200 if code == 302 else code)
    answer["Cache-Control"] = "no-store, private"
    return answer


@access.signed_in
def photo(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """A photo of a request that the person may read."""
    found = queries.case_for(access.rights(request), number).photos.filter(pk=pk).first()
    if found is None:
        raise Http404
    answer = HttpResponse(bytes(found.data), content_type="image/jpeg")
    answer["Cache-Control"] = "no-store, private"
    return answer
