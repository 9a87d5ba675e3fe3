"""One of several processes that act at the same moment; run as a program by `racing.py`.

Each line it reads is a JSON list, a deed's name and its arguments; each line it says is what came
of it. It lives on with its connection, as a worker of the web server does.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from decimal import Decimal


def deed(on: str, reason: str = ""):
    from django.utils import timezone

    from liandong.domains.orgs.actions import Deed

    return Deed(by="racer", at=timezone.now(), on=date.fromisoformat(on), reason=reason)


def move(code: str, parent: str, on: str) -> str:
    from liandong.domains.orgs import actions
    from liandong.domains.orgs.models import Unit

    unit, above = Unit.objects.get(code=code), Unit.objects.get(code=parent)
    actions.move(unit, parent=above, deed=deed(on))
    return "moved"


def confirm(code: str, parent: str, on: str) -> str:
    """A move as the page makes it: foretold, looked at, confirmed as foretold."""
    from liandong.domains.orgs import actions, rehearsal
    from liandong.domains.orgs.models import Unit

    unit, above, said = Unit.objects.get(code=code), Unit.objects.get(code=parent), deed(on)

    def do() -> None:
        actions.move(unit, parent=above, deed=said)

    token = rehearsal.rehearse(do, said).token
    input_line("seen")
    rehearsal.perform(do, said, token)
    return parent


def merge_and_die(code: str, into: str, on: str) -> None:
    """The process is killed when all is written and nothing is committed yet."""
    import os
    import signal

    from liandong.domains.orgs import actions
    from liandong.domains.orgs.models import Unit

    actions.tree_changed.connect(lambda **_: os.kill(os.getpid(), signal.SIGKILL), weak=False)
    actions.merge([Unit.objects.get(code=code)], into=Unit.objects.get(code=into), deed=deed(on))


def correct(fact: str, value: str) -> str:
    from django.utils import timezone

    from liandong.domains.guarantee.actions import correct
    from liandong.domains.guarantee.models import LedgerFact

    seen = LedgerFact.objects.get(pk=fact)
    input_line("seen")
    now = timezone.now()
    made = correct(fact=seen, value=Decimal(value), reason="重数", by="racer", at=now)
    return str(made.value)


def report(unit: str, value: str) -> str:
    from django.utils import timezone

    from liandong.domains.guarantee.actions import report
    from liandong.domains.orgs.models import Unit

    made = report(
        unit=Unit.objects.get(code=unit), field="workers", value=Decimal(value),
        as_of=date(2019, 12, 31), reason="", by="racer", at=timezone.now(),
    )  # fmt: skip
    return str(made.value)


def note(times: str) -> str:
    from django.db import transaction
    from django.utils import timezone

    from liandong.domains.audit.actions import record

    for number in range(int(times)):
        with transaction.atomic():
            record(action="test.note", by="racer", at=timezone.now(), subject=f"n:{number}")
    return times


def assign(username: str, role: str) -> str:
    from django.utils import timezone

    from liandong.domains.accounts.actions import assign
    from liandong.domains.accounts.enums import Role
    from liandong.domains.accounts.models import User
    from liandong.domains.orgs.models import Unit

    assign(
        User.objects.get(username=username), role=Role(role),
        unit=Unit.objects.get(code="650000000000"), start=date(2020, 1, 1), by="racer",
        at=timezone.now(),
    )  # fmt: skip
    return role


def take(step: str) -> str:
    from django.utils import timezone

    from liandong.domains.workflow import actions
    from liandong.domains.workflow.models import Process

    actions.take(
        Process.objects.get(), step, by="racer", at=timezone.now(), on=date(2026, 3, 2),
        note="同时办理",
    )  # fmt: skip
    return step


def admission(verb: str, number: str) -> str:
    """Decide an item, or answer a refusal, as it was seen before the others acted."""
    from django.utils import timezone

    from liandong.domains.admission import actions
    from liandong.domains.admission.models import Item, Refusal

    model = Refusal if verb == "uphold" else Item
    seen = model.objects.select_related("process").get(number=number)
    input_line("seen")
    said = {"reason": "竞争"} if verb != "uphold" else {"said": "竞争"}
    getattr(actions, verb)(seen, by="racer", at=timezone.now(), **said)
    return verb


def refuse_task(code: str) -> str:
    from django.utils import timezone

    from liandong.domains.admission import actions
    from liandong.domains.orgs.models import Unit

    community = Unit.objects.get(code=code)
    input_line("seen")
    made = actions.refuse_task(
        community=community, asked="报表", who="某科", by="racer", at=timezone.now()
    )
    return made.number


def hand_in(number: str, once: str, text: str) -> list:
    """A partner hands a request in; its number, and whether it is new."""
    from django.utils import timezone

    from liandong.domains.orgs.models import Unit
    from liandong.domains.partners import taking
    from liandong.domains.partners.models import Key

    key, place = Key.objects.get(name="12345"), Unit.objects.get(code="650102000000")
    input_line("seen")
    got = taking.take(key, external=number, once=once, body={"n": number, "text": text},
                       at=timezone.now(), text=text, place=place, channel="partner")  # fmt: skip
    return [got.case.number, got.new]


def sign_in(username: str, password: str) -> str:
    from django.contrib.auth import authenticate, login, logout
    from django.contrib.sessions.backends.db import SessionStore
    from django.http import HttpRequest

    request = HttpRequest()
    request.META["REMOTE_ADDR"] = "127.0.0.1"
    request.session = SessionStore()
    user = request.user = authenticate(request, username=username, password=password)
    if user is None:
        return "failed"
    login(request, user, "django.contrib.auth.backends.ModelBackend")
    logout(request)
    return "in and out"


def run(code: str) -> object:
    """Python, and what its variable `said` holds afterwards."""
    scope: dict = {}
    exec(code, scope)
    return scope.get("said")


def input_line(said: str) -> str:
    print(said, flush=True)
    return sys.stdin.readline()


def main() -> None:
    import django

    django.setup()
    from liandong.core.kernel.errors import LiandongError

    line = input_line("ready")
    while line:
        name, *arguments = json.loads(line)
        try:
            outcome = {"done": globals()[name](*arguments)}
        except LiandongError as error:
            outcome = {"refused": error.code}
        line = input_line(json.dumps(outcome))


if __name__ == "__main__":
    main()
