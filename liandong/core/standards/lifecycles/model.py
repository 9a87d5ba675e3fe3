"""What a lifecycle is: states, and the steps that lead from one to another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from liandong.core.kernel.errors import LiandongError, Text

ANYBODY = "system"  # a step that time or another step takes, and no person


@dataclass(frozen=True, slots=True)
class State:
    """Where a case stands. `holder` is the side that has to act next; `days_norm` names the norm
    that says within how many days (`months_norm`: months), reckoned from the day it came there."""

    code: str
    title: Text
    says: Text
    holder: str | None = None
    days_norm: str | None = None
    months_norm: str | None = None
    final: bool = False


@dataclass(frozen=True, slots=True)
class Transition:
    """A step: what the button says, from where to where, which side takes it with which
    permission, and what happens then."""

    code: str
    title: Text
    says: Text
    origins: tuple[str, ...]
    to: str
    side: str
    permission: str
    needs_note: bool = False


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """One definition, in one version; a case keeps the version it began with."""

    code: str
    version: int
    title: Text
    sides: Mapping[str, Text]
    states: Mapping[str, State]
    transitions: Mapping[str, Transition]
    start: str

    def state(self, code: str) -> State:
        """The state with this code; raises `KeyError`."""
        return self.states[code]

    def steps_from(self, state: str) -> list[Transition]:
        """What can happen in a state, in the order of the file."""
        return [one for one in self.transitions.values() if state in one.origins]

    def step(self, code: str) -> Transition:
        """The step with this code. Raises `LiandongError` `lifecycle.no_such_step`."""
        if code not in self.transitions:
            raise LiandongError(
                "lifecycle.no_such_step",
                Text(
                    f"“{self.title.zh}”没有“{code}”这一步。",
                    f"{self.title.en} has no step {code!r}.",
                ),
            )
        return self.transitions[code]
