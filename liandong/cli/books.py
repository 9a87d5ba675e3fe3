"""The books: what every standard asks and every indicator counts, written from the code and the
norms, so that what is printed is what runs.

`python -m liandong.cli.books write` after changing either; `check` ends with 1 when a book is
stale, and so does a test.
"""

from __future__ import annotations

from pathlib import Path

import typer

from liandong.cli import life_book, lifecycle_book
from liandong.cli.book_parts import cell, norm, number, table
from liandong.config import paths
from liandong.core.indicators.catalogue import EVERY_INDICATOR
from liandong.core.indicators.model import Form, Indicator
from liandong.core.kernel.errors import Text
from liandong.core.standards.guarantee import STALE_AFTER, STANDARDS
from liandong.core.standards.lifecycles import load as load_lifecycles
from liandong.core.standards.model import Standard
from liandong.core.standards.norms import NormBook, load
from liandong.core.standards.norms.cases import Case, load_cases
from liandong.core.standards.norms.life_cases import load_life_cases

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


def _facts(case: Case, standard: Standard) -> str:
    """The facts that this standard looks at."""
    looked_at = (*standard.base, *standard.needs)
    return (
        "<br>".join(
            f"{name} {number(fact.value)}" + (f" ({fact.as_of})" if fact.as_of != case.on else "")
            for name, fact in case.facts.items()
            if name in looked_at
        )
        or "—"
    )


def _case(case: Case, standard: Standard) -> tuple[str, ...]:
    said = case.expect[standard.code]
    numbers = (said.norm, said.required, said.actual, said.gap)
    return (cell(case.title), str(case.on), _facts(case, standard), *map(number, numbers),
            said.status.value, cell(case.why))  # fmt: skip


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
        *norm(book[standard.norm]),
        "手工算好的案例，每个引擎都要算得一样 · Worked by hand; every engine must agree:",
        "",
        *table(heads, (_case(case, standard) for case in told)),
    ]


def standards() -> str:
    """The book of standards."""
    book, cases = load(paths.NORMS), load_cases(paths.NORMS / "cases")
    lines = ["# 标准手册 · The book of standards", "", WRITTEN]
    for standard in STANDARDS:
        lines += _standard(standard, book, cases)
    lines += ["## 数据多久算过期 · When a figure is stale", "", *norm(book[STALE_AFTER])]
    return "\n".join(lines).rstrip() + "\n"


def life() -> str:
    """The book of the standards of Party life."""
    lines = ["# 组织生活标准手册 · The book of Party life", "", WRITTEN]
    lines += life_book.chapters(load(paths.NORMS), load_life_cases(paths.NORMS / "cases"))
    return "\n".join(lines).rstrip() + "\n"


def _indicator(one: Indicator) -> tuple[str, ...]:
    parts = " + ".join(one.numerator)
    if one.denominator:
        parts += " ÷ (" + " + ".join(one.denominator) + ")"
    if one.form is Form.RATE:
        parts += f" × {one.per:,}"
    return (f"`{one.code}`", str(one.version), cell(one.title), cell(one.counts),
            cell(_FORMS[one.form]), cell(one.unit), f"`{parts}`",
            f"`{one.standard}`" if one.standard else "—")  # fmt: skip


def indicators() -> str:
    """The catalogue of indicators."""
    heads = ("代码 code", "版本 v", "名称 title", "计什么 counts", "形式 form", "单位 unit",
             "由哪些量 from measures", "标准 standard")  # fmt: skip
    lines = ["# 指标目录 · The catalogue of indicators", "", WRITTEN]
    lines += table(heads, (_indicator(one) for one in EVERY_INDICATOR.values()))
    return "\n".join(lines).rstrip() + "\n"


def lifecycles() -> str:
    """The book of lifecycles."""
    lines = ["# 流程手册 · The book of lifecycles", "", WRITTEN]
    found = load_lifecycles(paths.NORMS / "lifecycles")
    lines += lifecycle_book.chapters(found, load(paths.NORMS))
    return "\n".join(lines).rstrip() + "\n"


BOOKS = {
    "standards.md": standards, "standards_life.md": life, "indicators.md": indicators,
    "lifecycles.md": lifecycles,
}  # fmt: skip


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
