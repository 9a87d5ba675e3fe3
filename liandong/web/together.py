"""Calls that come while others are being dealt with are dealt with in one go, by whoever of them is
next: many writers at once cost little more than one, and nobody waits who is alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Generic, TypeVar

Asked = TypeVar("Asked")
Got = TypeVar("Got")


@dataclass(slots=True)
class _Call(Generic[Asked, Got]):
    asked: Asked
    done: bool = False
    got: Got | None = None
    error: Exception | None = None


class Together(Generic[Asked, Got]):
    """`deal` answers for each of several, in order, with what it got or the error that is theirs;
    what it raises itself makes it deal with each alone."""

    def __init__(self, deal: Callable[[Sequence[Asked]], Sequence[Got | Exception]]) -> None:
        self._deal, self._turn, self._waiting = deal, Lock(), list[_Call[Asked, Got]]()

    def __call__(self, asked: Asked) -> Got:
        """What it got. Raises its own error."""
        mine = _Call[Asked, Got](asked)
        self._waiting.append(mine)
        with self._turn:
            if not mine.done:
                calls, self._waiting = self._waiting, []
                self._answer(calls)
        if mine.error is not None:
            raise mine.error
        return mine.got  # type: ignore[return-value]  # done without an error

    def _answer(self, calls: list[_Call[Asked, Got]]) -> None:
        try:
            answers = self._deal([one.asked for one in calls])
        except Exception as error:
            if len(calls) > 1:
                for one in calls:
                    self._answer([one])
                return
            answers = [error]
        for one, answer in zip(calls, answers, strict=True):
            if isinstance(answer, Exception):
                one.error = answer
            else:
                one.got = answer
            one.done = True
