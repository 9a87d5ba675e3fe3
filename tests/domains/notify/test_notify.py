"""Told once, found unread, sent when it may disturb; nothing personal in a letter."""

from __future__ import annotations

import smtplib
import socketserver
import threading
from datetime import datetime, time, timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone

from liandong.core.kernel.errors import LiandongError, Text
from liandong.domains.accounts.enums import Permission
from liandong.domains.accounts.models import User
from liandong.domains.audit.models import Event
from liandong.domains.notify import clock, queries, sending, tasks
from liandong.domains.notify.actions import Wishes, notify, prefer, read
from liandong.domains.notify.enums import Mail
from liandong.domains.notify.models import Notice, Preference
from liandong.domains.orgs.queries import place
from liandong.domains.sealing import keys

SECRET = "14000000123"
TITLE = Text("一名党员的转接等您接收", "A transfer waits for your receipt")
BODY = Text("张三，身份证 460…", "Zhang San, identity 460…")


def at(clock_time: str, day: int = 3) -> datetime:
    hour, minute = clock_time.split(":")
    return timezone.make_aware(datetime(2020, 6, day, int(hour), int(minute)))  # noqa: DTZ001


@pytest.fixture
def xiao(db) -> User:
    return User.objects.create(username="xiao", display_name="小王", email="xiao@example.org")


@pytest.fixture
def mails_on(settings) -> None:
    settings.MAIL_ON = True
    settings.INSTANCE_URL = "https://liandong.example"


def tell(*to: User, when: datetime, about: str = "transfer:1", link: str = "/transfers/1/") -> int:
    return notify(
        to, kind="transfer", text=TITLE, body=BODY, link=link, at=when, about=about
    )  # fmt: skip


# The inbox


def test_what_was_told_waits_unread_until_it_is_read(xiao):
    assert tell(xiao, when=at("9:00")) == 1
    (one,) = queries.inbox(xiao)
    assert (one.title, one.body, one.link) == (TITLE, BODY, "/transfers/1/")
    assert queries.unread_count(xiao) == 1
    assert read(xiao, at=at("9:05"), notice=one.pk) == 1
    assert read(xiao, at=at("9:06"), notice=one.pk) == 0
    assert queries.unread_count(xiao) == 0
    assert list(queries.inbox(xiao, unread=True)) == []
    assert Notice.objects.get().read_at == at("9:05")


def test_nobody_reads_for_another(xiao):
    tell(xiao, when=at("9:00"))
    other = User.objects.create(username="other")
    assert read(other, at=at("9:05"), notice=Notice.objects.get().pk) == 0
    assert read(other, at=at("9:05")) == 0
    assert queries.unread_count(xiao) == 1


def test_the_same_is_told_once_a_day(xiao):
    assert [tell(xiao, xiao, when=at(one)) for one in ("9:00", "9:00", "23:59")] == [1, 0, 0]
    assert tell(xiao, when=at("9:00"), about="transfer:2") == 1
    assert tell(xiao, when=at("0:00", day=4)) == 1
    assert queries.unread_count(xiao) == 3


def test_the_database_keeps_a_second_one_out(xiao):
    tell(xiao, when=at("9:00"))
    one = Notice.objects.get()
    one.pk = None
    Notice.objects.bulk_create([one], ignore_conflicts=True)
    assert Notice.objects.count() == 1


def test_what_did_not_happen_is_told_to_nobody(xiao):
    with transaction.atomic():
        tell(xiao, when=at("9:00"))
        transaction.set_rollback(True)
    assert queries.unread_count(xiao) == 0


def test_those_who_left_are_not_told(xiao):
    User.objects.filter(pk=xiao.pk).update(is_active=False)
    xiao.refresh_from_db()
    assert tell(xiao, when=at("9:00")) == 0


@pytest.mark.parametrize(
    "link", ["", "x", "http://evil.example/", "//evil.example/", "/\\evil.example", "javascript:x",
             "/" + "x" * 300],
)  # fmt: skip
def test_a_link_leads_to_our_own_pages_alone(xiao, link):
    with pytest.raises(ValueError, match="page of ours"):
        tell(xiao, when=at("9:00"), link=link)


