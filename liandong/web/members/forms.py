"""What is asked of a change: the day, and what nobody has told us yet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandong.domains.members.actions.registering import Details
from liandong.domains.members.enums import MEMBERS, AwayReason, ContactWay, Exit, Sex, Stage
from liandong.domains.members.models import Membership
from liandong.domains.observatory import days
from liandong.domains.orgs.models import Unit
from liandong.web.fields import day_field, reason_field


class OnForm(forms.Form):
    """The day on which it happened: today, unless another is said."""

    on = day_field(gettext_lazy("日期"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = days.today()
        self.fields["on"].initial = today
        self.fields["on"].widget.attrs["max"] = today.isoformat()


class DetailsForm(forms.Form):
    """What is said about a person."""

    name = forms.CharField(label=gettext_lazy("姓名"), max_length=60)
    identity = forms.CharField(
        label=gettext_lazy("身份证号"), required=False, max_length=30,
        help_text=gettext_lazy("出生日期和性别会从号码中读出，不用再填。"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    phone = forms.CharField(
        label=gettext_lazy("电话"), required=False, max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    birth_date = day_field(gettext_lazy("出生日期"), required=False)
    sex = forms.ChoiceField(
        label=gettext_lazy("性别"), required=False, choices=[("", "—"), *Sex.choices]
    )
    ethnicity = forms.CharField(label=gettext_lazy("民族"), required=False, max_length=20)
    education = forms.CharField(label=gettext_lazy("学历"), required=False, max_length=20)
    joined_on = day_field(gettext_lazy("入党日期"), required=False)
    full_on = day_field(gettext_lazy("转正日期"), required=False)

    def details(self) -> Details:
        """As the actions take it."""
        names = ("name", "identity", "phone", "birth_date", "sex", "ethnicity", "education",
                 "joined_on", "full_on")  # fmt: skip
        return Details(**{name: self.cleaned_data[name] for name in names})


class ChangeForm(DetailsForm):
    """What is said about a person, said anew; numbers that are not typed stay."""

    reason = reason_field(gettext_lazy("更正理由"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("identity", "phone"):
            self.fields[name].help_text = _("不改就空着，原来的号码保留。")


class GroupForm(OnForm):
    """A day, and a group of the branch where there are any."""

    group = forms.ChoiceField(label=gettext_lazy("党小组"), required=False)

    def __init__(self, *args: Any, branch: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups = {str(one.pk): one for one in groups_of(branch)}
        if not self.groups:
            del self.fields["group"]
            return
        choices = [("", _("不编入小组")), *((pk, one.name) for pk, one in self.groups.items())]
        self.fields["group"].choices = choices  # type: ignore[attr-defined]

    def chosen_group(self) -> Unit | None:
        """The group chosen, if any."""
        return self.groups.get(self.cleaned_data.get("group", ""))


def groups_of(branch: Unit) -> Sequence[Unit]:
    """The Party groups of a branch today."""
    below = {"positions__hierarchy": "party", "positions__parent": branch}
    return list(Unit.objects.filter(kind="party_group", **below).order_by("code"))


class RegisterForm(GroupForm, DetailsForm):
    """Somebody new."""

    stage = forms.ChoiceField(label=gettext_lazy("阶段"), choices=Stage.choices)
    letter = forms.CharField(
        label=gettext_lazy("介绍信编号"), required=False, max_length=60,
        help_text=gettext_lazy("从系统外转入的，写介绍信编号；新申请人不用填。"),
    )  # fmt: skip
    field_order = (
        "name", "identity", "phone", "stage", "on", "group", "letter", "joined_on", "full_on",
        "birth_date", "sex", "ethnicity", "education",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].label = _("从哪天起")


class BackForm(GroupForm):
    """Somebody who had left is on a roster again."""

    stage = forms.ChoiceField(label=gettext_lazy("阶段"), choices=Stage.choices)
    letter = forms.CharField(
        label=gettext_lazy("介绍信编号"), required=False, max_length=60,
        help_text=gettext_lazy("从系统外转回的，写介绍信编号。"),
    )  # fmt: skip
    joined_on = day_field(gettext_lazy("入党日期"), required=False)
    full_on = day_field(gettext_lazy("转正日期"), required=False)
    field_order = ("stage", "on", "group", "letter", "joined_on", "full_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].label = _("从哪天起")


class EraseForm(forms.Form):
    """Why somebody is forgotten."""

    reason = reason_field(
        help_text=gettext_lazy("如：本人书面要求。不要写姓名和号码，理由会留下来。")
    )


class TransferForm(OnForm):
    """A letter to another organisation."""

    outside = forms.CharField(label=gettext_lazy("转入组织名称"), max_length=120)
    letter = forms.CharField(label=gettext_lazy("介绍信编号"), required=False, max_length=60)
    note = reason_field(gettext_lazy("说明"), required=False)
    field_order = ("outside", "on", "letter", "note")

    def __init__(self, *args: Any, outside: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].label = _("开出日期")
        if not outside:
            del self.fields["outside"]


class AwayForm(OnForm):
    """Somebody lives elsewhere now."""

    reason = forms.ChoiceField(label=gettext_lazy("流动原因"), choices=AwayReason.choices)
    elsewhere = forms.CharField(
        label=gettext_lazy("去了哪里"), required=False, max_length=120,
        help_text=gettext_lazy("到市县即可，不用写门牌。"),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].label = _("流出日期")


class LeaveForm(OnForm):
    """Somebody is in no organisation any more."""

    exit = forms.ChoiceField(label=gettext_lazy("离开原因"))
    reason = reason_field(
        gettext_lazy("依据和说明"), required=False,
        help_text=gettext_lazy("去世的可以不写，其他情形要写明依据。"),
    )  # fmt: skip
    field_order = ("exit", "on", "reason")

    def __init__(self, *args: Any, stage: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        allowed = _exits(stage)
        self.fields["exit"].choices = [  # type: ignore[attr-defined]
            ("", _("请选择")), *((one.value, one.label) for one in allowed)
        ]  # fmt: skip


def _exits(stage: str) -> list[Exit]:
    """Whoever is on the way can only give up or be given up; a letter out is a transfer."""
    if stage not in MEMBERS:
        return [Exit.WITHDRAWN, Exit.DIED]
    ends = [Exit.LEFT, Exit.REMOVED, Exit.EXPELLED, Exit.DIED]
    return [Exit.CANCELLED, *ends] if stage == Stage.PROBATIONARY else ends


class StandingForm(OnForm):
    """Membership is suspended, or holds again."""

    reason = reason_field(gettext_lazy("依据和说明"))


class RowForm(forms.Form):
    """A line of the history was wrong: what it should say."""

    stage = forms.ChoiceField(label=gettext_lazy("阶段"), choices=Stage.choices)
    start = day_field(gettext_lazy("从"))
    end = day_field(gettext_lazy("到（这一天起不算）"), required=False)
    never = forms.BooleanField(label=gettext_lazy("这一条从来没有发生过，作废它"), required=False)
    reason = reason_field(gettext_lazy("更正理由"))

    def said(self, row: Membership) -> dict[str, Any]:
        """Only what differs."""
        data = self.cleaned_data
        if data["never"]:
            return {}
        told = {name: data[name] for name in ("stage", "start", "end")}
        return {name: value for name, value in told.items() if value != getattr(row, name)}


class StepForm(OnForm):
    """One step of a case, over the state that was on the screen."""

    note = reason_field(gettext_lazy("说明"), required=False)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, needs_note: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].required = needs_note
        if needs_note:
            self.fields["note"].label = _("理由")


class PlaceForm(StepForm, GroupForm):
    """A step that places the member in a branch, perhaps in a group."""

    field_order = ("on", "group", "note", "seen")


class ContactForm(OnForm):
    """Home was in contact."""

    way = forms.ChoiceField(label=gettext_lazy("方式"), choices=ContactWay.choices)
    field_order = ("way", "on")


class FeedbackForm(OnForm):
    """The host tells home how the member takes part."""

    text = forms.CharField(label=gettext_lazy("参加了什么活动"), max_length=300)
    field_order = ("text", "on")


class OpenForm(forms.Form):
    """Why somebody opens a number."""

    reason = forms.CharField(label=gettext_lazy("为什么要看"), max_length=200)
    field = forms.ChoiceField(choices=[("identity", ""), ("phone", "")], widget=forms.HiddenInput)


class SaidForm(forms.Form):
    """What a person asks to be put right."""

    said = forms.CharField(
        label=gettext_lazy("哪里不对，应是什么"), max_length=500,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("加密保存，只有您和所在党支部能看到。不要写别人的信息。"),
    )  # fmt: skip


class HostingForm(forms.Form):
    """What a branch says of itself to members who live near it."""

    takes = forms.BooleanField(label=gettext_lazy("接收住在附近的流动党员"), required=False)
    contact = forms.CharField(
        label=gettext_lazy("对他们公开的联系方式"), required=False, max_length=120,
        help_text=gettext_lazy("地址、办公电话等，原样显示给找党支部的党员；不想公开就空着。"),
    )  # fmt: skip


class ReportForm(forms.Form):
    """A member reports in where they live now."""

    since = day_field(gettext_lazy("什么时候到的"))
    reason = forms.ChoiceField(label=gettext_lazy("流动原因"), choices=AwayReason.choices)
