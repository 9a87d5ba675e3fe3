"""From which day to which: asked alike wherever something is counted over a stretch of time."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandong.domains.observatory import days
from liandong.web.fields import day_field

LONGEST = timedelta(days=366 * 3)


class PeriodForm(forms.Form):
    """Two days, both counted; neither needed."""

    start = day_field(gettext_lazy("从"), required=False)
    end = day_field(gettext_lazy("到"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        start, end = data.get("start"), data.get("end")
        if start and end and start > end:
            raise forms.ValidationError(_("开始的日期不能晚于结束的日期。"))
        if start and (end or days.today()) - start > LONGEST:
            raise forms.ValidationError(_("一次最多看三年。"))
        return data

    def period(self, usual: timedelta) -> tuple[date, date]:
        """The first and the last day; the usual stretch until today where nothing was asked, or
        what was typed cannot be."""
        data = self.cleaned_data if self.is_valid() else {}
        end = data.get("end") or days.today()
        start = min(data.get("start") or end - usual, end)
        if not self.errors:  # what is shown is what was asked, or the usual
            shown = {"start": start.isoformat(), "end": end.isoformat()}
            self.initial |= shown
            if self.is_bound:
                self.data = {name: self.data.get(name) for name in self.data} | shown
        return start, end
