"""Text messages leave through an adapter, named by its dotted path in `LIANDONG_SMS`; none is
there until an office has a contract with a provider, and writes ten lines for it."""

from __future__ import annotations

import logging
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

log = logging.getLogger(__name__)


class Sms(Protocol):
    """What an adapter has to do. Raises anything it likes when it cannot: it is tried again."""

    def send(self, number: str, text: str) -> None:
        """Send a text to a number."""


class FileSms:
    """Writes messages to a file of the instance: to try things out, without a provider."""

    def send(self, number: str, text: str) -> None:
        """Add a line to `LIANDONG_HOME/outbox/sms.txt`."""
        place = settings.HOME / "outbox"
        place.mkdir(mode=0o700, exist_ok=True)
        with (place / "sms.txt").open("a", encoding="utf-8") as file:
            file.write(f"{number}\t{text}\n")


def adapter() -> Sms | None:
    """The adapter of this instance, if it has one."""
    path = settings.SMS_ADAPTER
    if not path:
        return None
    try:
        return import_string(path)()
    except ImportError:
        log.error("LIANDONG_SMS names no adapter; no text messages are sent")
        return None
