"""The demo province in the test database, and a browser's session for each demo person."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

DATA = Path(__file__).parent / "data"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker) -> None:
    """Build the demo province once; every test sees it and rolls its own changes back."""
    from liandong.cli import demo_province, instance

    os.environ.setdefault("LIANDONG_LANGUAGE", "zh")
    with django_db_blocker.unblock():
        instance._plant(None)
        demo_province.build()


@pytest.fixture
def province(db) -> Path:
    """The demo province is there; the home of its files."""
    return Path(settings.HOME)


@pytest.fixture
def client_of(db) -> Callable[[str], Client]:
    """A client signed in as a demo person, by user name."""
    from liandong.domains.accounts.models import User

    def signed_in(username: str) -> Client:
        client = Client()
        client.force_login(
            User.objects.get(username=username), "django.contrib.auth.backends.ModelBackend"
        )
        return client

    return signed_in
