"""Every finding a reading can make: one closed table of codes, with words in two languages."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from liandong.core.kernel.errors import Severity, Text

from .text import address, clip


class Code(StrEnum):
    """The codes scripts may rely on."""

    FULL_WIDTH = "full_width"
    UNIT_IN_CELL = "unit_in_cell"
    ROUNDED = "rounded"
    WORD_AS_BLANK = "word_as_blank"
    TRIMMED = "trimmed"
    NAME_VARIANT = "name_variant"
    IMPLAUSIBLE = "implausible"
    UNIT_SUSPECT = "unit_suspect"
    LESS_THAN_RELATED = "less_than_related"
    COLUMN_MISSING = "column_missing"
    NOT_A_NUMBER = "not_a_number"
    NEGATIVE = "negative"
    APPROXIMATE = "approximate"
    PERCENT = "percent"
    DATE_AS_NUMBER = "date_as_number"
    NOT_WHOLE = "not_whole"
    TOO_LARGE = "too_large"
    WRONG_UNIT = "wrong_unit"
    MERGED_VALUE = "merged_value"
    FORMULA_WITHOUT_VALUE = "formula_without_value"
    ERROR_VALUE = "error_value"
    UNKNOWN_PLACE = "unknown_place"
    AMBIGUOUS_PLACE = "ambiguous_place"
    PLACE_MISSING = "place_missing"
    CODE_UNKNOWN = "code_unknown"
    CODE_MISMATCH = "code_mismatch"
    DUPLICATE_ROW = "duplicate_row"
    BLANK_ASK = "blank_ask"
    UNIT_UNKNOWN = "unit_unknown"
    AS_OF_MISSING = "as_of_missing"
    AS_OF_AMBIGUOUS = "as_of_ambiguous"
    AS_OF_FUTURE = "as_of_future"
    AS_OF_EARLY = "as_of_early"
    NO_ROWS = "no_rows"
    MORE_ROWS = "more_rows"


@dataclass(frozen=True, slots=True)
class Words:
    """What is wrong and what to do, as templates."""

    severity: Severity
    what: Text
    remedy: Text


def _words(severity: Severity, zh: str, en: str, todo_zh: str, todo_en: str) -> Words:
    return Words(severity, Text(zh, en), Text(todo_zh, todo_en))


_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTE

# A key is a code, or a code and a turn of phrase for it after a colon.
TABLE: dict[str, Words] = {
    "full_width": _words(
        _N, "“{raw}”是全角字符", "“{raw}” is in full-width characters",
        "已读作 {value} {unit}，无需修改", "read as {value} {unit}; nothing to do",
    ),
    "unit_in_cell": _words(
        _N, "“{raw}”里写了单位", "“{raw}” has its unit in the cell",
        "已读作 {value} {unit}，无需修改", "read as {value} {unit}; nothing to do",
    ),
    "rounded": _words(
        _N, "“{raw}”超过两位小数", "“{raw}” has more than two decimals",
        "已四舍五入为 {value} {unit}", "rounded to {value} {unit}",
    ),
    "word_as_blank:zero": _words(
        _N, "“{raw}”表示没有", "“{raw}” says there is none",
        "已读作 0，如果是不详请填“不详”", "read as 0; if it is unknown, write 不详",
    ),
    "word_as_blank:unknown": _words(
        _N, "“{raw}”表示不详", "“{raw}” says it is unknown",
        "已按不详处理，查明后请填{ask}", "taken as unknown; fill in {ask} once known",
    ),
    "trimmed": _words(
        _N, "“{raw}”前后或中间有多余的空格", "“{raw}” has spaces around or inside it",
        "已读作“{value}”，无需修改", "read as “{value}”; nothing to do",
    ),
    "name_variant": _words(
        _N, "“{raw}”与系统中的名称略有不同",
        "“{raw}” differs slightly from the name on record",
        "已读作“{value}”，若不是请改正", "read as “{value}”; correct it if that is wrong",
    ),
    "implausible": _words(
        _W, "{field} {value} {unit}少见", "{field} of {value} {unit} is unusual",
        "请核对（一般不超过 {limit} {unit}）",
        "please check (usually at most {limit} {unit})",
    ),
    "implausible:low": _words(
        _W, "{field} {value} {unit}少见", "{field} of {value} {unit} is unusual",
        "请核对（一般不少于 {limit} {unit}）",
        "please check (usually at least {limit} {unit})",
    ),
    "implausible:unit": _words(
        _W, "{field} {value} {unit}少见", "{field} of {value} {unit} is unusual",
        "请核对：是否把“{small}”误填在“{unit}”栏？如果是，请改为 {suggestion}",
        "please check: was it meant in {small}, not {unit}? If so, write {suggestion}",
    ),
    "unit_suspect": _words(
        _E, "“{header}”一栏{says}，但多数数值（{count} 个，如 {example}）按{other}才合常理",
        "the column “{header}” {says}, but most of its figures ({count}, such as {example}) only "
        "make sense in {other}",
        "请说明这一栏到底是{other}还是{unit}（命令行：{option}），或改正表头",
        "say whether the column is in {other} or {unit} (command line: {option}), or correct the "
        "heading",
    ),
    "unit_suspect:given": _words(
        _W, "“{header}”一栏按您指明的{unit}读，但 {count} 个数（如 {example}）按{other}才合常理",
        "the column “{header}” is read in {unit} as you said, but most of its figures ({count}, "
        "such as {example}) only make sense in {other}",
        "请再核对一次单位", "please check the unit once more",
    ),
    "less_than_related": _words(
        _W, "{field} {value} 少于{other} {other_value}",
        "{field} {value} is below {other} {other_value}",
        "请核对这两个数", "please check both figures",
    ),
    "column_missing": _words(
        _W, "表里没有“{field}”一栏", "the sheet has no column for {field}",
        "其他栏照常读入；如有此栏，请指明是哪一列",
        "the others are read; if it is there, say which column it is",
    ),
    "not_a_number": _words(
        _E, "“{raw}”不是数字", "“{raw}” is not a number",
        "请填{ask}，如 {example}", "fill in {ask}, such as {example}",
    ),
    "not_a_number:suggest": _words(
        _E, "“{raw}”不是数字", "“{raw}” is not a number",
        "请改为 {suggestion} 或留空", "change it to {suggestion} or leave it empty",
    ),
    "negative": _words(
        _E, "“{raw}”是负数", "“{raw}” is negative",
        "{field}不能小于 0，请改正", "{field} cannot be below 0; please correct it",
    ),
    "approximate": _words(
        _E, "“{raw}”不是确数", "“{raw}” is not an exact figure",
        "请填准确的{ask}，如 {example}；不清楚请填“不详”",
        "fill in {ask} exactly, such as {example}, or 不详 if unknown",
    ),
    "percent": _words(
        _E, "“{raw}”是百分比", "“{raw}” is a percentage",
        "请填{ask}，如 {example}", "fill in {ask}, such as {example}",
    ),
    "date_as_number": _words(
        _E, "“{raw}”是日期，不是数字", "“{raw}” is a date, not a number",
        "请把单元格格式改为“常规”，再填{ask}，如 {example}",
        "set the cell's format to General and fill in {ask}, such as {example}",
    ),
    "not_whole": _words(
        _E, "“{raw}”不是整数", "“{raw}” is not a whole number",
        "{field}须是整数，请改正", "{field} must be a whole number; please correct it",
    ),
    "too_large": _words(
        _E, "“{raw}”大得无法记录", "“{raw}” is too large to record",
        "请填正确的{ask}，如 {example}", "fill in {ask} correctly, such as {example}",
    ),
    "wrong_unit": _words(
        _E, "“{raw}”的单位不是{field}的单位",
        "the unit of “{raw}” is not one of {field}",
        "请填以{unit}为单位的{ask}", "fill in {ask} in {unit}",
    ),
    "merged_value": _words(
        _E, "与别的单元格合并，分不清各是多少",
        "is merged with other cells, so each one's figure is unclear",
        "请取消合并，分别填写{ask}", "unmerge the cells and fill in {ask} in each",
    ),
    "formula_without_value": _words(
        _E, "公式没有保存计算结果", "is a formula saved without its result",
        "请用 Excel 或 WPS 打开、保存后重新上传，或把公式改为数值",
        "open and save the file in Excel or WPS and send it again, or paste the values",
    ),
    "error_value": _words(
        _E, "公式出错（{raw}）", "is a formula error ({raw})",
        "请改正公式，或直接填{ask}", "mend the formula, or fill in {ask}",
    ),
    "unknown_place": _words(
        _E, "{where}没有“{raw}”", "there is no “{raw}” in {where}",
        "请按系统中的名称填写", "use the name on record",
    ),
    "unknown_place:suggest": _words(
        _E, "{where}没有“{raw}”", "there is no “{raw}” in {where}",
        "是否为 {suggestion}？请改正", "did you mean {suggestion}? Please correct it",
    ),
    "unknown_place:listed": _words(
        _E, "{where}没有“{raw}”", "there is no “{raw}” in {where}",
        "这里的{level}有 {names}，请照其中的名称填写",
        "the names on record there ({level}) are {names}; use one of them",
    ),
    "ambiguous_place": _words(
        _E, "“{raw}”可能是 {candidates}", "“{raw}” may be {candidates}",
        "请写明上级名称，或加一列区划代码",
        "name the level above, or add a column with division codes",
    ),
    "place_missing": _words(
        _E, "没有填{level}名称，但这一行有数据", "names no {level}, but the row has figures",
        "请填{level}名称，或删去这一行", "fill in the {level}, or delete the row",
    ),
    "code_unknown": _words(
        _E, "没有代码为“{raw}”的{level}", "no {level} has the code “{raw}”",
        "请核对 12 位区划代码，或留空",
        "check the 12-digit division code, or leave it empty",
    ),
    "code_mismatch": _words(
        _E, "代码“{raw}”是{value}，与本行名称不符",
        "the code “{raw}” is {value}, not what the row names",
        "请改正代码或名称", "correct the code or the names",
    ),
    "duplicate_row": _words(
        _E, "与第 {first} 行重复（{value}）", "repeats row {first} ({value})",
        "请删去其中一行", "delete one of the two rows",
    ),
    "duplicate_row:differs": _words(
        _E, "第 {first} 行也是{value}，但{columns}不一样，这两行都不收",
        "row {first} is {value} as well, but they differ in {columns}; neither is taken",
        "请查明哪一行对，删去另一行", "find out which row is right and delete the other",
    ),
    "duplicate_row:contradicted": _words(
        _E, "第 {other} 行也是{value}，但{columns}不一样，这两行都不收",
        "row {other} is {value} as well, but they differ in {columns}; neither is taken",
        "请查明哪一行对，删去另一行", "find out which row is right and delete the other",
    ),
    "blank_ask": _words(
        _E, "“{header}”有 {count} 个空白，没有说明空白表示什么",
        "“{header}” has {count} blanks, and nothing says what a blank means",
        "请说明空白表示“没有”还是“不详”", "say whether a blank means none or unknown",
    ),
    "unit_unknown": _words(
        _E, "“{header}”没有写明单位", "“{header}” does not say its unit",
        "请说明是元还是万元等，或在表头写明",
        "say whether it is 元 or 万元, or write it in the heading",
    ),
    "as_of_missing": _words(
        _E, "表里没有写明截至日期", "the sheet does not say as of which day it holds",
        "请指明日期，或在表头上方写“截至：2016年12月31日”",
        "give the date, or write “截至：2016年12月31日” above the headings",
    ),
    "as_of_ambiguous": _words(
        _E, "表里的截至日期不清楚（{raw}）", "the as-of date is not clear ({raw})",
        "请指明日期，如 2016-12-31", "give the date, such as 2016-12-31",
    ),
    "as_of_ambiguous:none": _words(
        _E, "“{raw}”里的日期不存在，{why}", "the date in “{raw}” does not exist: {why}",
        "请改正，或指明日期，如 2016-12-31", "correct it, or give the date, such as 2016-12-31",
    ),
    "more_rows": _words(
        _W, "表里有 {rows} 行数据，这一范围却只有 {units} 个{level}",
        "the sheet has {rows} rows of data, but this area only {units} units ({level})",
        "请先核对文件、工作表和范围选得对不对",
        "check first that this is the right file, sheet and area",
    ),
    "as_of_future": _words(
        _E, "截至日期 {day} 还没有到（今天是 {today}）",
        "the as-of date {day} is still to come (today is {today})",
        "请改正，或指明日期，如 2016-12-31", "correct it, or give the date, such as 2016-12-31",
    ),
    "as_of_early": _words(
        _E, "截至日期 {day} 太早，这一范围的组织从 {first} 起才有记录",
        "the as-of date {day} is too early: this area is on record from {first} on",
        "请核对日期；日期没错的，请先登记那时的组织",
        "check the date; if it is right, put the units of that time on record first",
    ),
    "no_rows": _words(
        _E, "表头下面没有数据行", "there is no row of data below the headings",
        "请核对是否选对了文件和工作表", "check that this is the right file and sheet",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to say about one cell. `row` counts from 1, `column` from 0."""

    row: int
    column: int
    severity: Severity
    code: str
    what: Text
    remedy: Text

    @property
    def cell(self) -> str:
        """The cell as people write it: H5."""
        return address(self.row, self.column)

    @property
    def message(self) -> Text:
        """Place, what is wrong, what to do, in one line."""
        return Text(
            f"{self.cell}：{self.what.zh}，{self.remedy.zh}。",
            f"{self.cell}: {self.what.en}; {self.remedy.en}.",
        )


Said = dict[str, object]


def _fill(template: Text, said: Said) -> Text:
    def side(language: str) -> dict[str, object]:
        return {
            name: value.in_language(language) if isinstance(value, Text) else value
            for name, value in said.items()
        }

    return Text(template.zh.format_map(side("zh")), template.en.format_map(side("en")))


def finding(key: str, row: int, column: int, said: Said | None = None) -> Finding:
    """The finding `key` of the table at a cell, its template filled with what was `said`."""
    words = TABLE[key]
    said = {k: clip(v) if k == "raw" and isinstance(v, str) else v for k, v in (said or {}).items()}
    code = Code(key.partition(":")[0])
    return Finding(
        row, column, words.severity, code, _fill(words.what, said), _fill(words.remedy, said)
    )
