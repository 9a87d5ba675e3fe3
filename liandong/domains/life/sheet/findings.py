"""Every finding a sheet of meetings can have: one closed table."""

from __future__ import annotations

from dataclasses import dataclass

from liandong.core.kernel.errors import Severity, Text
from liandong.domains.intake.reading.text import address, clip

_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTE

TABLE: dict[str, tuple[Severity, Text]] = {
    "unit_missing": (_E, Text(
        "没有填组织，请填支部名称或组织代码，或删去这一行",
        "names no organisation; give its name or code, or delete the row")),
    "unknown_unit": (_E, Text(
        "“{raw}”不在这个范围的党组织中，请按系统中的名称填写",
        "there is no organisation “{raw}” here; use the name on record")),
    "unknown_unit:suggest": (_E, Text(
        "“{raw}”不在这个范围的党组织中，是否为 {suggestion}？请改正",
        "there is no organisation “{raw}” here; did you mean {suggestion}? Correct it")),
    "ambiguous_unit": (_E, Text(
        "有 {count} 个组织叫“{raw}”，请加一列组织代码",
        "{count} organisations are called “{raw}”; add a column with their codes")),
    "bad_kind": (_E, Text(
        "“{raw}”不是会议类别，可填：党员大会、支委会、党小组会、党课、主题党日、组织生活会、民主评议；"
        "兼作几类用顿号隔开",
        "“{raw}” is no kind of meeting; use assembly, committee, group, lesson, themed_day, "
        "organisation_life or appraisal, several with commas between")),
    "wrong_kind": (_E, Text(
        "{unit}不召开“{raw}”，请改正类别或组织",
        "{unit} holds no “{raw}”; correct the kind or the organisation")),
    "bad_date": (_E, Text(
        "“{raw}”不是日期，请写成 2022-06-15",
        "“{raw}” is no date; write 2022-06-15")),
    "in_future": (_E, Text(
        "{day}还没有到，不能登记为已召开",
        "{day} has not come yet: nothing can have been held")),
    "unit_not_there": (_E, Text(
        "{unit}在{day}不存在，请检查日期",
        "{unit} does not exist on {day}; check the date")),
    "bad_count": (_E, Text(
        "“{raw}”不是人数，请填整数",
        "“{raw}” is no number of people; give a whole number")),
    "merged_count": (_E, Text(
        "与别的单元格合并，分不清各是多少，请取消合并分别填写",
        "is merged with other cells; unmerge them and fill in each")),
    "present_missing": (_E, Text(
        "没有填实到人数，请补上",
        "does not say how many came; fill it in")),
    "nobody_came": (_E, Text(
        "实到 0 人，这次会议没有开成，请核对或删去这一行",
        "nobody came, so there was no meeting; check, or delete the row")),
    "entitled_missing": (_E, Text(
        "没有填应到人数，名册里当天也没有应到会的党员，请补上",
        "does not say how many were entitled, and nobody was by the roster; fill it in")),
    "too_many_present": (_E, Text(
        "实到 {present} 人多于应到 {entitled} 人，请核对",
        "{present} came, more than the {entitled} entitled; check the numbers")),
    "entitled_differs": (_W, Text(
        "应到 {entitled} 人，按当天名册是 {roster} 人，请核对名册或这个数",
        "{entitled} entitled, but {roster} by the roster of that day; check either")),
    "no_quorum": (_W, Text(
        "应到 {entitled} 人，实到 {present} 人，没有超过半数，不计为有效会议",
        "{present} of {entitled} came: no quorum, so it does not count")),
    "duplicate_row": (_E, Text(
        "与第 {first} 行重复（同一组织、同一天、同一类别），请删去其中一行",
        "repeats row {first} (same organisation, day and kind); delete one of them")),
    "on_record": (_N, Text(
        "这次会议已经登记，不再重复登记",
        "is on record already and is left alone")),
    "too_long": (_W, Text(
        "文字超过 {limit} 个字，只取前面部分",
        "is longer than {limit} characters; only the beginning is taken")),
    "no_rows": (_E, Text(
        "表头下面没有数据行，请核对是否选对了文件和工作表",
        "there is no row of data below the headings; check that this is the right sheet")),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to say about one cell; `row` counts from 1, `column` from 0."""

    row: int
    column: int
    severity: Severity
    code: str
    text: Text

    @property
    def cell(self) -> str:
        return address(self.row, self.column)

    @property
    def message(self) -> Text:
        """Place, what is wrong and what to do, in one line."""
        return Text(f"{self.cell}：{self.text.zh}。", f"{self.cell}: {self.text.en}.")


def finding(key: str, row: int, column: int, **said: object) -> Finding:
    """The finding `key` of the table at a cell."""
    severity, text = TABLE[key]
    said = {name: clip(v) if isinstance(v, str) else v for name, v in said.items()}
    words = Text(text.zh.format_map(said), text.en.format_map(said))
    return Finding(row, column, severity, key.partition(":")[0], words)
