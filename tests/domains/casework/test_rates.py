"""The three rates, counted by hand, and again as they were known then."""

from __future__ import annotations

from datetime import date

import pytest

from liandong.domains.casework import actions, outcomes, queries
from liandong.domains.casework.models import Case, Outcome
from liandong.domains.orgs.models import Unit
from liandong.domains.orgs.queries import children, place
from tests.domains.casework.kit import answered, dispatched, received, t

pytestmark = pytest.mark.usefixtures("province")
NOVEMBER = {"start": date(2026, 11, 1), "end": date(2026, 12, 1)}


def quiet() -> Unit:
    """A community of which the demo has no requests of late."""
    busy = Case.objects.filter(received_at__gte=t(10, 20)).values("place")
    inside = Unit.objects.filter(kind="community", code__startswith="460105")
    return inside.exclude(pk__in=busy).order_by("code")[0]


def test_by_hand_and_reproducible() -> None:
    here = quiet()
    yes = answered(place=here)  # reached in time
    actions.call_back(yes, resolved="yes", satisfied="no", by="d", at=t(11, 5))
    no = answered(place=here)
    back = actions.call_back(no, resolved="no", satisfied="none", by="d", at=t(11, 5))
    unreached = answered(place=here)
    actions.call_back(unreached, resolved="unreached", satisfied="none", by="d", at=t(11, 5))
    late = dispatched(place=here)  # reached after 24 hours
    actions.contact(late, way="phone", reached=True, by="l", at=t(11, 6))
    dispatched(place=here)  # never reached
    dispatched(who=None, place=here)  # nobody to reach
    received(place=here)  # not sent yet
    actions.withdraw(received(place=here), at=t(11, 3, 10))
    found = queries.rates(place(here.code), **NOVEMBER, known_at=t(11, 10))
    three = found.total
    assert found.received == 8
    assert (three.response.numerator, three.response.denominator) == (3, 5)
    assert dict(three.response.excluded) == {
        "no_way_to_reach": 1, "not_dispatched": 1, "withdrawn": 1,
    }  # fmt: skip
    assert (three.resolution.numerator, three.resolution.denominator) == (1, 2)
    assert dict(three.resolution.excluded) == {"unreached": 1}
    assert (three.satisfaction.numerator, three.satisfaction.denominator) == (0, 1)
    assert not three.response.enough
    review = actions.appeal_call_back(back, reason="打错电话", by="l", at=t(11, 11))
    actions.decide(review, granted=True, reason="属实", by="s", at=t(11, 12))
    now = queries.rates(place(here.code), **NOVEMBER, known_at=t(11, 13)).total
    assert (now.resolution.numerator, now.resolution.denominator) == (1, 1)
    assert dict(now.resolution.excluded) == {"unreached": 1, "appeal_upheld": 1}
    again = queries.rates(place(here.code), **NOVEMBER, known_at=t(11, 10)).total
    assert again == three
    early = queries.rates(place(here.code), **NOVEMBER, known_at=t(11, 3, 12)).total
    assert dict(early.response.excluded)["not_due_yet"] == 2


def test_what_is_kept_is_what_the_log_says() -> None:
    here = quiet()
    back = actions.call_back(
        answered(place=here), resolved="no", satisfied="no", by="d", at=t(11, 5)
    )
    dispatched(place=here)
    review = actions.appeal_call_back(back, reason="打错电话", by="l", at=t(11, 6))
    actions.decide(review, granted=True, reason="属实", by="s", at=t(11, 7))
    actions.contest(back.case, said="还是不亮", at=t(11, 8))
    assert Outcome.objects.count() == Case.objects.count()
    assert outcomes.differing() == []
    whole, months = place("46"), {"start": date(2024, 1, 1), "end": date(2026, 12, 1)}
    below = children(whole)
    counted = queries.rates_and_below(whole, below, **months, known_at=t(11, 9))
    Outcome.objects.update(changed_at=outcomes.ALWAYS)  # then all is judged from the log
    assert queries.rates_and_below(whole, below, **months, known_at=t(11, 9)) == counted


def test_what_is_kept_wrongly_is_found_and_mended() -> None:
    case, lost = dispatched(place=quiet()), received(place=quiet())
    Outcome.objects.filter(pk=case.pk).update(verdict="ordinary||late|")
    Outcome.objects.filter(pk=lost.pk).delete()
    assert outcomes.differing() == [case.pk, lost.pk]
    assert outcomes.differing(mend=True) == [case.pk, lost.pk]
    assert outcomes.differing() == []
