"""What a matter is called, and choosing one by whatever people call it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from liandong.core.kernel.errors import LiandongError, error
from liandong.domains.catalogue import finding
from liandong.domains.catalogue.enums import TimeClass
from liandong.domains.catalogue.models import Matter
from liandong.domains.observatory import days
from liandong.web.errors import words_of

FEW = 5


def name_of(one: Matter) -> str:
    """What a matter is called in the language of the page."""
    english = (get_language() or "").startswith("en")
    return one.english or one.name if english else one.name


def one_matter(said: str, on: date) -> Matter:
    """The one matter that is called so. Raises `LiandongError` which_matter."""
    hits = [hit.matter for hit in finding.search(said, on=on, limit=FEW + 1)]
    same = [one for one in hits if said.strip() in {one.name, one.code, one.english}]
    if same or len(hits) == 1:
        return (same or hits)[0]
    if not hits:
        raise error(
            "which_matter", f"清单里没有“{said}”。换个说法，或先不选事项。",
            f"The catalogue has no {said!r}. Say it otherwise, or choose no matter for now.",
        )  # fmt: skip
    names = [f"{one.name} {one.code}" for one in hits[:FEW]]
    raise error(
        "which_matter", f"有几项对得上：{'、'.join(names)}。请写编号。",
        f"Several fit: {', '.join(names)}. Give the code.",
    )  # fmt: skip


class MatterField(forms.CharField):
    """A matter by name, everyday words, pinyin or code; cleaned to the matter, or to None."""

    def __init__(self, **given: Any) -> None:
        usual = {"label": _("事项"), "required": False, "max_length": 60,
                 "help_text": _("名称、平常的说法、拼音或编号。")}  # fmt: skip
        super().__init__(**{**usual, **given})

    def clean(self, value: Any) -> Matter | None:
        said = super().clean(value)
        try:
            return one_matter(said, days.today()) if said else None
        except LiandongError as found:
            raise forms.ValidationError(words_of(found)) from found


def time_class_field(none: Any = "") -> forms.ChoiceField:
    """How soon it has to happen; `none` says what no choice means, usually as the matter has it."""
    return forms.ChoiceField(
        label=_("时限类别"), required=False, choices=[("", none or _("按事项")), *TimeClass.choices]
    )
