"""The views of one unit; what a level does not have is not shown."""

from __future__ import annotations

from django.utils.translation import gettext as _

from liandong.domains.accounts.enums import Permission
from liandong.web.components.shapes import Tab
from liandong.web.dashboard.look import Look

HISTORY = (Permission.SEE_RECORDS, Permission.READ_AUDIT)


def tabs(look: Look, current: str) -> list[Tab]:
    """The tabs this person may open; none where there is only one."""
    shown = []
    if look.full:
        shown += [("unit", _("总览")), ("unit-guarantee", _("保障"))]
        if not look.judged:
            shown += [("unit-children", _("下级")), ("unit-party", _("党组织"))]
        shown.append(("unit-requests", _("居民诉求")))
    if look.rights.may(Permission.SEE_RECORDS, look.place):
        shown.append(("unit-careers", _("社区工作者")))
    if any(look.rights.may(one, look.place) for one in HISTORY):
        shown.append(("unit-history", _("变更记录")))
    return [
        Tab(label, look.at(name, look.place.short), current=name == current)
        for name, label in shown
    ] if len(shown) > 1 else []  # fmt: skip
