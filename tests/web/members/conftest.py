"""People of a branch below Xiuying, by the pages of the instance."""

from __future__ import annotations

import pytest
from django.utils import timezone

from liandong.domains.members.models import Membership

BRANCH, HOST = "D460105001001", "D460105001002"


@pytest.fixture
def members(province) -> list[Membership]:
    """Full members of the branch with nothing under way."""
    held = Membership.objects.on(timezone.localdate()).filter(unit__code=BRANCH, stage="full")
    free = held.filter(person__transfers=None, person__floatings=None, person__user=None)
    return list(free.select_related("person").order_by("person__pinyin", "person_id"))


@pytest.fixture
def today() -> str:
    return timezone.localdate().isoformat()
