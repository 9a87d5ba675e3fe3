"""Seal a text for one place, and open it there: AES-256-GCM under the newest key."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from os import urandom

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from liandong.core.kernel.errors import LiandongError, Text
from liandong.domains.sealing.keys import keyring

VERSION = "v1"
_NONCE = 12


class SealError(LiandongError):
    """Something sealed cannot be opened: altered, moved to another place, or its key is gone."""


def seal(text: str, place: str) -> str:
    """The text sealed for a place (`table.column`): `v1.key.nonce+ciphertext`."""
    ring = keyring()
    name = ring.newest
    return f"{VERSION}.{name}.{seal_with(ring.keys[name], text, place)}"


def open_sealed(sealed: str, place: str) -> str:
    """The text that was sealed for this place. Raises `SealError`."""
    version, _dot, rest = sealed.partition(".")
    name, _dot, body = rest.partition(".")
    if version != VERSION or not body:
        raise _altered()
    key = keyring().keys.get(name)
    if key is None:
        raise _key_gone()
    return open_with(key, body, place)


def key_of(sealed: str) -> str:
    """The id of the key that sealed it."""
    return sealed.split(".", 2)[1] if sealed.count(".") >= 2 else ""


def seal_with(key: bytes, text: str, place: str) -> str:
    """The text under a key of its own, for a place."""
    nonce = urandom(_NONCE)
    body = nonce + AESGCM(key).encrypt(nonce, text.encode(), place.encode())
    return urlsafe_b64encode(body).decode()


def open_with(key: bytes, body: str, place: str) -> str:
    """What was sealed under this key for this place. Raises `SealError`."""
    try:
        raw = urlsafe_b64decode(body)
        return AESGCM(key).decrypt(raw[:_NONCE], raw[_NONCE:], place.encode()).decode()
    except (InvalidTag, ValueError) as error:
        raise _altered() from error


def _altered() -> SealError:
    return SealError(
        "sealed_altered",
        Text(
            "这项加密信息被改动过，打不开。请报告系统管理员，从备份核对。",
            "This sealed value was altered and cannot be opened. Tell the administrator, who "
            "compares it with a backup.",
        ),
    )


def _key_gone() -> SealError:
    return SealError(
        "sealed_key_gone",
        Text(
            "这项信息用的密钥不在密钥文件里，打不开。请系统管理员恢复密钥文件。",
            "The key of this sealed value is not in the keyring. The administrator must restore "
            "the keyring.",
        ),
    )
