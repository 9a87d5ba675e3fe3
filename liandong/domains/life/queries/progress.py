"""How far the elections of an organisation and those below it have come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import BooleanField, Case, Count, Q, Value, When

from liandong.core.kernel.errors import Text
from liandong.domains.life.models import Election
from liandong.domains.orgs import tree
from liandong.domains.orgs.enums import Hierarchy
from liandong.domains.orgs.queries import Place
from liandong.domains.workflow import definitions
from liandong.domains.workflow.queries import open_on, state_on

_CODE = "election"


@dataclass(frozen=True, slots=True)
class Stand:
    """So many elections stand in a state; of `late` ones whoever holds it should have acted."""

    state: str
    title: Text
    n: int
    late: int


def stands(of: Place, *, on: date) -> list[Stand]:
    """The elections under way on a day by state, in the order in which they go on; one query."""
    definition = definitions.newest(_CODE)
    begun = Election.objects.filter(
        open_on(on), tree.below(of.path, "unit__positions__path"),
        unit__positions__hierarchy=Hierarchy.PARTY, process__opened_on__lte=on,
    )  # fmt: skip
    behind = Q(process__since__lte=on, process__due_on__lt=on)
    rows = (
        begun.annotate(
            at=state_on(on, definition.start),
            behind=Case(When(behind, then=Value(True)), default=Value(False),
                        output_field=BooleanField()),
        )
        .order_by()
        .values_list("at", "behind")
        .annotate(n=Count("pk"))
    )  # fmt: skip
    found: dict[str, list[int]] = {}
    for state, late, n in rows:
        counted = found.setdefault(state, [0, 0])
        counted[0] += n
        counted[1] += n if late else 0
    return [
        Stand(one.code, one.title, *found[one.code])
        for one in definition.states.values() if one.code in found
    ]  # fmt: skip
