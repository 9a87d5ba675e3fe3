"""What is asked about a worker's post, a hiring, a term."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandong.domains.guarantee.careers.hiring import Appointment
from liandong.domains.guarantee.careers.models import Applicant, PostKind, Verdict
from liandong.domains.orgs.models import Unit


def _day(label: Any, **more: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **more)


def _long(label: Any, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": 6}), **more)


class FindForm(forms.Form):
    """Which of those who serve."""

    q = forms.CharField(label=gettext_lazy("工号、姓名或社区"), required=False, max_length=40)
    post = forms.ChoiceField(
        label=gettext_lazy("岗位"), required=False,
        choices=[("", gettext_lazy("全部")), *PostKind.choices],
    )  # fmt: skip

    def asked(self) -> dict[str, str]:
        """What makes sense of the question; the rest is left out."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "").strip() for name in ("q", "post")}


class GradeForm(forms.Form):
    """A post and a grade from a day on."""

    post = forms.ChoiceField(label=gettext_lazy("岗位"), choices=PostKind.choices)
    grade = forms.IntegerField(label=gettext_lazy("等级"), min_value=1, max_value=18)
    on = _day(gettext_lazy("起始日期"))


class ServeForm(GradeForm):
    """Somebody takes up a post in a community of the area."""

    unit = forms.ModelChoiceField(label=gettext_lazy("社区"), queryset=Unit.objects.none())
    worker = forms.CharField(
        label=gettext_lazy("工号"), max_length=30,
        help_text=gettext_lazy("已有的工号接着登记；新的工号自动建档。"),
    )  # fmt: skip
    field_order = ("worker", "unit", "post", "grade", "on")

    def __init__(self, *args: Any, among: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["unit"].queryset = among  # type: ignore[attr-defined]


class CorrectForm(GradeForm):
    """What was recorded wrongly, as it should be."""

    reason = forms.CharField(label=gettext_lazy("更正理由"), max_length=500)


class LeaveForm(forms.Form):
    on = _day(gettext_lazy("离任日期（从这天起不再任职）"))


class AccountForm(forms.Form):
    """Whose account it is: they then see their terms on their own record."""

    username = forms.CharField(
        label=gettext_lazy("用户名"), max_length=150,
        help_text=gettext_lazy("本人登录后，在“我的记录”里查看对任期的评定，可以申诉。"),
    )  # fmt: skip


class AnnounceForm(forms.Form):
    title = forms.CharField(label=gettext_lazy("公告名称"), max_length=120)
    wanted = forms.IntegerField(label=gettext_lazy("招聘人数"), min_value=1, max_value=9999)
    closes_on = _day(gettext_lazy("报名截止"))


class StepForm(forms.Form):
    """A step of a hiring: where it stood when the page was opened goes with it."""

    seen = forms.CharField(widget=forms.HiddenInput)


class NumbersForm(StepForm):
    numbers = _long(
        gettext_lazy("准考证号"),
        help_text=gettext_lazy("一行一个，可从 Excel 整列粘贴。只写号码，不写姓名。"),
    )

    note = forms.CharField(
        label=gettext_lazy("提前截止的理由"), max_length=500,
        help_text=gettext_lazy("公告的截止日还没有过；理由会留在招聘的经过里。"),
    )  # fmt: skip

    def __init__(self, *args: Any, early: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        if not early:
            del self.fields["note"]

    def clean_numbers(self) -> list[str]:
        return self.cleaned_data["numbers"].split()


class MarksForm(StepForm):
    marks = _long(
        gettext_lazy("准考证号和成绩"),
        help_text=gettext_lazy("一行一人：号码、空格、成绩。可从 Excel 两列粘贴；缺考的不写。"),
    )

    def clean_marks(self) -> dict[str, Decimal]:
        found: dict[str, Decimal] = {}
        for place, line in enumerate(self.cleaned_data["marks"].splitlines(), 1):
            parts = line.split()
            if not parts:
                continue
            try:
                number, mark = parts
                value = Decimal(mark)
            except (ValueError, InvalidOperation):
                value, number = Decimal("NaN"), ""
            if not value.is_finite() or number in found:
                said = _("第 {n} 行请写成“号码 成绩”，每个号码一次。").format(n=place)
                raise forms.ValidationError(said)
            found[number] = value
        return found


class PassedForm(StepForm):
    passed = forms.MultipleChoiceField(
        label=gettext_lazy("拟聘用"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, examined: Iterable[Applicant], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["passed"].choices = [  # type: ignore[attr-defined]
            (one.number, f"{one.number} · {one.mark}") for one in examined
        ]


class AppointForm(StepForm):
    """For each who passed: a number as a worker, a community, a post and a grade."""

    on = _day(gettext_lazy("聘用日期"))

    def __init__(self, *args: Any, passed: Iterable[Applicant], among: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.passed, self.units = list(passed), {str(one.pk): one for one in among}
        units = [(key, one.name) for key, one in self.units.items()]
        for one in self.passed:
            told = {"number": one.number}
            self.fields[f"worker_{one.pk}"] = forms.CharField(
                label=_("{number} 的工号").format(**told), max_length=30
            )
            self.fields[f"unit_{one.pk}"] = forms.ChoiceField(
                label=_("{number} 到哪个社区").format(**told), choices=units
            )
            self.fields[f"post_{one.pk}"] = forms.ChoiceField(
                label=_("{number} 的岗位").format(**told), choices=PostKind.choices,
                initial=PostKind.OTHER,
            )  # fmt: skip
            self.fields[f"grade_{one.pk}"] = forms.IntegerField(
                label=_("{number} 的等级").format(**told), min_value=1, max_value=18, initial=1
            )

    def appointments(self) -> list[Appointment]:
        said = self.cleaned_data
        return [
            Appointment(
                one.number, said[f"worker_{one.pk}"], self.units[said[f"unit_{one.pk}"]],
                said[f"post_{one.pk}"], said[f"grade_{one.pk}"],
            )
            for one in self.passed
        ]  # fmt: skip


class ReasonForm(StepForm):
    note = forms.CharField(label=gettext_lazy("理由"), max_length=500)


class ObjectionForm(forms.Form):
    """Against one of those who passed, or against the whole; of who says it nothing is asked."""

    number = forms.ChoiceField(label=gettext_lazy("对谁"), required=False)
    said = _long(
        gettext_lazy("异议内容"), max_length=500,
        help_text=gettext_lazy("只写准考证号和事实，不写提出人和报考人的姓名。"),
    )  # fmt: skip

    def __init__(self, *args: Any, passed: Iterable[Applicant], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["number"].choices = [  # type: ignore[attr-defined]
            ("", _("对整个招聘")),
            *((one.number, one.number) for one in passed),
        ]


class ObjectionAnswerForm(forms.Form):
    upheld = forms.ChoiceField(
        label=gettext_lazy("结论"), widget=forms.RadioSelect,
        choices=[("no", gettext_lazy("异议不成立")), ("yes", gettext_lazy("异议成立"))],
    )  # fmt: skip
    said = _long(gettext_lazy("核查情况和理由"), max_length=500)


class VerdictForm(forms.Form):
    """A decision with its basis; the person it is about reads both."""

    verdict = forms.ChoiceField(label=gettext_lazy("评定"), choices=Verdict.choices)
    reason = _long(gettext_lazy("依据"), max_length=500)


class ReviewForm(VerdictForm):
    start = _day(gettext_lazy("任期起"))
    last = _day(gettext_lazy("任期最后一天"))
    field_order = ("start", "last", "verdict", "reason")


class ContestForm(forms.Form):
    reason = _long(gettext_lazy("申诉理由"), max_length=500)
