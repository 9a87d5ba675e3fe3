"""Tell somebody something; note that it was read; change how one wants to be told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime, time
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from liandong.core.kernel.errors import LiandongError, Text
from liandong.domains.accounts.models import User
from liandong.domains.audit.actions import record
from liandong.domains.notify import clock
from liandong.domains.notify.enums import Mail
from liandong.domains.notify.models import Notice, Preference

_NOTHING = Text("", "")
_LINK, _ABOUT, _TITLES = 300, 120, (200, 300)


def notify(
    to: Iterable[User], *, kind: str, text: Text, link: str, at: datetime, about: str,
    body: Text = _NOTHING,
) -> int:  # fmt: skip
    """Tell people, inside the transaction of the deed, so that what did not happen is told to
    nobody; how many were told. Whoever heard of `about` on that day is not told again.

    `text` is what letters show: say no name or number of a person in it. `link` is a path of ours.
    Raises `ValueError` for a link that leads elsewhere, or nothing it is about.
    """
    if not link.startswith("/") or link[1:2] in ("/", "\\") or len(link) > _LINK:
        raise ValueError(f"not a page of ours: {link!r}")
    if not about or len(about) > _ABOUT:
        raise ValueError("say what it is about in 1 to 120 characters")
    people = {one.pk: one for one in to if one.is_active}
    day = timezone.localdate(at)
    with transaction.atomic():
        told = Notice.objects.filter(recipient__in=people, about=about, day=day)
        heard = set(told.values_list("recipient_id", flat=True))
        new = [
            Notice(
                recipient=one, kind=kind, link=link, about=about, day=day, created_at=at,
                title_zh=_line(text.zh, _TITLES[0]), title_en=_line(text.en, _TITLES[1]),
                body_zh=body.zh, body_en=body.en,
            )
            for pk, one in people.items() if pk not in heard
        ]  # fmt: skip
        # Two deeds at the same moment: the second one's rows fall away.
        Notice.objects.bulk_create(new, batch_size=500, ignore_conflicts=True)
    return len(new)


def _line(said: str, longest: int) -> str:
    """One line: it becomes the subject of a letter."""
    line = " ".join(said.split())
    return line if len(line) <= longest else line[: longest - 1] + "…"


def read(user: User, *, at: datetime, notice: int | None = None, kind: str = "") -> int:
    """Note that somebody read one of their notices, those of a kind, or all; how many were unread
    until now."""
    unread = Notice.objects.filter(recipient=user, read_at=None)
    if notice is not None:
        unread = unread.filter(pk=notice)
    if kind:
        unread = unread.filter(kind=kind)
    return unread.update(read_at=at)


@dataclass(frozen=True, slots=True)
class Wishes:
    """How somebody wants to be told, as they say it."""

    mail: Mail = Mail.DIGEST
    address: str = ""
    texts: bool = False
    phone: str = ""
    digest_at: time = Preference._meta.get_field("digest_at").default
    quiet_from: time = Preference._meta.get_field("quiet_from").default
    quiet_to: time = Preference._meta.get_field("quiet_to").default
    language: str = "zh-hans"


def prefer(user: User, wishes: Wishes, *, by: str, at: datetime) -> Preference:
    """Change how one is told. Raises `LiandongError`: no letter in one's own quiet hours, no text
    message without a number, no address that is none."""
    _sensible(wishes)
    said: dict[str, Any] = {one.name: getattr(wishes, one.name) for one in fields(wishes)}
    with transaction.atomic():
        held, _new = Preference.objects.select_for_update().get_or_create(user=user)
        before = {"mail": held.mail, "texts": held.texts}
        if held.address != wishes.address:
            said["refused_at"] = None
        for name, value in said.items():
            setattr(held, name, value)
        held.save()
        record(
            action="notify.prefer", by=by, at=at, subject=f"user:{user.username}",
            before=before, after={"mail": wishes.mail, "texts": wishes.texts},
        )  # fmt: skip
    return held


def _sensible(wishes: Wishes) -> None:
    if wishes.address:
        try:
            validate_email(wishes.address)
        except ValidationError as error:
            raise _no_address() from error
    if wishes.texts and not (wishes.phone.isascii() and wishes.phone.isdigit()):
        raise _no_number()
    if wishes.mail == Mail.DIGEST and clock.within(
        wishes.digest_at, wishes.quiet_from, wishes.quiet_to
    ):
        raise LiandongError(
            "digest_in_quiet_hours",
            Text(
                "发信时间在免打扰时段里，这样就永远收不到。请改其中一个。",
                "The letter would fall into your quiet hours and never come. Change one of them.",
            ),
        )


def _no_address() -> LiandongError:
    return LiandongError(
        "bad_address",
        Text("邮箱地址写得不对，请检查。", "This is no e-mail address. Please check it."),
    )


def _no_number() -> LiandongError:
    return LiandongError(
        "bad_number",
        Text("要收短信，请填手机号（只写数字）。", "For text messages give a number, digits only."),
    )
