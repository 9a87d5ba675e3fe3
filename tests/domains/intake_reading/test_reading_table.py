"""The table of findings is closed: every code has words, and every word a code."""

from __future__ import annotations

from pathlib import Path
from string import Formatter

from liandong.domains.intake import reading
from liandong.domains.intake.reading.errors import REASONS
from liandong.domains.intake.reading.findings import TABLE, Code

TABLES = {"findings.py", "errors.py"}
SOURCES = "\n".join(
    path.read_text("utf-8")
    for path in Path(reading.__file__).parent.glob("*.py")
    if path.name not in TABLES
)


def holes(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_every_code_has_words_and_every_key_is_a_code():
    assert {key.partition(":")[0] for key in TABLE} == {code.value for code in Code}


def test_both_languages_say_the_same_things():
    for words in TABLE.values():
        assert holes(words.what.zh) == holes(words.what.en)
        assert holes(words.remedy.zh) == holes(words.remedy.en)
    for text in REASONS.values():
        assert holes(text.zh) == holes(text.en)


def test_every_key_and_reason_is_used_somewhere():
    assert {key for key in (*TABLE, *REASONS) if f'"{key}"' not in SOURCES} == set()
