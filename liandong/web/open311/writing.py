"""One content, two forms: a list is a container of named items in XML and a bare array in JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from django.http import HttpResponse
from django.utils import timezone

TYPES = {"xml": "text/xml; charset=utf-8", "json": "application/json; charset=utf-8"}
# What XML 1.0 cannot hold at all.
_IMPOSSIBLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Many:
    """A list: the name of its container and of each item in XML."""

    root: str
    item: str
    rows: Sequence[Any]


@dataclass(frozen=True, slots=True)
class One:
    """A single thing: the name of its element in XML."""

    root: str
    row: Mapping[str, Any]


def moment(at: datetime | None) -> str | None:
    """With the zone of the office, to the second."""
    return at and timezone.localtime(at).isoformat(timespec="seconds")


def written(content: Many | One, form: str) -> bytes:
    """The body."""
    if form == "json":
        return json.dumps(_plain(content), ensure_ascii=False).encode()
    root = Element(content.root)
    _fill(root, content)
    return tostring(root, encoding="utf-8", xml_declaration=True)


def answer(content: Many | One, form: str, *, status: int = 200) -> HttpResponse:
    return HttpResponse(written(content, form), status=status, content_type=TYPES[form])


def _plain(value: Any) -> Any:
    if isinstance(value, Many):
        return [_plain(row) for row in value.rows]
    if isinstance(value, One):
        return _plain(value.row)
    if isinstance(value, Mapping):
        return {name: _plain(one) for name, one in value.items()}
    # Empty in XML is null here.
    return None if value == "" else _IMPOSSIBLE.sub("", value) if isinstance(value, str) else value


def _fill(into: Element, value: Any) -> None:
    if isinstance(value, Many):
        for row in value.rows:
            _fill(SubElement(into, value.item), row)
    elif isinstance(value, One):
        _fill(into, value.row)
    elif isinstance(value, Mapping):
        for name, one in value.items():
            _fill(SubElement(into, name), one)
    elif value is not None:
        said = str(value).lower() if isinstance(value, bool) else str(value)
        into.text = _IMPOSSIBLE.sub("", said) or None
