"""Keys are handed out and revoked; a partner's request is taken, once."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe

from django.db import transaction
from django.db.models import Case as Chosen
from django.db.models import F, Value, When

from liandong.core.kernel.errors import LiandongError, error
from liandong.domains.audit.actions import record
from liandong.domains.orgs.models import Unit
from liandong.domains.partners.models import USUAL_PACE, Key

_LENGTH, _SHOWN = 32, 6
_NAME, _EXTERNAL = 40, 80
ONCE = "key:"  # what a number begins with that was an Idempotency-Key
RESERVED = {"portal"}  # under which residents' own forms are kept once
MINUTE = timedelta(minutes=1)
_PARTS = 100  # of a minute's pace, drawn at a time


class TooFast(LiandongError):
    """More than the key may send in a minute."""


class Otherwise(LiandongError):
    """Something else came before under the same number."""


def digest_of(secret: str) -> str:
    """What is kept of a key: it is random and long, so that one plain digest is enough."""
    return sha256(secret.encode(errors="replace")).hexdigest()


def create(
    *, name: str, place: Unit, by: str, at: datetime, may_post: bool = True,
    may_read: bool = True, per_minute: int = USUAL_PACE,
) -> tuple[Key, str]:  # fmt: skip
    """A key, and its text, which is never told again. Raises `LiandongError` bad_name,
    reserved_name, bad_pace."""
    said = name.strip()
    if said in RESERVED:
        raise error("reserved_name", f"“{said}”是系统自用的名称，请换一个。",
                    f"{said!r} is a name this system uses itself; choose another.")  # fmt: skip
    if not said or len(said) > _NAME or not said.isprintable():
        raise error("bad_name", f"对接系统的名称应为 1–{_NAME} 个字。",
                    f"A partner's name has 1 to {_NAME} characters.")  # fmt: skip
    if per_minute < 1:
        raise error("bad_pace", "每分钟至少 1 次。", "At least one a minute.")
    secret = token_urlsafe(_LENGTH)
    with transaction.atomic():
        key = Key.objects.create(
            name=said, digest=digest_of(secret), start=secret[:_SHOWN], place=place,
            may_post=may_post, may_read=may_read, per_minute=per_minute, created_at=at,
            created_by=by,
        )  # fmt: skip
        record(action="partners.create_key", by=by, at=at, subject=f"key:{key.pk}",
               unit=place.code, after={"name": said, "start": key.start, "post": may_post,
                                       "read": may_read, "per_minute": per_minute})  # fmt: skip
    return key, secret


def revoke(key: Key, *, by: str, at: datetime) -> None:
    """From now on it opens nothing; what it brought stays. Revoked twice is revoked once."""
    with transaction.atomic():
        open_ones = Key.objects.filter(pk=key.pk, revoked_at=None)
        if open_ones.update(revoked_at=at, revoked_by=by):
            record(action="partners.revoke_key", by=by, at=at, subject=f"key:{key.pk}",
                   unit=key.place.code, after={"name": key.name, "start": key.start})  # fmt: skip


# What this process has drawn of each key's minute, and not used yet.
_drawn: dict[str, tuple[datetime, int]] = {}
_drawing = threading.Lock()


def count(key: Key, *, at: datetime) -> None:
    """One more of this minute, among every process that serves. Each draws some at a time from the
    database, a hundredth of the pace: so a key never gets more than its pace, and at a fast one
    its row is not written at every request. Raises `TooFast`."""
    minute = at.replace(second=0, microsecond=0)
    with _drawing:
        of, left = _drawn.get(key.digest, (minute, 0))
        if of != minute or not left:
            left = _draw(key, minute)
        if left:
            _drawn[key.digest] = minute, left - 1
    if not left:
        raise TooFast("too_fast", error(
            "too_fast", f"这个密钥每分钟最多 {key.per_minute} 次，请下一分钟再试。",
            f"This key may ask {key.per_minute} times a minute; try again in the next.",
        ).text)  # fmt: skip


def _draw(key: Key, minute: datetime) -> int:
    """Some of what is left of the minute; 0 when it is used up."""
    many = max(1, key.per_minute // _PARTS)
    with transaction.atomic():
        Key.objects.filter(pk=key.pk).update(
            used=Chosen(When(minute=minute, then=F("used") + many), default=Value(many)),
            minute=minute,
        )
        used = Key.objects.values_list("used", flat=True).get(pk=key.pk)
    return max(0, min(many, key.per_minute - (used - many)))


def names_of(external: str, once: str) -> list[str]:
    """Under what a request of a partner is kept. Raises `LiandongError` bad_external."""
    names = [one for one in (external, f"{ONCE}{once}" if once else "") if one]
    if external.startswith(ONCE) or any(
        len(one) > _EXTERNAL or not one.isprintable() for one in names
    ):
        raise error("bad_external",
                    f"外部编号和 Idempotency-Key 最多 {_EXTERNAL - len(ONCE)} 个字，"
                    f"不能含控制字符；外部编号不能以 {ONCE} 开头。",
                    f"An external number and an Idempotency-Key have at most "
                    f"{_EXTERNAL - len(ONCE)} characters that can be printed; the number does not "
                    f"begin with {ONCE}.")  # fmt: skip
    return names


def otherwise() -> Otherwise:
    """What is said to whoever uses a number twice."""
    return Otherwise("sent_otherwise", error(
        "sent_otherwise",
        "这个编号（或 Idempotency-Key）已经用来提交过另外的内容，请换一个；"
        "原来的诉求没有改变。",
        "Something else was sent under this number or Idempotency-Key before; use another. The "
        "request that is there was not changed.",
    ).text)  # fmt: skip
