"""Sealing as its enemies try it: altered, moved, without its key, printed by mistake."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest
from django.db import models
from hypothesis import given
from hypothesis import strategies as st

from liandong.core.kernel.errors import LiandongError
from liandong.domains.sealing import (
    SealedField,
    SealError,
    blind_index,
    keys,
    masked,
    open_sealed,
    seal,
)
from liandong.domains.sealing.fields import Sealed

pytestmark = pytest.mark.django_db
PLACE = "members_person.identity"
NUMBER = "469999199001011234"


@pytest.fixture
def ring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A keyring of this test's own."""
    file = tmp_path / "keys" / "keyring.json"
    monkeypatch.setenv("LIANDONG_KEYS", str(file))
    # What the demo has sealed is under the keyring of the test's instance.
    monkeypatch.setattr(keys, "anything_sealed", lambda: False)
    return file


@given(st.text(max_size=200))
def test_what_is_sealed_opens_to_the_same(text: str) -> None:
    token = seal(text, PLACE)
    assert open_sealed(token, PLACE) == text
    assert len(text) < 4 or text not in token


def test_the_same_text_is_never_sealed_alike(ring: Path) -> None:
    assert seal(NUMBER, PLACE) != seal(NUMBER, PLACE)


def test_moved_to_another_column_it_does_not_open(ring: Path) -> None:
    with pytest.raises(SealError) as caught:
        open_sealed(seal(NUMBER, PLACE), "members_person.phone")
    assert caught.value.code == "sealed_altered"


@pytest.mark.parametrize("broken", ["", "v1", "v1.x", "v2.a.b", "plain text", "v1..", "v1.\x00.é"])
def test_what_was_never_sealed_is_refused_in_words(ring: Path, broken: str) -> None:
    with pytest.raises(SealError):
        open_sealed(broken, PLACE)


def test_one_altered_character_is_noticed(ring: Path) -> None:
    token = seal(NUMBER, PLACE)
    middle = len(token) - 10
    other = "A" if token[middle] != "A" else "B"
    with pytest.raises(SealError) as caught:
        open_sealed(token[:middle] + other + token[middle + 1 :], PLACE)
    assert NUMBER not in str(caught.value)


def test_an_old_key_opens_what_it_sealed_and_a_new_one_seals(ring: Path) -> None:
    before = seal(NUMBER, PLACE)
    old = keys.keyring().newest
    new = keys.add_key()
    assert keys.keyring().newest == new != old
    assert open_sealed(before, PLACE) == NUMBER
    assert seal(NUMBER, PLACE).startswith(f"v1.{new}.")
    keys.drop_keys({old, new})
    assert list(keys.keyring().keys) == [new]
    with pytest.raises(SealError) as caught:
        open_sealed(before, PLACE)
    assert caught.value.code == "sealed_key_gone"


def test_the_index_outlives_rotation_and_differs_by_purpose(ring: Path) -> None:
    found = blind_index(NUMBER, "identity")
    keys.add_key()
    assert blind_index(NUMBER, "identity") == found
    assert blind_index(NUMBER, "phone") != found
    assert NUMBER not in found


def test_another_keyring_makes_another_index(
    ring: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = blind_index(NUMBER, "identity")
    monkeypatch.setenv("LIANDONG_KEYS", str(tmp_path / "other.json"))
    assert blind_index(NUMBER, "identity") != found


def test_the_keyring_is_for_its_owner_alone(ring: Path) -> None:
    keys.keyring()
    assert stat.S_IMODE(ring.stat().st_mode) == 0o600
    assert "Keyring(" in repr(keys.keyring())
    assert json.loads(ring.read_text())["index"] not in repr(keys.keyring())


@pytest.mark.parametrize("said", ["", "{}", "[]", '{"keys": [], "index": ""}', "\x00"])
def test_a_broken_keyring_is_never_replaced(ring: Path, said: str) -> None:
    ring.parent.mkdir(parents=True)
    ring.write_text(said)
    with pytest.raises(LiandongError) as caught:
        keys.keyring()
    assert caught.value.code == "keyring_broken"
    assert ring.read_text() == said


def test_masks() -> None:
    assert masked(NUMBER, "identity") == "469999**********34"
    assert masked("14000000123", "phone") == "140******23"
    assert masked("谈话记录", "") == "****"
    assert masked("12", "phone") == "**"


class _Row(models.Model):
    secret = SealedField(kind="phone")

    class Meta:
        app_label = "sealing_tests"
        managed = False

    def __str__(self) -> str:
        return "row"


def test_a_field_shows_nothing_by_mistake(ring: Path) -> None:
    row = _Row(secret="14000000123")
    assert isinstance(row.secret, Sealed)
    assert "1400" not in f"{row.secret} {row.secret!r}"
    assert row.secret.masked() == "140******23"
    field = _Row._meta.get_field("secret")
    token = field.get_prep_value(row.secret)
    assert token.startswith("v1.")
    assert "1400" not in token
    assert field.from_db_value(token, None, None) == "14000000123"
    assert field.get_prep_value(row.secret) == token


def test_nothing_stays_nothing(ring: Path) -> None:
    row = _Row(secret="")
    assert not row.secret
    assert _Row._meta.get_field("secret").get_prep_value(row.secret) == ""
    assert row.secret.masked() == ""
