"""What can be said about a cell of a roster: one closed table. Never a number of a person."""

from __future__ import annotations

from liandong.core.kernel.errors import Severity, Text
from liandong.domains.intake.reading.findings import Finding

_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTE

# code: severity, what is wrong, what to do
TABLE: dict[str, tuple[Severity, Text, Text]] = {
    "name_missing": (
        _E, Text("没有姓名，或超过 60 个字", "no name, or one of more than 60 characters"),
        Text("请填写姓名", "fill in the name")),
    "merged_value": (
        _E, Text("合并单元格，分不清属于哪个人",
                 "merged cells: whose value it is, nobody can tell"),
        Text("请取消合并，每人填一格", "unmerge them and fill in one cell for each person")),
    "no_value": (
        _E, Text("这一格是公式或错误值，没有算出结果", "a formula without a result, or an error"),
        Text("请改成数值或文字再上传", "put the value itself there")),
    "unit_missing": (
        _E, Text("没有写明党支部", "no branch is named"),
        Text("请填写党支部名称或代码", "fill in the name or code of the branch")),
    "unknown_unit": (
        _E, Text("找不到党支部“{raw}”", "no branch “{raw}” is found"),
        Text("请核对名称或代码，或确认它在您的范围内",
             "check the name or code, and that it is within your scope")),
    "ambiguous_unit": (
        _E, Text("有几个党支部都叫“{raw}”", "several branches are called “{raw}”"),
        Text("请另加“党组织代码”一列写明是哪一个", "say which by a column of codes")),
    "unit_closed": (
        _E, Text("党支部“{raw}”已撤销", "the branch “{raw}” was dissolved"),
        Text("请填写现在的党支部", "name the branch of today")),
    "unknown_group": (
        _E, Text("这个党支部没有党小组“{raw}”", "this branch has no group “{raw}”"),
        Text("请核对，或先建立党小组", "check it, or set up the group first")),
    "identity_missing": (
        _W, Text("没有身份证号码，无法查重",
                 "without an identity number nobody can tell a duplicate"),
        Text("请尽快补上", "add it soon")),
    "identity_number_as_number": (
        _E, Text("身份证号码被存成数字，后几位已丢失",
                 "the identity number was stored as a number: its last digits are lost"),
        Text("请把这一列设为文本格式后重新填写", "set the column to text and type it again")),
    "birth_differs": (
        _E, Text("出生日期与身份证号码里的不一致",
                 "the birth date differs from the identity number"),
        Text("请对照证件核对这两格", "check both cells against the card")),
    "sex_differs": (
        _E, Text("性别与身份证号码里的不一致", "the sex differs from the identity number"),
        Text("请对照证件核对这两格", "check both cells against the card")),
    "unknown_sex": (
        _E, Text("“{raw}”不是性别", "“{raw}” is no sex"), Text("请填男或女", "write 男 or 女")),
    "bad_phone": (
        _E, Text("电话号码不是 5–15 位数字", "the telephone number has not 5 to 15 digits"),
        Text("请核对", "check it")),
    "bad_date": (
        _E, Text("“{raw}”不是日期", "“{raw}” is no date"),
        Text("请写成 2019-05-01", "write it as 2019-05-01")),
    "in_future": (
        _E, Text("日期 {raw} 还没有到", "{raw} has not come yet"),
        Text("请填实际日期", "say the day on which it happened")),
    "before_branch": (
        _E, Text("日期 {raw} 早于支部成立的 {other}",
                 "{raw} is before the branch began on {other}"),
        Text("请核对，或先更正支部的成立日期", "check it, or correct the founding of the branch")),
    "before_the_party": (
        _E, Text("日期 {raw} 早于 1921 年 7 月 1 日建党",
                 "{raw} is before the Party was founded on 1 July 1921"),
        Text("请核对这一格", "check the cell")),
    "joined_too_young": (
        _E, Text("{raw} 入党时还没有年满党章规定的年龄",
                 "on {raw} below the age the Constitution of the Party asks for"),
        Text("请核对入党日期和出生日期", "check the day of joining and the birth date")),
    "dates_order": (
        _E, Text("转正日期早于或等于入党日期",
                 "full membership does not follow the day of joining"),
        Text("请核对这两格", "check both cells")),
    "unknown_stage": (
        _E, Text("不认识类别“{raw}”", "the stage “{raw}” is not known"),
        Text("请填正式党员、预备党员、发展对象、入党积极分子或入党申请人",
             "write 正式党员, 预备党员, 发展对象, 入党积极分子 or 入党申请人")),
    "stage_missing": (
        _E, Text("没有填类别", "no stage is given"),
        Text("请填正式党员、预备党员等", "write 正式党员, 预备党员 or another")),
    "stage_assumed": (
        _N, Text("表中没有“人员类别”一列", "the sheet has no column of stages"),
        Text("所有人按正式党员登记", "everybody is taken as a full member")),
    "probation_short": (
        _W, Text("从入党到转正不满 {other} 个月", "probation of less than {other} months"),
        Text("请核对这两个日期", "check both dates")),
    "duplicate_row": (
        _E, Text("与第 {other} 行是同一个人", "the same person as in row {other}"),
        Text("请只保留一行", "keep one of the rows")),
    "two_names": (
        _E, Text("同一身份证号码在第 {other} 行是另一个姓名",
                 "the same identity number stands in row {other} under another name"),
        Text("请对照证件改正其中一行", "correct one of them by the card")),
    "two_branches": (
        _E, Text("同一个人在第 {other} 行属于另一个党支部",
                 "the same person is in another branch in row {other}"),
        Text("一个人只能在一个支部，请删去一行", "a person belongs to one branch: keep one row")),
    "other_name_on_record": (
        _E, Text("这个身份证号码已经用另一个姓名登记",
                 "this identity number is on record under another name"),
        Text("请对照证件核对；如已更名，请在人员页更正", "check the card; a new name is put right "
             "on the person's page")),
    "in_other_organisation": (
        _E, Text("这个人已在别的组织的名册里（{other}）",
                 "this person is on the roster of another organisation ({other})"),
        Text("请办理组织关系转接，不要重复登记", "transfer the membership instead")),
    "was_here": (
        _E, Text("这个人曾在册，后来离开", "this person was on a roster and left"),
        Text("请在人员页登记“回来”，历史才连得上", "register the return on the person's page, so "
             "that the history stays one")),
    "on_roster_already": (
        _N, Text("已在这个支部的名册里", "on the roster of this branch already"),
        Text("没有重复登记", "not registered again")),
    "same_name_here": (
        _W, Text("这个支部已有同名的人", "somebody of this name is in the branch already"),
        Text("请核对是不是同一个人", "check whether it is the same person")),
    "no_rows": (
        _E, Text("表头下面没有人员", "there is nobody below the headings"),
        Text("请核对文件", "check the file")),
}  # fmt: skip


def finding(code: str, row: int, column: int, **said: object) -> Finding:
    """The finding at a cell, its words filled in."""
    severity, what, remedy = TABLE[code]
    filled = Text(what.zh.format_map(said), what.en.format_map(said))
    return Finding(row, column, severity, code, filled, remedy)
