"""What a lifecycle is: states, and the steps that lead from one to another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from liandong.core.kernel.errors import LiandongError, Text

OF_CLASS = "{class}"
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
class Clock:
    """A limit with a moment: it begins when the case comes from elsewhere into one of the states in
    which it `runs`, stands still in those in which it `waits`, and ends with any other. Its norm
    may name the class of the case: `casework.{class}_feedback`; the law is that of where the side
    `law` stands."""

    code: str
    title: Text
    norm: str
    law: str
    runs: tuple[str, ...]
    waits: tuple[str, ...] = ()

    def norm_of(self, time_class: str) -> str:
        """The norm for cases of a class."""
        return self.norm.replace(OF_CLASS, time_class)

    def covers(self, state: str) -> bool:
        """Whether it has begun and not ended in a state."""
        return state in self.runs or state in self.waits


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
    # Classes of time, the usual one first, and the clocks; few lifecycles have them.
    classes: Mapping[str, Text] = field(default_factory=dict)
    clocks: Mapping[str, Clock] = field(default_factory=dict)

    @property
    def usual_class(self) -> str:
        """The class of a case of which nobody said another; empty without classes."""
        return next(iter(self.classes), "")

    def norms_of(self, clock: Clock) -> list[str]:
        """The norms of a clock, one for each class where it names the class."""
        if OF_CLASS not in clock.norm:
            return [clock.norm]
        return [clock.norm_of(one) for one in self.classes]

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
