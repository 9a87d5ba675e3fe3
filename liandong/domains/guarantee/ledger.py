"""The community guarantee ledger (社区保障台账): its columns, their headings and usual sizes.

Usual sizes are what a community of a Chinese city has, wide enough that nothing real is warned
of; they are questions to the sender, not norms.
"""

from __future__ import annotations

from decimal import Decimal

from liandong.core.kernel.errors import Text
from liandong.domains.intake.reading.definition import (
    Blank,
    Dimension,
    FieldDef,
    LedgerDefinition,
    LevelDef,
    NotLess,
)

HOUSEHOLDS = FieldDef(
    code="households",
    label=Text("户数", "households"),
    headers=("户数", "总户数", "常住户数", "居民户数", "家庭户数", "households"),
    dimension=Dimension.HOUSEHOLDS,
    ask=Text("户数", "the number of households"),
    example="2073",
    low=Decimal(1),
    high=Decimal(50_000),
    blank=Blank.UNKNOWN,  # a community without households is no community
)
RESIDENTS = FieldDef(
    code="residents",
    label=Text("常住人口", "residents"),
    headers=(
        "常住人口",
        "常住人口数",
        "常住人数",
        "居民人数",
        "人口数",
        "人口",
        "居民数",
        "总人口",
        "residents",
        "population",
    ),
    dimension=Dimension.PEOPLE,
    ask=Text("常住人口数", "the number of residents"),
    example="5472",
    low=Decimal(1),
    high=Decimal(200_000),
    blank=Blank.UNKNOWN,
)
DEPUTIES = FieldDef(
    code="deputies",
    label=Text("专职副书记或党建专干", "full-time deputy secretaries or Party-work specialists"),
    headers=(
        "专职副书记或党建工作专干",
        "专职副书记或党建专干",
        "专职副书记和党建专干",
        "专职副书记、党建专干",
        "专职副书记(党建专干)",
        "专职副书记",
        "党建工作专干",
        "党建专干",
        "deputies",
    ),
    dimension=Dimension.PEOPLE,
    ask=Text("人数", "the number of persons"),
    example="1",
    high=Decimal(20),
)
WORKERS = FieldDef(
    code="workers",
    label=Text("专职工作人员", "full-time workers"),
    headers=(
        "专职工作人员",
        "专职工作者",
        "社区专职工作者",
        "社区专职工作人员",
        "社区工作者",
        "专职社区工作者",
        "专职人员",
        "workers",
    ),
    dimension=Dimension.PEOPLE,
    ask=Text("人数", "the number of persons"),
    example="5",
    high=Decimal(300),
)
WORK_FUNDS = FieldDef(
    code="work_funds",
    label=Text("年工作经费", "annual work funds"),
    headers=("年工作经费", "工作经费", "年度工作经费", "社区工作经费", "work_funds", "work funds"),
    dimension=Dimension.MONEY,
    ask=Text("金额", "the amount"),
    example="8.97",
    whole=False,
    low=Decimal(100),
    high=Decimal(10_000_000),
)
SPECIAL_FUND = FieldDef(
    code="special_fund",
    label=Text("服务群众专项经费", "special fund for serving residents"),
    headers=(
        "服务群众专项经费",
        "服务群众专项资金",
        "服务群众经费",
        "年服务群众专项经费",
        "专项经费",
        "专项服务经费",
        "special_fund",
        "special fund",
    ),
    dimension=Dimension.MONEY,
    ask=Text("金额", "the amount"),
    example="0.69",
    whole=False,
    low=Decimal(100),
    high=Decimal(10_000_000),
)
SERVICE_AREA = FieldDef(
    code="service_area",
    label=Text("办公服务用房面积", "area of service rooms"),
    headers=(
        "办公服务用房面积",
        "服务用房面积",
        "综合服务用房面积",
        "办公和服务用房面积",
        "社区用房面积",
        "用房面积",
        "活动场所面积",
        "service_area",
        "service area",
    ),
    dimension=Dimension.AREA,
    ask=Text("面积", "the area"),
    example="300",
    whole=False,
    high=Decimal(50_000),
)

LEVELS = (
    LevelDef(
        "province",
        Text("省", "province"),
        ("省", "省份", "省(区、市)", "省级", "province"),
        frozenset({"province"}),
    ),
    LevelDef(
        "county",
        Text("市县", "city or county"),
        ("市县", "市(县)", "市、县", "市", "地市", "市州", "城市", "county", "city"),
        frozenset({"city", "county"}),
    ),
    LevelDef(
        "district",
        Text("区", "district"),
        ("区", "县", "区县", "市辖区", "区(县)", "县区", "县(市、区)", "县市区", "district"),
        frozenset({"district", "county", "city"}),
    ),
    LevelDef(
        "street",
        Text("街道（乡镇）", "street, town or township"),
        (
            "街道",
            "街道(乡镇)",
            "乡镇",
            "镇",
            "街道乡镇",
            "乡镇街道",
            "乡镇(街道)",
            "镇街",
            "street",
        ),
        frozenset({"street", "town", "township"}),
    ),
    LevelDef(
        "community",
        Text("社区", "community"),
        ("社区名称", "社区", "社区居委会", "社区居民委员会", "居委会", "村(社区)", "community"),
        frozenset({"community", "village"}),
    ),
)

LEDGER = LedgerDefinition(
    code="guarantee.ledger",
    label=Text("社区保障台账", "community guarantee ledger"),
    fields=(
        HOUSEHOLDS,
        RESIDENTS,
        DEPUTIES,
        WORKERS,
        WORK_FUNDS,
        SPECIAL_FUND,
        SERVICE_AREA,
    ),
    levels=LEVELS,
    code_headers=(
        "代码",
        "区划代码",
        "行政区划代码",
        "统计用区划代码",
        "社区代码",
        "编码",
        "社区编码",
        "code",
    ),
    ignored_headers=("序号", "编号", "备注", "说明", "联系人", "联系电话", "no", "no.", "remarks"),
    checks=(NotLess("residents", "households"),),
)
