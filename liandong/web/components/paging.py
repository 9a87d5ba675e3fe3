"""A list in pages; or whole, to be printed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

# What a browser still lays out on paper without complaint; longer lists are printed in parts.
WHOLE = 5_000


class Counted:
    """A list whose length is known already, so that nobody asks for it again."""

    def __init__(self, found: QuerySet[Any], length: int) -> None:
        self.found, self.length = found, length

    def __len__(self) -> int:
        return self.length

    def __getitem__(self, part: slice) -> QuerySet[Any]:
        return self.found[part]


def page_of(
    request: HttpRequest, found: Sequence[Any] | QuerySet[Any] | Counted, size: int
) -> Page[Any]:
    """The page asked for by `?page=`; with `?print=1` everything there is, up to `WHOLE` rows."""
    rows = WHOLE if request.GET.get("print") else size
    return Paginator(found, rows).get_page(request.GET.get("page"))
