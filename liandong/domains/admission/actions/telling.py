"""Who acts next hears of it in their inbox."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from liandong.core.kernel.errors import Text
from liandong.domains.accounts.enums import GRANTS, Permission
from liandong.domains.accounts.models import Assignment, User
from liandong.domains.admission.models import Item, Refusal
from liandong.domains.notify.actions import notify
from liandong.domains.notify.queries import nearest
from liandong.domains.orgs.heirs import home
from liandong.domains.orgs.models import Position, Unit
from liandong.domains.orgs.queries import place_of
from liandong.domains.workflow import definitions


def state_text(of: Item | Refusal) -> Text:
    """What and where it stands, for a title."""
    title = definitions.of(of.process).state(of.process.state).title
    if isinstance(of, Item):
        return Text(f"准入事项 {of.number}：{title.zh}", f"Item {of.number}: {title.en}")
    return Text(f"拒绝 {of.number}：{title.zh}", f"Refusal {of.number}: {title.en}")


def link_of(of: Item | Refusal) -> str:
    """Its page."""
    return f"/admission/{'' if isinstance(of, Item) else 'refusals/'}{of.number}/"


def tell_unit(
    unit: Unit, permission: Permission, of: Item | Refusal, text: Text, *, by: str, at: datetime,
    about: str,
) -> None:  # fmt: skip
    """Whoever holds a permission at a unit, or nearest above; not whoever did it."""
    if not Position.objects.filter(unit=unit, hierarchy=home(unit)).exists():
        return
    people = nearest(permission, place_of(unit.pk, home(unit)), on=timezone.localdate(at))
    _notify([one for one in people if one.username != by], of, text, at, about)


def tell_all(
    units: Iterable[Unit], of: Item | Refusal, text: Text, *, at: datetime, about: str
) -> None:
    """Whoever speaks for one of many streets and communities: they alone, not those above."""
    roles = [role for role, granted in GRANTS.items() if Permission.REFUSE_TASK in granted]
    held = Assignment.objects.on(timezone.localdate(at)).filter(
        Q(unit__in=list(units)), role__in=roles, user__is_active=True
    )
    _notify(list(User.objects.filter(pk__in=held.values("user_id"))), of, text, at, about)


def _notify(people: list[User], of: Item | Refusal, text: Text, at: datetime, about: str) -> None:
    notify(people, kind="admission", text=text, link=link_of(of), at=at, about=f"{of}:{about}")
