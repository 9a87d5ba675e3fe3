"""A branch says whether it takes in members who live near it, and how they reach it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from liandong.domains.accounts.enums import Permission
from liandong.domains.members.actions import hosting as actions
from liandong.domains.members.models import Hosting
from liandong.domains.orgs.models import Unit
from liandong.web import access
from liandong.web.acting import act
from liandong.web.components.shapes import Crumb
from liandong.web.members.forms import HostingForm
from liandong.web.party.look import PartyLook, frame, look_inside

HERE = "organisation-hosting"


@access.signed_in
def hosting(request: HttpRequest, code: str) -> HttpResponse:
    """Said anew; shown at once to members who look for a branch near them."""
    look = look_inside(request, code, Permission.EDIT_MEMBERS)
    if not look.is_branch:
        raise Http404
    said = of(look)
    form = HostingForm(request.POST or None, initial=said)
    back, title = look.at("organisation-floating", code), _("接收流动党员")

    def deed(data: dict[str, Any], **how: Any) -> str:
        unit = Unit.objects.get(pk=look.place.id)
        actions.offer(unit, takes=data["takes"], contact=data["contact"], **how)
        return back

    shown = frame(look, "organisation-floating") | {
        "title": title, "button": _("保存"), "back": back, "lead": look.place.name,
        "note": _("党员按住处找党支部报到时，会看到这里写的内容。"),
    }  # fmt: skip
    shown["crumbs"] = [*shown["crumbs"], Crumb(_("流动与转接"), back), Crumb(title)]
    return act(request, form, deed, shown=shown, well=_("已保存。"))


def of(look: PartyLook) -> dict[str, Any]:
    """What the branch says of itself; what holds where it said nothing."""
    said = Hosting.objects.filter(unit=look.place.id).first() or Hosting()
    return {"takes": said.takes, "contact": said.contact}
