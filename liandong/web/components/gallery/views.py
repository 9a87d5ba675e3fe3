"""The gallery, and the two pieces its own specimens fetch."""

from __future__ import annotations

import inspect
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import RequestContext, engines
from django.urls import path

from liandong.web.components.gallery.samples import context
from liandong.web.components.gallery.specimens import GROUPS, Specimen
from liandong.web.components.registry import BLOCKS, FILTERS, TAGS


def signature(name: str) -> str:
    """How a page writes the tag, from the function itself."""
    parameters = inspect.signature(TAGS[name]).parameters.values()
    given = [_spelled(one) for one in parameters if one.name not in {"context", "content"}]
    head = f"{{% {name} {', '.join(given)} %}}"
    return f"{head}…{{% end{name} %}}" if name in BLOCKS else head


def _spelled(one: inspect.Parameter) -> str:
    default = "" if one.default is inspect.Parameter.empty else f" = {one.default!r}"
    return f"{one.name}: {one.annotation}{default}"


def _shown(specimen: Specimen, page: RequestContext) -> dict[str, Any]:
    engine = engines["django"].engine  # type: ignore[attr-defined]
    return {
        "tag": specimen.tag,
        "layout": specimen.layout,
        "signature": signature(specimen.tag),
        "doc": inspect.getdoc(TAGS[specimen.tag]),
        "parts": [
            {"source": source, "html": engine.from_string(source).render(page)}
            for source in specimen.sources
        ],
    }


def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in every state."""
    page = RequestContext(request, {**context(), "none": []})
    groups = [
        {"key": g.key, "title": g.title, "specimens": [_shown(s, page) for s in g.specimens]}
        for g in GROUPS
    ]
    filters = [{"name": n, "doc": inspect.getdoc(f)} for n, f in sorted(FILTERS.items())]
    samples = context()
    shown = {"groups": groups, "filters": filters, "on": samples["on"], "crumbs": samples["crumbs"]}
    return render(request, "components/gallery/gallery.html", shown)


def siblings(request: HttpRequest) -> HttpResponse:
    """What a step of the breadcrumb opens."""
    return render(request, "components/gallery/siblings.html", {"links": context()["hits"]})


def explain(request: HttpRequest) -> HttpResponse:
    """What 怎么算的 opens beside."""
    return render(request, "components/gallery/explain.html", context())


# A workshop for those who build pages; on an instance people work with it is not there at all.
urlpatterns = [
    path("", gallery, name="gallery"),
    path("siblings/", siblings, name="gallery-siblings"),
    path("explain/", explain, name="gallery-explain"),
] if settings.GALLERY else []  # fmt: skip
