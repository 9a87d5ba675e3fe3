"""What is wrong, said so that a person can put it right: what, where, why, what next."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding matters: an error blocks, a warning asks for a look, a note only tells."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Text:
    """The same words in Chinese and English; `str()` gives the Chinese."""

    zh: str
    en: str

    def __str__(self) -> str:
        return self.zh

    def in_language(self, language: str) -> str:
        """The words for a language tag such as `zh-hans` or `en`."""
        return self.en if language.startswith("en") else self.zh


class LiandongError(Exception):
    """An error meant for people: a stable code, and words that say what to do next."""

    def __init__(self, code: str, text: Text) -> None:
        super().__init__(text.zh)
        self.code = code
        self.text = text


def error(code: str, zh: str, en: str) -> LiandongError:
    """An error with its words in Chinese and English, to be raised or collected."""
    return LiandongError(code, Text(zh, en))
