"""Where one begins, the pages of units, the numbers opened, and what stands beside them."""

from __future__ import annotations

from liandong.domains.accounts.enums import Permission
from tests.web.needs.need import ANYBODY, PUBLIC, SIGNED_IN, Route, here, holds

FIGURES, RECORDS = Permission.SEE_FIGURES, Permission.SEE_RECORDS
ONE = {"indicator": "guarantee.deputies"}
FACT = {"field": "workers"}

ROUTES = {
    "": SIGNED_IN,
    "favicon.ico": ANYBODY,
    "help/": ANYBODY,
    "gallery/": ANYBODY,
    "gallery/siblings/": ANYBODY,
    "gallery/explain/": ANYBODY,
    "search": holds(FIGURES),
    "units/": holds(FIGURES),
    "units/<str:code>/": here(FIGURES, public=PUBLIC),
    "units/<str:code>/guarantee/": here(FIGURES),
    "units/<str:code>/children/": here(FIGURES),
    "units/<str:code>/branch/": here(FIGURES),
    "units/<str:code>/party/": here(FIGURES),
    "units/<str:code>/siblings/": here(FIGURES, public=PUBLIC),
    "units/<str:code>/history/": here(RECORDS, Permission.READ_AUDIT),
    "units/<str:code>/indicators/<str:indicator>/": Route(here(FIGURES, public=PUBLIC), fill=ONE),
    "units/<str:code>/indicators/<str:indicator>/export.xlsx": Route(
        here(Permission.EXPORT), fill=ONE
    ),
    "units/<str:code>/facts/<str:field>/": Route(here(RECORDS), fill=FACT),
    "units/<str:code>/facts/<str:field>/correct/": Route(here(Permission.CORRECT_FACTS), fill=FACT),
}
