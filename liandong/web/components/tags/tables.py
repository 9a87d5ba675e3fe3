"""Dense tables, their filters and pages. Rows are plain dicts; cells are made here, so templates
hold no logic and a phone gets the same cells as cards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.paginator import Page
from django.template import RequestContext
from django.utils.safestring import SafeString

from liandong.web.components.registry import block, tag_with_page
from liandong.web.components.shapes import Column
from liandong.web.components.tags.navigation import query_of
from liandong.web.components.tags.numbers import STATUSES, day, figure, percent

NUMERIC = {"number", "percent", "share"}


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
    cards on a phone. When there are no rows: `empty` says why, `empty_action` what next."""
    current = sort or query_of(context).get("sort", "")
    return {
        "caption": caption, "hide_caption": hide_caption, "empty": empty, "empty_url": empty_url,
        "empty_action": empty_action,
        "heads": [_head(context, column, current) for column in columns],
        "rows": [[_cell(column, row) for column in columns] for row in rows],
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


def _cell(column: Column, row: Mapping[str, object]) -> dict[str, Any]:
    value = row.get(column.key)
    return {
        "column": column, "text": _written(column, value), "absent": value is None,
        "numeric": column.kind in NUMERIC, "url": row.get(f"{column.key}_url", ""),
        "note": row.get(f"{column.key}_note", ""),
        "status": value if column.kind == "status" else row.get(f"{column.key}_status", ""),
        "width": f"{float(value) * 100:.2f}"  # type: ignore[arg-type]
        if column.kind == "share" and value is not None else "",
    }  # fmt: skip


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


@block
def filter_form(content: SafeString, label: str, clear_url: str = "") -> dict[str, Any]:
    """What narrows a list: fields around, sent by GET, so the filtered list has its own URL."""
    return {"content": content, "label": label, "clear_url": clear_url}


@tag_with_page
def pager(
    context: RequestContext, page: Page[Any], noun: str = "", label: str = ""
) -> dict[str, Any]:
    """Pages of a list (a Django `Page`) by GET `page`, filter kept; `noun` as in 322 个社区."""

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
        "many": pages.num_pages > 1,
        "first": page.start_index(), "last": page.end_index(),
        "previous": url(page.number - 1) if page.has_previous() else "",
        "next": url(page.number + 1) if page.has_next() else "",
    }  # fmt: skip
