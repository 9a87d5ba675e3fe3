"""What people are asked about accounts."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm
from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from liandong.domains.accounts import sign_in
from liandong.domains.accounts.enums import Role


class EntranceForm(LoginForm):
    """User name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("用户名")
        self.fields["password"].label = _("密码")
        self.fields["password"].help_text = ""
        for name, complete in (("login", "username"), ("password", "current-password")):
            self.fields[name].widget.attrs = {"autocomplete": complete}
        self.fields["login"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}

    def clean(self) -> Any:
        """A one-time password that lay about for too long opens nothing, and says so: the person
        who holds it may not be the one it was meant for."""
        cleaned = super().clean()
        user = getattr(self, "user", None)
        if user is not None and sign_in.lapsed(user, timezone.now()):
            hours = int(settings.ONE_TIME_PASSWORD_AGE.total_seconds() // 3600)
            said = _(
                "这个一次性密码已过期（发出后 %(hours)d 小时内有效）。请找安全管理员再发一个。"
            )
            raise forms.ValidationError(said % {"hours": hours})
        return cleaned


class PasswordForm(ChangePasswordForm):
    """The old password once, the new one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = {
            "oldpassword": (_("现在的密码"), ""),
            "password1": (_("新密码"), _("至少 10 个字符；不要用姓名、用户名和常见的密码。")),
            "password2": (_("再输一次新密码"), ""),
        }
        for name, (label, text) in said.items():
            field = self.fields[name]
            field.label, field.help_text = label, text
            field.widget.attrs.pop("placeholder", None)


class InviteForm(forms.Form):
    """A new person."""

    username = forms.CharField(
        label=_("用户名"), max_length=150,
        help_text=_("登录时用。给过一个人就不再给别人，也不能改。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )  # fmt: skip
    display_name = forms.CharField(
        label=_("姓名"), max_length=60, help_text=_("写真实姓名，可带职务，如“秀英街道 吴街”。"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip


class AssignForm(forms.Form):
    """A role at a unit, for a time."""

    role = forms.ChoiceField(label=_("角色"), choices=[("", _("请选择")), *Role.choices])
    unit = forms.CharField(
        label=_("单位"),
        max_length=60,
        help_text=_("名称、拼音或区划代码，如“秀英街道”或 460105001。"),
    )
    start = forms.DateField(label=_("从哪天起"), widget=forms.DateInput(attrs={"type": "date"}))
    last = forms.DateField(
        label=_("到哪天止"), required=False, help_text=_("最后一天。不填就是一直有效。"),
        widget=forms.DateInput(attrs={"type": "date"}),
    )  # fmt: skip


class TrailForm(forms.Form):
    """Which part of the audit trail."""

    by = forms.CharField(label=_("姓名或用户名"), required=False, max_length=150)
    action = forms.ChoiceField(label=_("操作"), required=False)
    unit = forms.CharField(label=_("单位"), required=False, max_length=60)
    since = forms.DateField(
        label=_("从"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    until = forms.DateField(
        label=_("到"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, data: Any, actions: list[tuple[str, Any]]) -> None:
        super().__init__(data, auto_id="trail_%s")
        self.fields["action"].choices = [("", _("全部")), *actions]  # type: ignore[attr-defined]
