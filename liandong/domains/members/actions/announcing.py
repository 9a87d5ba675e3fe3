"""Who acts next, and who was waiting, hear of a step in their inbox; no member is named."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.utils import timezone

from liandong.core.kernel.errors import Text
from liandong.domains.accounts.enums import Permission
from liandong.domains.accounts.models import Assignment, User
from liandong.domains.members.models import CorrectionRequest, Floating, Transfer
from liandong.domains.notify.actions import notify
from liandong.domains.notify.queries import nearest
from liandong.domains.orgs.enums import Hierarchy
from liandong.domains.orgs.models import Unit
from liandong.domains.orgs.queries import line, places_of
from liandong.domains.workflow import definitions
from liandong.domains.workflow.actions import sides_of

# A letter of a branch is the business of the branch, its street and its district.
_LEVELS = 3
_OWN = "/me/record/"
_PAGES = {"transfer": "transfers", "floating": "floating", "correction": "corrections"}


def announce(
    case: Transfer | Floating | CorrectionRequest, *, by: str, at: datetime,
    besides: Collection[Unit] = (), person: bool = True,
) -> None:  # fmt: skip
    """Tell both sides, and the person where it is their own affair, how a case stands now; inside
    the transaction of the step. Whoever took it is not told. `besides`: sides that hear of the
    same deed by another case; `person`: whether the person does not."""
    kind, _colon, number = str(case).partition(":")
    process = case.process
    definition = definitions.of(process)
    state = definition.state(process.state)
    told = {
        "kind": kind, "at": at, "about": _about(case), "body": state.says,
        "text": Text(f"{definition.title.zh}：{state.title.zh}",
                     f"{definition.title.en}: {state.title.en}"),
    }  # fmt: skip
    offices = [one for one in _offices(case, at, besides) if one.username != by]
    notify(offices, link=f"/{_PAGES[kind]}/{number}/", **told)
    own = case.person.user if person else None
    if own is not None and own.username != by and own not in offices:
        notify([own], link=_OWN, **told)


def _about(case: Transfer | Floating | CorrectionRequest) -> str:
    """This very step: a letter sent again on the same day is told again."""
    last = case.process.steps.order_by("-pk").values_list("pk", flat=True).first()
    return f"{case}:{case.process.state}:{last or 0}"


def _offices(
    case: Transfer | Floating | CorrectionRequest, at: datetime, besides: Collection[Unit]
) -> list[User]:
    today, found = timezone.localdate(at), {}
    units = [one.pk for one in sides_of(case.process).values() if one not in besides]
    for place in places_of(units, Hierarchy.PARTY):
        near = [one.id for one in line(place)[-_LEVELS:]]
        users = nearest(Permission.EDIT_MEMBERS, place, on=today)
        held = Assignment.objects.on(today).filter(user__in=users, unit__in=near)
        here = set(held.values_list("user_id", flat=True))
        found |= {one.pk: one for one in users if one.pk in here}
    return list(found.values())
