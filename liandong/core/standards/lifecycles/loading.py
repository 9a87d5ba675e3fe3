"""Lifecycles from files: `<code>.yaml`, earlier versions as `<code>.v1.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from liandong.core.kernel.errors import LiandongError, Text
from liandong.core.standards.lifecycles.model import Lifecycle, State, Transition


def load(folder: Path) -> dict[tuple[str, int], Lifecycle]:
    """Every lifecycle of a folder by code and version. Raises `LiandongError` `lifecycle.file`."""
    found: dict[tuple[str, int], Lifecycle] = {}
    for file in sorted(folder.glob("*.yaml")):
        try:
            one = _lifecycle(YAML(typ="safe").load(file.read_text(encoding="utf-8")))
        except (YAMLError, KeyError, TypeError, ValueError, AttributeError) as error:
            raise _wrong(file, error) from error
        if (one.code, one.version) in found:
            raise _wrong(file, ValueError(f"{one.code} {one.version} comes twice"))
        found[one.code, one.version] = one
    return found


def _lifecycle(said: Mapping[str, Any]) -> Lifecycle:
    return Lifecycle(
        code=said["code"],
        version=int(said["version"]),
        title=_text(said["title"]),
        sides={code: _text(title) for code, title in said["sides"].items()},
        states={code: _state(code, one) for code, one in said["states"].items()},
        transitions={code: _transition(code, one) for code, one in said["transitions"].items()},
        start=said["start"],
    )


def _state(code: str, said: Mapping[str, Any]) -> State:
    return State(
        code=code,
        title=_text(said["title"]),
        says=_text(said["says"]),
        holder=said.get("holder"),
        days_norm=said.get("days"),
        months_norm=said.get("months"),
        final=bool(said.get("final", False)),
    )


def _transition(code: str, said: Mapping[str, Any]) -> Transition:
    return Transition(
        code=code,
        title=_text(said["title"]),
        says=_text(said["says"]),
        origins=tuple(said["from"]),
        to=said["to"],
        side=said["side"],
        permission=said["permission"],
        needs_note=bool(said.get("note", False)),
    )


def _text(said: Mapping[str, str]) -> Text:
    return Text(said["zh"], said["en"])


def _wrong(file: Path, error: Exception) -> LiandongError:
    return LiandongError(
        "lifecycle.file",
        Text(
            f"流程文件 {file.name} 读不了：{error}。",
            f"The lifecycle file {file.name} cannot be read: {error}.",
        ),
    )
