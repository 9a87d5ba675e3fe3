"""What each deed asks: as little as there is to know."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandong.domains.casework.enums import TO_ANOTHER, Resolved, Satisfied, Way
from liandong.domains.casework.models.case import LONGEST
from liandong.domains.catalogue import finding
from liandong.domains.observatory import days
from liandong.domains.orgs.models import Unit
from liandong.web.catalogue.choosing import MatterField, name_of, one_matter, time_class_field
from liandong.web.stepping import SeenForm

SUGGESTED = 5


def words(label: Any, most: int = 500, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=most, widget=forms.Textarea(attrs={"rows": 4}), **more
    )


class ReasonForm(SeenForm):
    reason = words(gettext_lazy("理由"))


class WhistleForm(SeenForm):
    reason = words(
        gettext_lazy("为什么社区办不了"),
        help_text=gettext_lazy("什么情况，要哪些部门到场；街道按这个吹哨。"),
    )  # fmt: skip


class ContactForm(SeenForm):
    way = forms.ChoiceField(
        label=gettext_lazy("方式"), choices=Way.choices, widget=forms.RadioSelect
    )
    reached = forms.ChoiceField(
        label=gettext_lazy("联系上了吗"), widget=forms.RadioSelect,
        choices=[("yes", gettext_lazy("联系上了")), ("no", gettext_lazy("没有联系上"))],
    )  # fmt: skip
    said = forms.CharField(label=gettext_lazy("说明"), max_length=500, required=False)


class ReplyForm(SeenForm):
    text = words(
        gettext_lazy("办理结果"), 2000,
        help_text=gettext_lazy("诉求人和加入的居民都会看到。写明做了什么、结果怎样、还有什么安排。"),
    )  # fmt: skip


class MoreTimeForm(ReasonForm):
    days = forms.IntegerField(label=gettext_lazy("再要几个工作日"), min_value=1, max_value=60)
    field_order = ("seen", "days", "reason")


class PhotoForm(SeenForm):
    photo = forms.FileField(
        label=gettext_lazy("照片"), help_text=gettext_lazy("照片里的位置信息会自动去掉。"),
        widget=forms.ClearableFileInput(attrs={"accept": "image/*"}),
    )  # fmt: skip


class CallBackForm(SeenForm):
    resolved = forms.ChoiceField(
        label=gettext_lazy("解决了吗"), choices=Resolved.choices, widget=forms.RadioSelect
    )
    satisfied = forms.ChoiceField(
        label=gettext_lazy("满意吗"), choices=Satisfied.choices, widget=forms.RadioSelect,
        initial=Satisfied.NONE,
    )  # fmt: skip
    said = forms.CharField(label=gettext_lazy("诉求人说"), max_length=500, required=False)


class ClassifyForm(SeenForm):
    """Suggested matters say by which words; any other is written by name or code."""

    suggested = forms.ChoiceField(
        label=gettext_lazy("像是这些事项"), required=False, widget=forms.RadioSelect
    )
    matter = MatterField(label=gettext_lazy("或者写事项"))
    time_class = time_class_field()
    private = forms.BooleanField(label=gettext_lazy("不公开"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hits = finding.suggest(self.of.text, on=days.today(), limit=SUGGESTED)
        self.fields["suggested"].choices = [  # type: ignore[attr-defined]
            (hit.matter.code, _("{name}（因为说到：{words}）").format(
                name=name_of(hit.matter), words="、".join(hit.by)))
            for hit in hits
        ]  # fmt: skip
        if not hits:
            del self.fields["suggested"]

    def clean(self) -> dict[str, Any]:
        """What was written counts before what was suggested."""
        data = super().clean() or {}
        if suggested := data.get("suggested"):
            data["matter"] = data.get("matter") or one_matter(suggested, days.today())
        if not data.get("matter") and not self.errors:
            raise forms.ValidationError(_("请选一个事项，或写事项的名称。"))
        return data


class DispatchForm(SeenForm):
    to = forms.CharField(
        label=gettext_lazy("改派给"), required=False, max_length=60,
        help_text=gettext_lazy("留空就按职责清单派发。改派写单位名称或编号，并写明理由。"),
    )  # fmt: skip
    reason = words(gettext_lazy("改派理由"), required=False)

    def __init__(self, *args: Any, lead: Unit | None = None, **kwargs: Any) -> None:
        """After an upheld objection it goes to another: classified anew, perhaps to the one that
        the list names now; else to one that is written here."""
        super().__init__(*args, **kwargs)
        same = lead is None or lead.pk == self.of.handler_id
        if self.of.state in TO_ANOTHER and same:
            self.fields["to"].required = self.fields["reason"].required = True
            self.fields["to"].help_text = _(
                "异议成立，不能再派给原单位。写单位名称或编号；事项分错了，先重新分类。"
            )


class MergeForm(ReasonForm):
    into = forms.ChoiceField(
        label=gettext_lazy("相像的诉求"), required=False, widget=forms.RadioSelect
    )
    number = forms.CharField(label=gettext_lazy("或者写编号"), max_length=20, required=False)
    field_order = ("seen", "into", "number", "reason")

    def __init__(self, *args: Any, alike: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].choices = alike  # type: ignore[attr-defined]
        if not alike:
            del self.fields["into"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["target"] = data.get("number") or data.get("into") or ""
        if not data["target"]:
            raise forms.ValidationError(_("请选一件，或写编号。"))
        return data


class PublishForm(SeenForm):
    text = words(
        gettext_lazy("公开的文字"), LONGEST,
        help_text=gettext_lazy("去掉姓名、电话、门牌等能认出人的内容；原文仍保留在内部。"),
    )  # fmt: skip
