"""How one wants to be told."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from liandong.domains.notify.enums import Mail

_TIME = {"type": "time"}


class PreferencesForm(forms.Form):
    """Letters, text messages, and the hours in which neither comes."""

    mail = forms.ChoiceField(label=_("邮件"), choices=Mail.choices, widget=forms.RadioSelect)
    address = forms.EmailField(label=_("邮箱"), required=False)
    digest_at = forms.TimeField(label=_("每天几点发"), widget=forms.TimeInput(_TIME, "%H:%M"))
    texts = forms.BooleanField(
        label=_("也发短信"), required=False, help_text=_("短信只说有几条新消息，不写内容。")
    )
    phone = forms.CharField(
        label=_("手机号"), required=False, max_length=15,
        help_text=_("加密保存，只用来发短信。"),
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "tel"}),
    )  # fmt: skip
    quiet_from = forms.TimeField(label=_("免打扰：从"), widget=forms.TimeInput(_TIME, "%H:%M"))
    quiet_to = forms.TimeField(label=_("免打扰：到"), widget=forms.TimeInput(_TIME, "%H:%M"))

    def __init__(self, *args: Any, texting: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not texting:
            # Nothing is asked that this instance cannot do.
            del self.fields["texts"], self.fields["phone"]
