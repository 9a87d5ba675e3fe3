"""Terms of bodies by norm, their extension, and who sits on them."""

from __future__ import annotations

from datetime import date

import pytest

from liandong.domains.life import queries, terms
from liandong.domains.life.actions import (
    begin_term,
    correct_term,
    end_term,
    extend_term,
    fill_seat,
    leave_seat,
    void_term,
)
from liandong.domains.life.models import BodyTerm, CommitteeSeat
from liandong.domains.orgs.models import Unit
from tests.domains.life.life_kit import AT, BY, TODAY, join, refused, told, unit

STAMP = {"by": BY, "at": AT}
START = date(2020, 2, 29)


def seats(party, count=3):
    posts = ("secretary", "deputy", "member", "member")
    return dict(zip(party.ids[:count], posts, strict=False))


@pytest.fixture
def term(party):
    return begin_term(unit=party.one, start=START, seats=seats(party), **STAMP)


def test_the_norm_says_how_long(party):
    """Branch and general branch 3 years, committee 5, all bodies of communities 5."""
    assert terms.usual_due(party.one, START) == date(2023, 2, 27)
    assert terms.usual_due(party.general, date(2020, 3, 1)) == date(2023, 2, 28)
    assert terms.usual_due(party.committee, date(2020, 3, 1)) == date(2025, 2, 28)
    own = Unit.objects.filter(code="D460105001001").first()
    own = own or unit("D460105001001", "branch", party.general)
    assert terms.usual_due(own, date(2020, 3, 1)) == date(2025, 2, 28)


def test_a_new_body_ends_the_one_before(party, term):
    with told() as heard:
        later = begin_term(unit=party.one, start=date(2022, 6, 1), seats=seats(party, 2), **STAMP)
    term.refresh_from_db()
    assert term.end == date(2022, 6, 1)
    assert set(term.seats.values_list("end", flat=True)) == {date(2022, 6, 1)}
    assert heard[-1]["units"] == [party.one.pk]
    now = queries.body_of(party.one, on=TODAY)
    assert now.term == later
    assert now.secretary.person == party.people[0]
    assert len(queries.body_of(party.one, on=date(2022, 5, 31)).seats) == 3
    assert queries.body_of(party.one, on=date(2020, 2, 28)) is None


def test_terms_never_overlap(party, term):
    with refused("life_bodyterm_overlap"):
        begin_term(unit=party.one, start=START, seats={}, **STAMP)
    with refused("life_bodyterm_overlap"):
        begin_term(unit=party.one, start=date(2019, 5, 1), seats={}, **STAMP)
    assert BodyTerm.objects.filter(unit=party.one).count() == 1


def test_due_within_a_year_of_the_norm(party):
    for due in (date(2022, 2, 26), date(2024, 2, 28), date(2019, 1, 1)):
        with refused("due_out_of_range"):
            begin_term(unit=party.one, start=START, due=due, seats={}, **STAMP)
    assert begin_term(
        unit=party.one, start=START, due=date(2022, 2, 27), seats={}, basis="批复", **STAMP
    ).due == date(2022, 2, 27)


def test_an_extension_of_a_year_at_most_and_once(term):
    for to in (date(2023, 2, 27), date(2024, 2, 28)):
        with refused("extension_out_of_range"):
            extend_term(term, to=to, reason="疫情", **STAMP)
    with refused("reason_missing"):
        extend_term(term, to=date(2023, 8, 1), reason=" ", **STAMP)
    extend_term(term, to=date(2024, 2, 27), reason="疫情", **STAMP)
    assert term.last_day == date(2024, 2, 27)
    with refused("stale"):
        extend_term(term, to=date(2023, 9, 1), reason="再延", **STAMP)
    assert queries.due_terms([term.unit_id], before=date(2024, 2, 27), on=TODAY) == []
    assert queries.due_terms([term.unit_id], before=date(2024, 2, 28), on=TODAY) == [term]


def test_who_may_sit(party, term):
    with refused("not_a_full_member"):
        fill_seat(term, person=party.ids[9], post="member", on=TODAY, **STAMP)
    with refused("not_a_full_member"):
        late = join(party.one, since=date(2022, 7, 1))[0]
        fill_seat(term, person=late.pk, post="member", on=TODAY, **STAMP)
    with refused("life_seat_one_secretary"):
        fill_seat(term, person=party.ids[5], post="secretary", on=TODAY, **STAMP)
    with refused("life_seat_overlap"):
        fill_seat(term, person=party.ids[1], post="member", on=TODAY, **STAMP)
    with refused("not_in_office"):
        fill_seat(term, person=party.ids[5], post="member", on=date(2020, 1, 1), **STAMP)
    with refused("no_body"):
        begin_term(unit=party.group, start=START, seats={}, **STAMP)


def test_one_secretary_after_another(party, term):
    first = CommitteeSeat.objects.get(term=term, post="secretary")
    with refused("same_day"):
        leave_seat(first, on=START, **STAMP)
    leave_seat(first, on=TODAY, **STAMP)
    fill_seat(term, person=party.ids[5], post="secretary", on=TODAY, **STAMP)
    with refused("stale"):
        leave_seat(first, on=date(2022, 7, 1), **STAMP)
    assert queries.body_of(party.one, on=TODAY).secretary.person == party.people[5]
    [seat] = queries.seats_of(party.people[5], on=TODAY)
    assert seat.term == term


def test_a_wrong_term_is_corrected_with_its_seats(party, term):
    again = correct_term(term, reason="日期登记错误", start=date(2020, 3, 10), **STAMP)
    assert (again.start, again.due) == (date(2020, 3, 10), date(2023, 3, 9))
    assert set(again.seats.values_list("start", flat=True)) == {date(2020, 3, 10)}
    assert not term.seats.live().exists()
    with refused("stale"):
        void_term(term, reason="重复", **STAMP)
    end_term(again, on=date(2022, 1, 1), **STAMP)
    assert queries.body_of(party.one, on=TODAY) is None
