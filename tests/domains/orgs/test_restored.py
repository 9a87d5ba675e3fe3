"""A dump of the whole instance comes back whole: PostgreSQL restores it without any search path."""

from __future__ import annotations

import os
import subprocess

import psycopg
import pytest
from django.db import connection

from liandong.domains.orgs.models import Unit

NAME = f"liandong_restored_{os.getpid()}"
pytestmark = pytest.mark.skipif("DATABASE_URL" not in os.environ, reason="PostgreSQL alone")


@pytest.fixture
def restored(province):
    """What `pg_dump` writes of the demo province, read by `psql` into an empty database."""
    server = os.environ["DATABASE_URL"].rsplit("/", 1)[0]
    with psycopg.connect(f"{server}/postgres", autocommit=True) as there:
        there.execute(f"CREATE DATABASE {NAME}")
        try:
            taken = subprocess.run(
                ["pg_dump", f"{server}/{connection.settings_dict['NAME']}"],
                capture_output=True, check=True,
            ).stdout  # fmt: skip
            subprocess.run(
                ["psql", "-q", "-v", "ON_ERROR_STOP=1", f"{server}/{NAME}"],
                input=taken, capture_output=True, check=True,
            )  # fmt: skip
            with psycopg.connect(f"{server}/{NAME}") as again:
                yield again
        finally:
            there.execute(f"DROP DATABASE {NAME} WITH (FORCE)")


def test_a_dump_restores_and_names_are_found_in_it(restored):
    restored.execute("ANALYZE")
    count = restored.execute("SELECT count(*) FROM orgs_unit").fetchone()
    assert count == (Unit.objects.count(),)
    # As autovacuum does it: with no search path but the system's own.
    restored.execute("SET search_path = ''")
    restored.execute("ANALYZE public.orgs_unit, public.members_person")
    long = restored.execute("SELECT public.orgs_bigrams(%s)", ["很长" * 20]).fetchone()[0]
    assert set(long) == {"很长", "长很", "长"}
    kept = "SELECT code FROM public.orgs_unit WHERE public.orgs_bigrams(name) @> ARRAY['海口']"
    assert ("460100000000",) in restored.execute(kept).fetchall()
