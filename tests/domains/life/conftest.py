from __future__ import annotations

import pytest

from tests.domains.life.life_kit import Party, grown


@pytest.fixture
def party(db) -> Party:
    return grown()
