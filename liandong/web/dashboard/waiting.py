"""What a community's own people can put right: standards it misses, records that are not there."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from liandong.core.standards.model import Status
from liandong.domains.accounts.enums import Permission
from liandong.domains.accounts.queries import Rights
from liandong.domains.observatory import days, duties, figures
from liandong.domains.observatory.duties import Duty
from liandong.domains.orgs.queries import Place
from liandong.web.components.tags.numbers import STATUSES
from liandong.web.dashboard.look import JUDGED_KINDS, path_to
from liandong.web.dashboard.words import amount, said
from liandong.web.panels import Panel, Waiting

_MISSED = (Status.UNMET, Status.UNKNOWN)


def panel(rights: Rights, at: datetime) -> Panel | None:
    """Of the first community whose facts the person keeps; None where nothing is missing, or where
    the day's figures have yet to be made."""
    own = [one for one in rights.homes if one.kind in JUDGED_KINDS]
    of = next((one for one in own if rights.may(Permission.CORRECT_FACTS, one)), None)
    sight = figures.if_made(of, days.usual_day()) if of else None
    if of is None or sight is None:
        return None
    missed = [one for one in duties.of_unit(sight, of.id) if one.status in _MISSED]
    if not missed:
        return None
    return Panel(
        title=_("本社区的保障"), url=path_to("unit", of.short), total=len(missed),
        lines=tuple(_line(of, one) for one in missed),
    )  # fmt: skip


def _line(of: Place, one: Duty) -> Waiting:
    unit = said(one.standard.unit)
    gap = _("差 {gap}").format(gap=amount(one.gap, unit)) if one.gap else ""
    field = one.standard.needs[0]
    return Waiting(
        what=said(one.standard.title), url=path_to("unit", of.short), whom=of.name,
        status="due", mark=one.status.value, word=str(STATUSES[one.status.value]), when=gap,
        action=_("更新数据"), action_url=f"/units/{of.short}/facts/{field}/correct/",
    )  # fmt: skip
