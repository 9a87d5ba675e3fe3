"""Where the chain ended when last seen, kept outside the database.

A chain alone cannot notice its newest events cut off: what is left is whole. So within a second of
every deed the last event's number and digest are signed with the instance's secret and kept in a
file under `LIANDONG_HOME`: by the deed itself, or, where one was kept less than
`settings.ANCHOR_EVERY` ago, by the server that minds it or at the end of the process. It only ever
moves on from an event that is still there: a cut stays visible until somebody accepts it with a
reason (`accept`).

What this cannot see: whoever may write both the database and `LIANDONG_HOME` (which holds the
secret, unless `LIANDONG_SECRET` does) can forge chain and anchor alike; and events of the second
between a commit and the file are not anchored yet (after a crash, until the next start or deed).
Against the first only a copy elsewhere helps: a backup, or the digest written down.
"""

from __future__ import annotations

import atexit
import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from django.conf import settings
from django.core import signing
from django.db import DatabaseError, transaction

from liandong.domains.audit.models import Event

_SALT = "liandong.audit.anchor"


class State(StrEnum):
    """What the anchor says of the chain."""

    HOLDS = "holds"
    CUT = "cut"  # the event it names is not there any more, or another stands in its place
    FORGED = "forged"  # the file was not signed by this instance
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Anchor:
    """An event's number and digest; `since` is the number of the event it was begun with."""

    event: int
    digest: str
    since: int

    def holds(self) -> bool:
        """Whether the event is still there."""
        return Event.objects.filter(pk=self.event, digest=self.digest).exists()


def file() -> Path:
    """Where the anchor is kept."""
    return Path(settings.HOME) / "audit-anchor"


def kept() -> Anchor | None:
    """The anchor on file, or none; raises `signing.BadSignature` for one that is not ours."""
    try:
        said = file().read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    return Anchor(**signing.loads(said, salt=_SALT))


def state() -> tuple[State, Anchor | None]:
    """How the anchor and the chain stand to each other."""
    try:
        anchor = kept()
    except (signing.BadSignature, TypeError):
        return State.FORGED, None
    if anchor is None:
        return State.MISSING, None
    return State.HOLDS if anchor.holds() else State.CUT, anchor


def follow(event: Event) -> None:
    """Move the anchor on once the transaction is through: to the newest event by then."""
    number = event.pk
    # The deed is done: should the disk be full, that is logged, and the next deed catches up.
    transaction.on_commit(lambda: _soon(number), robust=True)


def _soon(number: int) -> None:
    """Now, or in a moment: writing a file at every deed would cost as much as the deed."""
    if not _just_kept():
        _move_on(number)
        return
    _behind().touch()
    _at_the_end()


def _just_kept() -> bool:
    try:
        age = time.time() - file().stat().st_mtime
    except FileNotFoundError:
        return False
    return 0 <= age < settings.ANCHOR_EVERY.total_seconds()


def _behind() -> Path:
    """It is there while an event may be missing in the anchor."""
    return file().with_suffix(".behind")


@cache
def _at_the_end() -> None:
    def last_one() -> None:
        with suppress(DatabaseError):  # whoever asks next catches up
            _caught_up()

    atexit.register(last_one)


def catch_up() -> None:
    """Move on to the newest event, if a deed left that to be done and its moment has come."""
    if _behind().exists() and not _just_kept():
        _caught_up()


def _caught_up() -> None:
    if not _behind().exists():
        return
    _behind().unlink(missing_ok=True)  # first: whoever comes from now on leaves it again
    last = Event.objects.order_by("-id").values_list("pk", flat=True).first()
    if last is not None:
        _move_on(last)


def _move_on(number: int) -> None:
    with _alone():
        try:
            anchor = kept()
        except (signing.BadSignature, TypeError):
            return
        if anchor is not None and (anchor.event >= number or not anchor.holds()):
            return
        last = Event.objects.order_by("-id").first()
        if last is not None:
            _keep(Anchor(last.pk, last.digest, anchor.since if anchor else last.pk))


def accept() -> None:
    """Begin anew with the chain as it is, after the next deed that is recorded."""
    with _alone():
        file().unlink(missing_ok=True)


def _keep(anchor: Anchor) -> None:
    """Written aside and renamed, so that nobody reads half of it."""
    said = {"event": anchor.event, "digest": anchor.digest, "since": anchor.since}
    aside = file().with_suffix(".new")
    with open(aside, "w", encoding="utf-8") as new:
        new.write(signing.dumps(said, salt=_SALT))
        new.flush()
        os.fsync(new.fileno())
    aside.replace(file())


@contextmanager
def _alone() -> Iterator[None]:
    """One process at a time."""
    with open(file().with_suffix(".lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
