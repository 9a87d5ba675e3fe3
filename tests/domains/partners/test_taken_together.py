"""Partners' requests that come at one moment: each once, each hears its own."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from liandong.core.kernel.errors import LiandongError
from liandong.domains.casework.actions import Received
from liandong.domains.casework.models import Case
from liandong.domains.partners import actions
from liandong.domains.partners.models import Key, Receipt
from liandong.domains.partners.taking import Asked, take_all
from tests.domains.people import COMMUNITY, t, unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def key() -> Key:
    return actions.create(name="12345", place=unit(COMMUNITY), by="admin", at=t(11, 1))[0]


def asked(key: Key, external: str, text: str = "路灯不亮", once: str = "") -> Asked:
    said = {"text": text, "place": unit(COMMUNITY), "channel": "partner"}
    return Asked(key, {"text": text}, t(11, 3), external, once, said)


def heard(got: list[Received | LiandongError]) -> list[object]:
    return [one.new if isinstance(one, Received) else one.code for one in got]


def test_each_is_taken_once_and_the_same_sent_again_is_the_same(key: Key) -> None:
    there = Case.objects.count()
    first = take_all([asked(key, f"A{n}", f"第 {n} 盏不亮") for n in range(3)])
    assert heard(first) == [True, True, True]
    again = take_all([asked(key, "A1", "第 1 盏不亮"), asked(key, "A9", "另一盏")])
    assert heard(again) == [False, True]
    assert again[0].case.pk == first[1].case.pk
    assert Case.objects.count() == there + 4
    assert Receipt.objects.filter(partner="12345").count() == 4


def test_each_hears_what_is_wrong_with_its_own(key: Key) -> None:
    take_all([asked(key, "A0")])
    got = take_all([
        asked(key, "A0", "别的内容"), asked(key, "key:x"), asked(key, "A2", " "), asked(key, "A3"),
        asked(key, "", once="K1"),
    ])  # fmt: skip
    assert heard(got) == ["sent_otherwise", "bad_external", "text_missing", True, True]
    assert not Receipt.objects.filter(external="A2").exists()


def test_one_number_with_two_contents_in_one_moment_keeps_nothing(key: Key) -> None:
    """Then each is taken alone: the first is kept, the other is told."""
    there = Case.objects.count()
    both = [asked(key, "A0", "这一件"), asked(key, "A0", "那一件")]
    with pytest.raises(actions.Otherwise):
        take_all(both)
    assert Case.objects.count() == there
    assert [heard(take_all([one]))[0] for one in both] == [True, "sent_otherwise"]


def test_as_many_statements_for_eight_as_for_one(key: Key) -> None:
    take_all([asked(key, "Z")])
    one, eight = [asked(key, "A")], [asked(key, f"B{n}") for n in range(8)]
    with CaptureQueriesContext(connection) as few:
        take_all(one)
    with CaptureQueriesContext(connection) as many:
        take_all(eight)
    assert len(many) == len(few) <= 20


def test_one_of_them_without_any_number(key: Key) -> None:
    got = take_all([asked(key, ""), asked(key, "A1")])
    assert heard(got) == [True, True]
    assert got[0].case.external is None
    assert got[0].case.received_at.date() == date(2026, 11, 3)
