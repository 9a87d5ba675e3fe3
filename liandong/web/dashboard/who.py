"""What people are called: by their names, not by what they type to sign in."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from liandong.domains.accounts.models import User

_TERMINAL = "cli:"


def names_of(usernames: Iterable[str]) -> dict[str, str]:
    """What people are called, by their user names; one query."""
    wanted = set(usernames)
    found = User.objects.filter(username__in=wanted)
    terminal = {
        one: _("命令行（{name}）").format(name=one.removeprefix(_TERMINAL))
        for one in wanted if one.startswith(_TERMINAL)
    }  # fmt: skip
    return {user.username: str(user) for user in found} | terminal
