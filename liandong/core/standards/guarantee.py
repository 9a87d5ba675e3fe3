"""Standards of guarantee: what every community must have of people, money and rooms."""

from __future__ import annotations

from liandong.core.kernel.errors import Text
from liandong.core.standards.model import Standard

COMMUNITY = frozenset({"community"})
STALE_AFTER = "guarantee.ledger_stale_after"
FIELDS = (
    "households",
    "residents",
    "deputies",
    "workers",
    "work_funds",
    "special_fund",
    "service_area",
)

PERSONS = Text("人", "persons")
YUAN = Text("元", "yuan")
FUNDS = Text("项", "funds")
SQUARE_METRES = Text("㎡", "m²")

STANDARDS = (
    Standard(
        code="guarantee.deputies",
        version=1,
        title=Text(
            "配备专职副书记或党建工作专干", "Full-time deputy secretary or Party-work specialist"
        ),
        rule=Text(
            "每个社区至少配备 {norm} 名专职副书记或党建工作专干",
            "Every community has at least {norm} full-time deputy secretary or "
            "Party-work specialist",
        ),
        kinds=COMMUNITY,
        norm="guarantee.deputies_min",
        needs=("deputies",),
        unit=PERSONS,
        required=lambda _unit, norm: norm,
        actual=lambda unit, _norm: unit.deputies,
    ),
    Standard(
        code="guarantee.workers",
        version=1,
        title=Text("配备专职工作人员", "Full-time workers"),
        rule=Text(
            "每个社区至少配备 {norm} 名专职工作人员",
            "Every community has at least {norm} full-time worker",
        ),
        kinds=COMMUNITY,
        norm="guarantee.workers_min",
        needs=("workers",),
        unit=PERSONS,
        required=lambda _unit, norm: norm,
        actual=lambda unit, _norm: unit.workers,
    ),
    Standard(
        code="guarantee.workers_per_10000",
        version=1,
        title=Text("专职工作人员按人口配备", "Full-time workers for the population"),
        rule=Text(
            "每万名常住人口配备 {norm} 名社区工作者，不足一人的按一人计",
            "{norm} community workers for every 10,000 residents, rounded up to whole persons",
        ),
        kinds=COMMUNITY,
        norm="guarantee.workers_per_10000",
        base=("residents",),
        needs=("workers",),
        unit=PERSONS,
        required=lambda unit, norm: (unit.residents * norm / 10_000).ceil(),
        actual=lambda unit, _norm: unit.workers,
    ),
    Standard(
        code="guarantee.work_funds",
        version=1,
        title=Text("年工作经费达标", "Annual work funds up to the standard"),
        rule=Text(
            "每个社区年工作经费不低于 {norm} 元",
            "Annual work funds of every community are at least {norm} yuan",
        ),
        kinds=COMMUNITY,
        norm="guarantee.work_funds_min",
        needs=("work_funds",),
        unit=YUAN,
        required=lambda _unit, norm: norm,
        actual=lambda unit, _norm: unit.work_funds,
    ),
    Standard(
        code="guarantee.special_fund",
        version=1,
        title=Text("有服务群众专项经费", "Special fund for serving residents"),
        rule=Text(
            "每个社区都有服务群众专项经费",
            "Every community has a special fund for serving residents",
        ),
        kinds=COMMUNITY,
        norm="guarantee.special_fund_exists",
        needs=("special_fund",),
        unit=FUNDS,
        required=lambda _unit, norm: norm,
        actual=lambda unit, _norm: (unit.special_fund > 0).ifelse(1, 0),
    ),
    Standard(
        code="guarantee.service_area",
        version=1,
        title=Text("服务用房面积达标", "Service rooms up to the standard"),
        rule=Text(
            "每百户居民服务用房面积不少于 {norm} 平方米",
            "At least {norm} m² of service rooms for every 100 households",
        ),
        kinds=COMMUNITY,
        norm="guarantee.service_area_per_100_households",
        base=("households",),
        needs=("service_area",),
        unit=SQUARE_METRES,
        required=lambda unit, norm: unit.households * norm / 100,
        actual=lambda unit, _norm: unit.service_area,
    ),
)
