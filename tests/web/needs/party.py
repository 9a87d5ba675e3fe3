"""Where the pages of Party organisations begin."""

from __future__ import annotations

from liandong.domains.accounts.enums import Permission
from tests.web.needs.need import here_in_the_party, holds

ROUTES = {
    "organisations/": holds(Permission.SEE_LIFE),
    "organisations/<str:code>/": here_in_the_party(Permission.SEE_LIFE),
    "organisations/<str:code>/siblings/": here_in_the_party(Permission.SEE_LIFE),
}
