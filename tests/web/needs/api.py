"""The API: figures are read only, requests are handed in and read with a key, not by people."""

from __future__ import annotations

from liandong.domains.accounts.enums import Permission
from tests.web.needs.need import ANYBODY, NOBODY, PUBLIC, SIGNED_IN, Route, here, holds

FIGURES = Permission.SEE_FIGURES
ONE = {"indicator_code": "guarantee.deputies"}
NUMBER = {"number": "20261103000001"}
NORM = {"norm_code": "guarantee.deputies_min"}

ROUTES = {
    "api/": NOBODY,
    "api/v1/": NOBODY,
    "api/v1/openapi.json": ANYBODY,
    "api/v1/units": holds(FIGURES),
    "api/v1/units/search": Route(holds(FIGURES), query="?q=海口"),
    "api/v1/units/<code>": here(FIGURES, public=PUBLIC),
    "api/v1/units/<code>/children": here(FIGURES, public=PUBLIC),
    "api/v1/units/<code>/figures": here(FIGURES, public=PUBLIC),
    "api/v1/units/<code>/indicators/<indicator_code>": Route(
        here(FIGURES, public=PUBLIC), fill=ONE
    ),
    "api/v1/units/<code>/indicators/<indicator_code>/failing": Route(here(FIGURES), fill=ONE),
    "api/v1/indicators": SIGNED_IN,
    "api/v1/indicators/<indicator_code>": Route(SIGNED_IN, fill=ONE),
    "api/v1/requests": Route(NOBODY, without_token=True),
    "api/v1/requests/<number>": Route(NOBODY, fill=NUMBER),
    "api/v1/requests/<number>/withdraw": Route(NOBODY, fill=NUMBER, without_token=True),
    "api/v1/norms": SIGNED_IN,
    "api/v1/norms/<norm_code>": Route(SIGNED_IN, fill=NORM),
}
