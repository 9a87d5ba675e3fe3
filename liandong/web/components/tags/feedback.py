"""Telling people how it went: notices, findings, progress, nothing here yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.utils.safestring import SafeString

from liandong.web.components.registry import block, tag
from liandong.web.components.shapes import Finding


@block
def callout(content: SafeString, title: str = "", kind: str = "note") -> dict[str, Any]:
    """A notice in the page. `kind`: note, success, warning, error, demo (invented data)."""
    return {"content": content, "title": title, "kind": kind}


@tag
def findings(
    items: Sequence[Finding], empty: str = "", more_url: str = "", total: int = 0
) -> dict[str, Any]:
    """What a check found: counts by severity, then each with its place, the matter and the remedy.
    Shows what it is given; `total` and `more_url` say there are more."""
    counts = Counter(item.severity for item in items)
    return {
        "items": items, "empty": empty, "more_url": more_url, "total": max(total, len(items)),
        "errors": counts["error"], "warnings": counts["warning"], "notes": counts["note"],
    }  # fmt: skip


@tag
def progress(
    label: str,
    done: int | None,
    total: int | None,
    *,
    url: str = "",
    finished: bool = False,
    note: str = "",
) -> dict[str, Any]:
    """How far long work has come. `url` answers with this tag again and is asked every second until
    `finished`; without script the page offers a link to look again. None: not known how much."""
    share = None if not total or done is None else min(done / total, 1)
    return {
        "label": label, "done": done, "total": total, "url": "" if finished else url, "note": note,
        "finished": finished, "width": "" if share is None else f"{share * 100:.1f}",
        "percent": None if share is None else int(share * 100),
    }  # fmt: skip


@tag
def empty_state(title: str, text: str = "", url: str = "", action: str = "") -> dict[str, Any]:
    """Nothing here: why, and the next step."""
    return {"title": title, "text": text, "url": url, "action": action}


@block
def panel(content: SafeString, title: str, key: str, opener: str = "") -> dict[str, Any]:
    """A piece of the page that opens as a dialog; without script it unfolds in place. `key` is its
    id, `opener` the words on its button (title when empty). For other pages: `{% aside_link %}`."""
    return {"content": content, "title": title, "key": key, "opener": opener or title}
