"""Partners' requests, as many as come at one moment, each once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction

from liandong.core.kernel.errors import LiandongError
from liandong.domains.casework.actions import Handed, Received, receive_all
from liandong.domains.partners.actions import names_of, otherwise
from liandong.domains.partners.models import Key, Receipt

Held = Mapping[tuple[str, str], tuple[str, int]]  # by partner and name: the body's mark, the case


@dataclass(frozen=True, slots=True)
class Asked:
    """What a partner sent: under its `external` number, or `once`, an Idempotency-Key, the same
    sent again is the same case; `said` is what `Handed` takes."""

    key: Key
    body: Mapping[str, Any]
    at: datetime
    external: str = ""
    once: str = ""
    said: Mapping[str, Any] = field(default_factory=dict)

    @property
    def mark(self) -> str:
        """The same for the same content."""
        return sha256(repr(sorted(self.body.items())).encode(errors="replace")).hexdigest()

    def handed(self, names: list[str]) -> Handed:
        """As casework takes it."""
        return Handed(
            partner=self.key.name, external=names[0] if names else None, by=f"key:{self.key.pk}",
            at=self.at, **self.said,
        )  # fmt: skip


def take(
    key: Key, *, body: Mapping[str, Any], at: datetime, external: str = "", once: str = "",
    **said: Any,
) -> Received:  # fmt: skip
    """One alone. Raises what is wrong with it: `Otherwise`, bad_external, and what
    `casework.actions.receive` raises."""
    got = take_all([Asked(key, body, at, external, once, said)])[0]
    if isinstance(got, LiandongError):
        raise got
    return got


def take_all(asked: Sequence[Asked]) -> list[Received | LiandongError]:
    """Put partners' requests on record, all together; of each the case, or what is wrong with it.

    Raises `Otherwise` when somebody else was faster with other content: nothing is kept then, and
    each is to be taken alone.
    """
    found: list[Received | LiandongError | None] = [None] * len(asked)
    names: dict[int, list[str]] = {}
    for at, one in enumerate(asked):
        try:
            names[at] = names_of(one.external, one.once)
        except LiandongError as error:
            found[at] = error
    with transaction.atomic():
        held = _held(asked, names)
        for at, said in list(names.items()):
            try:
                _agree(asked[at], said, held)
            except LiandongError as error:
                found[at] = error
                del names[at]
        got = receive_all([asked[at].handed(said) for at, said in names.items()])
        for at, one in zip(names, got, strict=True):
            found[at] = one
        _keep(asked, names, found, held)
    return [one for one in found if one is not None]


def _held(asked: Sequence[Asked], names: Mapping[int, list[str]]) -> Held:
    wanted = {name for some in names.values() for name in some}
    partners = {asked[at].key.name for at in names}
    rows = Receipt.objects.filter(partner__in=partners, external__in=wanted)
    return {
        (partner, name): (body, case)
        for partner, name, body, case in rows.values_list("partner", "external", "body", "case")
    } if wanted else {}  # fmt: skip


def _agree(one: Asked, names: list[str], held: Held) -> None:
    """Raises `Otherwise` when one of these names is known for other content."""
    known = [held[one.key.name, name] for name in names if (one.key.name, name) in held]
    if any(body != one.mark for body, _case in known) or len({case for _, case in known}) > 1:
        raise otherwise()


def _keep(
    asked: Sequence[Asked], names: Mapping[int, list[str]],
    found: Sequence[Received | LiandongError | None], held: Held,
) -> None:  # fmt: skip
    new = [
        Receipt(partner=one.key.name, external=name, body=one.mark, case=got.case, at=one.at)
        for at, some in names.items() for name in some
        if (one := asked[at]) and isinstance(got := found[at], Received)
        and (one.key.name, name) not in held
    ]  # fmt: skip
    if not new:
        return
    # Waits for whoever came at the same moment; then they are compared.
    Receipt.objects.bulk_create(new, ignore_conflicts=True)
    after = _held(asked, names)
    for at, some in names.items():
        if isinstance(found[at], Received):
            _agree(asked[at], some, after)
