"""What waits for a supervisor: reviews to decide, the oldest first."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from liandong.domains.accounts.enums import Permission
from liandong.domains.accounts.queries import Rights
from liandong.domains.casework import queries
from liandong.domains.casework.enums import ReviewKind
from liandong.domains.casework.models import Review
from liandong.web.components.tags.numbers import moment
from liandong.web.panels import FEW, Panel, Waiting
from liandong.web.requests.lines import shortened


def panel(rights: Rights, at: datetime) -> Panel | None:
    if not rights.may(Permission.SUPERVISE_REQUESTS):
        return None
    open_reviews = queries.reviews_open(rights)
    total, late = open_reviews.count(), queries.late_counts(rights, at=at).late
    found = open_reviews[:FEW] if total else []
    return Panel(
        title=_("督办"), url=reverse("supervision"), total=total, late=late,
        late_url=f"{reverse('supervision-open')}?which=late",
        lines=tuple(_line(one) for one in found), empty=_("没有等着您决定的。"),
    )  # fmt: skip


def _line(one: Review) -> Waiting:
    url = reverse("review", args=[one.pk])
    return Waiting(
        what=f"{ReviewKind(one.kind).label}{_('：')}{shortened(one.said)}", url=url,
        whom=one.unit.name if one.unit else one.case.place.name, word=_("待审核"),
        when=_("提出于 {time}").format(time=moment(one.asked_at)), action=_("决定"), action_url=url,
    )  # fmt: skip
