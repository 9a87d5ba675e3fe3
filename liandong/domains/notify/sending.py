"""Send what is due. Each notice is claimed before it is sent, so that two workers never send it
twice; what could not be sent is given back and tried again later."""

from __future__ import annotations

import logging
import smtplib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import Min, Q

from liandong.domains.accounts.models import User
from liandong.domains.notify import clock, letters
from liandong.domains.notify.enums import Mail
from liandong.domains.notify.models import Notice, Preference
from liandong.domains.notify.sms import adapter

# What is older was missed for good: an instance that gets a mail server sends no old news.
KEPT = timedelta(days=7)
_SERVER = (
    smtplib.SMTPServerDisconnected, smtplib.SMTPConnectError, smtplib.SMTPAuthenticationError,
    smtplib.SMTPHeloError,
)  # fmt: skip
log = logging.getLogger(__name__)


@dataclass
class Sent:
    """What one round did."""

    letters: int = 0
    texts: int = 0
    failed: int = 0


@dataclass(frozen=True)
class _Due:
    """One person's turn: what was said up to `until` and not sent yet, by letter or by text."""

    wishes: Preference
    until: datetime
    letter: bool
    text: bool


def due(at: datetime) -> bool:
    """Whether a round would find anybody."""
    return any(True for _ in _turns(at))


def send_due(at: datetime) -> Sent:
    """One round for everybody. Trouble with one person's letter is tried again in the next round;
    a server that does not answer ends this one."""
    done, connection = Sent(), get_connection()
    try:
        for turn in list(_turns(at)):
            if turn.letter:
                _tried(done, "letters", lambda one=turn: _write(one, connection, at))
            if turn.text:
                _tried(done, "texts", lambda one=turn: _text(one, at))
    except OSError as error:
        done.failed += 1
        log.warning("the mail server cannot be reached: %s", type(error).__name__)
    finally:
        connection.close()
    return done


def _tried(done: Sent, what: str, send: Callable[[], bool]) -> None:
    try:
        setattr(done, what, getattr(done, what) + send())
    except Exception as error:
        if _unreachable(error):
            raise
        # Whatever an adapter raises; its words may hold a number, so only its kind is logged.
        done.failed += 1
        log.warning("a notice could not be sent: %s", type(error).__name__)


def _unreachable(error: Exception) -> bool:
    """Whether it is the server's trouble, and the next letter would meet the same."""
    if isinstance(error, smtplib.SMTPException):
        return isinstance(error, _SERVER)
    return isinstance(error, OSError)


def _turns(at: datetime) -> Iterator[_Due]:
    """Everybody whose letter or text is due, in two queries however many they are."""
    fresh = Notice.objects.filter(
        read_at=None, recipient__is_active=True, created_at__gt=at - KEPT, created_at__lte=at
    )
    oldest = fresh.order_by("recipient").values("recipient").annotate(
        mail=Min("created_at", filter=Q(emailed_at=None)),
        text=Min("created_at", filter=Q(texted_at=None)),
    )  # fmt: skip
    rows = {row["recipient"]: row for row in oldest}
    people = User.objects.filter(pk__in=fresh.values("recipient")).select_related("preference")
    texting = adapter() is not None
    for one in people.order_by("pk"):
        wishes = getattr(one, "preference", None) or Preference(user=one)
        if one.pk not in rows or clock.quiet(at, wishes.quiet_from, wishes.quiet_to):
            continue
        until = at if wishes.mail == Mail.AT_ONCE else clock.last_post(at, wishes.digest_at)
        first = rows[one.pk]
        letter = settings.MAIL_ON and wishes.mail != Mail.NONE and bool(wishes.sends_to)
        letter = letter and first["mail"] is not None and first["mail"] <= until
        text = texting and wishes.texts and bool(wishes.phone)
        text = text and first["text"] is not None and first["text"] <= until
        if letter or text:
            yield _Due(wishes, until, letter, text)


def _write(turn: _Due, connection: BaseEmailBackend, at: datetime) -> bool:
    wishes = turn.wishes
    claimed = _claim(turn, "emailed_at", at)
    if not claimed:
        return False
    letter = EmailMessage(
        letters.subject(claimed, wishes.language), letters.body(claimed, wishes.language),
        settings.DEFAULT_FROM_EMAIL, [wishes.sends_to], connection=connection,
        headers={"Auto-Submitted": "auto-generated"},
    )  # fmt: skip
    try:
        letter.send()
    except smtplib.SMTPRecipientsRefused as error:
        # 4xx is "not now". 5xx would be refused again; the person sees it in their settings.
        if any(code < 500 for code, _said in error.recipients.values()):
            _give_back(claimed, "emailed_at")
            raise
        _refused(wishes, at)
        return False
    except BaseException:
        _give_back(claimed, "emailed_at")
        raise
    return True


def _text(turn: _Due, at: datetime) -> bool:
    wishes, texting = turn.wishes, adapter()
    claimed = _claim(turn, "texted_at", at)
    if not claimed or texting is None:
        return False
    try:
        said = letters.text_message(len(claimed), wishes.language)
        texting.send(wishes.phone.opened(), said)
    except BaseException as error:
        _give_back(claimed, "texted_at")
        raise RuntimeError("the text message adapter failed") from error
    return True


def _claim(turn: _Due, mark: str, at: datetime) -> list[Notice]:
    """What is to be sent and nobody else has claimed meanwhile."""
    found = Notice.objects.filter(
        recipient=turn.wishes.user, read_at=None, created_at__gt=at - KEPT,
        created_at__lte=turn.until, **{mark: None},
    )  # fmt: skip
    return [
        one
        for one in found.order_by("-id")
        if Notice.objects.filter(pk=one.pk, **{mark: None}).update(**{mark: at})
    ]


def _give_back(claimed: list[Notice], mark: str) -> None:
    Notice.objects.filter(pk__in=[one.pk for one in claimed]).update(**{mark: None})


def _refused(wishes: Preference, at: datetime) -> None:
    if wishes.pk is None:
        wishes.save(force_insert=True)
    Preference.objects.filter(pk=wishes.pk).update(refused_at=at)
