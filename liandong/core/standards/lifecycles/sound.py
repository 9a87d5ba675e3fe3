"""Whether a lifecycle can be gone through: no state out of reach, no dead end, nothing unnamed."""

from __future__ import annotations

from collections.abc import Iterator

from liandong.core.standards.lifecycles.model import ANYBODY, Lifecycle


def unsound(one: Lifecycle) -> list[str]:
    """What is wrong with it, in words for whoever edits it; empty when all is right."""
    return [*_names(one), *_ways(one)]


def _names(one: Lifecycle) -> Iterator[str]:
    if one.start not in one.states:
        yield f"start {one.start} is no state"
    for state in one.states.values():
        if state.holder is not None and state.holder not in one.sides:
            yield f"{state.code}: holder {state.holder} is no side"
        if not state.final and state.holder is None:
            yield f"{state.code}: nobody has to act"
        if state.days_norm and state.months_norm:
            yield f"{state.code}: days or months, not both"
    for step in one.transitions.values():
        if step.side != ANYBODY and step.side not in one.sides:
            yield f"{step.code}: {step.side} is no side"
        for name in (*step.origins, step.to):
            if name not in one.states:
                yield f"{step.code}: {name} is no state"


def _ways(one: Lifecycle) -> Iterator[str]:
    reached, front = {one.start}, [one.start]
    while front:
        for step in one.steps_from(front.pop()):
            if step.to not in reached:
                reached.add(step.to)
                front.append(step.to)
    for state in one.states.values():
        if state.code not in reached:
            yield f"{state.code} cannot be reached"
        ways = one.steps_from(state.code)
        if state.final and ways:
            yield f"{state.code} is final, but {ways[0].code} leads on"
        if not state.final and not ways:
            yield f"{state.code} is a dead end"