def test_it_must_be_about_something(xiao):
    for about in ("", "x" * 121):
        with pytest.raises(ValueError, match="about"):
            tell(xiao, when=at("9:00"), about=about)


def test_a_title_is_one_line_and_not_too_long(xiao):
    text = Text("一\r\nBcc: 二" + "三" * 300, "a\nb")
    notify([xiao], kind="x", text=text, link="/", at=at("9:00"), about="x")
    one = Notice.objects.get()
    assert one.title_zh.startswith("一 Bcc: 二三")
    assert len(one.title_zh) == 200
    assert one.title_en == "a b"


# Who is nearest


def test_the_nearest_office_is_told_and_not_the_whole_line(province):
    today = timezone.localdate()
    at_district = {u.username for u in queries.nearest(
        Permission.SEE_FIGURES, place("460105"), on=today)}  # fmt: skip
    community = place("460105001001")
    near = queries.nearest(Permission.SEE_FIGURES, community, on=today)
    assert near
    assert "province" not in {u.username for u in near}
    assert at_district
    assert queries.nearest(Permission.SEE_FIGURES, community, on=today.replace(year=1990)) == []


# When


@pytest.mark.parametrize(
    ("now", "start", "end", "inside"),
    [
        ("21:00", "21:00", "7:00", True), ("6:59", "21:00", "7:00", True),
        ("7:00", "21:00", "7:00", False), ("20:59", "21:00", "7:00", False),
        ("12:00", "12:00", "13:00", True), ("13:00", "12:00", "13:00", False),
        ("0:00", "0:00", "0:00", False),
    ],
)  # fmt: skip
def test_quiet_hours_run_over_midnight(now, start, end, inside):
    def of(said: str) -> time:
        return time(*map(int, said.split(":")))

    assert clock.within(of(now), of(start), of(end)) is inside


def test_the_last_post_is_today_s_or_yesterday_s():
    assert clock.last_post(at("8:30"), time(8, 30)) == at("8:30")
    assert clock.last_post(at("8:29"), time(8, 30)) == at("8:30", day=2)


def test_a_digest_goes_out_once_in_the_morning(xiao, mails_on):
    tell(xiao, when=at("9:00"))
    tell(xiao, when=at("22:00"), about="transfer:2")
    for when in (at("9:01"), at("23:00"), at("6:00", 4), at("8:29", 4)):
        assert not sending.due(when)
        assert sending.send_due(when).letters == 0
    assert sending.due(at("8:30", 4))
    assert sending.send_due(at("8:30", 4)).letters == 1
    assert sending.send_due(at("8:31", 4)).letters == 0
    (letter,) = mail.outbox
    assert letter.to == ["xiao@example.org"]
    assert letter.subject == "联动：2 条新消息"


def test_a_letter_says_titles_and_links_alone(xiao, mails_on):
    tell(xiao, when=at("9:00"))
    sending.send_due(at("8:30", 4))
    (letter,) = mail.outbox
    assert letter.subject == "联动：一名党员的转接等您接收"
    assert "https://liandong.example/transfers/1/" in letter.body
    assert "https://liandong.example/inbox/preferences/" in letter.body
    assert "张三" not in letter.message().as_string() + letter.body
    assert "小王" not in letter.body


def test_many_notices_make_a_short_letter(xiao, mails_on):
    for number in range(30):
        tell(xiao, when=at("9:00"), about=f"transfer:{number}")
    sending.send_due(at("8:30", 4))
    said = mail.outbox[0].body
    assert "组织关系转接：30 条新消息" in said
    assert "https://liandong.example/inbox/?kind=transfer" in said
    assert "/transfers/1/" not in said


