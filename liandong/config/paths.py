"""Where things are: what we ship, and the one place (`LIANDONG_HOME`) where anything is written."""

from __future__ import annotations

import os
from pathlib import Path
from secrets import token_urlsafe

PACKAGE = Path(__file__).resolve().parent.parent
ROOT = PACKAGE.parent
# A wheel carries norms and data inside the package; a clone has them at its root.
_SHIPPED = PACKAGE / "_shipped" if (PACKAGE / "_shipped").is_dir() else ROOT

NORMS = _SHIPPED / "norms"
DATA = _SHIPPED / "data"


def home() -> Path:
    """The instance's own folder, made on first use and readable by its owner only."""
    # The database, uploads and runs too, where the folder itself was made by somebody else.
    os.umask(0o077)
    place = Path(os.environ.get("LIANDONG_HOME", "var")).expanduser().resolve()
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place


def secret_key() -> str:
    """The instance's secret, drawn once; `LIANDONG_SECRET` overrides it."""
    if given := os.environ.get("LIANDONG_SECRET"):
        return given
    file = home() / "secret"
    try:
        with open(file, "x", opener=lambda path, flags: os.open(path, flags, 0o600)) as new:
            new.write(token_urlsafe(48))
    except FileExistsError:
        pass
    return file.read_text()
