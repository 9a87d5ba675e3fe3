"""The demo province: two ledgers, a set of invented people to sign in as."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rich.table import Table

from liandong.cli import (
    common,
    demo_admission,
    demo_careers,
    demo_offices,
    demo_party,
    demo_requests,
)
from liandong.cli.common import say
from liandong.core.kernel.errors import Text

PASSWORD = "liandong-demo"  # noqa: S105  the demo's only, printed at every start
LEDGERS = ("community_ledger_2015.xlsx", "community_ledger_2016.xlsx")


@dataclass(frozen=True)
class Person:
    """Somebody to sign in as; invented."""

    username: str
    name: str
    role: str
    unit: str


PEOPLE = (
    Person("province", "演示·省委组织部 林安", "organiser", "46"),
    Person("analyst", "演示·省级分析员 陈数", "analyst", "46"),
    Person("haikou", "演示·海口市 王联", "organiser", "4601"),
    Person("danzhou", "演示·儋州市 符动", "organiser", "4604"),
    Person("xiuying", "演示·秀英区 周区", "organiser", "460105"),
    Person("street", "演示·秀英街道 吴街", "leader", "460105001"),
    Person("community", "演示·秀华社区 李社", "secretary", ""),
    Person("admin", "演示·系统管理员 赵管", "administrator", "46"),
    Person("security", "演示·安全管理员 钱安", "security", "46"),
    Person("auditor", "演示·审计员 孙审", "auditor", "46"),
)


def build(below: str = "", *, requests: bool = False) -> None:
    """Build what is not there yet; Party organisations everywhere, or only `below` a division.

    Community workers are there in the whole demo; residents' requests, and with them what
    departments ask of communities, only where asked for.
    """
    from django.utils import timezone

    demo_offices.build(below=below, by=common.who(), at=timezone.now())
    _people()
    _ledgers()
    demo_party.build(PASSWORD, below=below)
    if not below:
        demo_careers.build(at=timezone.now())
    if requests:
        demo_requests.build(PASSWORD, below=below, by=common.who(), at=timezone.now())
        demo_admission.build(below=below, at=timezone.now())


def _people() -> None:
    from django.utils import timezone

    from liandong.domains.accounts.actions import assign, create_user
    from liandong.domains.accounts.enums import Role
    from liandong.domains.accounts.models import User
    from liandong.domains.orgs.models import Unit
    from liandong.domains.orgs.queries import full_code

    there = set(User.objects.values_list("username", flat=True))
    now, by = timezone.now(), common.who()
    for person in PEOPLE:
        if person.username in there:
            continue
        unit = (
            Unit.objects.get(code=full_code(person.unit))
            if person.unit
            else Unit.objects.get(name="秀华社区居民委员会")
        )
        user = create_user(
            username=person.username, password=PASSWORD, display_name=person.name, by=by, at=now,
            invented=True,
        )  # fmt: skip
        assign(user, role=Role(person.role), unit=unit, start=date(2015, 1, 1), by=by, at=now)


def _ledgers() -> None:
    from django.utils import timezone

    from liandong.config import paths
    from liandong.domains.guarantee import imports
    from liandong.domains.intake.actions import receive
    from liandong.domains.intake.models import Batch, State
    from liandong.domains.orgs.models import Unit

    done = set(Batch.objects.filter(state=State.PUBLISHED).values_list("file_name", flat=True))
    province = Unit.objects.get(code="460000000000")
    for name in LEDGERS:
        if name in done:
            continue
        say(f"导入演示台账 {name}…", f"Importing the demo ledger {name}…")
        with (paths.DATA / "demo" / name).open("rb") as file:
            batch = receive(
                file, name=name, kind=imports.KIND, unit=province, by="province", at=timezone.now()
            )
        imports.read(batch)
        imports.publish(batch, accept_valid=False, by="province", at=timezone.now())


def print_logins(port: int) -> None:
    """Who may sign in, and with what."""
    from liandong.domains.accounts.enums import Role
    from liandong.domains.accounts.models import User

    names = dict(User.objects.values_list("username", "display_name"))
    table = Table(title=common.words(Text(
        f"演示账号（均为虚构）  http://127.0.0.1:{port}/  密码 {PASSWORD}",
        f"Demo log-ins (all invented)  http://127.0.0.1:{port}/  password {PASSWORD}",
    )))  # fmt: skip
    for heading in ("用户名 user", "姓名 name", "角色 role"):
        table.add_column(heading)
    for person in (*PEOPLE, *demo_party.PEOPLE, *demo_requests.PEOPLE):
        name = names.get(person.username, person.name)
        table.add_row(person.username, name, str(Role(person.role).label))
    common.err.print(table)
