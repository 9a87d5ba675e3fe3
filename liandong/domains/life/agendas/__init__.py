"""Agenda templates: data beside this file, one file a kind of meeting, Chinese and English."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ruamel.yaml import YAML

from liandong.core.kernel.errors import Text
from liandong.domains.life.enums import MeetingKind


@dataclass(frozen=True, slots=True)
class Item:
    """A point of the agenda; `vote` where something is usually decided."""

    text: Text
    vote: bool = False


@dataclass(frozen=True, slots=True)
class Template:
    """An agenda to begin from, and who is usually invited besides."""

    code: str
    title: Text
    items: tuple[Item, ...]
    invited: Text


@lru_cache
def templates(kind: str) -> tuple[Template, ...]:
    """The templates of a kind of meeting, the usual one first. Raises `ValueError`."""
    file = Path(__file__).with_name(f"{MeetingKind(kind).value}.yaml")
    said = YAML(typ="safe").load(file.read_text(encoding="utf-8"))
    return tuple(_template(kind, one) for one in said)


def usual(kind: str, language: str = "zh") -> list[str]:
    """The points of the usual agenda, as plain lines to begin from."""
    return [item.text.in_language(language) for item in templates(kind)[0].items]


def _template(kind: str, said: dict) -> Template:
    return Template(
        code=f"{kind}.{said['code']}",
        title=_text(said["title"]),
        items=tuple(Item(_text(item), bool(item.get("vote"))) for item in said["items"]),
        invited=_text(said.get("invited") or {"zh": "", "en": ""}),
    )


def _text(said: dict[str, str]) -> Text:
    return Text(said["zh"], said["en"])
