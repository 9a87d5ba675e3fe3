"""Whether a lifecycle can be gone through: no state out of reach, no dead end, nothing unnamed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from liandong.core.kernel.errors import Text
from liandong.core.standards.lifecycles.model import ANYBODY, OF_CLASS, Lifecycle


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong, and with which part: `state sent`, `step receive`, `start`."""

    where: str
    code: str
    text: Text


def unsound(one: Lifecycle) -> list[str]:
    """What is wrong with it, in English; empty when all is right."""
    return [flaw.text.en for flaw in flaws(one)]


def flaws(one: Lifecycle) -> list[Flaw]:
    """What is wrong with it, for whoever edits it; empty when all is right."""
    return [*_states(one), *_steps(one), *_ways(one), *_clocks(one)]


def reachable(one: Lifecycle) -> set[str]:
    """The states that can come about, the first one included."""
    reached, front = {one.start}, [one.start]
    while front:
        for step in one.steps_from(front.pop()):
            if step.to not in reached:
                reached.add(step.to)
                front.append(step.to)
    return reached


def _states(one: Lifecycle) -> Iterator[Flaw]:
    if one.start not in one.states:
        yield Flaw("start", "no_state", Text(
            f"起始状态 {one.start} 不存在", f"start {one.start} is no state"))  # fmt: skip
    for state in one.states.values():
        where, code = f"state {state.code}", state.code
        if state.holder is not None and state.holder not in one.sides:
            yield Flaw(where, "no_side", Text(
                f"{code}：holder {state.holder} 不是参与方",
                f"{code}: holder {state.holder} is no side"))  # fmt: skip
        if not state.final and state.holder is None:
            yield Flaw(where, "no_holder", Text(
                f"{code}：没写轮到谁办（holder）", f"{code}: nobody has to act"))  # fmt: skip
        if state.days_norm and state.months_norm:
            yield Flaw(where, "two_limits", Text(
                f"{code}：days 和 months 只能有一个",
                f"{code}: days or months, not both"))  # fmt: skip


def _steps(one: Lifecycle) -> Iterator[Flaw]:
    for step in one.transitions.values():
        where = f"step {step.code}"
        if step.side != ANYBODY and step.side not in one.sides:
            yield Flaw(where, "no_side", Text(
                f"{step.code}：{step.side} 不是参与方",
                f"{step.code}: {step.side} is no side"))  # fmt: skip
        for state in (*step.origins, step.to):
            if state not in one.states:
                yield Flaw(where, "no_state", Text(
                    f"{step.code}：{state} 不是状态",
                    f"{step.code}: {state} is no state"))  # fmt: skip


def _ways(one: Lifecycle) -> Iterator[Flaw]:
    reached = reachable(one)
    for state in one.states.values():
        where, code, ways = f"state {state.code}", state.code, one.steps_from(state.code)
        if code not in reached:
            yield Flaw(where, "unreachable", Text(
                f"没有哪一步能到 {code}", f"{code} cannot be reached"))  # fmt: skip
        if state.final and ways:
            yield Flaw(where, "final_leads_on", Text(
                f"{code} 是终点，但 {ways[0].code} 还能走下去",
                f"{code} is final, but {ways[0].code} leads on"))  # fmt: skip
        if not state.final and not ways:
            yield Flaw(where, "dead_end", Text(
                f"{code} 没有出路", f"{code} is a dead end"))  # fmt: skip


def _clocks(one: Lifecycle) -> Iterator[Flaw]:
    for clock in one.clocks.values():
        where, code = f"clock {clock.code}", clock.code
        for state in (*clock.runs, *clock.waits):
            if state not in one.states:
                yield Flaw(where, "no_state", Text(
                    f"{code}：{state} 不是状态", f"{code}: {state} is no state"))  # fmt: skip
            elif one.states[state].final:
                yield Flaw(where, "clock_at_the_end", Text(
                    f"{code}：{state} 是终点，时钟不能还在走",
                    f"{code}: {state} is final, no clock runs there"))  # fmt: skip
        if clock.law not in one.sides:
            yield Flaw(where, "no_side", Text(
                f"{code}：{clock.law} 不是参与方", f"{code}: {clock.law} is no side"))  # fmt: skip
        if not clock.runs or set(clock.runs) & set(clock.waits):
            yield Flaw(where, "clock_never_runs", Text(
                f"{code}：runs 不能为空，也不能和 waits 重复",
                f"{code}: it must run in some state, and not wait in the same"))  # fmt: skip
        if OF_CLASS in clock.norm and not one.classes:
            yield Flaw(where, "no_classes", Text(
                f"{code}：规范代码里有 {OF_CLASS}，但没有写 classes",
                f"{code}: its norm has {OF_CLASS}, but there are no classes"))  # fmt: skip
