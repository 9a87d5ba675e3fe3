"""The books: what every standard asks and every indicator counts, written from the code and the
norms, so that what is printed is what runs.

`python -m liandong.cli.books write` after changing either; `check` ends with 1 when a book is
stale, and so does a test.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

import typer

from liandong.config import paths
from liandong.core.indicators.catalogue import INDICATORS
from liandong.core.indicators.model import Form, Indicator
from liandong.core.kernel.errors import Text
from liandong.core.standards.guarantee import STALE_AFTER, STANDARDS
from liandong.core.standards.model import Standard
from liandong.core.standards.norms import Entry, NormBook, Parameter, load
from liandong.core.standards.norms.cases import Case, load_cases

app = typer.Typer(help="手册：由代码和规范生成", no_args_is_help=True)
WRITTEN = (
    "> 由代码和规范生成，不要手改：`python -m liandong.cli.books write`\n"
    "> Written from code and norms; do not edit.\n"
)
_FORMS = {
    Form.COUNT: Text("计数", "count"),
    Form.SHARE: Text("比例：分子 ÷ 分母", "share: numerator ÷ denominator"),
    Form.RATE: Text("比率：分子 ÷ 分母 × 倍数", "rate: numerator ÷ denominator × per"),
    Form.TOTAL: Text("合计", "total"),
}


def _number(value: Decimal | None) -> str:
    return "—" if value is None else f"{value:,f}"


def _cell(text: Text | None) -> str:
    return f"{text.zh}<br>{text.en}".replace("|", "\\|") if text else "—"


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> list[str]:
    heads = list(head)
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    return [*lines, *("| " + " | ".join(row) + " |" for row in rows), ""]


def _entry(entry: Entry) -> tuple[str, ...]:
    source = entry.source
    return (
        _number(entry.value),
        entry.scope + ("（底线 floor）" if entry.floor else ""),
        str(entry.period.start),
        str(entry.period.last_day or "—"),
        _cell(source.instrument),
        _cell(source.article),
        _cell(entry.tag.text),
    )


def _norm(parameter: Parameter) -> list[str]:
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
        *_table(heads, (_entry(entry) for entry in parameter.entries)),
    ]


def _facts(case: Case, standard: Standard) -> str:
    """The facts that this standard looks at."""
    looked_at = (*standard.base, *standard.needs)
    return (
        "<br>".join(
            f"{name} {_number(fact.value)}" + (f" ({fact.as_of})" if fact.as_of != case.on else "")
            for name, fact in case.facts.items()
            if name in looked_at
        )
        or "—"
    )


def _case(case: Case, standard: Standard) -> tuple[str, ...]:
    said = case.expect[standard.code]
    numbers = (said.norm, said.required, said.actual, said.gap)
    return (_cell(case.title), str(case.on), _facts(case, standard), *map(_number, numbers),
            said.status.value, _cell(case.why))  # fmt: skip


def _standard(standard: Standard, book: NormBook, cases: tuple[Case, ...]) -> list[str]:
    heads = ("案例 case", "日期 on", "事实 facts", "标准 norm", "应有 required", "实有 actual",
             "差额 gap", "状态 status", "怎么算的 how")  # fmt: skip
    told = [case for case in cases if standard.code in case.expect]
    needs = "、".join(f"`{name}`" for name in (*standard.base, *standard.needs))
    return [
        f"## {standard.title.zh} · {standard.title.en}",
        "",
        f"`{standard.code}` 版本 version {standard.version}；对象 for "
        f"{'、'.join(sorted(standard.kinds))}；事实 facts {needs}；单位 in "
        f"{standard.unit.zh} · {standard.unit.en}",
        "",
        standard.rule.zh.format(norm="**n**") + "。",
        standard.rule.en.format(norm="**n**") + ".",
        "",
        *_norm(book[standard.norm]),
        "手工算好的案例，每个引擎都要算得一样 · Worked by hand; every engine must agree:",
        "",
        *_table(heads, (_case(case, standard) for case in told)),
    ]


def standards() -> str:
    """The book of standards."""
    book, cases = load(paths.NORMS), load_cases(paths.NORMS / "cases")
    lines = ["# 标准手册 · The book of standards", "", WRITTEN]
    for standard in STANDARDS:
        lines += _standard(standard, book, cases)
    lines += ["## 数据多久算过期 · When a figure is stale", "", *_norm(book[STALE_AFTER])]
    return "\n".join(lines).rstrip() + "\n"


def _indicator(one: Indicator) -> tuple[str, ...]:
    parts = " + ".join(one.numerator)
    if one.denominator:
        parts += " ÷ (" + " + ".join(one.denominator) + ")"
    if one.form is Form.RATE:
        parts += f" × {one.per:,}"
    return (f"`{one.code}`", str(one.version), _cell(one.title), _cell(one.counts),
            _cell(_FORMS[one.form]), _cell(one.unit), f"`{parts}`",
            f"`{one.standard}`" if one.standard else "—")  # fmt: skip


def indicators() -> str:
    """The catalogue of indicators."""
    heads = ("代码 code", "版本 v", "名称 title", "计什么 counts", "形式 form", "单位 unit",
             "由哪些量 from measures", "标准 standard")  # fmt: skip
    lines = ["# 指标目录 · The catalogue of indicators", "", WRITTEN]
    lines += _table(heads, (_indicator(one) for one in INDICATORS.values()))
    return "\n".join(lines).rstrip() + "\n"


BOOKS = {"standards.md": standards, "indicators.md": indicators}


def stale(folder: Path) -> list[str]:
    """The books that do not say what the code and the norms say."""
    return [
        name
        for name, made in BOOKS.items()
        if not (folder / name).is_file() or (folder / name).read_text(encoding="utf-8") != made()
    ]


def _docs() -> Path:
    return paths.ROOT / "docs"


@app.command()
def write() -> None:
    """写手册。"""
    for name, made in BOOKS.items():
        (_docs() / name).write_text(made(), encoding="utf-8")
        typer.echo(f"docs/{name}")


@app.command()
def check() -> None:
    """手册是否与代码和规范一致；不一致时退出码为 1。"""
    old = stale(_docs())
    for name in old:
        typer.echo(f"docs/{name}: 过期 stale, python -m liandong.cli.books write", err=True)
    raise typer.Exit(1 if old else 0)


if __name__ == "__main__":
    app()
