"""Whistle and report-in: a street calls departments to a place; nobody leaves before it is done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils import timezone

from liandong.core.kernel.errors import Text
from liandong.domains import database
from liandong.domains.accounts.enums import Permission
from liandong.domains.audit.actions import record
from liandong.domains.casework import refusals, routing, words
from liandong.domains.casework.actions.deciding import whistled
from liandong.domains.casework.enums import Grade
from liandong.domains.casework.models import Call, Case, Whistle
from liandong.domains.catalogue import queries as catalogue
from liandong.domains.catalogue.models import Matter
from liandong.domains.norms.queries import value_for
from liandong.domains.notify.actions import notify
from liandong.domains.notify.queries import nearest
from liandong.domains.orgs.heirs import home, standing_or_heir
from liandong.domains.orgs.models import Unit
from liandong.domains.orgs.queries import place_of

_USUAL = 30


def whistle(
    *, street: Unit, what: str, where: str, by: str, at: datetime, case: Case | None = None,
    matter: Matter | None = None, units: Sequence[Unit] = (), within: int | None = None,
) -> Whistle:  # fmt: skip
    """Call the departments that the catalogue names for the matter, and others by hand; each has
    to report in within the minutes (by norm, or as the street says).

    Raises `LiandongError`: nobody_called, reason_missing.
    """
    said, spot = words.reason_of(what), words.reason_of(where, 200)
    matter = matter or (case.matter if case else None)
    called = _called(street, matter, units, case, at)
    if not called:
        raise refusals.nobody_called()
    on = timezone.localdate(at)
    minutes = within or int(value_for("casework.whistle_report", street, on=on) or _USUAL)
    due = at + timedelta(minutes=minutes)
    with database.explained():
        made = Whistle.objects.create(
            street=street, case=case, matter=matter, what=said, where=spot, blown_at=at,
            blown_by=by, due_at=due,
        )  # fmt: skip
        Call.objects.bulk_create(Call(whistle=made, unit=one, due_at=due) for one in called)
        _tell("whistle", made, by, at, called=[one.code for one in called], minutes=minutes)
        text = Text(f"{street.name}吹哨，请在 {minutes} 分钟内报到",
                    f"{street.name} calls: report in within {minutes} minutes")  # fmt: skip
        for one in called:
            _notify(one, Permission.HANDLE_REQUESTS, made, text, "blown", at)
        if case is not None:
            whistled(case, by=by, at=at)
    return made


def _called(
    street: Unit, matter: Matter | None, units: Sequence[Unit], case: Case | None, at: datetime
) -> list[Unit]:
    on, found = timezone.localdate(at), list(units)
    if matter is not None:
        here = place_of(street.pk)
        lead = catalogue.leads(matter, here, on)
        found = [*([lead] if lead else []), *catalogue.assists(matter, here, on), *found]
    about = case.about if case else None
    standing = [standing_or_heir(one, on) for one in found]
    return list(dict.fromkeys(
        one for one in standing
        if one is not None and one.kind not in routing.GRASSROOTS
        and not (about and routing.is_subject(one, about))
    ))  # fmt: skip


def report_in(call: Call, *, by: str, at: datetime) -> Call:
    """The department is there; the time is kept. Once."""
    return _once(call, "report_in", by, at, reported_at=None, set_to={
        "reported_at": at, "reported_by": by,
    })  # fmt: skip


def finding(call: Call, *, text: str, by: str, at: datetime) -> Call:
    """What the department found, after it reported in; may be said anew until all are released."""
    said = words.reason_of(text, 1000)
    return _once(call, "finding", by, at, released_at=None, reported_at__isnull=False, set_to={
        "finding": said, "finding_at": at, "finding_by": by,
    })  # fmt: skip


def release(of: Whistle, *, verdict: str, by: str, at: datetime) -> Whistle:
    """One verdict of all, and everybody may leave: only when each has reported in and said what it
    found. Raises `LiandongError` not_done, done_already."""
    said = words.reason_of(verdict, 1000)
    with database.explained():
        database.lock(f"whistle:{of.pk}")
        missing = of.calls.filter(finding_at=None).select_related("unit")
        if names := "、".join(one.unit.name for one in missing):
            raise refusals.not_done(names)
        closed = Whistle.objects.filter(pk=of.pk, closed_at=None).update(
            verdict=said, closed_at=at, closed_by=by
        )
        if not closed:
            raise refusals.done_already()
        of.calls.update(released_at=at)
        of.refresh_from_db()
        _tell("release", of, by, at)
    return of


def evaluate(call: Call, *, grade: str, by: str, at: datetime, said: str = "") -> Call:
    """The street says how the department did; once, after the release."""
    return _once(call, "evaluate", by, at, graded_at=None, released_at__isnull=False, set_to={
        "grade": Grade(grade), "graded_said": words.line_of(said, 500), "graded_at": at,
        "graded_by": by,
    })  # fmt: skip


def _once(
    call: Call, what: str, by: str, at: datetime, *, set_to: dict[str, object], **still: object
) -> Call:
    with database.explained():
        changed = Call.objects.filter(pk=call.pk, **still).update(**set_to)
        if not changed:
            raise refusals.done_already()
        call.refresh_from_db()
        _tell(what, call.whistle, by, at, unit=call.unit.code)
        if what in ("report_in", "finding"):
            came = Text("已报到", "has reported in")
            done = came if what == "report_in" else Text("已写明意见", "has said what it found")
            text = Text(f"{call.unit.name}{done.zh}", f"{call.unit.name} {done.en}")
            _notify(call.whistle.street, Permission.WHISTLE, call.whistle, text,
                    f"{what}:{call.pk}", at)  # fmt: skip
    return call


def _tell(what: str, of: Whistle, by: str, at: datetime, **after: object) -> None:
    record(action=f"casework.{what}", by=by, at=at, subject=f"whistle:{of.pk}",
           unit=of.street.code, after=dict(after) or None)  # fmt: skip


def _notify(
    unit: Unit, permission: Permission, of: Whistle, text: Text, about: str, at: datetime
) -> None:
    people = nearest(permission, place_of(unit.pk, home(unit)), on=timezone.localdate(at))
    notify(people, kind="whistle", text=text, link=f"/whistles/{of.pk}/", at=at,
           about=f"whistle:{of.pk}:{about}")  # fmt: skip
