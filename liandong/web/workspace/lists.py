"""The units that make up a number, as a table: narrowed, sorted and paged by the address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from liandong.core.indicators.model import Form
from liandong.core.standards.model import Status
from liandong.domains.guarantee.models import FIELDS
from liandong.domains.observatory import listing
from liandong.domains.observatory.listing import SORTS, Line, Narrowing, Opened
from liandong.web.components.shapes import Column, Crumb, Tab
from liandong.web.components.tags.numbers import STATUSES
from liandong.web.dashboard.look import Look
from liandong.web.dashboard.look import crumbs as way
from liandong.web.dashboard.words import said
from liandong.web.workspace.sources import headed

ALL = "all"


def narrowing(asked: Mapping[str, str], opened: Opened) -> Narrowing:
    """What an address asks for; what it cannot mean is left aside."""
    status = asked.get("status", "")
    if status not in {ALL, *Status}:
        status = Status.UNMET if opened.explanation.standard else ALL
    sort = asked.get("sort", "")
    return Narrowing(
        status=None if status == ALL else Status(status),
        within=asked.get("within", "").strip(),
        name=asked.get("name", "").strip()[:40],
        sort=sort if sort.removeprefix("-") in SORTS else "",
    )


def usual_sort(opened: Opened) -> str:
    """How the list is sorted when nobody asks."""
    return "-gap" if opened.explanation.standard else "-actual"


def tabs(asked: Mapping[str, str], opened: Opened, by: Narrowing) -> list[Tab]:
    """The list by status, each with its count; what is narrowed besides is kept."""
    if opened.explanation.standard:
        shown: tuple[Status | None, ...] = (
            Status.UNMET, Status.MET, Status.UNKNOWN, Status.NOT_APPLICABLE, None,
        )  # fmt: skip
    else:
        shown = (None, Status.UNKNOWN)
    rest = {k: asked[k] for k in ("on", "within", "name", "sort") if asked.get(k)}
    return [
        Tab(
            str(STATUSES[one]) if one else _("全部"),
            f"?{urlencode({**rest, 'status': one or ALL})}#list",
            current=one is by.status,
            count=opened.count(one),
        )
        for one in shown
        if one in {None, by.status, Status.UNMET, Status.MET} or opened.count(one)
    ]


def columns(opened: Opened, by: Narrowing) -> list[Column]:
    """Name and figures, each with its unit."""
    explanation = opened.explanation
    name = Column("name", _("社区"), sort="name")
    if explanation.standard is None:
        return [name, *_part_columns(opened)]
    unit = said(explanation.standard.unit)
    shown = [name]
    if by.status is None:
        shown.append(Column("status", _("状态"), "status"))
    if by.status in {Status.UNKNOWN, Status.NOT_APPLICABLE}:
        return [*shown, Column("record", _("记录"))]
    shown += [
        Column("required", _("应有"), "number", _digits(opened, "required"), unit, "required"),
        Column("actual", _("实有"), "number", _digits(opened, "actual"), unit, "actual"),
    ]
    if by.status is not Status.MET:
        shown += [
            Column("gap", _("差额"), "number", _digits(opened, "gap"), unit, "gap"),
            Column("since", _("未达标起始日"), "date", sort="since"),
        ]
    return [*shown, Column("record", _("记录"))]


def _part_columns(opened: Opened) -> list[Column]:
    one = opened.explanation.indicator
    fields = listing.fields_of(one)
    if one.form is Form.COUNT:
        return []
    keys = ("actual", "required")
    found = [
        Column(
            key, headed(FIELDS[field].label), "number", _digits(opened, key),
            said(listing.unit_of(field)), key,
        )
        for key, field in zip(keys, fields, strict=False)
    ]  # fmt: skip
    if one.form is Form.RATE:
        found.append(Column("ratio", _("比率"), "number", 1, said(one.unit), "ratio"))
    return [*found, Column("record", _("记录"))]


def _digits(opened: Opened, key: str) -> int:
    values = (getattr(line, key) for line in opened.lines)
    return 2 if any(v is not None and v != v.to_integral_value() for v in values) else 0


def rows(look: Look, opened: Opened, lines: Iterable[Line]) -> list[dict[str, object]]:
    """One row per unit: its name leads to its own explanation, the last cell to the record."""
    one = opened.explanation.indicator
    fields = listing.fields_of(one)
    field = fields[0] if fields else ""
    return [
        {
            "name": line.unit.name,
            "name_url": _address(look, line, f"indicators/{one.code}/"),
            "name_note": " · ".join(above.name for above in line.above),
            "status": line.status.value if line.status else "met",
            "required": line.required, "actual": line.actual, "gap": line.gap or None
            if line.status is Status.UNMET else None,
            "gap_plain": line.status is not Status.UNKNOWN,
            "required_plain": line.status is Status.NOT_APPLICABLE,
            "actual_plain": line.status is Status.NOT_APPLICABLE,
            "since": line.since, "ratio": None if line.ratio is None else line.ratio * one.per,
            "record": _("看记录"), "record_url": _address(look, line, f"facts/{field}/"),
        }
        for line in lines
    ]  # fmt: skip


def _address(look: Look, line: Line, page: str) -> str:
    on = f"?{urlencode({'on': look.kept['on']})}" if "on" in look.kept else ""
    return f"/units/{line.unit.short}/{page}{on}"


def crumbs(look: Look, opened: Opened) -> list[Crumb]:
    """The way to the unit, and the number as its last step."""
    return [*way(look), Crumb(said(opened.explanation.indicator.title))]
