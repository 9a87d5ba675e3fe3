"""Rosters and lists of meetings from Excel, each under the organisation it is sent for."""

from django.urls import URLPattern, path

from liandong.web.sheets import views
from liandong.web.sheets.kinds import KINDS


def _of(kind: str) -> list[URLPattern]:
    """The addresses of one kind of sheet; those of a sheet lie below its own, as its key does."""
    here = f"organisations/<str:code>/{kind}/import/"
    one, given = f"{here}<slug:token>/", {"kind": KINDS[kind]}
    pages = {
        "new": (here, views.new), "blank": (f"{here}blank.xlsx", views.blank),
        "look": (one, views.look), "read": (f"{one}read/", views.read),
        "take": (f"{one}take/", views.take), "marked": (f"{one}marked.xlsx", views.marked),
        "discard": (f"{one}discard/", views.discard),
    }  # fmt: skip
    return [
        path(address, view, given, name=KINDS[kind].name(step))
        for step, (address, view) in pages.items()
    ]


urlpatterns = [*_of("members"), *_of("meetings")]
