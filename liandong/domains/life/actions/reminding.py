"""A supervising office reminds its branches of what they owe."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from liandong.core.kernel.errors import Text
from liandong.core.standards.life.catalogue import BY_CODE
from liandong.domains.accounts.enums import Permission
from liandong.domains.audit.actions import record
from liandong.domains.life.actions.exempting import known_standard
from liandong.domains.notify.actions import notify
from liandong.domains.notify.queries import nearest
from liandong.domains.orgs.queries import Place


@dataclass(frozen=True, slots=True)
class Owed:
    """What a unit owes: a standard (its code), at the latest on a day."""

    place: Place
    standard: str
    due: date | None


def remind_of(owed: Sequence[Owed], *, link: str, by: str, at: datetime) -> tuple[int, int]:
    """Tell whoever records the life of each unit; (people told, units where nobody is to be told).

    Nobody is told of the same duty twice on one day. `link` leads to where it is done. Raises
    `LiandongError` unknown_standard.
    """
    told, mute = 0, set()
    today = timezone.localdate(at)
    with transaction.atomic():
        for one in owed:
            known_standard(one.standard)
            people = nearest(Permission.RECORD_LIFE, one.place, on=today)
            if not people:
                mute.add(one.place.id)
                continue
            told += notify(
                people, kind="reminder", text=_text(one), link=link, at=at,
                about=f"duty:{one.place.id}:{one.standard}:{one.due}",
            )  # fmt: skip
        if owed:
            units = {one.place.id for one in owed}
            record(
                action="life.remind_of", by=by, at=at, subject=f"unit:{owed[0].place.code}",
                unit=owed[0].place.code if len(units) == 1 else "",
                after={"units": len(units), "standards": sorted({o.standard for o in owed}),
                       "told": told},
            )  # fmt: skip
    return told, len(mute)


def _text(one: Owed) -> Text:
    title, name = BY_CODE[one.standard].title, one.place.name
    if one.due is None:
        return Text(f"上级提醒：{name}的“{title.zh}”待办", f"Reminder for {name}: {title.en}")
    return Text(
        f"上级提醒：{name}的“{title.zh}”，期限{one.due}",
        f"Reminder for {name}: {title.en}, due {one.due}",
    )
