"""A short form on a page of its own: asked, carried out by an action, or shown again as typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from liandong.core.kernel.errors import LiandongError
from liandong.web import access
from liandong.web.errors import status_of, words_of

Done = Callable[..., str]


def how(request: HttpRequest) -> dict[str, Any]:
    """Who does it, and when."""
    return {"by": access.rights(request).username, "at": timezone.now()}


def tried(form: forms.Form, deed: Callable[[], str]) -> tuple[str, int]:
    """Where to go when it is done; or the status with which the form comes back."""
    if not form.is_valid():
        return "", 400
    try:
        return deed(), 302
    except LiandongError as error:
        form.add_error(None, words_of(error))
        return "", status_of(error)


def act(
    request: HttpRequest, form: forms.Form, deed: Done, *, shown: Mapping[str, Any], well: str,
    template: str = "act.html",
) -> HttpResponse:  # fmt: skip
    """The page of one deed. `shown`: title, button, back, perhaps lead, note, danger.

    `deed(data, by=, at=)` does it and says where to go then.
    """
    code = 200
    if request.method == "POST":
        url, code = tried(form, lambda: deed(form.cleaned_data, **how(request)))
        if url:
            messages.success(request, well)
            return redirect(url)
    usual = {"lead": "", "note": "", "danger": False, "items": (), "change_url": ""}
    return render(request, template, {**usual, **shown, "form": form}, status=code)
