"""The roster's structure: rules over the numbers of an organisation on the day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from liandong.core.kernel.errors import Text
from liandong.core.standards.life.meetings import BRANCHES
from liandong.core.standards.life.model import Structure
from liandong.core.standards.life.people import PERSONS

if TYPE_CHECKING:
    import ibis

COMMITTEES_COUNTED = Text("个", "committees")


def _one(_unit: ibis.Table, norm: ibis.Value) -> ibis.Value:
    return norm * 0 + 1


def _fewer_than_norm(_unit: ibis.Table, norm: ibis.Value) -> ibis.Value:
    return norm - 1


STRUCTURE = (
    Structure(
        code="structure.min_full_members",
        title=Text("支部正式党员数", "Full members of a branch"),
        rule=Text(
            "党支部应有正式党员 {norm} 人以上",
            "A branch has at least {norm} full members",
        ),
        norm="structure.min_full_members",
        unit=PERSONS,
        kinds=BRANCHES,
        actual=lambda unit, _norm: unit.full_members,
        required=lambda _unit, norm: norm,
        remedy=Text(
            "与临近的党支部组成联合党支部，或并入上级指定的支部。",
            "Join a neighbouring branch in a joint branch, or be joined to another one.",
        ),
    ),
    Structure(
        code="structure.max_members",
        title=Text("支部党员总数", "Members of a branch"),
        rule=Text(
            "党支部党员人数一般不超过 {norm} 人",
            "A branch generally has no more than {norm} members",
        ),
        norm="structure.max_members",
        unit=PERSONS,
        kinds=BRANCHES,
        actual=lambda unit, _norm: unit.members,
        required=lambda _unit, norm: norm,
        at_most=True,
        warns=True,
        remedy=Text("考虑分设支部，或划分党小组。", "Consider dividing it, or forming groups."),
    ),
    Structure(
        code="structure.committee_required",
        title=Text("设立支部委员会", "A committee of the branch"),
        rule=Text(
            "有正式党员 {norm} 人以上的党支部应设立支部委员会",
            "A branch of {norm} full members or more has a committee",
        ),
        norm="structure.committee_at",
        unit=COMMITTEES_COUNTED,
        kinds=BRANCHES,
        concerns=lambda unit, norm: unit.full_members.isnull() | (unit.full_members >= norm),
        actual=lambda unit, _norm: (
            (unit.committee.fill_null(0) > 0).ifelse(1, 0) + unit.full_members * 0
        ),
        required=_one,
        remedy=Text(
            "召开党员大会选举支部委员会。",
            "Elect a branch committee at an assembly.",
        ),
    ),
    Structure(
        code="structure.general_branch",
        title=Text("达到党总支规模的支部", "Branches of the size of a general branch"),
        rule=Text(
            "党员 {norm} 人以上的，应设立党总支",
            "Where there are {norm} members or more a general branch is formed",
        ),
        norm="structure.general_branch_at",
        unit=PERSONS,
        kinds=BRANCHES,
        actual=lambda unit, _norm: unit.members,
        required=_fewer_than_norm,
        at_most=True,
        warns=True,
        remedy=Text(
            "报上级党委批准，设立党总支并划分若干支部。",
            "Ask the superior committee to form a general branch with branches below it.",
        ),
    ),
    Structure(
        code="structure.committee",
        title=Text("达到党委规模的总支", "General branches of the size of a committee"),
        rule=Text(
            "党员 {norm} 人以上的，应设立党的基层委员会",
            "Where there are {norm} members or more a committee is formed",
        ),
        norm="structure.committee_from",
        unit=PERSONS,
        kinds=frozenset({"general_branch"}),
        actual=lambda unit, _norm: unit.members_with_branches,
        with_branches=True,
        required=_fewer_than_norm,
        at_most=True,
        warns=True,
        remedy=Text(
            "报上级党委批准，设立党的基层委员会。",
            "Ask the superior committee to form a committee.",
        ),
    ),
)
