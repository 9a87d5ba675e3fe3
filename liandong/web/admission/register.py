"""What may be asked of a community: what the lists give to it, and what was admitted, with owner,
approval and last day. Whatever is not here may be refused. For everybody."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from liandong.domains.accounts.enums import Permission
from liandong.domains.admission import queries
from liandong.domains.admission.enums import Basis
from liandong.domains.admission.queries import Entry
from liandong.domains.catalogue.models import Matter
from liandong.web import access
from liandong.web.admission import lines
from liandong.web.admission.asking import Asked, PlaceDayForm, asked
from liandong.web.catalogue.choosing import name_of
from liandong.web.components.shapes import Column, Crumb
from liandong.web.components.tags.numbers import day
from liandong.web.workbooks import Sheet, taken
from liandong.web.workbooks import said as note


def register(request: HttpRequest) -> HttpResponse:
    """Of one's own community or area, today, unless another is asked for."""
    form = PlaceDayForm(request.GET or None)
    said = asked(request, form)
    found = queries.register(said.place, said.on)
    signed_in = request.user.is_authenticated
    shown = {
        "crumbs": [Crumb(_("事项准入"), reverse("admission") if signed_in else ""),
                   Crumb(_("社区可以办什么"))],
        "form": form, "said": said, "columns": _columns(),
        "rows": [_row(one) for one in found.entries], "count": len(found.entries),
        "matters": [_matter(one) for one in found.matters],
        "matter_columns": [Column("name", _("事项")), Column("list", _("清单")),
                           Column("source", _("依据"))],
        "excel_url": f"{reverse('admission-register-excel')}?{said.query()}",
        "load_url": f"{reverse('admission-load')}?{said.query()}",
        "clear_url": reverse("admission-register"),
        "may_refuse": signed_in and access.rights(request).may(Permission.REFUSE_TASK),
    }  # fmt: skip
    return render(request, "admission/register.html", shown, status=400 if form.errors else 200)


def _columns() -> list[Column]:
    return [
        Column("what", _("事项")), Column("kind", _("类别"), "word"),
        Column("owner", capfirst(_("部门"))), Column("times", _("每年次数"), "number"),
        Column("until", _("最后一天"), "date"), Column("basis", _("根据")),
    ]  # fmt: skip


def _row(one: Entry) -> dict[str, Any]:
    return {
        "what": one.item.title, "what_url": lines.url_of(one.item), "what_note": one.item.number,
        "kind": lines.kind_of(one.item), "owner": one.owner.name, "times": one.item.times,
        "until": one.last_day, "basis": str(Basis(one.grant.basis).label),
        "basis_note": one.item.basis,
    }  # fmt: skip


def _matter(one: Matter) -> dict[str, Any]:
    return {
        "name": name_of(one), "name_url": reverse("matter", args=[one.code]),
        "list": str(one.get_kind_display()), "source": one.source,
    }  # fmt: skip


def excel(request: HttpRequest) -> FileResponse:
    """The same as .xlsx: what was admitted, what the lists give, as of when."""
    said = asked(request, PlaceDayForm(request.GET or None))
    found = queries.register(said.place, said.on)
    heads = [_("编号"), _("事项"), _("类别"), _("部门"), _("每年次数"), _("每次小时数"),
             _("根据"), _("依据"), _("从"), _("最后一天")]  # fmt: skip
    matters = ([one.code, one.name, str(one.get_kind_display()), one.source]
               for one in found.matters)  # fmt: skip
    return taken(
        "register.xlsx",
        Sheet(_("准入事项"), heads, (_cells(one) for one in found.entries)),
        Sheet(_("清单事项"), [_("编号"), _("事项"), _("清单"), _("依据")], matters),
        note(_("说明"), _meant(said)),
    )


def _cells(one: Entry) -> list[Any]:
    return [
        one.item.number, one.item.title, lines.kind_of(one.item), one.owner.name, one.item.times,
        one.item.hours, str(Basis(one.grant.basis).label), one.item.basis,
        one.grant.start.isoformat(), one.last_day.isoformat(),
    ]  # fmt: skip


def _meant(said: Asked) -> list[str]:
    return [
        f"{said.place.name} {said.place.code}",
        _("截至 {at}").format(at=day(said.on)),
        _("不在这里的事，社区可以拒绝。"),
    ]
