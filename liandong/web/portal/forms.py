"""One plain form: what, where, who. Few words, large boxes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from liandong.core.kernel.errors import LiandongError
from liandong.domains.casework import words
from liandong.domains.casework.actions import Who
from liandong.domains.casework.actions.receiving import sound
from liandong.domains.casework.enums import Wish
from liandong.domains.casework.queries.residents import subjects
from liandong.domains.orgs.models import Unit
from liandong.web.errors import words_of

_FIELDS = {"bad_phone": "phone", "bad_email": "email", "wish_without_way": "wish"}
WISHES = [
    (Wish.NONE, _("不用，我用链接自己看")),
    (Wish.SMS, _("发短信给我")),
    (Wish.MAIL, _("发邮件给我")),
]


class TextField(forms.CharField):
    """Words of a resident: cleaned of what nobody sees."""

    def __init__(self, **given: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 6}), strip=False, **given)
        # What the browser counts is not what the house counts; the house says it in words.
        self.error_messages["required"] = _("请写明诉求内容。")

    def clean(self, value: Any) -> str:
        try:
            return words.text_of(super().clean((value or "").replace("\x00", "")))
        except LiandongError as error:
            raise forms.ValidationError(words_of(error)) from error


class WhoForm(forms.Form):
    """How to reach somebody; all of it may stay empty."""

    name = forms.CharField(
        label=_("怎么称呼您"), required=False, max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )  # fmt: skip
    phone = forms.CharField(
        label=_("电话"), required=False, max_length=30,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )  # fmt: skip
    email = forms.CharField(
        label=_("邮箱"), required=False, max_length=200,
        widget=forms.TextInput(attrs={"type": "email", "autocomplete": "email"}),
    )  # fmt: skip
    wish = forms.ChoiceField(
        label=_("有进展时怎样告诉您"), required=False, choices=WISHES, widget=forms.RadioSelect,
        initial=Wish.NONE,
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not self.errors:
            try:
                sound(self.who(), timezone.now())
            except LiandongError as error:
                self.add_error(_FIELDS.get(error.code), words_of(error))
        return said

    def who(self) -> Who:
        """The person as far as they say."""
        said = self.cleaned_data
        return Who(
            name=said.get("name", ""), phone=said.get("phone", ""), email=said.get("email", ""),
            wish=said.get("wish") or Wish.NONE, language=get_language() or "zh-hans",
        )  # fmt: skip


class SayForm(WhoForm):
    """A request. The place and the photos have parts of their own."""

    text = TextField(label=_("发生了什么事"))
    address = forms.CharField(
        label=_("具体在哪里"), required=False, max_length=200,
        help_text=_("如：3 号楼东门外、菜市场对面。"),
    )  # fmt: skip
    hide_name = forms.BooleanField(
        label=_("不让办事的单位知道我是谁"), required=False,
        help_text=_("只有受理台能联系您。"),
    )  # fmt: skip
    private = forms.BooleanField(label=_("不要公开这件事"), required=False)
    about = forms.CharField(
        label=_("您要投诉哪个单位"), required=False, max_length=60,
        help_text=_("写单位名称，两个字就能查；投诉工作人员，写他的单位。"),
    )  # fmt: skip

    field_order = ["about", "text", "address", "name", "phone", "email", "wish"]

    def __init__(self, *args: Any, kind: str = "", **given: Any) -> None:
        super().__init__(*args, **given)
        self.kind, self.units = kind, []
        self.fields["about"].required = kind == "unit"

    def clean_about(self) -> Unit | None:
        """The one unit that is called so; several are offered."""
        said = self.cleaned_data["about"]
        if not said or self.kind != "unit":
            return None
        self.units = subjects(said)
        if len(self.units) == 1:
            return self.units[0]
        if self.units:
            raise forms.ValidationError(_("有几个单位叫这个名字，请在下面选一个。"))
        raise forms.ValidationError(_("没有找到这个单位。请换个叫法，写两三个字就行。"))

    @property
    def someone(self) -> Who | None:
        """Who asks; nobody, where they say nothing at all of themselves."""
        who = self.who()
        return who if who.name or who.phone or who.email else None


class CallBackForm(forms.Form):
    """How it went."""

    resolved = forms.ChoiceField(
        label=_("问题解决了吗"), choices=[("yes", _("解决了")), ("no", _("没有解决"))],
        widget=forms.RadioSelect,
    )  # fmt: skip
    satisfied = forms.ChoiceField(
        label=_("您满意吗"), required=False, widget=forms.RadioSelect, initial="none",
        choices=[("yes", _("满意")), ("no", _("不满意")), ("none", _("不评价"))],
    )  # fmt: skip
    said = forms.CharField(
        label=_("还想说什么"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class WhyForm(forms.Form):
    """A reason."""

    said = forms.CharField(
        label=_("请写明理由"), max_length=500,
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": 500}),
    )  # fmt: skip


class NoForm(forms.Form):
    """Nothing but the deed itself."""
