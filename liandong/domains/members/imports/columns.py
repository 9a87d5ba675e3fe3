"""What the columns of a roster are, by the headings under which offices send them."""

from __future__ import annotations

from liandong.core.kernel.errors import Text
from liandong.domains.intake.reading.definition import (
    Dimension,
    FieldDef,
    LedgerDefinition,
    LevelDef,
)


def _field(code: str, zh: str, en: str, *headers: str) -> FieldDef:
    label = Text(zh, en)
    return FieldDef(
        code=code, label=label, headers=(zh, *headers, code), dimension=Dimension.PEOPLE,
        ask=label, example="",
    )  # fmt: skip


FIELDS = (
    _field("identity", "身份证号码", "identity number", "公民身份号码", "公民身份证号码",
           "身份证号", "身份证", "证件号码", "居民身份证号码"),
    _field("sex", "性别", "sex"),
    _field("birth_date", "出生日期", "birth date", "出生年月", "出生年月日", "出生时间"),
    _field("ethnicity", "民族", "ethnicity"),
    _field("education", "学历", "education", "文化程度", "最高学历"),
    _field("phone", "联系电话", "telephone", "手机", "手机号", "手机号码", "电话", "电话号码",
           "联系方式", "移动电话"),
    _field("stage", "人员类别", "stage", "党员类别", "类别", "党员状态", "发展阶段", "阶段",
           "政治面貌"),
    _field("joined", "入党日期", "day of joining", "入党时间", "入党年月", "加入党组织日期",
           "加入党组织时间", "加入中共组织日期", "加入中国共产党日期"),
    _field("full_on", "转正日期", "day of full membership", "转正时间", "转为正式党员日期",
           "转为正式党员时间"),
    _field("since", "进入本支部日期", "in the branch since", "进入支部日期", "进入党支部日期",
           "进入当前支部日期", "进入本支部时间", "编入日期", "转入日期", "转入时间"),
    _field("group", "党小组", "group", "所在党小组", "党小组名称"),
)  # fmt: skip

# What each row is about stands last; a branch merged over its members is filled down.
LEVELS = (
    LevelDef("code", Text("党组织代码", "code of the branch"),
             ("党组织代码", "支部代码", "党支部代码", "组织代码", "unit"), frozenset()),
    LevelDef("branch", Text("党支部", "branch"),
             ("党支部", "所在党支部", "支部", "支部名称", "党支部名称", "所属支部", "所在支部",
              "所属党支部", "党组织名称", "所在党组织", "组织关系所在党支部", "branch"),
             frozenset()),
    LevelDef("name", Text("姓名", "name"), ("姓名", "党员姓名", "名字", "name"), frozenset()),
)  # fmt: skip

ROSTER = LedgerDefinition(
    code="members",
    label=Text("党员名册", "roster of members"),
    fields=FIELDS,
    levels=LEVELS,
    code_headers=(),
    ignored_headers=("序号", "编号", "年龄", "党龄", "备注", "籍贯", "职务", "工作单位", "住址"),
)
