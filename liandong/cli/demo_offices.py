"""The demo's departments, what each is there for, and the lists of duties; all invented but for
the names of places."""

from __future__ import annotations

from datetime import date, datetime

from liandong.cli.common import say
from liandong.config.paths import DATA

SINCE = date(2015, 1, 1)
LISTS = DATA / "demo"
# Behind the code of the area it belongs to; what residents' lists call it.
_SHORT = {
    "city_management": ("CG", "综合行政执法局"), "housing": ("ZJ", "住房和城乡建设局"),
    "market": ("SJ", "市场监督管理局"), "transport": ("JT", "交通运输局"),
    "water": ("SW", "水务局"), "power": ("GD", "供电局"), "gas": ("RQ", "燃气管理所"),
    "sanitation": ("HW", "环境卫生管理局"), "parks": ("YL", "园林管理局"),
    "police": ("GA", "公安局"), "civil_affairs": ("MZ", "民政局"),
    "labour": ("RS", "人力资源和社会保障局"), "health": ("WJ", "卫生健康委员会"),
    "education": ("JY", "教育局"), "environment": ("HJ", "生态环境局"),
    "emergency": ("YJ", "应急管理局"), "services": ("ZW", "政务服务中心"),
    "agriculture": ("NY", "农业农村局"), "discipline": ("JW", "纪检监察机关"),
}  # fmt: skip
_WITH = ("city", "county", "district")


def build(*, below: str = "", by: str, at: datetime) -> None:
    """Put on record what is not there yet."""
    from django.db import transaction

    from liandong.domains.catalogue import imports
    from liandong.domains.catalogue.models import Matter

    with transaction.atomic():
        made = _departments(below, by, at)
        imports.publish_functions(imports.read_functions(LISTS / "functions.csv"), by=by, at=at)
        _perform(by, at)
    if made:
        say(f"部门 {made} 个（演示）。", f"{made} departments, for the demo.")
    if not Matter.objects.exists():
        reading = imports.read(LISTS / "catalogue.csv")
        outcome = imports.publish(reading, on=SINCE, by=by, at=at)
        say(f"职责清单 {outcome.changed} 项。", f"{outcome.changed} matters on the lists.")


def _departments(below: str, by: str, at: datetime) -> int:
    """The areas stand in the hierarchy of government too, and their departments below them."""
    from liandong.cli.demo_party.planting import areas
    from liandong.domains.orgs import actions, imports
    from liandong.domains.orgs.deeds import Deed
    from liandong.domains.orgs.enums import Hierarchy, Kind
    from liandong.domains.orgs.models import Placement, Unit

    government, deed = Hierarchy.GOVERNMENT, Deed(by=by, at=at, on=SINCE)
    there = set(
        Placement.objects.live().filter(hierarchy=government).values_list("unit__code", flat=True)
    )
    wanted = [one for one in areas(below) if one.kind in {"province", *_WITH}]
    units = {one.code: one for one in Unit.objects.filter(code__in=[o.code for o in wanted])}
    for one in wanted:
        if one.code not in there:
            actions.join(
                units[one.code], parent=units.get(one.parent), deed=deed, hierarchy=government
            )
    lines = [
        imports.Division(f"Z{one.code}{short}", f"{one.name}{name}", Kind.DEPARTMENT, one.code)
        for one in wanted if one.kind in _WITH for short, name in _SHORT.values()
    ]  # fmt: skip
    return imports.plant(lines, deed=deed, hierarchy=government)


def _perform(by: str, at: datetime) -> None:
    from liandong.domains.catalogue.models import Function, Performs
    from liandong.domains.orgs.enums import Kind
    from liandong.domains.orgs.models import Unit

    functions = {one.code: one.pk for one in Function.objects.all()}
    short = {ends: functions[code] for code, (ends, _name) in _SHORT.items()}
    there = set(Performs.objects.values_list("unit_id", flat=True))
    Performs.objects.bulk_create(
        Performs(
            unit_id=pk, function_id=short[code[-2:]], start=SINCE, recorded_at=at, recorded_by=by
        )
        for pk, code in Unit.objects.filter(kind=Kind.DEPARTMENT).values_list("pk", "code")
        if pk not in there
    )
