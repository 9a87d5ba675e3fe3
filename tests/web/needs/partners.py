"""Other systems: for whoever minds them."""

from __future__ import annotations

from liandong.domains.accounts.enums import Permission
from tests.web.needs.need import holds

ROUTES = {
    "partners/": holds(Permission.MIND_PARTNERS),
    "partners/again/": holds(Permission.MIND_PARTNERS),
}
