"""For whom something can wait."""

from liandong.domains.accounts.enums import ON_REQUESTS, Permission
from liandong.domains.accounts.queries import Rights

# Their work comes to them: they begin with what waits.
_FIRST = (
    *ON_REQUESTS, Permission.SEE_LIFE, Permission.APPLY_ADMISSION, Permission.DECIDE_ADMISSION,
)  # fmt: skip


def begins_today(rights: Rights) -> bool:
    """Whether a person's day begins with what waits for them, not with figures."""
    return any(rights.may(one) for one in _FIRST)


def has_today(rights: Rights) -> bool:
    """Whether anything can wait for a person at all."""
    return begins_today(rights) or rights.may(Permission.IMPORT_LEDGER)
