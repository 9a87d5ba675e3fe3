"""What every command shares: the instance, output for people or scripts, errors, exit codes.

0 done · 1 something blocks, and is said · 2 the file or the call cannot be understood
"""

from __future__ import annotations

import json
import locale
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from liandong.core.kernel.errors import LiandongError, Text

if TYPE_CHECKING:  # the instance is opened when a command runs
    from liandong.domains.orgs.queries import Place

out = Console()
err = Console(stderr=True)


class Format(StrEnum):
    TEXT = "text"
    JSON = "json"


FormatOption = Annotated[Format, typer.Option("--format", help="text 给人看，json 给脚本用")]


def language() -> str:
    """The language of messages: `LIANDONG_LANGUAGE`, or that of the terminal; Chinese first."""
    said = os.environ.get("LIANDONG_LANGUAGE") or locale.getlocale()[0] or "zh"
    return "en" if said.lower().startswith("en") else "zh-hans"


def words(text: Text) -> str:
    """A text in the language of this terminal."""
    return text.in_language(language())


def say(zh: str, en: str) -> None:
    """Tell how things go; on standard error, so that output stays clean."""
    err.print(words(Text(zh, en)), highlight=False)


def stop(error: LiandongError, code: int) -> NoReturn:
    """Say what is wrong and what to do, and end with an exit code."""
    err.print(words(error.text), style="red", highlight=False, soft_wrap=True)
    raise typer.Exit(code)


def instance() -> None:
    """Open the instance: settings, applications. Raises nothing of its own."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "liandong.config.settings")
    import django

    django.setup()


def ready() -> None:
    """Open the instance and see that it has been initialised; otherwise say how."""
    instance()
    from django.db import connection
    from django.db.utils import DatabaseError

    try:
        tables = connection.introspection.table_names()
    except DatabaseError as error:
        stop(_no_database(error), 2)
    if "observatory_run" not in tables:
        stop(
            LiandongError(
                "not_initialised",
                Text(
                    "这里还没有实例。请先运行 liandong init(或 liandong demo 建立演示省)。",
                    "There is no instance here yet. Run liandong init first (or liandong demo).",
                ),
            ),
            2,
        )


def _no_database(error: Exception) -> LiandongError:
    reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    return LiandongError(
        "no_database",
        Text(
            f"连不上数据库（{reason}）。请检查 DATABASE_URL 和数据库服务。",
            f"The database cannot be reached ({reason}). Check DATABASE_URL and the server.",
        ),
    )


def who() -> str:
    """Who acts when a command acts."""
    import getpass

    return f"cli:{getpass.getuser()}"


def day(text: str | None) -> date | None:
    """A date as typed. Ends with 2 when it is none."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        stop(
            LiandongError(
                "bad_date",
                Text(
                    f"“{text}”不是日期，请写成 2016-12-31。",
                    f"{text!r} is no date; write 2016-12-31.",
                ),
            ),
            2,
        )


def place(code: str) -> Place:
    """The unit with this code, of the territory or, with a D in front (`D46`), a Party
    organisation. Raises `UnknownUnit`."""
    from liandong.domains.orgs import party
    from liandong.domains.orgs.enums import Hierarchy
    from liandong.domains.orgs.queries import full_code
    from liandong.domains.orgs.queries import place as found

    asked = code.strip()
    if asked[:1].upper() == party.PREFIX:
        return found(party.own_code(full_code(asked[1:])), Hierarchy.PARTY)
    return found(asked)


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, Text):
        return value.zh
    return str(value)


def print_json(value: Any) -> None:
    """One JSON document on standard output."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2, default=_plain) + "\n")


@contextmanager
def bar(zh: str, en: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on standard error; call what it gives with (done, total)."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeElapsedColumn(), console=err, transient=True) as progress:
        task = progress.add_task(words(Text(zh, en)), total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)
