"""One library for all tags, remembering each tag's function so that the gallery can print its
signature and its sentence: the documentation cannot drift from the code."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django import template
from django.template import RequestContext
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

F = TypeVar("F", bound=Callable[..., Any])
register = template.Library()
TAGS: dict[str, Callable[..., Any]] = {}
BLOCKS: set[str] = set()
FILTERS: dict[str, Callable[..., Any]] = {}


def tag(function: F) -> F:
    """A tag drawn by `components/<name>.html` with what the function returns."""
    name = function.__name__
    TAGS[name] = function
    register.inclusion_tag(f"components/{name}.html", name=name)(function)
    return function


def tag_with_page(function: F) -> F:
    """As `tag`, but the function also gets the page's context first (for its query string)."""
    name = function.__name__
    TAGS[name] = function
    register.inclusion_tag(f"components/{name}.html", name=name, takes_context=True)(function)
    return function


def block(function: F) -> F:
    """A tag around content: `{% name … %}content{% endname %}`; content is the first argument."""
    name = function.__name__

    def render(content: SafeString, **kwargs: Any) -> SafeString:
        return render_to_string(f"components/{name}.html", function(content, **kwargs))

    TAGS[name] = function
    BLOCKS.add(name)
    register.simple_block_tag(render, name=name)
    return function


def block_with_page(function: F) -> F:
    """As `block`, but the function also gets the page's context first (for its query string)."""
    name = function.__name__

    def render(context: RequestContext, content: SafeString, **kwargs: Any) -> SafeString:
        return render_to_string(f"components/{name}.html", function(context, content, **kwargs))

    TAGS[name] = function
    BLOCKS.add(name)
    register.simple_block_tag(render, name=name, takes_context=True)
    return function


def filter_(function: F) -> F:
    """A filter, remembered for the gallery."""
    FILTERS[function.__name__] = function
    register.filter(function.__name__, function)
    return function
