"""A member goes elsewhere: with a letter, or to live there while the membership stays."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from liandong.domains.members.actions import floating, transfers
from liandong.web import access
from liandong.web.acting import act
from liandong.web.components.shapes import Item, Link
from liandong.web.members import choosing
from liandong.web.members.changes import about, present
from liandong.web.members.forms import AwayForm, TransferForm


@access.signed_in
def transfer(request: HttpRequest, number: int) -> HttpResponse:
    """A letter to another organisation: found by name, or outside the system."""
    who, away = present(request, number)
    if away:
        return away
    title, outside = _("转接组织关系"), "outside" in request.GET
    shown = about(who, title, _("发出"))
    among = choosing.every(choosing.TAKING).exclude(unit=who.row.unit)
    receiver = None if outside else choosing.chosen(request, among)
    if receiver is None and not outside:
        others = [Link(_("转往系统外的组织"), "?outside=1", _("外省或还没有使用本系统的组织"))]
        lead = _("{name}转到哪个组织？").format(name=who.person.name)
        shown |= {"lead": lead}
        return choosing.offer(request, among, shown=shown, others=others, near=True)
    form = TransferForm(request.POST or None, outside=outside)

    def deed(data: dict[str, Any], **how: Any) -> str:
        sent = transfers.send(
            who.person, receiver=receiver, outside=data.get("outside", ""), on=data["on"],
            letter=data["letter"], note=data["note"], **how,
        )  # fmt: skip
        return reverse("transfer", args=[sent.pk])

    shown |= {
        "items": [Item(_("转入组织"), receiver.name)] if receiver else [],
        "change_url": "?", "note": _("对方接收之前，仍由本支部负责，本人仍在本支部名册中。"),
    }  # fmt: skip
    return act(request, form, deed, shown=shown, well=_("已发出，对方会收到通知。"))


@access.signed_in
def away(request: HttpRequest, number: int) -> HttpResponse:
    """Somebody lives elsewhere for half a year or longer; the host is told when it is known."""
    who, gone = present(request, number)
    if gone:
        return gone
    title, unknown = _("登记流动"), "unknown" in request.GET
    shown = about(who, title, _("登记流动"))
    among = choosing.every(choosing.TAKING).exclude(unit=who.row.unit)
    host = None if unknown else choosing.chosen(request, among)
    if host is None and not unknown:
        later = _("先登记，核实后再通知流入地")
        others = [Link(_("去向还不清楚，或在系统外"), "?unknown=1", later)]
        shown |= {"lead": _("{name}流动到哪里？选流入地的党组织。").format(name=who.person.name)}
        return choosing.offer(request, among, shown=shown, others=others, near=True)
    form = AwayForm(request.POST or None)
    if host is not None:
        del form.fields["elsewhere"]

    def deed(data: dict[str, Any], **how: Any) -> str:
        kept = floating.register_away(
            who.person, since=data["on"], reason=data["reason"], host=host,
            elsewhere=data.get("elsewhere", ""), **how,
        )  # fmt: skip
        return reverse("floating", args=[kept.pk])

    shown |= {
        "items": [Item(_("流入地组织"), host.name)] if host else [], "change_url": "?",
        "note": _("组织关系仍在本支部，由本支部保持联系；流入地组织会收到通知。"),
    }  # fmt: skip
    return act(request, form, deed, shown=shown, well=_("已登记流动。"))
