"""Log lines say what went wrong where, never about whom: files of logs are copied and mailed."""

from __future__ import annotations

import logging
import re

_MASKED = "***"
# What a database adds to a complaint is the row itself.
_DETAIL = re.compile(r"^(DETAIL|CONTEXT):.*$", re.MULTILINE)
# An e-mail address; an identity number; a telephone number; what is asked of a page.
_PERSONAL = re.compile(
    r"[\w.+-]+@[\w-]+\.[\w.-]+"
    r"|(?<!\d)\d{17}[\dXx](?!\d)"
    r"|(?<!\d)(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)"
    r"|(?<=\?)[\w.-]+=\S*"
)


class Masked(logging.Formatter):
    """Django's own plain lines, what could speak of a person struck out, tracebacks included."""

    def format(self, record: logging.LogRecord) -> str:
        said = _DETAIL.sub(rf"\1: {_MASKED}", super().format(record))
        return _PERSONAL.sub(_MASKED, said)
