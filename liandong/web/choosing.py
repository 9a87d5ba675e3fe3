"""Choosing a unit by its name: typed with suggestions, understood with or without script."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from liandong.core.kernel.errors import LiandongError, Text
from liandong.core.kernel.scope import ALL, Scope
from liandong.domains.orgs import party, queries
from liandong.domains.orgs.enums import Hierarchy, Kind
from liandong.domains.orgs.models import Unit
from liandong.domains.orgs.queries import Place, UnknownUnit
from liandong.web.errors import words_of

FEW = 6


def spoken(place: Place) -> str:
    """A unit as it stands in the box: 海口市 4601."""
    return f"{place.name} {place.short}"


def one_place(text: str, scope: Scope) -> Place:
    """The one unit of a scope that is called so: by name, pinyin or code, or as `spoken`. A code
    is found wherever it lies: whether somebody may act there is asked by whoever acts.

    Raises `LiandongError` `which_unit` for none and for several, with their names.
    """
    wanted = " ".join(text.split())
    last = wanted.rpartition(" ")[2]
    if last.isascii() and last.isalnum() and any(one.isdigit() for one in last):
        try:
            return queries.place(last)
        except UnknownUnit:
            pass
    found = queries.search(wanted, scope, limit=FEW)
    same = [one for one in found if wanted in {one.name, one.code, one.short}]
    if len(same) == 1 or len(found) == 1:
        return (same or found)[0]
    raise _several(same or found) if found else nowhere(wanted)


def one_organisation(text: str, scope: Scope, hierarchy: Hierarchy, on: date) -> Place:
    """The one Party organisation or department that is called so, by name or code, and belongs to
    a scope of the territory. Raises `LiandongError` `which_unit`."""
    wanted = " ".join(text.split())
    last = wanted.rpartition(" ")[2]
    kinds = party.KINDS if hierarchy == Hierarchy.PARTY else {Kind.DEPARTMENT}
    named = Unit.objects.filter(Q(code=last) | Q(name=wanted), kind__in=kinds)
    found = []
    for unit in named[:FEW]:
        area = party.area_of(unit, on)
        if area is not None and scope.holds(area.path):
            found += queries.places_of([unit.pk], hierarchy)
    if len(found) == 1:
        return found[0]
    raise _several(found) if found else nowhere(wanted)


def any_unit(text: str, scope: Scope, on: date) -> Unit:
    """A place, or a department, that is called so. Raises `LiandongError` `which_unit`."""
    try:
        found = one_organisation(text, scope, Hierarchy.GOVERNMENT, on)
    except LiandongError:
        found = one_place(text, ALL)
    return Unit.objects.get(pk=found.id)


def nowhere(text: str) -> LiandongError:
    return LiandongError(
        "which_unit",
        Text(
            f"您的辖区里没有“{text}”。请核对名称或代码。",
            f"There is no {text!r} in your area. Check the name or the code.",
        ),
    )


def _several(found: list[Place]) -> LiandongError:
    names = "、".join(spoken(one) for one in found[: FEW - 1])
    return LiandongError(
        "which_unit",
        Text(
            f"有几个单位对得上：{names}。请把代码也写上。",
            f"Several units fit: {names}. Give the code as well.",
        ),
    )


class PlaceInput(forms.TextInput):
    """A box that offers units while one types (a datalist, filled by the search page, or by another
    for people who may not search there)."""

    url: Any = "/search"

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> Any:
        key = f"{(attrs or {}).get('id', name)}-units"
        more = {
            "list": key, "autocomplete": "off", "spellcheck": "false", "hx-get": self.url,
            "hx-vals": f'{{"as": "options", "of": "{name}"}}', "hx-target": f"#{key}",
            "hx-trigger": "input changed delay:120ms", "hx-sync": "this:replace",
        }  # fmt: skip
        box = super().render(name, value, {**(attrs or {}), **more}, renderer)
        return format_html('{}<datalist id="{}"></datalist>', box, key)


class NamedPlaceField(forms.CharField):
    """A place by name, pinyin or code, wherever it lies: names of places are public. Cleaned to
    the place, or to None."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**{"required": False, "max_length": 60, **given})

    def clean(self, value: Any) -> Place | None:
        said = super().clean(value)
        try:
            return one_place(said, ALL) if said else None
        except LiandongError as error:
            raise forms.ValidationError(words_of(error)) from error


class PlaceField(forms.CharField):
    """A unit by name, pinyin or code; cleaned to its short code. `also` are words that stand for
    something that is no unit, with what they come to. `scope` is set by the form."""

    widget = PlaceInput
    scope = Scope.of([])

    def __init__(self, *, also: dict[str, str] | None = None, **given: Any) -> None:
        usual = {"max_length": 60, "help_text": _("名称、拼音或区划代码，如“海口市”或 4601。")}
        super().__init__(**{**usual, **given})
        self.also = also or {}

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if text in self.also:
            return self.also[text]
        try:
            return one_place(text, self.scope).short
        except LiandongError as error:
            raise forms.ValidationError(words_of(error)) from error


def options(places: list[Place], notes: list[str]) -> Any:
    """The suggestions under a `PlaceInput`."""
    lines = ((spoken(one), note) for one, note in zip(places, notes, strict=True))
    return format_html_join("", '<option value="{}">{}</option>', lines)
