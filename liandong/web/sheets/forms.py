"""What is asked: the file; and how it is to be read."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from liandong.domains.intake.passing import Said
from liandong.domains.orgs.queries import Place
from liandong.web.imports.forms import UploadForm
from liandong.web.sheets.kinds import FIELDS, Kind

IGNORE = "ignore"


class SheetForm(UploadForm):
    """One file, or a table pasted."""

    def __init__(self, *args: Any, kind: Kind, place: Place, **kwargs: Any) -> None:
        super().__init__(*args, areas=[place], **kwargs)
        del self.fields["unit"]
        self.fields["file"].label = kind.file


class ReadForm(forms.Form):
    """Which sheet of the workbook, and what each column is; as it was read, to be put right."""

    def __init__(self, *args: Any, kind: Kind, said: Said, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="read_%s", **kwargs)
        self.said = said
        if len(said.sheets) > 1:
            names = [(one, one) for one in said.sheets]
            unread = [] if said.sheet in said.sheets else [("", _("请选择"))]
            self.fields["sheet"] = forms.ChoiceField(
                label=_("读哪个工作表"), choices=[*unread, *names], initial=said.sheet
            )
        language = get_language() or "zh-hans"
        known = [(code, text.in_language(language)) for code, text in kind.targets()]
        for column in said.columns if known else []:
            self.fields[f"is_{column['letter']}"] = forms.ChoiceField(
                label=_("%(letter)s 列是什么") % {"letter": column["letter"]},
                choices=[(IGNORE, _("不读这一列")), *known],
                initial=column["target"] or IGNORE,
            )

    def clean(self) -> dict[str, Any]:
        """Two columns cannot be the same thing."""
        seen: dict[str, str] = {}
        for column in self.said.columns:
            name, letter = f"is_{column['letter']}", column["letter"]
            what = self.cleaned_data.get(name, IGNORE)
            if what != IGNORE and what in seen:
                self.add_error(name, _("%(other)s 列已是这一项，一项只能有一列。")
                               % {"other": seen[what]})  # fmt: skip
            seen.setdefault(what, letter)
        return self.cleaned_data

    def options(self, before: dict[str, Any]) -> dict[str, Any]:
        """The choices for the next reading; another sheet has other columns."""
        sheet = self.cleaned_data.get("sheet") or before.get("sheet")
        if sheet and sheet != self.said.sheet:
            return {"sheet": sheet, "mapping": {}}
        mapping = dict(before.get("mapping") or {})
        for column in self.said.columns:
            now = self.cleaned_data.get(f"is_{column['letter']}")
            if now and now != (column["target"] or IGNORE):
                mapping[column["letter"]] = now
        return {"sheet": sheet, "mapping": mapping}

    @property
    def columns(self) -> list[dict[str, Any]]:
        """The columns as rows of the page: with a question where one can be answered."""
        return [
            {
                **one, "label": str(FIELDS.get(one["target"], "")), "ask": self._ask(one["letter"]),
                "doubt": one["read"] and not one["sure"],
            }
            for one in self.said.columns if one["header"] or one["read"]
        ]  # fmt: skip

    def _ask(self, letter: str) -> forms.BoundField | None:
        return self[f"is_{letter}"] if f"is_{letter}" in self.fields else None

    @property
    def asks_sheet(self) -> bool:
        return "sheet" in self.fields
