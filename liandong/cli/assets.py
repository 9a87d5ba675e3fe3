"""What browsers fetch: collected from where it is built to where it is served from."""

from __future__ import annotations

import hashlib
from pathlib import Path


def collect() -> None:
    """Collect the static files, unless those that lie there were made of the same ones. Earlier
    ones stay: pages that are open, and a server still running, ask for them by their own names."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    found = [
        (path, storage.size(path), storage.get_modified_time(path).isoformat())
        for finder in get_finders()
        for path, storage in finder.list([])
    ]
    mark = hashlib.sha256(repr(sorted(found)).encode()).hexdigest()
    stamp = Path(settings.STATIC_ROOT) / ".made-of"
    if stamp.exists() and stamp.read_text() == mark:
        return
    call_command("collectstatic", verbosity=0, interactive=False)
    stamp.write_text(mark)
