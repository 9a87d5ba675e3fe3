"""Where a sheet waits while its sender decides: a folder of sealed files, swept after an hour."""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings

from liandong.core.kernel.errors import LiandongError, error
from liandong.domains.sealing.boxes import box, new_key, unbox

LASTS = timedelta(hours=1)
_TOKEN = re.compile(r"[0-9a-f]{24}")
_ABOUT = "about"


@dataclass(frozen=True, slots=True)
class Pass:
    """A sheet on its way in. `owner` says whose it is and for what; it opens for no other."""

    token: str
    key: bytes
    owner: str

    @property
    def folder(self) -> Path:
        return _home() / self.token

    def put(self, name: str, data: bytes) -> None:
        """Keep something beside the sheet, sealed as it is; whole or not at all."""
        coming = self.folder / f"{name}.{secrets.token_hex(4)}"
        coming.write_bytes(box(self.key, data, self._place(name)))
        coming.replace(self.folder / name)

    def get(self, name: str) -> bytes | None:
        """What was kept; None where there is nothing."""
        try:
            sealed = (self.folder / name).read_bytes()
        except OSError:
            return None
        return unbox(self.key, sealed, self._place(name))

    def say(self, name: str, said: dict[str, Any]) -> None:
        """Keep what can be written as JSON."""
        self.put(name, json.dumps(said, ensure_ascii=False).encode())

    def told(self, name: str) -> dict[str, Any] | None:
        """What was said under a name."""
        data = self.get(name)
        return None if data is None else json.loads(data)

    def away(self, *names: str) -> None:
        """Some of what was kept goes."""
        for name in names:
            (self.folder / name).unlink(missing_ok=True)

    def _place(self, name: str) -> str:
        return f"{self.token}/{self.owner}/{name}"


def _home() -> Path:
    return Path(settings.HOME) / "passing"


def keep(data: bytes, *, name: str, owner: str, at: datetime) -> Pass:
    """Take a sheet in, under a key of its own that is stored nowhere. Sweeps what is overdue."""
    sweep(at)
    one = Pass(secrets.token_hex(12), new_key(), owner)
    one.folder.mkdir(parents=True, mode=0o700)
    one.put("sheet", data)
    one.say(_ABOUT, {"name": Path(name).name[:255]})
    os.utime(one.folder / _ABOUT, (at.timestamp(), at.timestamp()))
    return one


def find(token: str, key: bytes, owner: str, *, at: datetime) -> Pass:
    """The sheet with this token, if the key and the owner are right and its hour is not over.

    Raises `LiandongError` pass_gone: which of these it is, is nobody's business.
    """
    one = Pass(token, key, owner)
    if not _TOKEN.fullmatch(token) or _over(one.folder, at) or one.told(_ABOUT) is None:
        raise _gone()
    return one


def drop(one: Pass) -> None:
    """Nothing of it stays."""
    shutil.rmtree(one.folder, ignore_errors=True)


def sweep(at: datetime) -> int:
    """Destroy every sheet whose hour is over; how many."""
    late = [one for one in _home().glob("*") if _over(one, at)]
    for one in late:
        shutil.rmtree(one, ignore_errors=True)
    return len(late)


def _over(folder: Path, at: datetime) -> bool:
    try:
        came = (folder / _ABOUT).stat().st_mtime
    except OSError:  # just being made, or half of it gone
        try:
            came = folder.stat().st_mtime
        except OSError:
            return True
    return datetime.fromtimestamp(came, UTC) + LASTS <= at


def _gone() -> LiandongError:
    return error(
        "pass_gone",
        "这份文件已经不在了：名册只加密保留一小时，只有上传它的浏览器能打开。请重新上传。",
        "This file is gone: a roster is kept sealed for one hour, and only the browser that sent "
        "it can open it. Send it again.",
    )
