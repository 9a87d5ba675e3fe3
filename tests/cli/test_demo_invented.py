"""Invented people are told apart, are checked as real ones would be, and cannot be real."""

from __future__ import annotations

from datetime import date
from itertools import islice

from liandong.cli.demo_party.invented import NO_COUNTY, people
from liandong.core.kernel.codes.identity import IdentityNumber

ON = date(2026, 11, 1)


def test_thirty_thousand_are_all_different_and_all_pass_the_check() -> None:
    made = list(islice(people(7, ON), 30_000))
    assert len({one.identity for one in made}) == len(made)
    assert len({one.phone for one in made}) == len(made)
    for one in made[::97]:
        told = IdentityNumber.parse(one.identity, on=ON)
        assert (told.birth_date, told.sex) == (one.birth_date, one.sex)
        assert one.identity.startswith(NO_COUNTY)
        assert ON.year - one.birth_date.year >= 18


def test_the_same_seed_gives_the_same_people() -> None:
    assert list(islice(people(3, ON), 50)) == list(islice(people(3, ON), 50))
