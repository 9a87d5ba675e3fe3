"""What each deed asks: as little as there is to know."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from liandong.domains.admission import queries
from liandong.domains.admission.enums import SAID_OF, Answer
from liandong.domains.admission.models import Item
from liandong.domains.observatory import days
from liandong.web.catalogue.choosing import MatterField
from liandong.web.fields import day_field, reason_field
from liandong.web.stepping import SeenForm


class ReasonForm(SeenForm):
    reason = reason_field()


class AssessForm(SeenForm):
    said = reason_field(gettext_lazy("评估意见"), required=False)


class PeriodForm(SeenForm):
    """From which day, until which last day."""

    start = day_field(gettext_lazy("从哪天起"))
    last = day_field(
        gettext_lazy("最后一天"), help_text=gettext_lazy("到这一天为止，之后社区不用再办。")
    )
    reason = reason_field(
        gettext_lazy("说明"), required=False,
        help_text=gettext_lazy("没有经费的事项，要写明为什么仍然准入。"),
    )  # fmt: skip

    def __init__(self, *args: Any, of: Item, **kwargs: Any) -> None:
        last = of.wanted_until - timedelta(days=1) if of.wanted_until else None
        kwargs["initial"] = {"start": of.wanted_from, "last": last}
        super().__init__(*args, of=of, **kwargs)


class RenewForm(SeenForm):
    last = day_field(gettext_lazy("延到哪天"))
    reason = reason_field()

    def __init__(self, *args: Any, of: Item, **kwargs: Any) -> None:
        newest = of.grants.order_by("-end").first()
        if newest is not None:
            end, _months = queries.latest(of.place, newest.end, days.today())
            kwargs["initial"] = {"last": end - timedelta(days=1)}
        super().__init__(*args, of=of, **kwargs)


class ListedForm(SeenForm):
    matter = MatterField(
        label=gettext_lazy("清单上的哪一项"), required=True,
        help_text=gettext_lazy("负面清单或不应由社区出具的证明：名称、拼音或编号。"),
    )  # fmt: skip
    reason = reason_field(gettext_lazy("说明"), required=False)


class OpinionForm(SeenForm):
    """What a street or a community says; one reason for all but consent."""

    unit = forms.ChoiceField(label=gettext_lazy("代表"))
    answer = forms.ChoiceField(
        label=gettext_lazy("意见"), widget=forms.RadioSelect,
        choices=[(one.value, one.label) for one in Answer if one in SAID_OF],
    )  # fmt: skip
    said = reason_field(
        gettext_lazy("说明"), required=False, help_text=gettext_lazy("不是“同意”的，请写明理由。")
    )

    def __init__(self, *args: Any, of: Item, units: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, of=of, **kwargs)
        choices = [(str(one.pk), one.name) for one in units]
        self.fields["unit"].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.fields["unit"].widget = forms.HiddenInput()
            self.fields["unit"].initial = choices[0][0]
