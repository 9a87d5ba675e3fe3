"""Party organisations: where their pages begin, what they add up to, and how numbers come about."""

from __future__ import annotations

from liandong.domains.accounts.enums import Permission
from tests.web.needs.need import Route, here_in_the_party, holds

LIFE, FIGURES = Permission.SEE_LIFE, Permission.SEE_FIGURES
ONE = {"indicator": "life.assembly"}
SUMS = here_in_the_party(LIFE, by_area=FIGURES)

ROUTES = {
    "organisations/": holds(LIFE),
    "organisations/<str:code>/": here_in_the_party(LIFE),
    "organisations/<str:code>/siblings/": here_in_the_party(LIFE),
    "organisations/<str:code>/board/": SUMS,
    "organisations/<str:code>/indicators/<str:indicator>/": Route(SUMS, fill=ONE),
    "organisations/<str:code>/indicators/<str:indicator>/export.xlsx": Route(
        here_in_the_party(Permission.EXPORT), fill=ONE
    ),
}
