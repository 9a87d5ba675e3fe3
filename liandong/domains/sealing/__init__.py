"""Sensitive fields at rest: sealed with AES-256-GCM, found by a blind index, shown masked, and each
opening audited.

What a stolen database, dump or backup shows is ciphertext; the keys lie apart from it. Whoever has
the running instance has the keys as well: that is for the rights and the audit trail to hold.
"""

from liandong.domains.sealing.fields import Sealed, SealedField
from liandong.domains.sealing.index import blind_index
from liandong.domains.sealing.masking import masked
from liandong.domains.sealing.revealing import reveal
from liandong.domains.sealing.sealed import SealError, open_sealed, seal

__all__ = [
    "SealError", "Sealed", "SealedField", "blind_index", "masked", "open_sealed", "reveal", "seal",
]  # fmt: skip
