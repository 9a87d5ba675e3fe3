"""Put a norm file in force here, or take it back: checked first, kept as written, audited."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import transaction

from liandong.core.kernel.errors import LiandongError, Severity, Text
from liandong.core.standards.norms import NATION, NormBook, NormError, NormFinding, Row, check, load
from liandong.domains import database
from liandong.domains.audit.actions import record
from liandong.domains.audit.models import Event
from liandong.domains.norms import books as norms
from liandong.domains.norms.models import AdoptedNorms
from liandong.domains.observatory import runs, touches
from liandong.domains.orgs.models import Unit

# A norm file is some lines of text; more is no norm file.
LIMIT = 200_000
_PLAIN = re.compile(r"[^\w.-]+")


@dataclass(frozen=True)
class Proposal:
    """A norm file laid over the norms in force: what is wrong with it, and what it would add.

    `book` is `None` when it has errors; `rows` are the values that are new.
    """

    findings: tuple[NormFinding, ...]
    present: NormBook
    book: NormBook | None
    rows: tuple[Row, ...]

    @property
    def since(self) -> date | None:
        """The earliest day on which anything is different."""
        return min((row.start for row in self.rows), default=None)

    @property
    def codes(self) -> tuple[str, ...]:
        """The norms it speaks of."""
        return tuple(dict.fromkeys(row.norm for row in self.rows))

    @property
    def scopes(self) -> tuple[str, ...]:
        """The jurisdictions it speaks of: `CN` or division codes."""
        return tuple(dict.fromkeys(row.scope for row in self.rows))


def _in_force(without: AdoptedNorms | None = None) -> tuple[Path, ...]:
    return tuple(norms.file_of(one) for one in norms.adopted() if one != without)


def propose(file: Path) -> Proposal:
    """Read a file as an addition to the norms in force; nothing is written.

    Findings that the norms in force already have of themselves are left out.
    """
    present = norms.book()
    adopted = _in_force()
    known = check(settings.NORMS, *adopted)
    findings = [one for one in check(settings.NORMS, *adopted, file) if one not in known]
    if any(one.severity is Severity.ERROR for one in findings):
        return Proposal(tuple(findings), present, None, ())
    book = load(settings.NORMS, *adopted, file)
    there = {_statement(row) for row in present.entries()}
    rows = tuple(row for row in book.entries() if _statement(row) not in there)
    findings += _places_unknown(book, rows)
    if any(one.severity is Severity.ERROR for one in findings):
        return Proposal(tuple(findings), present, None, ())
    return Proposal(tuple(findings) + _says_nothing(file, rows), present, book, rows)


def _statement(row: Row) -> tuple[object, ...]:
    return row.norm, row.scope, row.start, row.value, row.floor


def _places_unknown(book: NormBook, rows: tuple[Row, ...]) -> list[NormFinding]:
    """Values for places that no unit of this instance is: a slip of the code, in force nowhere."""
    scopes = {row.scope for row in rows} - {NATION}
    known = set(Unit.objects.filter(code__in=scopes).values_list("code", flat=True))
    entries = [book.entry(row.key) for row in rows if row.scope in scopes - known]
    return [
        NormFinding(
            entry.file,
            entry.line,
            "place.unknown",
            Text(
                f"范围 {entry.scope} 不是本实例里的组织。请核对区划代码。",
                f"The scope {entry.scope} is no unit of this instance. Check the division code.",
            ),
        )
        for entry in entries
    ]


def _says_nothing(file: Path, rows: tuple[Row, ...]) -> tuple[NormFinding, ...]:
    if rows:
        return ()
    said = Text(
        "文件里的值都已生效，采用它不会改变什么。",
        "Every value of this file is in force already; adopting it changes nothing.",
    )
    return (NormFinding(file, 1, "place.nothing_new", said, Severity.WARNING),)


@contextmanager
def as_file(text: str, name: str) -> Iterator[Path]:
    """A text as a file of its own, for as long as it is looked at."""
    with tempfile.TemporaryDirectory(prefix="liandong-norm-") as folder:
        file = Path(folder) / plain_name(name)
        file.write_text(text, encoding="utf-8")
        yield file


def plain_name(name: str) -> str:
    """A file name without folders or signs a file system could take amiss."""
    stem = _PLAIN.sub("-", Path(name.replace("\\", "/")).stem).strip("-.")[:80]
    return f"{stem or 'norms'}.yaml"


def adopt(*, text: str, name: str, by: str, at: datetime, seen: str | None = None) -> AdoptedNorms:
    """Put a file in force, and make new runs from the earliest day it concerns.

    `seen` is the digest of the norms that the decision was made upon, when a person saw them.
    Raises `NormError` with its findings by line, or `LiandongError` `too_long`, `nothing_new`,
    `stale` when the norms have changed since they were seen.
    """
    if len(text) > LIMIT:
        raise LiandongError(
            "too_long",
            Text(
                f"文件超过 {LIMIT:,} 个字符，不像是规范文件。",
                f"More than {LIMIT:,} characters are no norm file.",
            ),
        )
    with transaction.atomic():
        # Two files that each fit alone may overlap together: one at a time.
        database.lock("observatory.norms")
        with as_file(text, name) as file:
            proposal = propose(file)
        if seen is not None and seen != norms.digest(proposal.present):
            raise _moved_on()
        if proposal.book is None:
            raise NormError(proposal.findings)
        if proposal.since is None:
            raise LiandongError("nothing_new", proposal.findings[-1].message)
        adopted = AdoptedNorms.objects.create(
            name=plain_name(name), text=text, adopted_at=at, adopted_by=by
        )
        record(
            action="observatory.adopt_norms", by=by, at=at, subject=f"norms:{adopted.pk}",
            after={"name": adopted.name, "values": [row.key for row in proposal.rows],
                   "since": proposal.since, "text": text},
        )  # fmt: skip
        _judge_anew(proposal.since, at)
    return adopted


def _judge_anew(since: date, at: datetime) -> None:
    """New runs from a day on: of the territory at once, of Party life when somebody looks."""
    touches.touch([None], since=since, at=at)
    transaction.on_commit(partial(runs.refresh, cause="norms", since=since))


def _moved_on() -> LiandongError:
    return LiandongError(
        "stale",
        Text(
            "您试算以后，规范已有变动。请重新试算，看过新的影响再采用。",
            "The norms have changed since you tried this. Try it again and look at the effects.",
        ),
    )


def added_by(adopted: AdoptedNorms) -> tuple[Row, ...]:
    """The values that are in force because of an adopted file."""
    others = load(settings.NORMS, *_in_force(without=adopted))
    there = {_statement(row) for row in others.entries()}
    return tuple(row for row in norms.book().entries() if _statement(row) not in there)


def withdraw(*, adopted: AdoptedNorms, reason: str, by: str, at: datetime) -> AdoptedNorms:
    """Take an adopted file back; what was known before stays known.

    Raises `LiandongError` `reason_missing`, `stale` when somebody was faster, `needed` when a
    later file rests on it.
    """
    if not reason.strip():
        raise LiandongError(
            "reason_missing", Text("请写明撤回的理由。", "Say why you withdraw it.")
        )
    with transaction.atomic():
        database.lock("observatory.norms")
        _must_stand_without(adopted)
        since = min((row.start for row in added_by(adopted)), default=None)
        done = AdoptedNorms.objects.filter(pk=adopted.pk, withdrawn_at=None).update(
            withdrawn_at=at, withdrawn_by=by
        )
        if not done:
            raise LiandongError(
                "stale",
                Text("这个文件已经撤回。请刷新页面。", "It is withdrawn already. Reload the page."),
            )
        record(
            action="observatory.withdraw_norms", by=by, at=at, subject=f"norms:{adopted.pk}",
            before={"name": adopted.name, "text": adopted.text}, reason=reason.strip(),
        )  # fmt: skip
        if since is not None:
            _judge_anew(since, at)
    adopted.refresh_from_db()
    return adopted


def reason_of(adopted: AdoptedNorms) -> str:
    """Why a file was taken back, as the audit trail has it; "" while it stands."""
    told = Event.objects.filter(
        action="observatory.withdraw_norms", subject=f"norms:{adopted.pk}"
    ).order_by("-id")
    return told.values_list("reason", flat=True).first() or ""


def _must_stand_without(adopted: AdoptedNorms) -> None:
    findings = check(settings.NORMS, *_in_force(without=adopted))
    wrong = [one for one in findings if one.severity is Severity.ERROR]
    if wrong:
        first = wrong[0]
        raise LiandongError(
            "needed",
            Text(
                f"还有后采用的文件依赖它({first.file.name}:{first.line})。请先撤回那一个。",
                f"A later file rests on it ({first.file.name}:{first.line}). Withdraw that first.",
            ),
        )
