"""Who may see and do what, where and on which day: from assignments alone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from liandong.core.kernel.errors import LiandongError
from liandong.domains.accounts.actions import assign, create_user, end_assignment
from liandong.domains.accounts.enums import GRANTS, SEPARATE, Permission, Role, hierarchy_of
from liandong.domains.accounts.models import Assignment, User
from liandong.domains.accounts.queries import Forbidden, rights_of
from liandong.domains.audit.models import Event
from liandong.domains.orgs import actions as orgs
from liandong.domains.orgs.actions import Deed
from liandong.domains.orgs.models import Unit
from liandong.domains.orgs.queries import place

DAY, START = date(2020, 6, 1), date(2020, 1, 1)
SEE = Permission.SEE_FIGURES
# By hand, beside the table of rights: who may do what is worth saying twice.
EXPECTED = {
    Role.ADMINISTRATOR: "manage_users edit_tree mind_partners",
    Role.SECURITY: "unlock_users",
    Role.AUDITOR: "read_audit",
    Role.LEADER: "see_figures see_records export",
    Role.ORGANISER: "see_figures see_records export import_ledger correct_facts",
    Role.ANALYST: "see_figures see_records export propose_norms adopt_norms",
    Role.SECRETARY: "see_figures see_records export correct_facts handle_requests see_requester "
    "refuse_task",
    Role.WORKER: "see_figures see_records handle_requests see_requester refuse_task",
    Role.PARTY_OFFICE: "see_life record_life supervise_life see_members edit_members "
    "unmask_members import_members export",
    Role.BRANCH_SECRETARY: "see_life record_life see_members edit_members unmask_members export",
    Role.MEMBER: "",
    Role.DESK: "take_requests see_requester export_requests",
    Role.STREET_OFFICE: "see_figures see_records export handle_requests see_requester whistle "
    "refuse_task",
    Role.LIAISON: "handle_requests see_requester apply_admission export_requests",
    Role.SUPERVISOR: "see_figures see_records export supervise_requests export_requests",
    Role.CATALOGUE_OFFICE: "keep_catalogue decide_admission",
}
OWN = {"party": "D460105000000", "territory": "4601", "government": "Z460105000000CG"}
LEVELS = ("46", "4601", "460105", "460105001", "460105001001")


@pytest.fixture
def somebody(province) -> User:
    return create_user(
        username="somebody", password="a-long-password", display_name="某人", by="admin",
        at=timezone.now(),
    )  # fmt: skip


def give(user, role, code="4601", start=START, end=None) -> Assignment:
    return assign(
        user, role=role, unit=Unit.objects.get(code=place(code).code), start=start, end=end,
        by="admin", at=timezone.now(),
    )  # fmt: skip


def refused(code: str):
    return pytest.raises(LiandongError, check=lambda error: error.code == code)


def test_every_role_has_a_line_in_the_table_and_every_permission_a_role():
    assert set(GRANTS) == set(Role) == set(EXPECTED)
    assert {p for granted in GRANTS.values() for p in granted} == set(Permission)


@pytest.mark.parametrize("role", Role)
def test_each_role_may_do_what_is_written_here_and_nothing_else(somebody, role):
    tree = hierarchy_of(role)
    at = place(OWN[tree], tree)
    assign(somebody, role=role, unit=Unit.objects.get(pk=at.id), start=START, by="admin",
           at=timezone.now())  # fmt: skip
    rights = rights_of(somebody, DAY)
    allowed = {p.value for p in Permission if rights.may(p, at)}
    assert allowed == set(EXPECTED[role].split())


@pytest.mark.parametrize("role", Role)
def test_a_role_is_held_in_its_own_tree(somebody, role):
    other = "party" if hierarchy_of(role) == "territory" else "territory"
    beside = place(OWN[other], other)
    with refused("wrong_unit_for_role"):
        assign(somebody, role=role, unit=Unit.objects.get(pk=beside.id), start=START, by="admin",
               at=timezone.now())  # fmt: skip


@pytest.mark.parametrize("role", sorted(SEPARATE))
def test_the_three_separate_roles_see_no_figures(role):
    assert not GRANTS[role] & {SEE, Permission.SEE_RECORDS, Permission.EXPORT}


@pytest.mark.parametrize("at", range(len(LEVELS)))
def test_one_sees_ones_unit_and_what_lies_below_and_no_more(somebody, at):
    give(somebody, Role.LEADER, LEVELS[at])
    rights = rights_of(somebody, DAY)
    for level, code in enumerate(LEVELS):
        assert rights.may(SEE, place(code)) is (level >= at), code
    for beside in ("4604", "460106")[(at == 0) * 2 :]:
        assert rights.may(SEE, place(beside)) is (at == 1 and beside == "460106")
    assert rights.home.code == place(LEVELS[at]).code


def test_a_right_that_is_missing_is_refused_in_words(somebody):
    give(somebody, Role.LEADER)
    with pytest.raises(Forbidden) as caught:
        rights_of(somebody, DAY).require(Permission.CORRECT_FACTS, place("4601"))
    assert "海口市" in caught.value.text.zh
    assert rights_of(somebody, DAY).require(SEE, place("460105")) is None


def test_without_an_assignment_one_sees_nothing(somebody):
    rights = rights_of(somebody, DAY)
    assert not any(rights.may(p) for p in Permission)
    assert rights.home is None


def test_staff_flags_give_no_rights(somebody):
    somebody.is_staff = somebody.is_superuser = True
    somebody.save()
    assert not any(rights_of(somebody, DAY).may(p) for p in Permission)


def test_a_role_holds_from_its_first_day_to_the_day_before_its_end(somebody):
    give(somebody, Role.LEADER, end=date(2020, 7, 1))
    held = {
        day: rights_of(somebody, day).may(SEE)
        for day in (START - timedelta(1), START, date(2020, 6, 30), date(2020, 7, 1))
    }
    assert list(held.values()) == [False, True, True, False]


def test_who_is_deactivated_has_no_rights(somebody):
    give(somebody, Role.LEADER)
    somebody.is_active = False
    somebody.save()
    assert not rights_of(somebody, DAY).may(SEE)


def test_two_assignments_add_up_without_spilling_over(somebody):
    give(somebody, Role.SECRETARY, "460105001001")
    give(somebody, Role.LEADER, "4604")
    rights = rights_of(somebody, DAY)
    assert rights.may(SEE, place("4604"))
    assert rights.may(SEE, place("460105001001"))
    assert not rights.may(SEE, place("460105001002"))
    assert rights.may(Permission.CORRECT_FACTS, place("460105001001"))
    assert not rights.may(Permission.CORRECT_FACTS, place("4604"))
    assert [home.short for home in rights.homes] == ["4604", "460105001001"]


def test_one_inside_another_is_one(somebody):
    give(somebody, Role.LEADER, "4601")
    give(somebody, Role.ORGANISER, "460105")
    rights = rights_of(somebody, DAY)
    assert len(rights.scope(SEE).subtrees) == 1
    assert rights.scope(Permission.IMPORT_LEDGER).subtrees[0].path == place("460105").path


def test_rights_move_with_the_unit(somebody):
    give(somebody, Role.LEADER, "4604")
    deed = Deed(by="tester", at=timezone.now(), on=timezone.localdate())
    orgs.move(
        Unit.objects.get(code="460105001000"),
        parent=Unit.objects.get(code="460400000000"),
        deed=deed,
    )
    assert rights_of(somebody, DAY).may(SEE, place("460105001001"))


def test_a_unit_that_was_closed_gives_no_rights(somebody):
    give(somebody, Role.SECRETARY, "460105001001")
    deed = Deed(by="tester", at=timezone.now(), on=timezone.localdate())
    orgs.close(Unit.objects.get(code="460105001001"), deed=deed)
    assert not any(rights_of(somebody, DAY).may(p) for p in Permission)


@pytest.mark.parametrize("one", sorted(SEPARATE))
@pytest.mark.parametrize("other", sorted(SEPARATE))
def test_administrator_security_and_auditor_are_three_persons(somebody, one, other):
    give(somebody, one, "46")
    if one == other:
        give(somebody, other, "4601")
        return
    with refused("accounts_assignment_separate"):
        give(somebody, other, "4601")
    assert Assignment.objects.filter(user=somebody).count() == 1
    assert Event.objects.filter(action="accounts.assign", subject="user:somebody").count() == 1


def test_one_after_the_other_is_allowed(somebody):
    give(somebody, Role.ADMINISTRATOR, end=date(2020, 7, 1))
    with refused("accounts_assignment_separate"):
        give(somebody, Role.AUDITOR, start=date(2020, 6, 30))
    give(somebody, Role.AUDITOR, start=date(2020, 7, 1))


def test_an_assignment_is_ended_and_stays_on_record(somebody):
    given = give(somebody, Role.LEADER)
    end_assignment(given, end=DAY, by="admin", at=timezone.now())
    assert [rights_of(somebody, d).may(SEE) for d in (DAY - timedelta(1), DAY)] == [True, False]
    event = Event.objects.get(action="accounts.end_assignment")
    assert event.after["end"] == "2020-06-01"


def test_a_planned_end_may_be_changed_and_the_plan_stays_on_record(somebody):
    given = give(somebody, Role.LEADER, end=date(2020, 12, 1))
    now = end_assignment(given, end=DAY, by="admin", at=timezone.now())
    assert (now.pk != given.pk, now.end) == (True, DAY)
    assert not rights_of(somebody, DAY).may(SEE)
    assert rights_of(somebody, DAY - timedelta(1)).may(SEE)
    old = Assignment.objects.get(pk=given.pk)
    assert (old.end, old.voided_by) == (date(2020, 12, 1), "admin")


def test_one_that_never_held_is_voided(somebody):
    given = give(somebody, Role.LEADER)
    end_assignment(given, end=START, by="admin", at=timezone.now())
    assert not rights_of(somebody, START).may(SEE)
    with refused("stale"):
        end_assignment(given, end=DAY, by="admin", at=timezone.now())


def test_none_ends_before_it_begins(somebody):
    with refused("ends_before_start"):
        give(somebody, Role.LEADER, end=START)
    given = give(somebody, Role.LEADER)
    with refused("ends_before_start"):
        end_assignment(given, end=START - timedelta(1), by="admin", at=timezone.now())


@pytest.mark.parametrize("name", ["somebody", "SomeBody", ""])
def test_a_user_name_is_given_once(somebody, name):
    with pytest.raises(LiandongError):
        create_user(
            username=name, password="a-long-password", display_name="另一人", by="admin",
            at=timezone.now(),
        )  # fmt: skip
