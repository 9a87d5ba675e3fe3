"""Keys are changed while values stay; a lost or foreign keyring is said and never replaced."""

from __future__ import annotations

import os
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone
from typer.testing import CliRunner

from liandong.cli import common
from liandong.cli.keys import app
from liandong.core.kernel.errors import LiandongError
from liandong.domains.accounts.models import User
from liandong.domains.audit.models import Event
from liandong.domains.members.models import Person
from liandong.domains.notify.models import Preference
from liandong.domains.sealing import SealError, blind_index, checking, columns, keys, rotating

NUMBERS = [f"46999919900101{n:04}" for n in range(7)]


@pytest.fixture
def ring(db, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A keyring of this test's own, and nothing sealed yet."""
    file = tmp_path / "keyring.json"
    monkeypatch.setenv("LIANDONG_KEYS", str(file))
    with connection.cursor() as cursor:
        for one in columns.columns():
            table, column = one.name.split(".")
            cursor.execute(f"UPDATE {table} SET {column} = '' WHERE {column} <> ''")
    return file


@pytest.fixture
def people(ring: Path) -> list[Person]:
    return [
        Person.objects.create(
            name=f"甲{n}", identity=number, identity_index=blind_index(number, "identity"),
            recorded_at=timezone.now(), recorded_by="test",
        )
        for n, number in enumerate(NUMBERS)
    ]  # fmt: skip


@pytest.fixture
def wishes(ring: Path) -> Preference:
    user = User.objects.create(username="xiao")
    return Preference.objects.create(user=user, phone="14000000123")


def tokens(table: str = "members_person", column: str = "identity") -> dict[int, str]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, {column} FROM {table} WHERE {column} <> ''")
        return dict(cursor.fetchall())


def put(pk: int, token: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE members_person SET identity = %s WHERE id = %s", [token, pk])


def rotate() -> rotating.Rotated:
    return rotating.rotate(by="test", at=timezone.now())


def broken() -> dict[str, list[str]]:
    return {
        one.column: [code for _pk, code in one.examples] for one in checking.check() if one.broken
    }


def test_the_columns_are_those_of_every_domain(ring):
    found = {one.name: one.index for one in columns.columns()}
    assert found["members_person.identity"] == "identity_index"
    assert found["notify_preference.phone"] == ""


# Rotation


def test_a_rotation_seals_everything_anew(people, wishes):
    old, before = keys.keyring().newest, tokens()
    done = rotate()
    assert (done.values, done.resumed) == (len(NUMBERS) + 1, False)
    assert done.key != old
    after = tokens()
    assert all(token.startswith(f"v1.{done.key}.") for token in after.values())
    assert not set(after.values()) & set(before.values())
    assert [
        one.identity.opened() for one in Person.objects.filter(pk__in=after).order_by("pk")
    ] == (NUMBERS)
    assert Preference.objects.get().phone == "14000000123"
    assert not broken()
    event = Event.objects.latest("id")
    assert (event.action, event.after["values"]) == ("sealing.rotate", len(NUMBERS) + 1)


def test_a_rotation_that_was_broken_off_goes_on(people, monkeypatch):
    monkeypatch.setattr(rotating, "_BATCH", 2)
    calls, seal = [], rotating._sealed_anew

    def dying(column, batch):
        calls.append(batch)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return seal(column, batch)

    with monkeypatch.context() as patch:
        patch.setattr(rotating, "_sealed_anew", dying)
        with pytest.raises(KeyboardInterrupt):
            rotate()
    new = keys.keyring().newest
    assert sum(token.startswith(f"v1.{new}.") for token in tokens().values()) == 4
    assert not broken()
    done = rotate()
    assert (done.key, done.values, done.resumed) == (new, len(NUMBERS) - 4, True)
    assert not rotate().resumed


def test_a_change_made_meanwhile_is_not_undone(people):
    (column,) = [one for one in columns.columns() if one.name == "members_person.identity"]
    first = people[0].pk
    batch = [(first, tokens()[first])]
    Person.objects.filter(pk=first).update(identity="469999199002022345")
    assert rotating._sealed_anew(column, batch) == 0
    assert Person.objects.get(pk=first).identity == "469999199002022345"


def test_a_broken_value_stops_a_rotation_and_is_named(people):
    put(people[3].pk, "v1.x.y")
    with pytest.raises(SealError):
        rotate()
    assert broken() == {"members_person.identity": ["sealed_key_gone"]}


def test_old_keys_are_destroyed_only_when_nothing_needs_them(people, ring):
    old = keys.keyring().newest
    later = timezone.now() + timedelta(hours=1)
    assert rotating.forget(by="test", at=later) == []
    rotate()
    with pytest.raises(LiandongError) as caught:
        rotating.forget(by="test", at=timezone.now())
    assert caught.value.code == "keyring_fresh"
    assert rotating.forget(by="test", at=later) == [old]
    assert list(keys.keyring().keys) == [keys.keyring().newest]
    assert not broken()
    assert Event.objects.latest("id").after == {"keys": [old]}


def test_a_key_still_in_use_is_kept(people, ring):
    before = tokens()
    old = keys.keyring().newest
    rotate()
    put(people[0].pk, before[people[0].pk])
    assert rotating.forget(by="test", at=timezone.now() + timedelta(hours=1)) == []
    assert old in keys.keyring().keys


# Tampering


def test_a_value_moved_to_another_row_is_found(people):
    held = tokens()
    put(people[0].pk, held[people[1].pk])
    assert broken() == {"members_person.identity": [checking.MOVED]}


def test_a_value_moved_to_another_column_does_not_open(people, wishes):
    put(people[0].pk, tokens("notify_preference", "phone")[wishes.pk])
    assert broken() == {"members_person.identity": ["sealed_altered"]}
    with pytest.raises(SealError):
        Person.objects.get(pk=people[0].pk).identity.opened()


def test_plain_text_written_past_us_is_found(people):
    put(people[0].pk, NUMBERS[0])
    assert broken() == {"members_person.identity": ["sealed_altered"]}


# The keyring itself


def test_a_lost_keyring_is_said_and_never_replaced(people, ring):
    kept = ring.read_bytes()
    ring.unlink()
    for deed in (lambda: blind_index("x", "identity"), lambda: people[0].identity.token and
                 Person.objects.get(pk=people[0].pk).identity.opened(), checking.must_fit):  # fmt: skip
        with pytest.raises(LiandongError) as caught:
            deed()
        assert caught.value.code == "keyring_missing"
        assert "LIANDONG_KEYS" in caught.value.text.en
    assert not ring.exists()
    ring.write_bytes(kept)
    os.utime(ring, ns=(0, time.time_ns()))
    assert not broken()


def test_the_keyring_of_another_instance_is_noticed(people, tmp_path, monkeypatch, ring):
    other = tmp_path / "other.json"
    keys._write(other, keys.Keyring({"feedface": b"x" * 32}, b"y" * 32), first=True)
    checking.must_fit()
    monkeypatch.setenv("LIANDONG_KEYS", str(other))
    with pytest.raises(SealError) as caught:
        checking.must_fit()
    assert caught.value.code == "sealed_key_gone"


def test_where_nothing_is_sealed_a_keyring_is_made(ring):
    assert not ring.exists()
    checking.must_fit()
    assert keys.keyring().newest
    assert ring.exists()


# The command line


@pytest.fixture
def run(monkeypatch):
    monkeypatch.setattr(common, "ready", lambda: None)
    return lambda *said: CliRunner().invoke(app, [*said], catch_exceptions=False)


def test_commands(people, run, ring):
    import json

    good = run("check", "--format", "json")
    assert good.exit_code == 0
    said = json.loads(good.stdout)
    assert said["ok"]
    assert {one["column"]: one["values"] for one in said["columns"]}[
        "members_person.identity"
    ] == len(NUMBERS)
    assert run("rotate").exit_code == 0
    assert run("forget", "--yes").exit_code == 1
    ring.chmod(0o644)
    assert run("check").exit_code == 1
    ring.chmod(0o600)
    put(people[0].pk, "nonsense")
    failed = run("check", "--format", "json")
    assert failed.exit_code == 1
    assert json.loads(failed.stdout)["columns"]
    assert all(number not in failed.stdout + good.stdout for number in NUMBERS)


def test_a_missing_keyring_ends_a_command_in_words(people, run, ring):
    ring.unlink()
    for command in ("check", "rotate"):
        ended = run(command)
        assert ended.exit_code in (1, 2)
        assert "Traceback" not in ended.output
