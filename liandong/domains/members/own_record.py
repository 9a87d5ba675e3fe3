"""What is held about a person, for the person: everything, in words, as one file."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from liandong.domains.audit.actions import record
from liandong.domains.audit.models import Event
from liandong.domains.members.models import Person
from liandong.domains.workflow.models import Process, Step


def held(person: Person, *, by: str, at: datetime) -> dict[str, Any]:
    """Everything on record about a person, their numbers opened; that it was asked is audited."""
    record(action="members.own_record", by=by, at=at, subject=f"person:{person.pk}")
    return {
        "asked_at": at,
        "person": _self(person),
        "memberships": list(_memberships(person)),
        "transfers": [
            {**_case(one.process), "from": one.sender.name, "outside": one.outside,
             "to": one.receiver.name if one.receiver else "", "letter": one.letter}
            for one in person.transfers.select_related("sender", "receiver", "process")
        ],
        "floating": list(_floating(person)),
        "corrections": [
            {**_case(one.process), "said": one.said.opened()}
            for one in person.correction_requests.select_related("process")
        ],
        "who_did_what": [
            {"at": one.at, "by": one.by, "action": one.action, "reason": one.reason}
            for one in Event.objects.filter(subject=f"person:{person.pk}").order_by("id")
        ],
    }  # fmt: skip


def _self(person: Person) -> dict[str, Any]:
    plain = (
        "name",
        "birth_date",
        "joined_on",
        "full_on",
        "ethnicity",
        "education",
        "invented",
        "recorded_at",
    )
    return {
        **{name: getattr(person, name) for name in plain},
        "sex": str(person.get_sex_display()),
        "identity": person.identity.opened(), "phone": person.phone.opened(),
        "user": person.user.username if person.user else "",
    }  # fmt: skip


def _memberships(person: Person) -> Iterator[dict[str, Any]]:
    for row in person.memberships.select_related("unit", "group").order_by("start", "pk"):
        yield {
            "organisation": row.unit.name, "group": row.group.name if row.group else "",
            "stage": str(row.get_stage_display()), "standing": str(row.get_standing_display()),
            "start": row.start, "end": row.end, "entry": str(row.get_entry_display()),
            "exit": str(row.get_exit_display()) if row.exit else "",
            "corrected_away": row.void_reason,
        }  # fmt: skip


def _floating(person: Person) -> Iterator[dict[str, Any]]:
    wanted = person.floatings.select_related("home", "host", "branch", "area", "process")
    for one in wanted.prefetch_related("contacts", "feedback"):
        yield {
            **_case(one.process), "since": one.since, "reason": str(one.get_reason_display()),
            "home": one.home.name, "host": one.host.name if one.host else "",
            "where": one.area.name if one.area else one.elsewhere,
            "contacts": [{"on": c.on, "way": str(c.get_way_display())} for c in one.contacts.all()],
            "feedback": [{"on": f.on, "text": f.text} for f in one.feedback.all()],
        }  # fmt: skip


def _case(process: Process) -> dict[str, Any]:
    steps = Step.objects.filter(process=process).order_by("pk")
    return {
        "state": process.state, "opened": process.opened_on, "closed": process.closed_on,
        "steps": [{"on": one.on, "to": one.to, "by": one.by, "note": one.note} for one in steps],
    }  # fmt: skip


def packed(person: Person, *, by: str, at: datetime) -> bytes:
    """The same as a ZIP with one JSON file, to take away."""
    said = json.dumps(held(person, by=by, at=at), ensure_ascii=False, indent=2,
                      cls=DjangoJSONEncoder)  # fmt: skip
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("liandong-own-record.json", said)
    return stream.getvalue()
