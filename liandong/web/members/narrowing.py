"""Whom one looks for in a roster: by name, stage, stay elsewhere, standing; never by a number, for
what is asked here stands in the address of the page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandong.domains.members.enums import MEMBERS, Stage, Standing
from liandong.domains.workflow import definitions
from liandong.web.dashboard.words import said

FILTERS = ("q", "stage", "floating", "standing")
EVERY, AWAY, HERE = "all", "away", "here"
_NO_DIGITS = r"[^0-9０-９]*"


class NarrowForm(forms.Form):
    """Whom one looks for. The stage is chosen above the list."""

    q = forms.CharField(
        label=gettext_lazy("姓名或拼音"), required=False, max_length=60,
        widget=forms.TextInput(attrs={
            "type": "search", "autocomplete": "off", "pattern": _NO_DIGITS,
            "title": gettext_lazy("号码不要写在这里，请用“按号码查找”。"),
        }),
    )  # fmt: skip
    floating = forms.ChoiceField(label=gettext_lazy("流动"), required=False)
    standing = forms.ChoiceField(label=gettext_lazy("党籍"), required=False)
    stage = forms.ChoiceField(
        required=False, widget=forms.HiddenInput,
        choices=[("", ""), (EVERY, ""), *Stage.choices],
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        away = [(AWAY, _("在外流动（全部）")), *_states(), (HERE, _("不在外流动"))]
        for name, choices in (("floating", away), ("standing", Standing.choices)):
            self.fields[name].choices = [("", _("全部")), *choices]  # type: ignore[attr-defined]

    def asked(self) -> dict[str, str]:
        """What makes sense of the question; the rest is left out."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in FILTERS}


def _states() -> Iterator[tuple[str, str]]:
    """Where a stay elsewhere that is not over may stand."""
    for one in definitions.newest("floating").states.values():
        if not one.final:
            yield one.code, said(one.title)


def stages_of(asked: str) -> tuple[str, ...]:
    """Members, unless somebody asks for one stage or for everybody on the way as well."""
    if asked == EVERY:
        return tuple(Stage.values)
    return (asked,) if asked else MEMBERS


def narrowed(asked: dict[str, str]) -> dict[str, Any]:
    """The question as a roster is asked it."""
    whether: dict[str, bool | None] = {"": None, AWAY: True, HERE: False}
    return {
        "stages": stages_of(asked["stage"]), "text": asked["q"], "standing": asked["standing"],
        "floating": whether.get(asked["floating"], asked["floating"]),
    }  # fmt: skip
