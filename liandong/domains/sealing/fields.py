"""A text column that holds ciphertext; in Python it is a value that has to be opened on purpose."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models.query_utils import DeferredAttribute

from liandong.domains.sealing.masking import HIDDEN, masked
from liandong.domains.sealing.sealed import open_sealed, seal


class Sealed:
    """A sensitive value. Printed, logged or put in a page by mistake it shows nothing."""

    __slots__ = ("_text", "kind", "place", "token")

    def __init__(self, *, place: str, kind: str, token: str = "", text: str | None = None) -> None:
        self.place, self.kind, self.token, self._text = place, kind, token, text

    def opened(self) -> str:
        """The value itself. For a screen go through `reveal`, which leaves an audit event.

        Raises `SealError`.
        """
        if self._text is None:
            self._text = open_sealed(self.token, self.place) if self.token else ""
        return self._text

    def masked(self) -> str:
        """The value for screens, all but a little hidden. Raises `SealError`."""
        return masked(self.opened(), self.kind)

    def stored(self) -> str:
        """What is written to the column."""
        if not self.token and self._text:
            self.token = seal(self._text, self.place)
        return self.token

    def __bool__(self) -> bool:
        return bool(self.token or self._text)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Sealed):
            return self.place == other.place and self.opened() == other.opened()
        return isinstance(other, str) and self.opened() == other

    __hash__ = None  # type: ignore[assignment]

    def __str__(self) -> str:
        return HIDDEN * 4 if self else ""

    def __repr__(self) -> str:
        return f"Sealed({self.place})"


class _Attribute(DeferredAttribute):
    """Whatever is assigned to the attribute becomes a `Sealed`."""

    def __set__(self, instance: models.Model, value: Any) -> None:
        instance.__dict__[self.field.attname] = self.field.sealed(value)


class SealedField(models.TextField):
    """Sealed for its own table and column, so that ciphertext moved elsewhere does not open.

    `kind` says how it is masked: identity, phone, or all hidden. Not to be searched or sorted by:
    keep its `blind_index` beside it, in `<name>_index`, with the name as purpose.
    """

    descriptor_class = _Attribute
    seals = True

    def __init__(self, *args: Any, kind: str = "", **kwargs: Any) -> None:
        self.kind = kind
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, **({"kind": self.kind} if self.kind else {})}

    @property
    def place(self) -> str:
        """What the ciphertext is bound to."""
        return f"{self.model._meta.db_table}.{self.column}"

    def sealed(self, value: Any) -> Any:
        """A plain text, or nothing, as a sealed value of this column."""
        if value is None or isinstance(value, Sealed) or hasattr(value, "resolve_expression"):
            return value
        return Sealed(place=self.place, kind=self.kind, text=str(value))

    def get_prep_value(self, value: Any) -> Any:
        value = self.sealed(value)
        return value.stored() if isinstance(value, Sealed) else value

    def from_db_value(self, value: str | None, *_: object) -> Sealed | None:
        return None if value is None else Sealed(place=self.place, kind=self.kind, token=value)

    def value_to_string(self, obj: models.Model) -> str:
        """Only ciphertext leaves by Django's own serializers."""
        value = self.sealed(self.value_from_object(obj))
        return value.stored() if value else ""
