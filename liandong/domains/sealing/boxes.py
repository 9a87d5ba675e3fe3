"""Bytes sealed under a key that is in no keyring: whoever holds the key opens them, nobody else."""

from __future__ import annotations

from os import urandom

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE, _KEY_BITS = 12, 256


def new_key() -> bytes:
    """A key for one thing and once."""
    return AESGCM.generate_key(_KEY_BITS)


def box(key: bytes, data: bytes, place: str) -> bytes:
    """The data under the key, bound to a place: moved elsewhere it does not open."""
    nonce = urandom(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, data, place.encode())


def unbox(key: bytes, sealed: bytes, place: str) -> bytes | None:
    """What was put there under this key; None when it is another key, or was altered."""
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], place.encode())
    except (InvalidTag, ValueError):
        return None
