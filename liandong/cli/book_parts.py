"""What the books are made of: cells, tables, norms."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from liandong.core.kernel.errors import Text
from liandong.core.standards.norms import Entry, Parameter


def number(value: Decimal | None) -> str:
    """A number as a book prints it; a dash for none."""
    return "—" if value is None else f"{value:,f}"


def cell(text: Text | None) -> str:
    """Both languages in one cell."""
    return f"{text.zh}<br>{text.en}".replace("|", "\\|") if text else "—"


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> list[str]:
    """A Markdown table."""
    heads = list(head)
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    return [*lines, *("| " + " | ".join(row) + " |" for row in rows), ""]


def _entry(entry: Entry) -> tuple[str, ...]:
    source = entry.source
    return (
        number(entry.value),
        entry.scope + ("（底线 floor）" if entry.floor else ""),
        str(entry.period.start),
        str(entry.period.last_day or "—"),
        cell(source.instrument),
        cell(source.article),
        cell(entry.tag.text),
    )


def norm(parameter: Parameter) -> list[str]:
    """A norm with all its values and their sources."""
    heads = (
        "值 value",
        "范围 scope",
        "自 from",
        "至 to",
        "依据 source",
        "条款 article",
        "性质 tag",
    )
    return [
        f"规范 Norm `{parameter.code}`：{parameter.title.zh} · {parameter.title.en} "
        f"（{parameter.unit.text.zh} · {parameter.unit.text.en}）",
        "",
        *table(heads, (_entry(entry) for entry in parameter.entries)),
    ]
