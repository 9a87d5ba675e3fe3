"""Letters and text messages, from the environment.

`LIANDONG_SMTP`   smtp://user:password@host:587/?tls=1 (or smtps://…:465); without it none are sent
`LIANDONG_FROM`   whom they come from
`LIANDONG_URL`    where this instance is reached: links in letters begin with it
`LIANDONG_SMS`    dotted path of an adapter (`liandong.domains.notify.sms`)
"""

from __future__ import annotations

import os
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit


def settings(default_url: str) -> dict[str, Any]:
    """The settings of Django's mail, and ours."""
    server = urlsplit(os.environ.get("LIANDONG_SMTP", ""))
    asked = parse_qs(server.query)
    return {
        "MAIL_ON": bool(server.hostname),
        "EMAIL_HOST": server.hostname or "",
        "EMAIL_PORT": server.port or (465 if server.scheme == "smtps" else 25),
        "EMAIL_HOST_USER": unquote(server.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(server.password or ""),
        "EMAIL_USE_SSL": server.scheme == "smtps",
        "EMAIL_USE_TLS": server.scheme == "smtp" and asked.get("tls") == ["1"],
        "EMAIL_TIMEOUT": 10,
        "DEFAULT_FROM_EMAIL": os.environ.get("LIANDONG_FROM", "liandong@localhost"),
        "INSTANCE_URL": os.environ.get("LIANDONG_URL", default_url).rstrip("/"),
        "SMS_ADAPTER": os.environ.get("LIANDONG_SMS", ""),
    }