def test_a_letter_of_many_kinds_ends_somewhere(xiao, mails_on):
    for number in range(30):
        notify([xiao], kind=f"kind-{number}", text=TITLE, link="/transfers/1/", at=at("9:00"),
               about=f"x:{number}")  # fmt: skip
    sending.send_due(at("8:30", 4))
    assert mail.outbox[0].body.count("/transfers/1/") == 20
    assert "另有 10 条" in mail.outbox[0].body


def test_what_was_read_is_not_sent(xiao, mails_on):
    tell(xiao, when=at("9:00"))
    read(xiao, at=at("10:00"))
    assert not sending.due(at("8:30", 4))
    assert sending.send_due(at("8:30", 4)).letters == 0


def test_at_once_means_at_once_but_not_at_night(xiao, mails_on):
    prefer(xiao, Wishes(mail=Mail.AT_ONCE, language="en"), by="xiao", at=at("8:00"))
    tell(xiao, when=at("9:00"))
    assert sending.send_due(at("9:00")).letters == 1
    assert mail.outbox[0].subject == "Liandong：A transfer waits for your receipt"
    tell(xiao, when=at("22:00"), about="transfer:2")
    assert sending.send_due(at("22:00")).letters == 0
    assert sending.send_due(at("7:00", 4)).letters == 1


def test_who_wants_no_letters_gets_none(xiao, mails_on):
    prefer(xiao, Wishes(mail=Mail.NONE), by="xiao", at=at("8:00"))
    tell(xiao, when=at("9:00"))
    assert not sending.due(at("8:30", 4))
    assert sending.send_due(at("8:30", 4)).letters == 0


def test_without_a_server_or_an_address_nothing_is_marked_as_sent(xiao, settings):
    tell(xiao, when=at("9:00"))
    assert not sending.due(at("8:30", 4))
    sending.send_due(at("8:30", 4))
    settings.MAIL_ON = True
    User.objects.filter(pk=xiao.pk).update(email="")
    sending.send_due(at("8:30", 4))
    assert mail.outbox == []
    assert Notice.objects.get().emailed_at is None


def test_old_news_is_not_sent_when_a_server_comes_at_last(xiao, mails_on):
    tell(xiao, when=at("9:00"))
    late = at("8:30") + timedelta(days=8)
    assert not sending.due(late)
    assert sending.send_due(late).letters == 0


def test_how_many_wait_does_not_change_how_often_the_database_is_asked(
    mails_on, django_assert_num_queries, db
):
    people = [
        User.objects.create(username=f"u{n}", email=f"u{n}@example.org") for n in range(12)
    ]  # fmt: skip
    tell(*people, when=at("9:00"))
    with django_assert_num_queries(2):
        assert not sending.due(at("10:00"))


# Trouble


