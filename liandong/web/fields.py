"""Fields that forms of several rooms ask for alike."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy

NOTE = 500
_FIRST, _LAST = date(1900, 1, 1), date(2199, 12, 31)
_WHY = gettext_lazy("理由")


def day_field(label: Any, **options: Any) -> forms.DateField:
    """A day, picked or typed; none that no record could be of, so that days may be reckoned on
    from it."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    bounds = [MinValueValidator(_FIRST), MaxValueValidator(_LAST)]
    return forms.DateField(label=label, widget=widget, validators=bounds, **options)


def reason_field(label: Any = _WHY, **options: Any) -> forms.CharField:
    """Why; a few lines."""
    return forms.CharField(
        label=label, max_length=NOTE, widget=forms.Textarea(attrs={"rows": 3}), **options
    )
