"""Words that end nearly every name are found as fast, and the best of them come first."""

from __future__ import annotations

import pytest

from liandong.core.kernel.scope import Scope, Subtree
from liandong.domains.orgs import queries, searching

EVERYTHING = Scope(everything=True)


@pytest.fixture
def few(province, monkeypatch) -> None:
    monkeypatch.setattr(searching, "MANY", 3)


def test_the_beginnings_and_the_upper_levels_come_first_though_not_all_is_ranked(few):
    names = [one.name for one in queries.search("海", EVERYTHING)]
    assert names[0] == "海南省"
    assert "海口市" in names[:3]
    assert all("海" in name for name in names)


def test_the_very_name_is_first_however_common_its_beginning(few):
    communities = queries.units_below(queries.place("46"), kinds={"community"})
    last = communities[-1]
    assert last.name == queries.search(last.name, EVERYTHING)[0].name


def test_a_common_word_is_found_in_a_small_scope(few):
    street = queries.place("460105001")
    scope = Scope(subtrees=(Subtree("territory", street.path),))
    found = queries.search("社区", scope)
    assert found
    assert all(one.path.startswith(street.path) for one in found)


def test_nothing_is_lost_where_not_many_match(province):
    below = queries.units_below(queries.place("46"))
    wanted = {one.id for one in below if "海" in one.name}
    assert {one.id for one in queries.search("海", EVERYTHING, limit=2_000)} == wanted
