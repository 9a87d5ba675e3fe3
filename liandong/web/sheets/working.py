"""What is done with a sheet: read, taken, marked; each opens it in memory by the sender's key."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils import timezone

from liandong.core.kernel.errors import LiandongError
from liandong.domains.intake import passing
from liandong.domains.intake.passing.working import Progress
from liandong.web.sheets.holding import Held

REFUSED, SAID, OUTCOME = "refused", "said", "outcome"


def read(held: Held, options: dict[str, Any] | None = None) -> None:
    """See what the sheet says, perhaps with other choices about it. Raises `LiandongError`."""
    one, now = held.one, timezone.now()
    if options is not None:
        one.say("options", options)
    held.one.away(SAID, REFUSED, *marks())
    data, look = _sheet(held), _looking(held, now)

    def work(progress: Progress) -> None:
        with passing.as_file(data, held.name) as path:
            one.say(SAID, look(path, progress).data())

    passing.run(one, work, size=len(data))


def _looking(held: Held, now: datetime) -> Any:
    unit, options, kind = held.unit, held.options, held.kind

    def look(path: Path, progress: Progress) -> passing.Said:
        return kind.look(path, unit, options, progress, **kind.when(now))

    return look


def take(held: Held, *, accept_valid: bool, expected: int, by: str) -> None:
    """Put on record what the sender saw. What is refused is said on the page that follows; of a
    sheet that was taken whole nothing stays."""
    one, kind, now = held.one, held.kind, timezone.now()
    data, look, unit, options, name = (
        _sheet(held), _looking(held, now), held.unit, held.options, held.name
    )  # fmt: skip
    how = {"by": by, "at": now, **kind.when(now)}

    def work(progress: Progress) -> None:
        if one.told(OUTCOME) is not None:  # pressed twice
            return
        with passing.as_file(data, name) as path:
            try:
                came = kind.take(path, unit, options, progress, expected=expected,
                                 accept_valid=accept_valid, name=name, **how)  # fmt: skip
            except LiandongError:
                one.say(SAID, look(path, progress).data())
                raise
        one.say(OUTCOME, came)
        if not came["refused"]:
            one.away("sheet", SAID, *marks())

    one.away(REFUSED)
    try:
        passing.run(one, work, size=len(data))
    except LiandongError as error:
        one.say(REFUSED, {"code": error.code, "zh": error.text.zh, "en": error.text.en})


def mark(held: Held, language: str) -> bytes | None:
    """The workbook with its findings marked; None while a long one is being made."""
    one, kind, name = held.one, held.kind, _marked(language)
    made = one.get(name)
    if made is not None:
        return made
    data, unit, options, when = _sheet(held), held.unit, held.options, kind.when(timezone.now())

    def work(progress: Progress) -> None:
        with passing.as_file(data, held.name) as path:
            one.put(name, passing.written(
                lambda target: kind.mark(path, unit, options, target, language=language, **when)
            ))  # fmt: skip

    passing.run(one, work, size=len(data))
    return one.get(name)


def _marked(language: str) -> str:
    return "marked-en" if language.startswith("en") else "marked-zh"


def marks() -> tuple[str, str]:
    """The names of marked workbooks."""
    return "marked-zh", "marked-en"


def _sheet(held: Held) -> bytes:
    return held.one.get("sheet") or b""
