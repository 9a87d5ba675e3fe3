"""Rosters and lists of meetings from Excel. A sheet opens for the browser that sent it alone."""

from __future__ import annotations

from liandong.domains.accounts.enums import Permission
from tests.web.needs.need import Route, here_in_the_party

PERMISSIONS = {"members": Permission.IMPORT_MEMBERS, "meetings": Permission.RECORD_LIFE}
TOKEN = {"token": "0123456789abcdef01234567"}

ROUTES = {
    f"organisations/<str:code>/{kind}/import/{step}": here_in_the_party(needed)
    for kind, needed in PERMISSIONS.items() for step in ("", "blank.xlsx")
} | {
    f"organisations/<str:code>/{kind}/import/<slug:token>/{step}": Route(
        here_in_the_party(needed), fill=TOKEN, own=True
    )
    for kind, needed in PERMISSIONS.items()
    for step in ("", "read/", "take/", "marked.xlsx", "discard/")
}  # fmt: skip
