"""Undefined template variables are errors in tests: `{{ typo }}` raises instead of printing nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.template import engines


class UndefinedVariable(AssertionError):
    """A template printed a variable that its view did not give."""


class _Raising(str):
    """Django asks for `string_if_invalid % name` when it meets an undefined variable."""

    __slots__ = ()

    def __mod__(self, name: object) -> str:
        raise UndefinedVariable(f"undefined in template: {name}")


@contextmanager
def undefined_raises() -> Iterator[None]:
    """While inside, printing an undefined variable raises `UndefinedVariable`."""
    engine = engines["django"].engine
    before, engine.string_if_invalid = engine.string_if_invalid, _Raising("%s")
    try:
        yield
    finally:
        engine.string_if_invalid = before
