"""The keyring: several keys, the newest seals, any opens; and one key for the blind index.

A file of its own (`LIANDONG_KEYS`, default `LIANDONG_HOME/keys/keyring.json`), readable by its
owner only. Keep a copy apart from the database: without it nothing sealed can ever be read again.
"""

from __future__ import annotations

import json
import os
from base64 import b64decode, b64encode
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from secrets import token_bytes, token_hex

from django.conf import settings

from liandong.core.kernel.errors import LiandongError, Text
from liandong.domains.sealing.places import anything_sealed

BYTES = 32  # AES-256


@dataclass(frozen=True)
class Keyring:
    """Keys by id, oldest first, and the key of the blind index. Never printed."""

    keys: dict[str, bytes]
    index: bytes

    def __repr__(self) -> str:
        return f"Keyring({', '.join(self.keys)})"

    @property
    def newest(self) -> str:
        """The id of the key that seals."""
        return next(reversed(self.keys))


def file() -> Path:
    """Where the keyring lies."""
    return Path(os.environ.get("LIANDONG_KEYS") or f"{settings.HOME}/keys/keyring.json")


def keyring() -> Keyring:
    """The keyring, made on first use where nothing is sealed yet.

    Raises `LiandongError`: keyring_broken, keyring_missing (what is sealed needs the one that was
    there: another would only hide the loss).
    """
    # Asked for every value that is sealed: a look at the file's time, and no more.
    place = os.environ.get("LIANDONG_KEYS") or f"{settings.HOME}/keys/keyring.json"
    try:
        changed = os.stat(place).st_mtime_ns
    except FileNotFoundError:
        if anything_sealed():
            raise _missing(Path(place)) from None
        new = Keyring({_new_id(): token_bytes(BYTES)}, token_bytes(BYTES))
        _write(Path(place), new, first=True)
        changed = os.stat(place).st_mtime_ns
    return _read(place, changed)


def add_key() -> str:
    """A new key that seals from now on; the id. Earlier keys still open what they sealed."""
    ring, name = keyring(), _new_id()
    _write(file(), Keyring({**ring.keys, name: token_bytes(BYTES)}, ring.index), first=False)
    return name


def drop_keys(unused: set[str]) -> None:
    """Forget keys that seal nothing any more; the newest always stays."""
    ring = keyring()
    kept = {name: key for name, key in ring.keys.items() if name not in unused - {ring.newest}}
    _write(file(), Keyring(kept, ring.index), first=False)


def _new_id() -> str:
    return token_hex(4)


@lru_cache(maxsize=2)
def _read(name: str, _changed: int) -> Keyring:
    place = Path(name)
    try:
        said = json.loads(place.read_text(encoding="utf-8"))
        keys = {one["id"]: b64decode(one["key"], validate=True) for one in said["keys"]}
        index = b64decode(said["index"], validate=True)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _broken(place) from error
    if not keys or any(len(key) != BYTES for key in (*keys.values(), index)):
        raise _broken(place)
    return Keyring(keys, index)


def _write(place: Path, ring: Keyring, *, first: bool) -> None:
    """Whole or not at all; of two processes that make the first one, one is kept."""
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    said = {
        "keys": [{"id": name, "key": b64encode(key).decode()} for name, key in ring.keys.items()],
        "index": b64encode(ring.index).decode(),
    }
    aside = place.with_suffix(f".{os.getpid()}.{token_hex(3)}")
    with open(aside, "x", opener=lambda path, flags: os.open(path, flags, 0o600)) as new:
        json.dump(said, new)
        new.flush()
        os.fsync(new.fileno())
    if not first:
        aside.replace(place)
        return
    try:
        os.link(aside, place)
    except FileExistsError:
        pass
    finally:
        aside.unlink()


def _missing(place: Path) -> LiandongError:
    return LiandongError(
        "keyring_missing",
        Text(
            f"密钥文件 {place.name} 不见了，而数据库里有用它加密的信息。请从备份恢复到原处，"
            "或检查 LIANDONG_KEYS；没有它，这些信息谁也打不开。",
            f"The keyring {place.name} is gone, and the database holds what it sealed. Restore it "
            "to its place, or check LIANDONG_KEYS: without it nobody can open these values.",
        ),
    )


def _broken(place: Path) -> LiandongError:
    return LiandongError(
        "keyring_broken",
        Text(
            f"密钥文件 {place.name} 读不了。请从备份恢复它；没有密钥，已加密的信息无法打开。",
            f"The keyring {place.name} cannot be read. Restore it from its backup: without it, "
            "nothing that was sealed can be opened.",
        ),
    )
