"""Long work on a sheet: short ones at once, long ones in a thread of their own, for the key to a
sheet must not lie in a queue. How far it has come is plain; of the sheet it says nothing."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Callable
from threading import Thread

from django.db import connections

from liandong.core.kernel.errors import LiandongError, error
from liandong.domains.intake.passing.keeping import Pass

AT_ONCE = 400_000
"""Bytes of a workbook (about 5,000 people) up to which the sender is not sent to wait."""
Progress = Callable[[int, int], None]
Work = Callable[[Progress], None]
_log = logging.getLogger(__name__)
_NAME = "progress"


def run(one: Pass, work: Work, *, size: int) -> None:
    """Do some work on a sheet, one at a time. Raises `LiandongError` pass_busy; and what the work
    raises, when it is short."""
    _claim(one)
    if size <= AT_ONCE:
        try:
            work(lambda done, total: None)
        finally:
            one.away(_NAME)
        return
    Thread(target=_apart, args=(one, work), daemon=True).start()


def _apart(one: Pass, work: Work) -> None:
    try:
        work(lambda done, total: _note(one, done, total))
    except LiandongError as error:
        one.say("refused", {"code": error.code, "zh": error.text.zh, "en": error.text.en})
    except Exception as fault:
        # Where, and no words of it: they may hold a value of the sheet.
        where = fault.__traceback__.tb_next if fault.__traceback__ else None
        _log.error("work on a sheet broke off: %s at %s", type(fault).__name__, where)
        broken = _broken()
        one.say("refused", {"code": broken.code, "zh": broken.text.zh, "en": broken.text.en})
    finally:
        one.away(_NAME)
        connections.close_all()


def at_work(one: Pass) -> tuple[int, int] | None:
    """How far the work has come; None when nobody works on it (any more)."""
    try:
        said = json.loads((one.folder / _NAME).read_text())
        os.kill(said["pid"], 0)
    except (OSError, ValueError, KeyError):
        return None
    return said["done"], said["total"]


def _claim(one: Pass) -> None:
    if at_work(one) is not None:
        raise _busy()
    one.away(_NAME)
    try:
        with (one.folder / _NAME).open("x") as file:
            file.write(_said(0, 0))
    except FileExistsError:
        raise _busy() from None


def _note(one: Pass, done: int, total: int) -> None:
    coming = one.folder / f"{_NAME}.coming"
    coming.write_text(_said(done, total))
    coming.replace(one.folder / _NAME)


def _said(done: int, total: int) -> str:
    return json.dumps({"pid": os.getpid(), "done": done, "total": total})


def _busy() -> LiandongError:
    return error(
        "pass_busy",
        "这份文件正在处理，请稍等。",
        "This file is being worked on. Wait a moment.",
    )


def _broken() -> LiandongError:
    return error(
        "interrupted",
        "处理中途出错，什么都没有写入。请再试一次；还不行，请联系系统管理员。",
        "It broke off half-way; nothing was written. Try again; if it fails again, tell the "
        "administrator.",
    )
