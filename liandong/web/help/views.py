"""How to use it, on one page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path


def page(request: HttpRequest) -> HttpResponse:
    """For everyone, signed in or not."""
    return render(request, "help/page.html")


urlpatterns = [path("", page, name="help")]
