"""A partner is told of each step, signed, in order, until it says it has it: by a real receiver."""

from __future__ import annotations

import json
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_network

import pytest
from typer.testing import CliRunner

from liandong.cli.main import app
from liandong.core.kernel.errors import LiandongError
from liandong.domains.audit.models import Event
from liandong.domains.casework import actions as casework
from liandong.domains.partners import actions, calling, hooks, outbox, queries, taking
from liandong.domains.partners.enums import Trouble
from liandong.domains.partners.models import Delivery, Hook
from tests.domains.casework.kit import COMMUNITY, DISTRICT, led_by_department, received, t, unit

pytestmark = pytest.mark.django_db
NAME = "12345"


class Receiver(ThreadingHTTPServer):
    """A partner's server: keeps what it got, and behaves as `manner` says."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.got: list[tuple[dict, bytes]] = []
        self.manner, self.go = "good", threading.Event()
        self.url = f"http://127.0.0.1:{self.server_port}/hook?of=us"
        threading.Thread(target=self.serve_forever, daemon=True).start()


class Answering(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append((dict(self.headers), body))
        manner = self.server.manner
        if manner == "closing":
            self.connection.close()
            return
        if manner == "slow":
            self.server.go.wait(30)
        if manner == "dripping":
            self.connection.sendall(b"HTTP/1.1 200 OK\r\nX: ")
            while not self.server.go.wait(0.05):
                try:
                    self.connection.sendall(b"x")
                except OSError:
                    return
        try:
            self.send_response({"failing": 500, "moved": 302}.get(manner, 204))
            if manner == "moved":
                self.send_header("Location", self.server.url)
            self.end_headers()
        except OSError:
            pass

    def log_message(self, *_args: object) -> None:
        """Nothing."""


@pytest.fixture
def receiver(settings):
    settings.WEBHOOK_NETWORKS = [ip_network("127.0.0.0/8")]
    settings.WEBHOOK_WAITS = (timedelta(minutes=1), timedelta(minutes=5))
    made = Receiver()
    yield made
    made.go.set()
    made.shutdown()
    made.server_close()


@pytest.fixture
def secret(province, receiver) -> str:
    actions.create(name=NAME, place=unit(DISTRICT), by="admin", at=t(11, 3))
    return hooks.set_hook(NAME, url=receiver.url, by="admin", at=t(11, 3))[1]


def filed(external="A-1"):
    key = actions.Key.objects.get(name=NAME)
    return taking.take(key, external=external, body={"n": external}, at=t(11, 3), text="路灯不亮",
                        place=unit(COMMUNITY), channel="partner").case  # fmt: skip


def stepped(case, at=None):
    return casework.classify(case, matter=led_by_department(), by="desk", at=at or t(11, 3, 10))


def genuine(header: str, body: bytes, secret: str) -> bool:
    """As docs/partners.md has it."""
    import hashlib
    import hmac

    said = dict(part.split("=", 1) for part in header.split(","))
    ours = hmac.new(secret.encode(), f"{said['t']}.".encode() + body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(ours, said["v1"])


def test_each_step_is_told_signed_and_in_order(secret, receiver):
    case = filed()
    stepped(case)
    casework.dispatch(case, by="desk", at=t(11, 3, 11))
    assert outbox.send_due(t(11, 3, 12)) == 2
    told = [json.loads(body) for _headers, body in receiver.got]
    assert [one["event"] for one in told] == ["request.classify", "request.dispatch"]
    assert [one["request"]["state"] for one in told] == ["classified", "dispatched"]
    assert told[1]["request"]["external_number"] == "A-1"
    assert told[1]["request"]["unit"]["name"] == case.handler.name
    for headers, body in receiver.got:
        assert genuine(headers["Liandong-Signature"], body, secret)
        assert not genuine(headers["Liandong-Signature"], body + b" ", secret)
        assert headers["Liandong-Delivery"] == json.loads(body)["id"]
        assert "路灯" not in body.decode()
    assert outbox.send_due(t(11, 3, 13)) == 0
    assert len(receiver.got) == 2


def test_the_secret_is_sealed_and_on_no_record(secret):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM partners_hook")
        assert secret not in str(cursor.fetchall())
    assert secret not in str(list(Event.objects.values_list("after", flat=True)))


def test_what_did_not_happen_is_told_to_nobody(secret):
    case = filed()
    with pytest.raises(LiandongError):
        casework.dispatch(case, by="desk", at=t(11, 3, 11))
    stepped(received(partner=NAME, external="key:1"))  # a resident's form, nobody's
    assert not Delivery.objects.exists()


@pytest.mark.parametrize(
    ("manner", "trouble", "status"),
    [("failing", Trouble.STATUS, 500), ("moved", Trouble.STATUS, 302),
     ("closing", Trouble.UNREACHED, None), ("slow", Trouble.SLOW, None),
     ("dripping", Trouble.SLOW, None)],
)  # fmt: skip
def test_tried_again_later_then_dead_then_sent_again(
    secret, receiver, settings, manner, trouble, status
):
    settings.WEBHOOK_PATIENCE = timedelta(seconds=0.4)
    receiver.manner = manner
    case = filed()
    stepped(case)
    casework.dispatch(case, by="desk", at=t(11, 3, 10, 1))
    first, second = Delivery.objects.order_by("pk")
    tried = [t(11, 3, 11), t(11, 3, 11, 1), t(11, 3, 11, 6)]
    for at in tried:
        assert outbox.send_due(at) == 0
        assert not outbox.due(at).filter(case=case, pk=first.pk).exists()
    first.refresh_from_db()
    assert (first.state, first.tries, first.trouble, first.status) == ("dead", 3, trouble, status)
    assert Delivery.objects.get(pk=second.pk).tries == 0  # waited for its turn
    assert len(receiver.got) == 3
    receiver.manner = "good"
    receiver.go.set()
    settings.WEBHOOK_PATIENCE = timedelta(seconds=10)
    assert hooks.send_again(queries.deliveries(dead=True), by="admin", at=t(11, 3, 12)) == 1
    assert outbox.send_due(t(11, 3, 12)) == 2
    marks = [json.loads(body)["id"] for _headers, body in receiver.got]
    assert marks[0] == marks[1] == marks[2] == marks[3] == str(first.mark)
    assert Event.objects.filter(action="partners.send_again").count() == 1


class Killed(BaseException):
    """Not an error that anybody catches."""


def test_killed_while_sending_it_comes_again_under_the_same_mark(secret, receiver, monkeypatch):
    stepped(filed())
    post = calling.post

    def killed(*said: object) -> int:
        post(*said)
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(calling, "post", killed)
        with pytest.raises(Killed):
            outbox.send_due(t(11, 3, 11))
    assert outbox.send_due(t(11, 3, 11, 1)) == 0  # whoever claimed it may still be at it
    assert outbox.send_due(t(11, 3, 11, 5)) == 1
    (first, _), (again, _) = receiver.got
    assert first["Liandong-Delivery"] == again["Liandong-Delivery"]
    assert Delivery.objects.get().state == "delivered"


def test_merged_into_another_its_partner_is_told_of_that_one(secret, receiver):
    case, other = filed(), received(text="三号楼路灯坏了")
    casework.merge(case, into=other, reason="同一盏灯", by="desk", at=t(11, 3, 10))
    stepped(other, at=t(11, 3, 11))
    outbox.send_due(t(11, 3, 12))
    told = [json.loads(body)["request"] for _headers, body in receiver.got]
    assert [(one["number"], one["state"], one["merged"]) for one in told] == [
        (case.number, "received", True), (case.number, "classified", True),
    ]  # fmt: skip


def test_a_partner_that_lost_its_key_is_told_nothing(secret, receiver):
    stepped(filed())
    actions.revoke(actions.Key.objects.get(name=NAME), by="admin", at=t(11, 3, 11))
    assert outbox.send_due(t(11, 3, 12)) == 0
    assert (Delivery.objects.get().state, Delivery.objects.get().trouble) == ("dead", "revoked")
    assert not receiver.got


def test_another_partner_s_trouble_holds_nobody_up(secret, receiver, settings):
    actions.create(name="坏的", place=unit(DISTRICT), by="admin", at=t(11, 3))
    hooks.set_hook("坏的", url="http://127.0.0.1:9/", by="admin", at=t(11, 3))
    key = actions.Key.objects.get(name="坏的")
    bad = taking.take(key, external="x", body={}, at=t(11, 3), text="路灯不亮",
                       place=unit(COMMUNITY), channel="partner").case  # fmt: skip
    stepped(bad, at=t(11, 3, 9, 30))
    stepped(filed())
    assert outbox.send_due(t(11, 3, 12)) == 1
    assert Delivery.objects.get(hook__partner="坏的").trouble == Trouble.UNREACHED


FORBIDDEN = [
    "http://127.0.0.1/", "https://127.0.0.1/", "https://10.0.0.1/", "https://192.168.1.1/",
    "https://169.254.169.254/latest", "https://[::1]/", "https://[::ffff:10.0.0.1]/",
    "https://[64:ff9b::a00:1]/", "https://[fd00::1]/", "https://0.0.0.0/", "https://2130706433/",
    "https://localhost/", "http://93.184.215.14/", "https://224.0.0.1/",
]  # fmt: skip


@pytest.mark.parametrize("url", FORBIDDEN)
def test_nothing_inside_is_called(province, url):
    actions.create(name=NAME, place=unit(DISTRICT), by="admin", at=t(11, 3))
    with pytest.raises(LiandongError) as refused:
        hooks.set_hook(NAME, url=url, by="admin", at=t(11, 3))
    assert refused.value.code == "webhook_not_allowed"
    assert not Hook.objects.exists()


@pytest.mark.parametrize(
    "url", ["", "ftp://x/", "https://", "https://u:p@x/", "https://x/#a", "https://x/ y",
            "https://x:99999/", "https://x/" + "y" * 500, "https://x/\r\nA: b", "https://[x/"],
)  # fmt: skip
def test_what_is_no_address(province, url):
    actions.create(name=NAME, place=unit(DISTRICT), by="admin", at=t(11, 3))
    with pytest.raises(LiandongError) as refused:
        hooks.set_hook(NAME, url=url, by="admin", at=t(11, 3))
    assert refused.value.code == "bad_webhook"


def test_a_name_that_leads_inside_later_is_not_called(secret, receiver, settings):
    stepped(filed())
    settings.WEBHOOK_NETWORKS = []
    assert outbox.send_due(t(11, 3, 12)) == 0
    assert Delivery.objects.get().trouble == Trouble.FORBIDDEN
    assert not receiver.got


def test_at_the_terminal(secret, receiver):
    stepped(filed())

    def run(*words: str):
        got = CliRunner().invoke(app, ["partners", *words])
        assert got.exit_code == 0, got.output
        return got

    (one,) = json.loads(run("list", "--format", "json").stdout)
    assert (one["name"], one["keys"], one["waiting"], one["dead"]) == (NAME, 1, 1, 0)
    Delivery.objects.update(dead_at=t(11, 4), next_at=None)
    (dead,) = json.loads(run("deliveries", "--dead", "--format", "json").stdout)
    assert (dead["event"], dead["state"]) == ("request.classify", "dead")
    run("list")
    run("deliveries")
    run("resend", "--partner", NAME)
    assert Delivery.objects.get().state == "waiting"
    new = run("webhook", NAME, receiver.url).stdout.strip()
    assert new != secret
    run("webhook", NAME, "--off")
    assert Hook.objects.get().off_at is not None
