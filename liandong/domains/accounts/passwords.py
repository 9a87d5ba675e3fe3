"""One-time passwords: easy to read out, hard to guess."""

from __future__ import annotations

import secrets

# Without letters and digits that are mistaken for one another.
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUPS, _LENGTH = 4, 4


def one_time() -> str:
    """Sixteen characters in groups of four, 79 bits: `k7fm-q2xd-9hnt-4waz`."""
    groups = ("".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH)) for _ in range(_GROUPS))
    return "-".join(groups)
