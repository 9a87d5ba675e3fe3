"""What a sender is told when a sheet cannot be taken as they saw it."""

from __future__ import annotations

from liandong.core.kernel.errors import LiandongError, error


def changed(expected: int, now: int) -> LiandongError:
    """The record changed between looking and taking."""
    return error(
        "sheet_changed",
        f"核对以后记录有了变动：当时可以收 {expected} 行，现在是 {now} 行。"
        "已重新核对，请再看一遍。",
        f"The record has changed since you looked: then {expected} rows could be taken, now it is "
        f"{now}. It was checked anew; please look again.",
    )
