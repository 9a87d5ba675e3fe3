"""What an analyst fills in to try a change."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from liandong.core.kernel.scope import Scope
from liandong.core.standards.norms import NATION, NormBook, Tag
from liandong.domains.observatory.adoption import LIMIT
from liandong.web.choosing import PlaceField

_DAY = {"type": "date"}


def _day(**given: Any) -> forms.DateField:
    return forms.DateField(widget=forms.DateInput(format="%Y-%m-%d", attrs=_DAY), **given)


class Asked(forms.Form):
    """The place and the day to try a change on."""

    unit = PlaceField(label=_("试算范围"))
    on = _day(label=_("试算日期"), help_text=_("看这一天的数据会怎样。"))

    def __init__(self, *args: Any, area: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, PlaceField):
                field.scope = area


class Draft(Asked):
    """One value, from which the norm file is written."""

    norm = forms.ChoiceField(label=_("规范"))
    value = forms.DecimalField(
        label=_("新值"), min_value=0, max_digits=18, decimal_places=4, localize=False,
        help_text=_("按规范的单位填，经费填元。"),
    )  # fmt: skip
    scope = PlaceField(
        label=_("适用范围"), also={NATION: NATION, "全国": NATION, "China": NATION},
        help_text=_("新值管哪里：名称、拼音或区划代码，如“海口市”或 4601；全国就填“全国”。"),
    )  # fmt: skip
    start = _day(label=_("从哪一天起"), help_text=_("同一范围的旧值到前一天自动结束。"))
    tag = forms.ChoiceField(label=_("依据性质"))
    instrument = forms.CharField(
        label=_("依据"), max_length=200, help_text=_("文件名称、文号；没有文件的，写明是谁的设定。")
    )
    article = forms.CharField(label=_("条款"), max_length=100, required=False)
    field_order = ["norm", "value", "scope", "start", "tag", "instrument", "article", "unit", "on"]

    def __init__(self, *args: Any, book: NormBook, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["norm"].choices = [
            (code, f"{one.title.in_language(language)} ({one.unit.text.in_language(language)})")
            for code, one in sorted(book.parameters.items())
        ]
        self.fields["tag"].choices = [
            (tag.value, tag.text.in_language(language))
            for tag in (Tag.LOCAL, Tag.UNCONFIRMED, Tag.NATIONAL)
        ]

    def yaml(self) -> str:
        """The norm file of what was filled in: one value added to a norm that is there."""
        said = self.cleaned_data
        scope = said["scope"].strip()
        lines = [
            f"code: {said['norm']}",
            "values:",
            f"  - value: {said['value']:f}",
            f"    scope: {scope if scope == NATION else _quoted(scope)}",
            f"    from: {said['start'].isoformat()}",
            f"    tag: {said['tag']}",
            "    source:",
            f"      instrument: {_quoted(said['instrument'])}",
        ]
        if said["article"]:
            lines.append(f"      article: {_quoted(said['article'])}")
        return "\n".join(lines) + "\n"


def _quoted(words: str) -> str:
    """A quoted YAML scalar; JSON's quoting is YAML's."""
    return json.dumps(words, ensure_ascii=False)


class Pasted(Asked):
    """A norm file as text."""

    name = forms.CharField(widget=forms.HiddenInput, required=False, max_length=120)
    text = forms.CharField(
        label=_("规范文件内容"), max_length=LIMIT, strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false", "class": "mono"}),
        help_text=_("YAML，写法见手册；只写要改的 code 和 values 即可。"),
    )  # fmt: skip
    field_order = ["text", "unit", "on"]


class Uploaded(Asked):
    """A norm file as a file."""

    file = forms.FileField(label=_("规范文件"), max_length=120)
    field_order = ["file", "unit", "on"]

    def clean_file(self) -> tuple[str, str]:
        """(name, text). Another encoding is said, not guessed."""
        file = self.cleaned_data["file"]
        if file.size > LIMIT:
            raise forms.ValidationError(_("文件太大，不像是规范文件。"))
        try:
            return file.name, file.read().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            said = _("文件不是 UTF-8 编码的文本。请在编辑器里另存为 UTF-8。")
            raise forms.ValidationError(said) from error


class Withdrawal(forms.Form):
    """Why a file is taken back."""

    reason = forms.CharField(
        label=_("撤回理由"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("记入审计记录。"),
    )  # fmt: skip
