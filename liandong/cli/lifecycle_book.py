"""The book of lifecycles: for each its states and who has to act by when, and its steps."""

from __future__ import annotations

from collections.abc import Iterator

from liandong.cli.book_parts import cell, number, table
from liandong.core.kernel.errors import Text
from liandong.core.standards.lifecycles import Clock, Lifecycle, State, Transition
from liandong.core.standards.lifecycles.model import ANYBODY
from liandong.core.standards.norms import NATION, NormBook

_STATE = ("状态 state", "名称 title", "说明 says", "轮到谁 holder", "期限 limit")
_STEP = ("步骤 step", "名称 title", "说明 says", "从 from", "到 to", "谁 side", "权限 permission",
         "理由 reason")  # fmt: skip
_CLOCK = ("时限 clock", "名称 title", "走 runs in", "停 waits in", "规范 norms")
_END = Text("（终点）", "(end)")
_SYSTEM = Text("系统或本人", "the system, or the person")


def chapters(lifecycles: dict[tuple[str, int], Lifecycle], book: NormBook) -> Iterator[str]:
    """A chapter for each version of each lifecycle."""
    for one in lifecycles.values():
        yield f"## {one.title.zh} · {one.title.en}"
        yield ""
        yield f"`{one.code}` 版本 version {one.version}"
        yield ""
        yield from _picture(one)
        yield from table(_STATE, (_state(one, state, book) for state in one.states.values()))
        yield from table(_STEP, (_step(one, step) for step in one.transitions.values()))
        if one.clocks:
            yield from table(_CLOCK, (_clock(one, clock, book) for clock in one.clocks.values()))


def _picture(one: Lifecycle) -> Iterator[str]:
    yield from ("```mermaid", "stateDiagram-v2", f"    [*] --> {one.start}")
    for step in one.transitions.values():
        for origin in step.origins:
            yield f"    {origin} --> {step.to}: {step.title.zh}"
    for state in one.states.values():
        if state.final:
            yield f"    {state.code} --> [*]"
    yield from ("```", "")


def _state(one: Lifecycle, state: State, book: NormBook) -> tuple[str, ...]:
    holder = _END if state.holder is None else one.sides[state.holder]
    return (f"`{state.code}`", cell(state.title), cell(state.says), cell(holder),
            _limit(state, book))  # fmt: skip


def _limit(state: State, book: NormBook) -> str:
    """The norm, and its value for the whole country today; local ones may differ."""
    code = state.days_norm or state.months_norm
    return "—" if code is None else _valued(code, book)


def _valued(code: str, book: NormBook) -> str:
    norm = book[code]
    national = [entry for entry in norm.entries if entry.scope == NATION]
    unit = norm.unit.text
    value = f"<br>{number(national[-1].value)} {unit.zh} {unit.en}" if national else ""
    return f"`{code}`{value}"


def _clock(one: Lifecycle, clock: Clock, book: NormBook) -> tuple[str, ...]:
    runs, waits = ("<br>".join(f"`{state}`" for state in those) or "—"
                   for those in (clock.runs, clock.waits))  # fmt: skip
    norms = "<br>".join(_valued(code, book) for code in one.norms_of(clock))
    return (f"`{clock.code}`", cell(clock.title), runs, waits, norms)


def _step(one: Lifecycle, step: Transition) -> tuple[str, ...]:
    side = _SYSTEM if step.side == ANYBODY else one.sides[step.side]
    return (f"`{step.code}`", cell(step.title), cell(step.says),
            "<br>".join(f"`{state}`" for state in step.origins), f"`{step.to}`", cell(side),
            f"`{step.permission}`", "必填 required" if step.needs_note else "—")  # fmt: skip
