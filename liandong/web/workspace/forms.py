"""What people are asked: which part of a list; the right value, and why."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandong.core.kernel.errors import Text
from liandong.domains.guarantee.models import FIELDS
from liandong.domains.intake.reading.findings import finding
from liandong.domains.intake.reading.units import BASE
from liandong.domains.intake.reading.values import parse_cell, unusual
from liandong.domains.observatory.listing import unit_of
from liandong.web.dashboard.words import said

WRONG, CHANGED = "wrong", "changed"


class NarrowForm(forms.Form):
    """Which part of a list: below which unit, called what."""

    within = forms.ChoiceField(label=gettext_lazy("范围"), required=False)
    name = forms.CharField(
        label=gettext_lazy("名称"), required=False, max_length=40,
        widget=forms.TextInput(attrs={"placeholder": gettext_lazy("名称、拼音或代码")}),
    )  # fmt: skip

    def __init__(self, data: Any, parts: list[tuple[str, str]]) -> None:
        super().__init__(data, auto_id="narrow_%s")
        self.fields["within"].choices = [("", _("全部")), *parts]  # type: ignore[attr-defined]


class CorrectionForm(forms.Form):
    """The right value and the reason; `seen` is the record the person was looking at."""

    way = forms.ChoiceField(
        label=gettext_lazy("是哪一种情况？"), widget=forms.RadioSelect,
        choices=[
            (WRONG, gettext_lazy("登记错了：那一天实际就不是这个数")),
            (CHANGED, gettext_lazy("登记没错，后来变了")),
        ],
    )  # fmt: skip
    value = forms.CharField(max_length=60)
    as_of = forms.DateField(
        label=gettext_lazy("从哪一天起是这个数"), required=False,
        help_text=gettext_lazy("“后来变了”时填写。这一天之前的登记保留不动。"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("理由和依据"), max_length=500,
        help_text=gettext_lazy("怎么发现的，依据是什么。和数据一起永久保存。"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    sure = forms.BooleanField(label=gettext_lazy("我已核对，这个数没有填错"), required=False)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, field: str, today: date, taken: Collection[date] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.definition, self.today, self.taken = FIELDS[field], today, taken
        self.base = BASE[self.definition.dimension]
        self.doubtful = False
        box = self.fields["value"]
        box.label = _("正确的数（{unit}）").format(unit=said(unit_of(field)))
        box.help_text = _help(self.definition.dimension == "money", self.definition.whole)
        box.widget.attrs.update(inputmode="decimal", autocomplete="off")
        self.fields["as_of"].widget.attrs["max"] = today.isoformat()

    def clean_value(self) -> Decimal:
        """An exact value in base units. Full-width digits, separators and units are read."""
        read = parse_cell(self.cleaned_data["value"], self.definition, self.base)
        if read.value is None:
            raise forms.ValidationError(_why(read.key, read.said))
        return read.value

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("way") == CHANGED:
            self._check_day(data.get("as_of"))
        if data.get("way") == WRONG and not data.get("seen"):
            self.add_error("way", _("还没有登记，没有可更正的。请选“后来变了”并写明日期。"))
        value = data.get("value")
        odd = unusual(value, self.definition, self.base) if value is not None else None
        if odd is not None:
            self.doubtful = True
            if not data.get("sure"):
                self.add_error("value", _why(*odd) + _("如果确实如此，请勾选“我已核对”。"))
        return data

    def _check_day(self, day: date | None) -> None:
        if day is None and "as_of" not in self.errors:
            self.add_error("as_of", _("请写明从哪一天起。"))
        if day is not None and day > self.today:
            self.add_error("as_of", _("日期不能晚于今天。"))
        if day in self.taken:
            self.add_error("as_of", _("这一天已有登记。如果它错了，请选“登记错了”；否则请换一天。"))


def _why(key: str | None, told: dict[str, object] | None) -> str:
    """What is wrong with a figure and what to do, in the words that imports use."""
    if key is None:
        return _("请填一个数。没有就填 0。")
    if key == "word_as_blank:unknown":
        return _("这里要填一个数。还不清楚就先不要改，查明后再填。")
    if key == "not_a_number:suggest" and told:
        return _("“{raw}”不是数字，是不是 {suggestion}？").format(**told)
    found = finding(key, 1, 0, told)
    zh, en = f"{found.what.zh}，{found.remedy.zh}。", f"{found.what.en}; {found.remedy.en}. "
    return said(Text(zh, en))


def _help(money: bool, whole: bool) -> str:
    if money:
        return _("以元为单位，也可以写“8.97万元”。没有就填 0。")
    return _("填整数。没有就填 0。") if whole else _("最多两位小数。没有就填 0。")
