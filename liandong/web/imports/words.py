"""What the wizard calls things."""

from __future__ import annotations

import re

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from liandong.core.kernel.errors import Text
from liandong.domains.guarantee.ledger import LEDGER

SEVERITIES = {"error": _("必须改"), "warning": _("请核对"), "note": _("说明")}
UNIT_FROM = {
    "header": _("表头写明"),
    "above": _("上一级表头写明"),
    "sheet": _("表的上方写明"),
    "assumed": _("没有写，按通常的单位"),
    "given": _("由您指定"),
    "nowhere": _("没有写明"),
}
SURE = {"likely": _("像是，请核对"), "given": _("由您指定"), "unknown": _("不认识的表头")}
BLANKS = {"zero": _("没有，按 0"), "unknown": _("不详")}
CODES = {
    "full_width": _("全角字符"),
    "unit_in_cell": _("数字带单位"),
    "rounded": _("小数位过多"),
    "word_as_blank": _("文字表示没有或不详"),
    "trimmed": _("名称里有空格"),
    "name_variant": _("名称写法不同"),
    "implausible": _("数值不寻常"),
    "unit_suspect": _("单位可疑"),
    "less_than_related": _("前后不一致"),
    "column_missing": _("缺少一列"),
    "not_a_number": _("不是数字"),
    "negative": _("负数"),
    "approximate": _("约数"),
    "percent": _("百分数"),
    "date_as_number": _("日期填在数字列"),
    "not_whole": _("应为整数"),
    "too_large": _("数值过大"),
    "wrong_unit": _("单位不符"),
    "merged_value": _("合并单元格"),
    "formula_without_value": _("公式没有结果"),
    "error_value": _("公式出错"),
    "unknown_place": _("名称对不上"),
    "ambiguous_place": _("名称对上了几个"),
    "place_missing": _("没有写名称"),
    "code_unknown": _("代码对不上"),
    "code_mismatch": _("代码与名称不符"),
    "duplicate_row": _("重复的行"),
    "blank_ask": _("空白的含义不明"),
    "unit_unknown": _("单位不明"),
    "as_of_missing": _("没有截至日期"),
    "as_of_ambiguous": _("截至日期不清"),
    "as_of_future": _("截至日期还没有到"),
    "as_of_early": _("截至日期太早"),
    "more_rows": _("行数太多"),
    "no_rows": _("没有数据行"),
}
_OPTION = re.compile(r"（命令行：[^）]*）| \(command line: [^)]*\)")
_FOR_COMMANDS = ("（--sheet）", " (--sheet)", "，或指明工作表", ", or name it")


def said(text: Text) -> str:
    """The words in the reader's language, without what is meant for the command line."""
    return _OPTION.sub("", text.in_language(get_language() or "zh-hans"))


def problem(found: dict[str, str] | None) -> str:
    """Why a file cannot be read, without what is meant for the command line."""
    if not found:
        return ""
    words = said(Text(found["zh"], found["en"]))
    for part in _FOR_COMMANDS:
        words = words.replace(part, "")
    return words


def targets() -> list[tuple[str, object]]:
    """What a column can be, for a choice: figures, names of places, the code, nothing."""
    fields = [(one.code, said(one.label)) for one in LEDGER.fields]
    levels = [(one.code, said(one.label)) for one in LEDGER.levels]
    others = [("code", _("区划代码")), ("ignore", _("不读这一列"))]
    return [(_("数据"), fields), (_("地名"), levels), (_("其他"), others)]


def field_label(code: str) -> str:
    """A ledger field's name."""
    return said(LEDGER.by_code[code].label)
