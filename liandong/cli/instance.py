"""Make an instance, make the demo, serve it."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from liandong.cli import assets, common
from liandong.cli.common import say
from liandong.core.kernel.errors import LiandongError

TREE_SINCE = date(2015, 1, 1)

UnitsOption = Annotated[
    Path | None,
    typer.Option("--units", help="区划清单 CSV(code,name,kind,parent);默认为海南省"),
]


def init(units: UnitsOption = None) -> None:
    """建立实例：数据库、规范、区划树。再次运行不改变已有数据。"""
    common.instance()
    prepare()
    _plant(units)
    say("实例已就绪。", "The instance is ready.")
    _nobody_yet()


def _nobody_yet() -> None:
    """An instance that nobody can sign in to says what to do next."""
    from liandong.cli.people import first_of_all
    from liandong.domains.accounts.models import User

    if not User.objects.exists():
        first_of_all()


def prepare() -> None:
    """Bring the database and the static files up to date."""
    from django.conf import settings
    from django.core.management import call_command

    from liandong.cli.translations import compile_messages
    from liandong.domains.observatory import inputs
    from liandong.domains.sealing import keys

    say(
        f"准备数据库与页面文件（{settings.HOME}）…",
        f"Preparing database and assets ({settings.HOME})…",
    )
    compile_messages()
    call_command("migrate", verbosity=0, interactive=False)
    assets.collect()
    inputs.warm_up()
    with suppress(LiandongError):  # said when serving, or by whoever needs it
        keys.keyring()


def _plant(units: Path | None) -> None:
    from django.utils import timezone

    from liandong.config import paths
    from liandong.domains.orgs import imports
    from liandong.domains.orgs.actions import Deed

    file = units or paths.DATA / "hainan_units.csv"
    deed = Deed(by=common.who(), at=timezone.now(), on=TREE_SINCE)
    try:
        divisions = imports.read(file)
        with common.bar("区划树", "Tree of divisions") as progress:
            created = imports.plant(divisions, deed=deed, progress=progress)
    except LiandongError as error:
        common.stop(error, 2)
    except OSError as error:
        say(f"读不了 {file}:{error.strerror}", f"Cannot read {file}: {error.strerror}")
        raise typer.Exit(2) from error
    if created:
        say(f"区划树：新建 {created} 个组织。", f"Tree: {created} units created.")


def demo(
    no_serve: Annotated[bool, typer.Option("--no-serve", help="只建立，不启动")] = False,
    port: Annotated[int, typer.Option(help="端口")] = 8000,
) -> None:
    """建立演示省并启动；再次运行直接启动。"""
    common.instance()
    prepare()
    _plant(None)
    from liandong.cli import demo_province

    try:
        demo_province.build(requests=True)
    except LiandongError as error:
        common.stop(error, 1)
    demo_province.print_logins(port)
    if not no_serve:
        serve(port=port)


def serve(
    port: Annotated[int, typer.Option(help="端口")] = 8000,
    host: Annotated[str, typer.Option(help="监听地址")] = "127.0.0.1",
    workers: Annotated[int, typer.Option(help="网页进程数")] = 2,
) -> None:
    """启动网页服务和后台任务（同一条命令）。"""
    common.ready()
    from liandong.cli import server

    raise typer.Exit(server.run(host=host, port=port, workers=workers))
