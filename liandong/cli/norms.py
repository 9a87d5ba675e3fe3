"""`liandong norms check | whatif | adopt | list`."""

from __future__ import annotations

import typer

app = typer.Typer(help="规范：检查、试算、采用", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """规范：检查、试算、采用。"""
