"""What the catalogue forbids to ask of communities."""

from __future__ import annotations

from datetime import date

from liandong.domains.admission.enums import ItemKind
from liandong.domains.admission.models import Item
from liandong.domains.catalogue.enums import ListKind
from liandong.domains.catalogue.models import Matter
from liandong.domains.catalogue.queries import in_force

# Never a community's: the negative list, with the certificates it must not be asked for, and what
# was taken back even from streets.
FORBIDDEN = (ListKind.COMMUNITY_NEGATIVE, ListKind.STREET_TAKEN_BACK)


def forbidden(item: Item, on: date) -> Matter | None:
    """The matter that forbids it: the one it names, or, for a certificate, the one it is about."""
    if item.matter is not None and item.matter.kind in FORBIDDEN:
        return item.matter
    found = suspected(item, on)
    return found[0] if found and item.kind == ItemKind.CERTIFICATE else None


def suspected(item: Item, on: date) -> list[Matter]:
    """The forbidden matters that its words name, for the office to look at."""
    said = "".join(f"{item.title}{item.what}".split())
    return [one for one in in_force(on, FORBIDDEN) if "".join(one.name.split()) in said]
