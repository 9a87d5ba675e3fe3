"""The invented items stand in every state, and each came there by the lifecycle."""

from __future__ import annotations

from collections import Counter

import pytest
from django.utils import timezone

from liandong.cli import demo_admission
from liandong.domains.admission import queries
from liandong.domains.admission.models import Item, Opinion, Refusal
from liandong.domains.orgs.queries import place
from liandong.domains.workflow import definitions
from tests.domains.admission.kit import COMMUNITY, rights

pytestmark = pytest.mark.usefixtures("province")


def test_there_are_forty_in_every_state_but_none_is_real() -> None:
    states = Counter(Item.objects.values_list("process__state", flat=True))
    assert sum(states.values()) >= 40
    assert not Item.objects.filter(invented=False).exists()
    wanted = set(definitions.newest("admission").states)
    assert set(states) == wanted, wanted - set(states)


def test_no_step_is_later_than_now_and_none_goes_back() -> None:
    now = timezone.now()
    for item in Item.objects.prefetch_related("process__steps"):
        moments = [step.at for step in item.process.steps.all()]
        assert moments == sorted(moments)
        assert moments[-1] <= now


def test_there_is_something_to_do_for_everybody() -> None:
    now = timezone.now()
    assert {one.what for one in queries.for_liaison(rights("liaison"), at=now)} >= {"act"}
    office = {one.what for one in queries.for_office(rights("catalogue"), at=now)}
    assert office == {"decide", "refusal"}
    assert queries.for_grassroots(rights("worker"), at=now)
    assert queries.for_grassroots(rights("streetoffice"), at=now)
    register = queries.register(place(COMMUNITY), timezone.localdate())
    assert len(register.entries) >= 10
    assert register.matters
    assert (
        len({one.load.total for one in queries.trend(place(COMMUNITY), timezone.localdate())}) > 2
    )
    assert Opinion.objects.filter(answer="silent").exists()


def test_refusals_wait_are_upheld_and_shown() -> None:
    states = Counter(Refusal.objects.values_list("process__state", flat=True))
    assert set(states) == {"received", "upheld", "admitted", "withdrawn"}


def test_made_again_nothing_changes() -> None:
    before = Item.objects.count()
    demo_admission.build(at=timezone.now())
    assert Item.objects.count() == before
