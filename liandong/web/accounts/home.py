"""Where a person's work begins."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse

from liandong.domains.accounts.enums import BEGINS_TODAY, Permission
from liandong.web import access

_BY_RIGHT = (
    (Permission.SEE_FIGURES, ""),
    (Permission.MANAGE_USERS, "people"),
    (Permission.UNLOCK_USERS, "locked"),
    (Permission.READ_AUDIT, "audit"),
)


def first_page(request: HttpRequest) -> str:
    """What waits, for those to whom work comes; the figures for those who may see them; else the
    page of their office; else their rights."""
    if hasattr(request, "_rights"):
        del request._rights
    rights = access.rights(request)
    if rights.may_any(*BEGINS_TODAY):
        return reverse("today")
    for permission, name in _BY_RIGHT:
        if rights.may(permission):
            return reverse(name) if name else "/"
    return reverse("my_rights")