def broken(monkeypatch, error: Exception, only: str = "") -> None:
    from django.core.mail.backends.locmem import EmailBackend

    send = EmailBackend.send_messages

    def failing(self, messages):
        if not only or only in messages[0].to:
            raise error
        return send(self, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", failing)


@pytest.mark.parametrize(
    "error", [ConnectionRefusedError(), TimeoutError(), smtplib.SMTPServerDisconnected("gone"),
              smtplib.SMTPAuthenticationError(535, b"no")],
)  # fmt: skip
def test_a_server_that_is_away_loses_nothing(xiao, mails_on, monkeypatch, error):
    other = User.objects.create(username="other", email="other@example.org")
    tell(xiao, other, when=at("9:00"))
    with monkeypatch.context() as patch:
        broken(patch, error)
        done = sending.send_due(at("8:30", 4))
        assert (done.letters, done.failed) == (0, 1)
    assert not Notice.objects.exclude(emailed_at=None).exists()
    assert sending.send_due(at("8:31", 4)).letters == 2


@pytest.mark.parametrize(
    "error", [smtplib.SMTPDataError(554, b"spam"), smtplib.SMTPSenderRefused(452, b"full", "x"),
              smtplib.SMTPRecipientsRefused({"xiao@example.org": (450, b"later")})],
)  # fmt: skip
def test_trouble_with_one_letter_does_not_hold_up_the_others(xiao, mails_on, monkeypatch, error):
    other = User.objects.create(username="other", email="other@example.org")
    tell(xiao, other, when=at("9:00"))
    with monkeypatch.context() as patch:
        broken(patch, error, only="xiao@example.org")
        done = sending.send_due(at("8:30", 4))
    assert (done.letters, done.failed) == (1, 1)
    assert sending.send_due(at("8:31", 4)).letters == 1


def test_a_refused_address_is_not_tried_for_ever(xiao, mails_on, monkeypatch):
    tell(xiao, when=at("9:00"))
    with monkeypatch.context() as patch:
        broken(patch, smtplib.SMTPRecipientsRefused({"xiao@example.org": (550, b"unknown")}))
        sending.send_due(at("8:30", 4))
    tell(xiao, when=at("9:00", 4))
    assert not sending.due(at("8:30", 5))
    assert queries.preference_of(xiao).refused_at == at("8:30", 4)
    prefer(xiao, Wishes(address="new@example.org"), by="xiao", at=at("9:00", 5))
    assert sending.send_due(at("9:01", 5)).letters == 1
    assert mail.outbox[-1].to == ["new@example.org"]


# Text messages


class Texts:
    sent: list[tuple[str, str]] = []
    fails = False

    def send(self, number: str, text: str) -> None:
        if self.fails:
            raise ValueError(f"the provider is away: {number}")
        self.sent.append((number, text))


@pytest.fixture
def texts(settings, monkeypatch) -> type[Texts]:
    settings.SMS_ADAPTER = f"{__name__}.Texts"
    monkeypatch.setattr(Texts, "sent", [])
    monkeypatch.setattr(Texts, "fails", False)
    import sys

    monkeypatch.setitem(sys.modules, __name__, sys.modules[Texts.__module__])
    return Texts


def test_a_text_says_how_many_and_no_more(xiao, texts):
    prefer(xiao, Wishes(texts=True, phone=SECRET), by="xiao", at=at("8:00"))
    tell(xiao, when=at("9:00"))
    assert sending.send_due(at("8:30", 4)).texts == 1
    assert sending.send_due(at("8:31", 4)).texts == 0
    assert texts.sent == [(SECRET, "【联动】您有 1 条新消息，请登录查看。")]


def test_a_provider_that_is_away_loses_nothing_and_leaks_no_number(xiao, texts, caplog):
    prefer(xiao, Wishes(texts=True, phone=SECRET), by="xiao", at=at("8:00"))
    tell(xiao, when=at("9:00"))
    texts.fails = True
    assert sending.send_due(at("8:30", 4)).failed == 1
    assert SECRET not in caplog.text
    texts.fails = False
    assert sending.send_due(at("8:31", 4)).texts == 1


def test_the_file_adapter_writes_for_its_owner_alone(xiao, settings, tmp_path, monkeypatch):
    monkeypatch.setenv("LIANDONG_KEYS", str(keys.file()))
    settings.SMS_ADAPTER, settings.HOME = "liandong.domains.notify.sms.FileSms", tmp_path
    prefer(xiao, Wishes(texts=True, phone=SECRET), by="xiao", at=at("8:00"))
    tell(xiao, when=at("9:00"))
    sending.send_due(at("8:30", 4))
    file = tmp_path / "outbox" / "sms.txt"
    assert SECRET in file.read_text(encoding="utf-8")
    assert not file.stat().st_mode & 0o077


def test_an_adapter_that_is_not_there_stops_nothing(xiao, settings, mails_on, caplog):
    settings.SMS_ADAPTER = "nowhere.Sms"
    tell(xiao, when=at("9:00"))
    assert sending.send_due(at("8:30", 4)).letters == 1
    assert "names no adapter" in caplog.text


def test_the_clerk_asks_when_something_is_due_and_not_all_the_time(xiao, mails_on, monkeypatch):
    asked = []
    monkeypatch.setattr(type(tasks.send_due), "enqueue", lambda self: asked.append(1))
    clerk = tasks.Clerk()
    assert not clerk.tick(at("8:00", 4))
    tell(xiao, when=at("9:00"))
    assert [clerk.tick(at(one, 4)) for one in ("8:29", "8:30", "8:31", "8:35")] == [
        False, True, False, True,
    ]  # fmt: skip
    assert len(asked) == 2


def test_the_task_sends(xiao, mails_on):
    prefer(xiao, Wishes(mail=Mail.AT_ONCE, quiet_from=time(0), quiet_to=time(0)), by="xiao",
           at=timezone.now())  # fmt: skip
    tell(xiao, when=timezone.now() - timedelta(minutes=1))
    assert tasks.send_due.func() == 1
    assert len(mail.outbox) == 1


# Wishes


def test_a_number_lies_sealed_and_is_in_no_event(xiao):
    prefer(xiao, Wishes(texts=True, phone=SECRET), by="xiao", at=at("8:00"))
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM notify_preference")
        (stored,) = cursor.fetchone()
    assert stored.startswith("v1.")
    event = Event.objects.latest("id")
    assert event.action == "notify.prefer"
    assert SECRET not in f"{event.before}{event.after}"
    assert Preference.objects.get(user=xiao).phone.masked() == "140******23"


@pytest.mark.parametrize(
    ("wishes", "code"),
    [
        (Wishes(address="nobody"), "bad_address"),
        (Wishes(address="a@b.cn\nBcc: x@y.cn"), "bad_address"),
        (Wishes(texts=True), "bad_number"),
        (Wishes(texts=True, phone="12ab"), "bad_number"),
        (Wishes(digest_at=time(22, 0)), "digest_in_quiet_hours"),
    ],
)
def test_wishes_that_cannot_be_granted_are_explained(xiao, wishes, code):
    with pytest.raises(LiandongError) as caught:
        prefer(xiao, wishes, by="xiao", at=at("8:00"))
    assert caught.value.code == code
    assert not Preference.objects.exists()


# A real conversation


class Sink(socketserver.StreamRequestHandler):
    """As much of a mail server as it takes."""

    heard: list[str] = []

    def handle(self) -> None:
        self._say("220 sink")
        while line := self.rfile.readline().decode().strip():
            word = line.upper()
            if word.startswith("DATA"):
                self._say("354 go on")
                lines = iter(lambda: self.rfile.readline().decode().rstrip("\r\n"), ".")
                self.heard.append("\n".join(lines))
            self._say("221 bye" if word == "QUIT" else "250 ok")

    def _say(self, said: str) -> None:
        self.wfile.write(f"{said}\r\n".encode())


def test_a_real_server_gets_a_real_letter(xiao, mails_on, settings):
    with socketserver.TCPServer(("127.0.0.1", 0), Sink) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        tell(xiao, when=at("9:00"))
        assert sending.send_due(at("8:30", 4)).letters == 1
        server.shutdown()
    (letter,) = Sink.heard
    assert "To: xiao@example.org" in letter
    assert "Auto-Submitted: auto-generated" in letter


def test_a_server_that_is_not_there_is_said_in_the_log(xiao, mails_on, settings, caplog):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    tell(xiao, when=at("9:00"))
    assert sending.send_due(at("8:30", 4)).failed == 1
    assert "cannot be reached" in caplog.text


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("", (False, "", 25, False, False)),
        ("smtp://mail.example:587/?tls=1", (True, "mail.example", 587, False, True)),
        ("smtps://u%40x:p%3Aw@mail.example", (True, "mail.example", 465, True, False)),
    ],
)
def test_the_environment_names_the_server(monkeypatch, said, wanted):
    from liandong.config import mail as reading

    monkeypatch.setenv("LIANDONG_SMTP", said)
    made = reading.settings("http://localhost/")
    keys = ("MAIL_ON", "EMAIL_HOST", "EMAIL_PORT", "EMAIL_USE_SSL", "EMAIL_USE_TLS")
    assert tuple(made[key] for key in keys) == wanted
    if "u%40" in said:
        assert (made["EMAIL_HOST_USER"], made["EMAIL_HOST_PASSWORD"]) == ("u@x", "p:w")
