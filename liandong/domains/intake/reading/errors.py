"""Files that cannot be read at all: a closed table of reasons, each saying what to do."""

from __future__ import annotations

from liandong.core.kernel.errors import LiandongError, Text


class UnreadableFile(LiandongError):
    """The file as a whole cannot be read; nothing was taken from it."""


_SAVE_AS = Text("请另存为 .xlsx 后再上传", "Save it as .xlsx and send it again")

REASONS: dict[str, Text] = {
    "no_file": Text("找不到文件 {path}。请核对路径。", "There is no file {path}. Check the path."),
    "empty_file": Text(
        "文件是空的（0 字节），可能没有传完。请重新上传。",
        "The file is empty (0 bytes); it may not have been sent whole. Send it again.",
    ),
    "wrong_type": Text(
        "这不是表格，看起来是{what}。请上传 .xlsx、.xls 或 .csv 文件。",
        "This is not a table; it looks like {what}. Send an .xlsx, .xls or .csv file.",
    ),
    "other_table": Text(
        f"这是{{what}}，不能直接读取。{_SAVE_AS.zh}。",
        f"This is {{what}}, which is not read directly. {_SAVE_AS.en}.",
    ),
    "encrypted": Text(
        "工作簿有打开密码，读不了。"
        "请在 Excel 或 WPS 里取消密码（文件—信息—保护工作簿），保存后再上传。",
        "The workbook is protected by a password. Remove it in Excel or WPS (File, Info, Protect "
        "Workbook), save, and send it again.",
    ),
    "broken": Text(
        "文件已损坏（{why}），可能没有传完。请用 Excel 或 WPS 打开、另存为 .xlsx 后再上传。",
        "The file is broken ({why}); it may not have been sent whole. Open it in Excel or WPS, "
        "save it as .xlsx, and send it again.",
    ),
    "too_big": Text(
        "文件展开后太大（{size}，上限 {limit}），为安全起见没有读取。"
        "请只保留要上报的工作表，删去图片和多余的行列。",
        "Unpacked, the file is too big ({size}; the limit is {limit}), so it was not read. Keep "
        "only the sheet to report, without pictures or spare rows and columns.",
    ),
    "unsafe": Text(
        "文件里有外部实体声明，正常的工作簿不会有，没有读取。"
        "请用 Excel 或 WPS 另存为 .xlsx 后再上传。",
        "The file declares XML entities, which no ordinary workbook does, so it was not read. "
        "Save it as .xlsx from Excel or WPS and send it again.",
    ),
    "too_many_rows": Text(
        "工作表“{sheet}”有内容的最后一格在 {cell}，超过上限（{rows} 行、{columns} 列）。"
        "请分成几个文件，或删去表格之外的内容。",
        "The sheet “{sheet}” reaches to {cell}, beyond the limit ({rows} rows, {columns} columns). "
        "Split it into several files, or delete what lies outside the table.",
    ),
    "no_sheet": Text(
        "工作簿里没有工作表（只有图表等）。请上传带表格的工作簿。",
        "The workbook has no worksheet (only charts or the like). Send one with a table.",
    ),
    "empty_sheet": Text(
        "工作表“{sheet}”是空的。请核对是否选对了文件和工作表。",
        "The sheet “{sheet}” is empty. Check that this is the right file and sheet.",
    ),
    "sheet_unknown": Text(
        "没有名为“{sheet}”的工作表。现有：{names}。",
        "There is no sheet named “{sheet}”. There are: {names}.",
    ),
    "ledger_hidden": Text(
        "看起来是台账的工作表被隐藏了：{names}。请取消隐藏，或指明工作表（--sheet）。",
        "What looks like the ledger is a hidden sheet: {names}. Unhide it, or name it (--sheet).",
    ),
    "two_ledgers": Text(
        "有几个工作表都像台账：{names}。请指明读哪一个（--sheet）。",
        "Several sheets look like the ledger: {names}. Say which one to read (--sheet).",
    ),
    "no_ledger": Text(
        "没有找到“{ledger}”的表头（应有“{unit}”一栏或区划代码，以及“{fields}”等栏）。"
        "请核对文件，或指明各列是什么。",
        "The headings of the {ledger} were not found (a column for the {unit} or its code, and "
        "ones such as {fields}). Check the file, or say what each column is.",
    ),
    "two_columns": Text(
        "{columns} 两列都像“{field}”。请指明哪一列才是。",
        "Columns {columns} both look like {field}. Say which one it is.",
    ),
    "bad_mapping": Text(
        "指明的“{what}”不认识。列可写列标（如 J）或表头；等号后可写 {known}。",
        "“{what}” is not known. Name a column by its letters (such as J) or heading; after the "
        "equals sign write one of {known}.",
    ),
    "bad_unit": Text(
        "“{unit}”不能用作“{field}”的单位。可用：{known}。",
        "“{unit}” cannot be the unit of {field}. Use one of {known}.",
    ),
}


def unreadable(code: str, **said: object) -> UnreadableFile:
    """The exception for a reason of the table, its words filled in."""
    words = REASONS[code]
    zh = {k: v.zh if isinstance(v, Text) else v for k, v in said.items()}
    en = {k: v.en if isinstance(v, Text) else v for k, v in said.items()}
    return UnreadableFile(code, Text(words.zh.format_map(zh), words.en.format_map(en)))
