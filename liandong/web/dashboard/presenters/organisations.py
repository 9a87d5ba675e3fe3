"""The Party organisation of an area on the area's own page: its main numbers, and the way in."""

from __future__ import annotations

from typing import Any

from liandong.domains.observatory import days, figures
from liandong.domains.orgs import party, queries
from liandong.domains.orgs.enums import Hierarchy
from liandong.web.dashboard.look import Look
from liandong.web.party.boards.people import head
from liandong.web.party.look import PartyLook


def panel(look: Look) -> dict[str, Any] | None:
    """None where the area has no organisation of its own. Numbers are shown where those of the day
    have been made: nobody waits for them here."""
    try:
        place = queries.place(party.own_code(look.place.code), Hierarchy.PARTY)
    except queries.UnknownUnit:
        return None
    # Organisation life is a matter of today, unless another day is asked for.
    on = look.on if "on" in look.kept else days.today()
    kept = {"on": look.kept["on"]} if "on" in look.kept else {}
    seen = PartyLook(place, (), on, look.rights, kept, look.place)
    sight = figures.if_made(place, on)
    return {
        "name": place.name, "on": on, "url": seen.at("organisation-board", place.code),
        "head": head(seen, sight.own(place).totals) if sight else [],
    }  # fmt: skip
