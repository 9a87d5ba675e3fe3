"""Photos between two steps of a form: a browser gives a file once, and nothing sent is lost.

They are made anew when they come (no place, no camera is in what is kept), under a name that only
the form knows, for a day at most.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from liandong.domains.casework import photos, refusals

MOST = 5
_KEEP = 24 * 3600
_KEY = re.compile(r"[A-Za-z0-9_-]{16,64}")


def room() -> Path:
    """Where they wait."""
    return Path(settings.HOME) / "portal"


def _folder(key: str) -> Path:
    if not _KEY.fullmatch(key):
        raise ValueError(key)
    return room() / key


def kept(key: str) -> list[Path]:
    """The photos of a form, in the order in which they came."""
    return sorted(_folder(key).glob("*.jpg"))


def read(key: str) -> list[bytes]:
    """What they hold; without those that a second press has just sent on."""
    found = []
    for one in kept(key):
        with suppress(FileNotFoundError):
            found.append(one.read_bytes())
    return found


def keep(key: str, sent: Iterable[UploadedFile]) -> None:
    """Add photos; the same one again is one. Raises `LiandongError`: too_many_photos,
    photo_too_large, not_a_photo; then none of these is added."""
    files = list(sent)
    before = {one.name.split("-")[1] for one in kept(key)}
    if len(files) > MOST:
        raise refusals.too_many_photos(MOST)
    made = {}
    for one in files:
        if (one.size or 0) > photos.LARGEST:
            raise refusals.photo_too_large()
        data = one.read()
        made[sha256(data).hexdigest()[:16] + ".jpg"] = data
    new = {name: data for name, data in made.items() if name not in before}
    if len(before) + len(new) > MOST:
        raise refusals.too_many_photos(MOST)
    ready = [(name, photos.made_anew(data)[0]) for name, data in new.items()]
    if ready:
        _write(_folder(key), ready, len(before))


def _write(folder: Path, ready: list[tuple[str, bytes]], number: int) -> None:
    forget_old()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for at, (name, data) in enumerate(ready, number):
        path = folder / f"{at}-{name}"
        path.touch(mode=0o600)
        path.write_bytes(data)


def drop(key: str) -> None:
    """Forget the photos of a form. The folder stays for a day: pressed twice, the same form may
    just be putting its own into it."""
    for one in kept(key):
        one.unlink(missing_ok=True)


def forget_old() -> None:
    """What nobody sent on."""
    if not room().is_dir():
        return
    for folder in room().iterdir():
        with suppress(OSError):  # another process may be at it
            if time.time() - folder.stat().st_mtime > _KEEP:
                drop(folder.name)
                folder.rmdir()
