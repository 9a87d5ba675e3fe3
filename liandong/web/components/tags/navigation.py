"""Where one is, and when: breadcrumb, as-of date, tabs, search results, links that open beside."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import QueryDict
from django.template import RequestContext

from liandong.web.components.registry import register, tag, tag_with_page
from liandong.web.components.shapes import Crumb, Link, Step, Tab


def query_of(context: RequestContext) -> QueryDict:
    """A changeable copy of the page's query string (empty where there is no request)."""
    request = context.get("request")
    return request.GET.copy() if request else QueryDict(mutable=True)


@register.simple_tag(takes_context=True)
def with_query(context: RequestContext, **changes: object) -> str:
    """This page's query string with some parameters changed (None takes one away)."""
    query = query_of(context)
    for key, value in changes.items():
        query.pop(key, None)
        if value is not None:
            query[key] = str(value)
    return f"?{query.urlencode()}"


@tag
def breadcrumb(steps: Sequence[Crumb], label: str = "") -> dict[str, Any]:
    """The way from the top to this unit; each step opens its siblings (fetched when opened; a plain
    link without script). The last step is where we are. On a phone the parent stays beside it, and
    what is above opens under "…"."""
    return {"steps": steps, "label": label, "folded": list(steps[:-2])}


@tag
def sibling_list(links: Sequence[Link], more_url: str = "", more: str = "") -> dict[str, Any]:
    """What opens under a step of the breadcrumb: units beside it, the current one marked."""
    return {"links": links, "more_url": more_url, "more": more}


@tag_with_page
def as_of(
    context: RequestContext,
    on: date,
    dates: Sequence[date] = (),
    today: date | None = None,
    data_as_of: date | None = None,
) -> dict[str, Any]:
    """The date the whole page speaks of, as GET parameter `on`; keeps the other parameters.
    `dates` are days with data to choose from; `data_as_of` says how old the newest data are."""
    query = query_of(context)
    for dropped in ("on", "page"):
        query.pop(dropped, None)
    kept = [(key, value) for key, values in query.lists() for value in values]
    choices = [
        {"day": day, "current": day == on, "query": _with(query, day)} for day in dates
    ]  # fmt: skip
    return {
        "on": on, "iso": on.isoformat(), "choices": choices, "kept": kept,
        "is_today": on == today, "data_as_of": data_as_of, "bare": f"?{query.urlencode()}",
    }  # fmt: skip


def _with(query: QueryDict, day: date) -> str:
    changed = query.copy()
    changed["on"] = day.isoformat()
    return f"?{changed.urlencode()}"


@tag
def tabs(items: Sequence[Tab], label: str) -> dict[str, Any]:
    """Views of the same thing, each a page with its own URL. `label` names the set to a reader."""
    return {"items": items, "label": label}


@tag
def steps(items: Sequence[Step], label: str) -> dict[str, Any]:
    """Where one is in a task of several pages; finished steps can be opened again."""
    return {"items": items, "label": label}


@tag
def search_results(
    results: Sequence[Link], query: str, more_url: str = "", error: str = ""
) -> dict[str, Any]:
    """What the search box shows while typing, and the search page in full: name, place, code."""
    return {"results": results, "query": query, "more_url": more_url, "error": error}


@tag
def aside_link(url: str, label: str, icon: str = "") -> dict[str, Any]:
    """A link that opens beside the page; without script, and when opened in a new tab, a page."""
    return {"url": url, "label": label, "icon": icon}


@tag
def icon(name: str) -> dict[str, Any]:
    """A small drawing beside a word, never instead of one (see icons.html for the names)."""
    return {"name": name}


@tag
def button(
    label: str,
    kind: str = "secondary",
    *,
    url: str = "",
    name: str = "",
    value: str = "",
    icon: str = "",
) -> dict[str, Any]:
    """A verb to press: `kind` primary (one a page), secondary, quiet, danger. With `url` a link."""
    return {
        "label": label, "kind": kind, "url": url, "name": name, "value": value, "icon": icon,
    }  # fmt: skip
