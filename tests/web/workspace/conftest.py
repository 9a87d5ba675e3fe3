"""Pages are rendered with every template variable defined, and with compiled English."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from liandong.cli.translations import compile_messages
from tests.web.shell.strict import undefined_raises


@pytest.fixture(autouse=True, scope="session")
def _compiled() -> None:
    compile_messages()


@pytest.fixture(autouse=True)
def _strict() -> Iterator[None]:
    with undefined_raises():
        yield
