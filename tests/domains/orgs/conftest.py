from __future__ import annotations

import pytest

from tests.domains.orgs.tree_kit import grown


@pytest.fixture
def town(db) -> dict:
    """t ─ a ─ a1, a2 and t ─ b ─ b1, since 2016."""
    return grown("t", "t/a", "t/b", "t/a/a1", "t/a/a2", "t/b/b1")
