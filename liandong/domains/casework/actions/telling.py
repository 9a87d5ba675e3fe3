"""Who acts next hears of it in their inbox; requesters as they wished. Nobody is named."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from liandong.core.kernel.errors import Text
from liandong.domains.accounts.enums import Permission
from liandong.domains.accounts.models import Assignment, User
from liandong.domains.casework import routing
from liandong.domains.casework.enums import Wish
from liandong.domains.casework.models import Case, Message, Requester
from liandong.domains.notify.actions import notify
from liandong.domains.notify.queries import nearest
from liandong.domains.orgs.heirs import home
from liandong.domains.orgs.models import Position, Unit
from liandong.domains.orgs.queries import place_of
from liandong.domains.workflow import definitions


def tell_unit(
    unit: Unit, permission: Permission, case: Case, text: Text, *, by: str, at: datetime,
    about: str, link: str = "",
) -> None:  # fmt: skip
    """Whoever holds a permission at a unit, or nearest above; never the subject of a complaint."""
    hierarchy = home(unit)
    if not Position.objects.filter(unit=unit, hierarchy=hierarchy).exists():
        return
    people = nearest(permission, place_of(unit.pk, hierarchy), on=timezone.localdate(at))
    notify(
        [one for one in _not_subjects(people, case, at) if one.username != by], kind="request",
        text=text, link=link or f"/requests/{case.number}/", at=at, about=f"{case}:{about}",
    )  # fmt: skip


def _not_subjects(people: list[User], case: Case, at: datetime) -> list[User]:
    if case.about is None:
        return people
    held = Assignment.objects.on(timezone.localdate(at)).filter(user__in=people)
    subjects = {
        one.user_id for one in held.select_related("unit")
        if routing.is_subject(one.unit, case.about)
    }  # fmt: skip
    return [one for one in people if one.pk not in subjects]


def state_text(case: Case) -> Text:
    """Number and state, for a title."""
    title = definitions.of(case.process).state(case.process.state).title
    return Text(f"诉求 {case.number}：{title.zh}", f"Request {case.number}: {title.en}")


def tell_requesters(case: Case, about: str, *, at: datetime) -> int:
    """The requester, everyone who joined and everyone whose request was merged into this one, as
    each wished; how many messages were written."""
    joined = Requester.objects.filter(joins__case=case)
    own = Requester.objects.filter(pk=case.requester_id)
    text = state_text(case)
    new = [
        Message(
            requester=one, case=case, way=one.wish, about=about[:60], at=at,
            text=text.in_language(one.language),
        )
        for one in (own | joined).distinct().order_by("pk")
        if one.wish != Wish.NONE and one.erased_at is None
    ]  # fmt: skip
    Message.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)
