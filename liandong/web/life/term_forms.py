"""What is asked of a body: since when, until when, who; and of those who come and go."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandong.domains.life.enums import SeatPost
from liandong.domains.observatory import days
from liandong.web.fields import day_field, reason_field
from liandong.web.life.naming import LIST
from liandong.web.members.forms import OnForm


class BodyForm(forms.Form):
    """A body that is in office: since when, and by what."""

    start = day_field(
        gettext_lazy("本届自"), help_text=gettext_lazy("选举大会当天，或批复的任职日期。")
    )
    due = day_field(
        gettext_lazy("任期届满"), required=False,
        help_text=gettext_lazy("不填就按规范计算；经批准提前或推迟的，填批准的日期。"),
    )  # fmt: skip
    basis = forms.CharField(
        label=gettext_lazy("依据"), required=False, max_length=200,
        help_text=gettext_lazy("如批复文号。"),
    )  # fmt: skip
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["start"].widget.attrs["max"] = days.today().isoformat()

    def clean_start(self) -> date:
        return _not_to_come(self.cleaned_data["start"])


class CorrectForm(forms.Form):
    """The days of a term, said anew."""

    start = day_field(gettext_lazy("本届自"))
    due = day_field(gettext_lazy("任期届满"))
    reason = reason_field(gettext_lazy("更正理由"))

    def clean_start(self) -> date:
        return _not_to_come(self.cleaned_data["start"])


class PersonForm(OnForm):
    """Somebody takes a seat in the middle of a term."""

    name = forms.CharField(
        label=gettext_lazy("姓名"), max_length=80,
        widget=forms.TextInput(attrs={"list": LIST, "autocomplete": "off"}),
    )  # fmt: skip
    post = forms.ChoiceField(
        label=gettext_lazy("职务"), choices=SeatPost.choices, initial=SeatPost.MEMBER.value
    )
    field_order = ("name", "post", "on")

    def clean_on(self) -> date:
        return _not_to_come(self.cleaned_data["on"])


class LeaveForm(OnForm):
    """Somebody leaves office."""

    on = day_field(gettext_lazy("离任日期"), help_text=gettext_lazy("从这一天起不再担任。"))

    def clean_on(self) -> date:
        return _not_to_come(self.cleaned_data["on"])


class WhyForm(forms.Form):
    """Why a record is voided."""

    reason = reason_field()


def _not_to_come(day: date) -> date:
    if day > days.today():
        raise forms.ValidationError(_("这一天还没有到，请检查日期。"))
    return day
