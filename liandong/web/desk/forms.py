"""What the desk writes down while somebody speaks: one form, in the order in which it is said."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from liandong.core.kernel.errors import LiandongError
from liandong.domains.accounts.enums import Permission
from liandong.domains.accounts.queries import Rights
from liandong.domains.casework.enums import Channel
from liandong.domains.casework.models.case import LONGEST
from liandong.domains.observatory import days
from liandong.domains.orgs.models import Unit
from liandong.domains.orgs.queries import place
from liandong.web.catalogue.choosing import MatterField, time_class_field
from liandong.web.choosing import PlaceField, PlaceInput, any_unit
from liandong.web.errors import words_of

WAYS = (Channel.PHONE, Channel.VISIT, Channel.LETTER)


class HerePlaceInput(PlaceInput):
    """Suggests places to whoever takes requests, who need not see figures."""

    url = reverse_lazy("desk-places")


class TakeForm(forms.Form):
    """A request as it is told. `token` makes the same form sent twice one request."""

    token = forms.CharField(max_length=40, widget=forms.HiddenInput())
    phone = forms.CharField(label=_("来电号码"), required=False, max_length=30)
    name = forms.CharField(label=_("称呼"), required=False, max_length=60)
    text = forms.CharField(
        label=_("说了什么"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4})
    )
    place = PlaceField(label=_("发生地"), widget=HerePlaceInput())
    address = forms.CharField(label=_("具体位置"), required=False, max_length=200)
    matter = MatterField(help_text=_("名称、平常的说法、拼音或编号；不清楚就留空，先登记。"))
    time_class = time_class_field()
    channel = forms.ChoiceField(
        label=_("来源"), choices=[(one.value, one.label) for one in WAYS], initial=Channel.PHONE
    )
    about = forms.CharField(
        label=_("投诉哪个单位"), required=False, max_length=60,
        help_text=_("投诉单位或它的人员时填写；这个单位看不到这件诉求。"),
    )  # fmt: skip
    private = forms.BooleanField(label=_("不公开"), required=False)
    hide_name = forms.BooleanField(label=_("不让承办单位知道姓名"), required=False)

    def __init__(self, *args: Any, rights: Rights, focus: str = "phone", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rights = rights
        self.fields["token"].initial = uuid4().hex
        self.fields["place"].scope = rights.scope(Permission.TAKE_REQUESTS)  # type: ignore[attr-defined]
        keys = {"phone": "1", "text": "2", "place": "3", "matter": "4"}
        for name, key in keys.items():
            self.fields[name].widget.attrs |= {"accesskey": key, "autocomplete": "off"}
        self.fields["phone"].widget.attrs["inputmode"] = "tel"
        if focus in self.fields:
            self.fields[focus].widget.attrs["autofocus"] = True

    def clean_place(self) -> Unit:
        found = place(self.cleaned_data["place"])
        if not self.rights.may(Permission.TAKE_REQUESTS, found):
            raise forms.ValidationError(_("这里不归您受理。请选本辖区的地点。"))
        return Unit.objects.get(pk=found.id)

    def clean_about(self) -> Unit | None:
        said = self.cleaned_data["about"]
        scope = self.rights.scope(Permission.TAKE_REQUESTS)
        try:
            return any_unit(said, scope, days.today()) if said else None
        except LiandongError as found:
            raise forms.ValidationError(words_of(found)) from found
