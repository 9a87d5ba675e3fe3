"""What partners are told: put in the outbox with the step itself, sent by the worker until it is
taken, in the order in which it happened to each request."""

from __future__ import annotations

import hmac
import json
import logging
import time
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from liandong.core.kernel.errors import LiandongError
from liandong.domains.casework.models import Case
from liandong.domains.partners import calling
from liandong.domains.partners.enums import Trouble
from liandong.domains.partners.filed import partners_of, summary
from liandong.domains.partners.models import Delivery, Hook, Key

log = logging.getLogger(__name__)
# Whoever claimed it and never came back has died; longer than a call can take.
CLAIM = timedelta(minutes=2)
_AT_MOST = 1_000


def put(sender: object, *, case: Case, what: str, at: datetime, **_more: Any) -> None:
    """A step was taken: everybody whose request it is and who wishes to be told gets a delivery."""
    theirs = list(partners_of(case))
    if not theirs:
        return
    hooks = {
        one.partner: one
        for one in Hook.objects.filter(partner__in={one.partner for one in theirs}, off_at=None)
    }
    for one in theirs:
        if one.partner in hooks:
            mark = uuid4()
            Delivery.objects.create(
                mark=mark, hook=hooks[one.partner], case=one, event=f"request.{what}", at=at,
                next_at=at, body=_body(str(mark), f"request.{what}", one, at),
            )  # fmt: skip


def _body(mark: str, event: str, case: Case, at: datetime) -> str:
    said = {"id": mark, "event": event, "at": at.isoformat(timespec="seconds")}
    return json.dumps(said | {"request": summary(case)}, ensure_ascii=False)


def signature(secret: str, body: bytes, at: int) -> str:
    """What `Liandong-Signature` says: the second it was signed, and the HMAC of both."""
    said = hmac.new(secret.encode(), f"{at}.".encode() + body, sha256).hexdigest()
    return f"t={at},v1={said}"


def due(at: datetime) -> QuerySet[Delivery]:
    """What is to be sent now, the oldest first. Of one request nothing overtakes what was before
    it."""
    before = Delivery.objects.filter(
        case=OuterRef("case"), hook=OuterRef("hook"), pk__lt=OuterRef("pk"), next_at__isnull=False
    )
    return _free(at).filter(~Exists(before)).order_by("next_at", "pk")


def _free(at: datetime) -> QuerySet[Delivery]:
    unclaimed = Q(claimed_at=None) | Q(claimed_at__lte=at - CLAIM)
    return Delivery.objects.filter(unclaimed, next_at__lte=at)


def send_due(at: datetime) -> int:
    """One round: what is due, within the time of a round. A partner that fails is left in peace for
    the rest of it. How many arrived."""
    arrived, resting, end = 0, set[int](), time.monotonic() + _seconds(settings.WEBHOOK_ROUND)
    while time.monotonic() < end:
        found = due(at).exclude(hook__in=resting).values_list("pk", "hook")[:_AT_MOST]
        rows = list(found)
        if not rows:
            break
        for pk, hook in rows:
            if hook in resting or time.monotonic() >= end:
                continue
            if _send(pk, at):
                arrived += 1
            else:
                resting.add(hook)
    return arrived


def _seconds(of: timedelta) -> float:
    return of.total_seconds()


def _send(pk: int, at: datetime) -> bool:
    """Claimed, sent, and what came of it; whether the next one may be tried at once."""
    if not _free(at).filter(pk=pk).update(claimed_at=at, tries=F("tries") + 1):
        return False  # another worker has it
    one = Delivery.objects.select_related("hook").get(pk=pk)
    try:
        status = _posted(one)
    except calling.Unreached as failed:
        _failed(one, failed, at)
        return False
    mine = Delivery.objects.filter(pk=pk, next_at__isnull=False)
    mine.update(delivered_at=at, next_at=None, claimed_at=None, status=status, trouble="")
    return True


def _posted(one: Delivery) -> int:
    hook = one.hook
    alive = Key.objects.filter(name=hook.partner, revoked_at=None).exists()
    if hook.off_at is not None or not alive:
        raise calling.Unreached(Trouble.REVOKED)
    body, now = one.body.encode(), int(time.time())
    try:
        return calling.post(hook.url, body, {
            "Content-Type": "application/json; charset=utf-8", "User-Agent": "liandong",
            "Liandong-Delivery": str(one.mark), "Liandong-Event": one.event,
            "Liandong-Signature": signature(hook.secret.opened(), body, now),
        })  # fmt: skip
    except LiandongError as error:  # the secret does not open, the address is none any more
        log.warning("delivery %s cannot be sent: %s", one.mark, error.code)
        raise calling.Unreached(Trouble.UNREACHED) from error


def _failed(one: Delivery, failed: calling.Unreached, at: datetime) -> None:
    """Later again; given up after the last try, or where nobody is to be told any more."""
    waits = settings.WEBHOOK_WAITS
    dead = one.tries > len(waits) or failed.trouble == Trouble.REVOKED
    Delivery.objects.filter(pk=one.pk, next_at__isnull=False).update(
        claimed_at=None, status=failed.status, trouble=failed.trouble,
        next_at=None if dead else at + waits[one.tries - 1], dead_at=at if dead else None,
    )  # fmt: skip
