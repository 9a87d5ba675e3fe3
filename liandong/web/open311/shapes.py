"""Our nouns in the words of GeoReport: matters are services, cases are requests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from liandong.domains.casework.enums import Wish
from liandong.domains.casework.models import Case
from liandong.domains.catalogue.models import Matter
from liandong.domains.orgs.queries import short_code
from liandong.domains.workflow import definitions
from liandong.web.open311.asked import Wrong
from liandong.web.open311.writing import Many, One, moment


def _said(zh: str, english: str) -> str:
    return english if english and (get_language() or "").startswith("en") else zh


def service(one: Matter) -> dict[str, Any]:
    """What is private by its matter is taken with a token: its number is told to nobody but who
    sent it, once the desk has it."""
    return {
        "service_code": one.code, "service_name": _said(one.name, one.english),
        "description": one.says or _said(one.name, one.english), "metadata": True,
        "type": "batch" if one.private else "realtime", "keywords": ",".join(one.words),
        "group": one.group,
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Attribute:
    """What may be said beside the text; the same for every matter."""

    code: str
    values: tuple[str, ...]
    description: str
    names: tuple[str, ...]


def attributes() -> tuple[Attribute, ...]:
    return (
        Attribute("hide_name", ("no", "yes"), _("是否对承办单位隐去姓名"), (_("否"), _("是"))),
        Attribute("wish", tuple(Wish.values), _("希望怎样得到通知"),
                  tuple(str(one.label) for one in Wish)),
    )  # fmt: skip


def definition(one: Matter) -> One:
    """The same questions for every service, none of them required."""
    rows = [
        {
            "variable": True, "code": asked.code, "datatype": "singlevaluelist", "required": False,
            "datatype_description": "", "order": order, "description": asked.description,
            "values": Many("values", "value", [
                {"key": key, "name": name}
                for key, name in zip(asked.values, asked.names, strict=True)
            ]),
        }
        for order, asked in enumerate(attributes(), 1)
    ]  # fmt: skip
    return One("service_definition", {
        "service_code": one.code, "attributes": Many("attributes", "attribute", rows),
    })  # fmt: skip


def answered(given: Mapping[str, str]) -> dict[str, str]:
    """The attributes that were sent, each one of its values. Raises `Wrong`."""
    known = {one.code: one for one in attributes()}
    said = {}
    for name, value in given.items():
        if not name.startswith("attribute["):
            continue
        code = name.removeprefix("attribute[").removesuffix("[]").removesuffix("]")
        if not value:
            continue
        if code not in known:
            raise Wrong(
                400, f"attribute[{code[:40]}]: the service definition has no such attribute"
            )
        if value not in known[code].values:
            raise Wrong(400, f"attribute[{code}]: one of {', '.join(known[code].values)}")
        said[code] = value
    return said


def request(case: Case, *, extensions: bool) -> dict[str, Any]:
    """A public request: the community, and no address, no point, no person."""
    state = definitions.newest("request").state(case.state).title
    into = f" {case.merged_into.number}" if case.merged_into else ""
    office = case.handler or case.desk
    matter = case.matter
    shown = {
        "service_request_id": case.number, "status": "closed" if case.closed_at else "open",
        "status_notes": _said(state.zh, state.en) + into,
        "service_name": _said(matter.name, matter.english) if matter else None,
        "service_code": case.matter_code, "description": case.public_text or case.text,
        "agency_responsible": office.name, "service_notice": None,
        "requested_datetime": moment(case.received_at),
        "updated_datetime": moment(case.updated or case.received_at),
        "expected_datetime": None if case.closed_at else moment(case.due_at),
        "address": case.place.name, "address_id": short_code(case.place.code), "zipcode": None,
        "lat": None, "long": None, "media_url": None,
    }  # fmt: skip
    if extensions:
        shown["extended_attributes"] = {
            "time_class": case.time_class, "state": case.state,
            "replied_datetime": moment(case.replied_at),
        }  # fmt: skip
    return shown
