"""`liandong people add | list`: who may sign in. The first of an instance are made here; after
that, administrators do it on the page."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table

from liandong.cli import common
from liandong.cli.common import Format, FormatOption
from liandong.core.kernel.errors import LiandongError, error

app = typer.Typer(help="用户：开通第一批账号，查看谁能登录", no_args_is_help=True)


@app.command()
def add(
    username: Annotated[str, typer.Argument(help="用户名")],
    name: Annotated[str, typer.Option(help="姓名")],
    role: Annotated[str, typer.Option(help="角色，如 administrator、security、auditor、organiser")],
    unit: Annotated[str, typer.Option(help="单位代码，如 46、4601、D460000000000")],
    form: FormatOption = Format.TEXT,
) -> None:
    """开通账号并授予角色，显示一次性密码。已有的账号只加角色。退出码:0 已办;2 不能办。"""
    common.ready()
    try:
        password = _add(username, name, role, unit)
    except LiandongError as problem:
        common.stop(problem, 2)
    if form is Format.JSON:
        common.print_json({"username": username, "role": role, "password": password})
    elif password is None:
        common.say(f"{username} 已有账号，已加上角色。", f"{username} had an account; role added.")
    else:
        common.say(
            f"{username} 的一次性密码：{password}（72 小时内登录并改掉；只显示这一次）",
            f"One-time password of {username}: {password} (sign in and change it within 72 hours; "
            "it is shown this once)",
        )


def _add(username: str, name: str, role: str, unit: str) -> str | None:
    from django.db import transaction
    from django.utils import timezone

    from liandong.domains.accounts import actions, passwords
    from liandong.domains.accounts.enums import Role
    from liandong.domains.accounts.models import User
    from liandong.domains.orgs.models import Unit
    from liandong.domains.orgs.queries import full_code

    if role not in Role.values:
        known = "、".join(Role.values)
        raise error(
            "no_such_role", f"没有“{role}”这个角色。可用：{known}。",
            f"There is no role {role!r}. Use one of {', '.join(Role.values)}.",
        )  # fmt: skip
    at = Unit.objects.filter(code=full_code(unit)).first()
    if at is None:
        raise error(
            "no_such_unit", f"没有代码为 {unit} 的组织。", f"There is no unit with the code {unit}."
        )
    now, by, password = timezone.now(), common.who(), None
    with transaction.atomic():
        user = User.objects.filter(username=username).first()
        if user is None:
            password = passwords.one_time()
            user = actions.create_user(
                username=username, password=password, display_name=name, by=by, at=now,
                one_time_since=now,
            )  # fmt: skip
        today = timezone.localdate(now)
        actions.assign(user, role=Role(role), unit=at, start=today, by=by, at=now)
    return password


@app.command("list")
def listed(form: FormatOption = Format.TEXT) -> None:
    """谁能登录，现在有什么角色。"""
    common.ready()
    from django.utils import timezone

    from liandong.domains.accounts.models import Assignment, User

    today = timezone.localdate()
    held: dict[int, list[str]] = {}
    for one in Assignment.objects.on(today).select_related("unit").order_by("pk"):
        held.setdefault(one.user_id, []).append(f"{one.role}@{one.unit.code}")
    users = list(User.objects.filter(is_active=True).order_by("username"))
    if form is Format.JSON:
        common.print_json([
            {"username": one.username, "name": one.display_name, "roles": held.get(one.pk, [])}
            for one in users
        ])  # fmt: skip
        return
    table = Table("用户名 user", "姓名 name", "角色 roles")
    for one in users:
        table.add_row(one.username, one.display_name, "  ".join(held.get(one.pk, ["—"])))
    common.out.print(table)
    if not users:
        first_of_all()


def first_of_all() -> None:
    """What to do where nobody can sign in yet."""
    common.say(
        "还没有人能登录。先开通系统管理员：liandong people add 用户名 --name 姓名 "
        "--role administrator --unit 46",
        "Nobody can sign in yet. Begin with an administrator: liandong people add NAME --name … "
        "--role administrator --unit 46",
    )
