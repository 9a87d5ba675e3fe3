"""What a step of an election asks: as little as there is to know."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandong.domains.observatory import days
from liandong.web.fields import day_field, reason_field


class SeenForm(forms.Form):
    """The state that was on the screen."""

    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)


class NoteForm(SeenForm):
    """A step that says no more than that it was taken, and perhaps why."""

    note = reason_field(gettext_lazy("说明"), required=False)

    def __init__(self, *args: Any, needs_note: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].required = needs_note
        if needs_note:
            self.fields["note"].label = gettext_lazy("理由")


class ExtendForm(SeenForm):
    """Until when the term is to last, and why."""

    to = day_field(gettext_lazy("延期至"))
    reason = reason_field()

    def __init__(self, *args: Any, last: date | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if last is not None:
            self.fields["to"].widget.attrs["max"] = last.isoformat()


class CandidatesForm(SeenForm):
    """How many are to be elected; who may be, is written row by row."""

    seats = forms.IntegerField(
        label=gettext_lazy("应选人数"), min_value=1, max_value=200,
        help_text=gettext_lazy("候选人数不少于应选人数；差额选举时多于应选人数。"),
    )  # fmt: skip


class HoldForm(SeenForm):
    """The assembly: when, and how many ballots came back."""

    on = day_field(gettext_lazy("大会日期"))
    ballots = forms.IntegerField(
        label=gettext_lazy("收回选票数"), min_value=0, max_value=1_000_000,
        help_text=gettext_lazy("不能多于到会有选举权的人数。"),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].widget.attrs["max"] = days.today().isoformat()

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if day > days.today():
            raise forms.ValidationError(_("这一天还没有到，请检查日期。"))
        return day
