"""A step of something that has a lifecycle, on a page of its own, with what it is about in view."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse

from liandong.domains.workflow import definitions
from liandong.domains.workflow.clocks import running
from liandong.domains.workflow.models import Process
from liandong.web.acting import act
from liandong.web.components.shapes import Item
from liandong.web.dashboard.words import said
from liandong.web.timing import last_moment, left

TEMPLATE = "deed.html"
Page = Callable[[HttpRequest, Any, dict[str, Any]], HttpResponse]


class SeenForm(forms.Form):
    """The state that was on the screen: who was slower is told so."""

    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args: Any, of: Any, **kwargs: Any) -> None:
        self.of = of
        kwargs["initial"] = {"seen": of.process.state, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)

    def clean_seen(self) -> str | None:
        return self.cleaned_data["seen"] or None


def page_of(
    make: type[SeenForm], do: Callable[..., Any], well: Any, note: Any = "", *,
    danger: bool = False, initial: Callable[[Any], dict[str, Any]] | None = None,
    beside: Callable[[Any], list[Item]] | None = None,
) -> Page:  # fmt: skip
    """The page of a step whose form needs no more than what the step is of. `do(of, data, **how)`
    takes it; `beside` is shown above the form; `note` stands in place of the page's own."""

    def shown_with(request: HttpRequest, of: Any, shown: dict[str, Any]) -> HttpResponse:
        sent = (request.POST, request.FILES) if request.method == "POST" else ()
        more = {"initial": initial(of)} if initial else {}
        form = make(*sent, of=of, **more)

        def done(data: dict[str, Any], **how: Any) -> str:
            do(of, data, **how)
            return str(shown["back"])

        told = {"danger": danger, "items": [*shown["items"], *(beside(of) if beside else [])]}
        told["note"] = str(note) or shown.get("note", "")
        return act(request, form, done, shown=shown | told, well=str(well), template=TEMPLATE)

    return shown_with


def plain(do: Callable[..., Any]) -> Callable[..., Any]:
    """Takes a step that asks for nothing."""
    return lambda of, data, **how: do(of, seen=data["seen"], **how)


def reasoned(do: Callable[..., Any]) -> Callable[..., Any]:
    """Takes a step that asks why."""
    return lambda of, data, **how: do(of, reason=data["reason"], seen=data["seen"], **how)


def limits(process: Process, at: datetime, paused: str) -> list[Item]:
    """What runs now: by when, how long is left, by which limit; `paused` says why it does not."""
    definition, found = definitions.of(process), []
    for clock in running(process):
        title = said(definition.clocks[clock.code].title)
        if clock.due_at is None:
            found.append(Item(title, paused))
            continue
        note = f"{left(clock.due_at, at)} · {said(clock.limit.text)}"
        late = clock.due_at <= at
        found.append(Item(title, last_moment(clock.due_at), note, status="overdue" if late else ""))
    return found
