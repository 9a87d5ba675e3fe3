"""Dense tables, their filters and pages. Rows are plain dicts; cells are made here, so templates
hold no logic and a phone gets the same cells as cards."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from django.core.paginator import Page
from django.template import RequestContext
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from liandong.web.components.registry import block_with_page, tag_with_page
from liandong.web.components.shapes import Column
from liandong.web.components.tags.navigation import query_of, with_query
from liandong.web.components.tags.numbers import STATUSES, day, figure, percent

NUMERIC = {"number", "percent", "share"}
WHOLE = {"date", "word"}
# On a phone each row is a card: the first so many stand, the others wait for a tick.
CARDS = 20
_FIELD = re.compile(r'<div class="field[ "]')


@tag_with_page
def data_table(  # noqa: PLR0913
    context: RequestContext,
    columns: Sequence[Column],
    rows: Sequence[Mapping[str, object]],
    caption: str,
    *,
    empty: str = "",
    empty_url: str = "",
    empty_action: str = "",
    sort: str = "",
    hide_caption: bool = False,
) -> dict[str, Any]:
    """A dense table: sticky head, sort links (GET `sort`, "-key" for descending), figures aligned,
    cards on a phone, of which the first `CARDS` until all are asked for. When there are no rows:
    `empty` says why, `empty_action` what next."""
    current = sort or query_of(context).get("sort", "")
    return {
        "caption": caption, "hide_caption": hide_caption, "empty": empty, "empty_url": empty_url,
        "empty_action": empty_action,
        "heads": [_head(context, column, current) for column in columns],
        "rows": [_line(columns, row) for row in rows],
        "all": len(rows) if len(rows) > CARDS else 0,
    }  # fmt: skip


def _head(context: RequestContext, column: Column, current: str) -> dict[str, Any]:
    query = query_of(context)
    query.pop("page", None)
    direction = ""
    if column.sort:
        down = current == column.sort
        direction = {column.sort: "ascending", f"-{column.sort}": "descending"}.get(current, "")
        query["sort"] = f"-{column.sort}" if down else column.sort
    return {
        "column": column, "numeric": column.kind in NUMERIC, "direction": direction,
        "url": f"?{query.urlencode()}" if column.sort else "",
    }  # fmt: skip


def _line(columns: Sequence[Column], row: Mapping[str, object]) -> SafeString:
    """A row's cells. Written here and not in a template: a page may have thousands of them, and an
    include for each took most of its time."""
    cells = [_cell(column, row, first=at == 0) for at, column in enumerate(columns)]
    return mark_safe("".join(cells))  # noqa: S308  every value went through escape()


def _cell(column: Column, row: Mapping[str, object], *, first: bool) -> str:
    kind = "num" if column.kind in NUMERIC else column.kind if column.kind in WHOLE else ""
    shaped = f' class="{kind}"' if kind else ""
    inside = _inside(column, row)
    if note := row.get(f"{column.key}_note"):
        inside += f'<span class="cell-note">{escape(note)}</span>'
    if first:
        return f'<th scope="row"{shaped}>{inside}</th>'
    label = f"{column.label} ({column.unit})" if column.unit else column.label
    return f'<td{shaped} data-label="{escape(label)}">{inside}</td>'


def _inside(column: Column, row: Mapping[str, object]) -> str:
    value = row.get(column.key)
    code = value if column.kind == "status" else row.get(f"{column.key}_status", "")
    if code:
        mark = _status(str(code), str(row.get(f"{column.key}_word") or STATUSES[str(code)]))
        url = row.get(f"{column.key}_url")
        return f'<a href="{escape(url)}">{mark}</a>' if url else mark
    if mark := row.get(f"{column.key}_mark"):
        return f'<span class="tag tag--unconfirmed">{escape(mark)}</span>'
    text = escape(_written(column, value))
    if value is None and column.kind in NUMERIC:
        return f'<span class="cell-unknown">{text}</span>'
    if url := row.get(f"{column.key}_url"):
        text = f'<a href="{escape(url)}">{text}</a>'
    return text + (_bar(value) if column.kind == "share" and value is not None else "")


@lru_cache(maxsize=64)
def _status(code: str, word: str) -> str:
    return render_to_string("components/status.html", {"code": code, "word": word, "count": None})


def _bar(share: Any) -> str:
    return (
        '<svg class="cell-bar" aria-hidden="true"><rect class="bar__ground" width="100%" '
        f'height="100%"/><rect class="bar__length" width="{float(share) * 100:.2f}%" '
        'height="100%"/></svg>'
    )


def _written(column: Column, value: Any) -> str:
    if column.kind == "status":
        return str(STATUSES[value])
    if column.kind == "number":
        return figure(value, column.digits)
    if column.kind in {"percent", "share"}:
        return percent(value, column.digits or 1)
    if column.kind == "date":
        return day(value)
    return "" if value is None else str(value)


@block_with_page
def filter_form(
    context: RequestContext, content: SafeString, label: str, clear_url: str = ""
) -> dict[str, Any]:
    """What narrows a list: fields around, sent by GET, so the filtered list has its own URL. On a
    phone the first field stands and the others wait for a tick, unless one of them narrows now."""
    later = _FIELD.split(content)[2:]
    narrowed = {key for key, value in query_of(context).items() if value}
    return {
        "content": content, "label": label, "clear_url": clear_url,
        "folds": len(later) > 1,
        "open": any(f'name="{key}"' in one for key in narrowed for one in later),
    }  # fmt: skip


@tag_with_page
def pager(
    context: RequestContext, page: Page[Any], noun: str = "", label: str = ""
) -> dict[str, Any]:
    """Pages of a list (`paging.page_of`) by GET `page`, filter kept; `noun` as in 322 个社区. On
    paper the whole list: `?print=1`, offered where there is more than one page."""

    def url(number: int) -> str:
        query = query_of(context)
        query["page"] = str(number)
        return f"?{query.urlencode()}"

    pages = page.paginator
    shown = [
        {"number": n, "url": url(n) if isinstance(n, int) else "", "current": n == page.number}
        for n in pages.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    ]
    return {
        "page": page, "label": label, "shown": shown, "noun": noun, "total": pages.count,
        "many": pages.num_pages > 1, "whole": bool(query_of(context).get("print")),
        "print_url": with_query(context, page=None, print=1),
        "paged_url": with_query(context, page=None, print=None),
        "first": page.start_index(), "last": page.end_index(),
        "previous": url(page.number - 1) if page.has_previous() else "",
        "next": url(page.number + 1) if page.has_next() else "",
    }  # fmt: skip
