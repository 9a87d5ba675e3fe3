"""One field at a time: from words to a value, or a finding that says how to write it."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from enum import StrEnum
from typing import Any, TypeVar

from liandong.core.kernel.codes import CodeError, DivisionCode
from liandong.core.kernel.errors import Text
from liandong.core.standards.norms.model import NATION
from liandong.core.standards.norms.tree import Report, line_of, section, words

Choice = TypeVar("Choice", bound=StrEnum)

# what decimal(18,4) holds: engines compute with it exactly
_NUMBER = re.compile(r"[0-9]{1,14}(\.[0-9]{1,4})?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CODE = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")


def code(node: Any, report: Report) -> str | None:
    """A norm's code: lower-case words joined by dots."""
    text = words(node) or ""
    if _CODE.fullmatch(text):
        return text
    report.add(
        line_of(node),
        "norm.bad_code",
        f"标准代码“{text}”不合规则。"
        "请用小写字母、数字和下划线，以点分段，如 guarantee.workers_min。",
        f"The norm code {text} is malformed. Use lower-case letters, digits and underscores in "
        "parts joined by dots, such as guarantee.workers_min.",
    )
    return None


def decimal(node: Any, report: Report) -> Decimal | None:
    """An exact number, not negative, with at most four decimals."""
    text = words(node) or ""
    if _NUMBER.fullmatch(text):
        return Decimal(text)
    report.add(
        line_of(node),
        "norm.bad_value",
        f"值“{text}”不是可用的数。"
        "请只写数字，不带单位、逗号和负号，最多四位小数，如 50000 或 0.5。",
        f"The value {text} is no usable number. Write digits only, without unit, commas or minus, "
        "with at most four decimals, such as 50000 or 0.5.",
    )
    return None


def day(node: Any, report: Report) -> date | None:
    """A day written year-month-day."""
    text = words(node) or ""
    try:
        if _DATE.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    report.add(
        line_of(node),
        "norm.bad_date",
        f"“{text}”不是日历上的日期。请写成年-月-日，如 2015-01-01。",
        f"{text} is no date of the calendar. Write year-month-day, such as 2015-01-01.",
    )
    return None


def flag(node: Any, report: Report) -> bool | None:
    """true or false, nothing else."""
    text = words(node)
    if text in ("true", "false"):
        return text == "true"
    report.add(
        line_of(node),
        "norm.bad_flag",
        f"“{text or ''}”应为 true（是）或 false（否）。",
        f"{text or 'This'} should be true or false.",
    )
    return None


def scope(node: Any, report: Report) -> str | None:
    """`CN`, or a division code in any of its forms, made canonical."""
    text = words(node) or ""
    if text == NATION:
        return NATION
    try:
        return DivisionCode.parse(text).value
    except CodeError as error:
        report.add(
            line_of(node),
            "norm.bad_scope",
            f"范围“{text}”应为 CN（全国）或区划代码。{error.text.zh}",
            f"The scope {text} should be CN (the nation) or a division code. {error.text.en}",
        )
        return None


def choice(node: Any, kind: type[Choice], key: str, report: Report) -> Choice | None:
    """One of a closed list; the finding is called after the key."""
    text = words(node) or ""
    values = [one.value for one in kind]
    if text in values:
        return kind(text)
    near = get_close_matches(text.lower(), values, n=1, cutoff=0.5)
    zh = f"是否指“{near[0]}”？" if near else ""
    en = f" Did you mean {near[0]}?" if near else ""
    report.add(
        line_of(node),
        f"norm.unknown_{key}",
        f"{key} 不能是“{text}”。{zh}可用：{'、'.join(values)}。",
        f"{key} cannot be {text}.{en} Choose from {', '.join(values)}.",
    )
    return None


def both_languages(node: Any, key: str, report: Report) -> Text | None:
    """A mapping with `zh` and `en`, neither empty."""
    fields = section(node, ("zh", "en"), report)
    if fields is None:
        return None
    said = {language: words(fields[language]) for language in fields}
    for language, zh, en in (("zh", "中文", "Chinese"), ("en", "英文", "English")):
        if not said.get(language):
            report.add(
                line_of(node),
                "norm.missing_language",
                f"{key} 缺少{zh}。请补写 {language}: …。",
                f"{key} lacks its {en}. Add the words after {language}:.",
            )
    chinese, english = said.get("zh"), said.get("en")
    return Text(chinese, english) if chinese and english else None


def text(node: Any, key: str, report: Report) -> Text | None:
    """Words in both languages, or one wording that serves both."""
    plain = words(node)
    return Text(plain, plain) if plain else both_languages(node, key, report)
