"""`liandong …`: one file per noun, all wired here."""

from __future__ import annotations

import typer

from liandong.cli import (
    admission,
    audit,
    books,
    duties,
    imports,
    indicators,
    instance,
    keys,
    norms,
    open311,
    partners,
    people,
    requests,
)

app = typer.Typer(
    name="liandong",
    help="联动：一个省的基层治理在同一套数据上，每个数字都能追到规则和记录。",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.command("init")(instance.init)
app.command("demo")(instance.demo)
app.command("serve")(instance.serve)
app.add_typer(imports.app, name="import")
app.add_typer(indicators.app, name="indicators")
app.add_typer(duties.app, name="duties")
app.add_typer(norms.app, name="norms")
app.add_typer(requests.app, name="requests")
app.add_typer(admission.app, name="admission")
app.add_typer(open311.app, name="open311")
app.add_typer(partners.app, name="partners")
app.add_typer(books.app, name="books")
app.add_typer(people.app, name="people")
app.add_typer(keys.app, name="keys")
app.add_typer(audit.app, name="audit")


def main() -> None:
    """The entry point."""
    app()


if __name__ == "__main__":
    main()
