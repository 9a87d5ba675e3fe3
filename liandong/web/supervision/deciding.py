"""One open review: what was asked and why; granted or refused, with a reason."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandong.domains.accounts.enums import Permission
from liandong.domains.casework import actions, queries
from liandong.domains.casework.enums import ReviewKind
from liandong.domains.casework.models import Review
from liandong.domains.orgs.queries import place_of
from liandong.web import access
from liandong.web.acting import act
from liandong.web.components.shapes import Crumb, Item
from liandong.web.components.tags.numbers import moment
from liandong.web.requests import lines

# What each decision does, said before it is made.
AFTER = {
    ReviewKind.OBJECTION: (
        gettext_lazy("同意：退回受理台改派，时限不重新计算。"),
        gettext_lazy("不同意：仍由这个单位办理。"),
    ),
    ReviewKind.EXTENSION: (
        gettext_lazy("同意：办理时限延长这些工作日。"), gettext_lazy("不同意：时限不变。"),
    ),
    ReviewKind.EXCLUSION: (
        gettext_lazy("同意：这件诉求不予办理，会把理由告诉诉求人；诉求人可以申诉。"),
        gettext_lazy("不同意：继续办理。"),
    ),
    ReviewKind.APPEAL: (
        gettext_lazy("同意：申诉成立，这件诉求继续办理。"),
        gettext_lazy("不同意：维持不予办理，并告诉诉求人理由。"),
    ),
    ReviewKind.CALL_BACK: (
        gettext_lazy("同意：这次回访不计入三率，记录保留。"),
        gettext_lazy("不同意：照常计入。"),
    ),
}  # fmt: skip


class DecideForm(forms.Form):
    """Granted or refused, and why: whoever asked reads it."""

    granted = forms.ChoiceField(
        label=gettext_lazy("决定"), widget=forms.RadioSelect,
        choices=[("yes", gettext_lazy("同意")), ("no", gettext_lazy("不同意"))],
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("理由"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("提出的单位或诉求人会看到。"),
    )  # fmt: skip


@access.needs(Permission.SUPERVISE_REQUESTS)
def review(request: HttpRequest, number: int) -> HttpResponse:
    """The page of one review; of two who decide at once one does."""
    found = _review(request, number)

    def deed(data: dict[str, Any], **how: Any) -> str:
        actions.decide(found, granted=data["granted"] == "yes", reason=data["reason"], **how)
        return reverse("supervision")

    title = str(ReviewKind(found.kind).label)
    shown = {
        "title": title, "button": _("作出决定"), "back": reverse("supervision"),
        "crumbs": [Crumb(_("督办"), reverse("supervision")), Crumb(title)],
        "items": _items(found), "after": AFTER[ReviewKind(found.kind)],
        "note": _("决定后不能再改，会留在这件诉求的记录里。"),
    }  # fmt: skip
    form, well = DecideForm(request.POST or None), _("决定已作出，有关各方已收到通知。")
    return act(request, form, deed, shown=shown, well=well, template="supervision/review.html")


def _review(request: HttpRequest, number: int) -> Review:
    """The review, if its case is one that the person supervises and it is not complained of
    them."""
    found = (
        Review.objects.select_related("case__place", "case__matter", "case__process", "unit",
                                      "call_back").filter(pk=number).first()
    )  # fmt: skip
    if found is None:
        raise Http404
    rights = access.rights(request)
    queries.case_for(rights, found.case.number)
    if not queries.may(rights, Permission.SUPERVISE_REQUESTS, found.case):
        rights.require(Permission.SUPERVISE_REQUESTS, place_of(found.case.place_id))
    return found


def _items(one: Review) -> list[Item]:
    case = one.case
    items = [
        Item(_("诉求"), case.number, note=case.text[:300]),
        Item(_("地点"), case.place.name, note=case.address),
        Item(_("事项"), lines.matter_of(case)),
        Item(_("提出"), one.unit.name if one.unit else "—", note=moment(one.asked_at)),
        Item(_("提出的理由"), one.said),
    ]
    if one.days:
        items.append(Item(_("延长（工作日）"), one.days))
    if one.call_back:
        said = f"{one.call_back.get_resolved_display()} · {one.call_back.get_satisfied_display()}"
        items.append(Item(_("回访结果"), said, note=one.call_back.said))
    if one.decided_at:
        verdict = _("同意") if one.granted else _("不同意")
        items.append(Item(_("决定"), verdict, note=f"{moment(one.decided_at)} {one.reason}"))
    return items
