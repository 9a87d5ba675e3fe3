"""People as lines of a list, numbers masked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from liandong.domains.members import queries
from liandong.domains.members.enums import Standing
from liandong.domains.members.queries import Row
from liandong.domains.workflow import definitions
from liandong.domains.workflow.models import Process
from liandong.web.components.shapes import Column
from liandong.web.dashboard.words import said
from liandong.web.party.look import PartyLook


def columns(look: PartyLook) -> list[Column]:
    """Of the list; a branch need not say which branch."""
    whose = [] if look.is_branch else [Column("unit", _("党支部"))]
    return [
        Column("name", _("姓名")), *whose, Column("group", _("党小组")), Column("stage", _("阶段")),
        Column("since", _("从"), "date"), Column("identity", _("身份证号")),
        Column("phone", _("电话")),
    ]  # fmt: skip


def lines(found: Sequence[Row]) -> list[dict[str, Any]]:
    """Each person, with how a stay elsewhere stands where there is one."""
    stays = queries.stays_of([one.person.pk for one in found])
    return [_line(one, stays.get(one.person.pk)) for one in found]


def _line(one: Row, stay: Process | None) -> dict[str, Any]:
    held, person = one.membership, one.person
    notes = []
    if held.standing != Standing.NORMAL:
        notes.append(str(held.get_standing_display()))
    if stay is not None:
        state = said(definitions.of(stay).state(stay.state).title)
        notes.append(_("流动：{where}").format(where=state))
    return {
        "name": person.name, "name_url": reverse("member", args=[person.pk]),
        "name_note": _("演示虚构") if person.invented else "",
        "unit": held.unit.name, "group": held.group.name if held.group else "",
        "stage": str(held.get_stage_display()), "since": held.start,
        "stage_note": " · ".join(notes),
        "identity": person.identity.masked(), "phone": person.phone.masked(),
    }  # fmt: skip
