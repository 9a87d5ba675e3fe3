from __future__ import annotations

import shutil

import pytest

from liandong.domains.orgs.models import Unit
from liandong.domains.orgs.queries import Place, place, place_of


@pytest.fixture(autouse=True)
def own_tables(province, settings, tmp_path) -> None:
    """A copy of the tables: what a test makes or removes on disk is not rolled back."""
    shutil.copytree(settings.HOME / "observatory", tmp_path / "observatory")
    settings.HOME = tmp_path


@pytest.fixture
def hainan(province) -> Place:
    return place("46")


@pytest.fixture
def community(province) -> Place:
    """One community that has no deputy by the ledger of 2016, and has reported workers."""
    from liandong.domains.guarantee.models import LedgerFact

    fact = LedgerFact.objects.filter(
        field="deputies", value=0, as_of="2016-12-31", voided_at=None
    ).order_by("unit__code").first()  # fmt: skip
    return place_of(Unit.objects.get(pk=fact.unit_id).pk)
