"""The form of how a file is understood: made from the last reading, answered as choices for the
next one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from liandong.core.kernel.errors import Text
from liandong.domains.guarantee.ledger import LEDGER
from liandong.domains.intake.models import Batch
from liandong.domains.intake.reading.units import UNITS
from liandong.web.imports.words import BLANKS, SURE, UNIT_FROM, said, targets

_ALIASES = {
    "圆",
    "块",
    "¥",
    "人民币元",
    "百元",
    "百万元",
    "万",
    "m2",
    "平米",
    "平方",
    "平",
    "家",
    "位",
}


@dataclass(frozen=True)
class ColumnRow:
    """One column as shown: what it says, and the fields that ask about it."""

    letter: str
    header: str
    samples: str
    target: forms.BoundField
    unit: forms.BoundField | None
    blank: forms.BoundField | None
    sure: str
    unit_from: str
    blank_why: str
    blanks: int
    asks: bool


def _target(column: dict[str, Any]) -> str:
    if column["role"] == "ignored":
        return "ignore"
    return "code" if column["role"] == "code" else column["target"]


class ReadingForm(forms.Form):
    """Sheet, date, and for each column what it is, its unit, what a blank means."""

    def __init__(self, batch: Batch, data: Any = None) -> None:
        super().__init__(data, auto_id="read_%s")
        self.batch = batch
        given = batch.options
        self.standing: dict[str, Any] = {
            "sheet": given.get("sheet") or None, "on": given.get("on") or None,
            "mapping": given.get("mapping") or {}, "units": given.get("units") or {},
            "blanks": given.get("blanks") or {},
        }  # fmt: skip
        self.sheets: list[str] = batch.understood.get("sheets", [])
        self.said: list[dict[str, Any]] = [
            one for one in batch.understood.get("columns", []) if one["header"] or one["samples"]
        ]
        self._ask_sheet()
        self._ask_day()
        for column in self.said:
            self._ask_column(column)

    def _ask_sheet(self) -> None:
        now = self.batch.sheet or self.standing["sheet"] or ""
        choices = [(name, name) for name in self.sheets]
        if now not in self.sheets:
            now, choices = "", [("", _("请选择")), *choices]
        if len(self.sheets) > 1:
            self.fields["sheet"] = forms.ChoiceField(
                label=_("读哪个工作表"), choices=choices, initial=now,
                error_messages={"required": _("请选择工作表。")},
            )  # fmt: skip

    def _ask_day(self) -> None:
        day = self.batch.as_of.isoformat() if self.batch.as_of else self.standing["on"]
        self.fields["on"] = forms.DateField(
            label=_("数据截至哪一天"), initial=day,
            required=self.batch.state == "read",
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            help_text=_("台账里的数字是哪一天的情况。"),
            error_messages={"required": _("请填写台账数字是哪一天的情况。")},
        )  # fmt: skip

    def _ask_column(self, column: dict[str, Any]) -> None:
        letter = column["letter"]
        named = {"letter": letter}
        self.fields[f"is_{letter}"] = forms.ChoiceField(
            choices=targets(), initial=_target(column), label=_("%(letter)s 列是什么") % named
        )
        if column["role"] != "field" or self.batch.state != "read":
            return
        dimension = LEDGER.by_code[column["target"]].dimension
        units = [
            (name, name) for name, one in UNITS.items()
            if one.dimension is dimension and (name not in _ALIASES or name == column["unit"])
        ]  # fmt: skip
        other = column.get("suspect")
        if other:
            units = [(name, name) for name in (other, column["unit"])]
        none = [] if column["unit"] and not other else [("", _("请选择"))]
        self.fields[f"unit_{letter}"] = forms.ChoiceField(
            choices=[*none, *units], initial="" if other else column["unit"] or "",
            label=_("%(letter)s 列的单位") % named,
            error_messages={"required": _("请选择单位：元和万元相差一万倍。")},
        )  # fmt: skip
        if column["blanks"]:
            asked = column["blank"] == "ask"
            none = [("", _("请选择"))] if asked else []
            self.fields[f"blank_{letter}"] = forms.ChoiceField(
                choices=[*none, *((code, str(label)) for code, label in BLANKS.items())],
                initial="" if asked else column["blank"],
                label=_("%(letter)s 列的空白表示什么") % named,
                error_messages={"required": _("请说明空白表示没有，还是不详。")},
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Two columns cannot be the same thing."""
        seen: dict[str, str] = {}
        for column in self.said:
            letter = column["letter"]
            what = self.cleaned_data.get(f"is_{letter}", "")
            if what in {"", "ignore"}:
                continue
            if what in seen:
                said = _("%(other)s 列已是这一项，一项只能有一列。") % {"other": seen[what]}
                self.add_error(f"is_{letter}", said)
            seen[what] = letter
        return self.cleaned_data

    def options(self) -> dict[str, Any]:
        """The choices for the next reading: those made before, and what was changed now."""
        asked = self.cleaned_data
        sheet = asked.get("sheet") or self.standing["sheet"]
        if sheet != self.standing["sheet"] and sheet != self.batch.sheet:
            # Another sheet has other columns: nothing said of this one holds there.
            return {"sheet": sheet, "on": None, "mapping": {}, "units": {}, "blanks": {}}
        new: dict[str, Any] = {
            "sheet": self.standing["sheet"], "on": self.standing["on"],
            **{name: dict(self.standing[name]) for name in ("mapping", "units", "blanks")},
        }  # fmt: skip
        if asked.get("on") and asked["on"] != self.batch.as_of:
            new["on"] = asked["on"].isoformat()
        for column in self.said:
            self._note(column, new)
        return new

    def _note(self, column: dict[str, Any], new: dict[str, Any]) -> None:
        letter, was = column["letter"], _target(column)
        now = self.cleaned_data[f"is_{letter}"]
        if now != was:
            new["mapping"][letter] = now
            for kept in ("units", "blanks"):
                new[kept].pop(was, None)
            return
        for kind, name in (("units", "unit"), ("blanks", "blank")):
            chosen = self.cleaned_data.get(f"{name}_{letter}")
            settles = name == "unit" and column.get("suspect")
            if chosen and (chosen != column[name] or settles):
                new[kind][was] = chosen

    @property
    def asks_sheet(self) -> bool:
        """Whether there is more than one sheet to read."""
        return "sheet" in self.fields

    @property
    def day_note(self) -> str:
        """Where in the file the date stands, or what is wrong with it."""
        if wrong := self.batch.understood.get("as_of_problem"):
            return said(Text(*wrong))
        seen = self.batch.understood.get("as_of") or {}
        return _("来自 %(cell)s：“%(text)s”") % seen if seen.get("cell") else ""

    @property
    def questions(self) -> int:
        """How many things only the sender can say."""
        return sum(row.asks for row in self.columns) + (self.batch.as_of is None)

    @property
    def columns(self) -> list[ColumnRow]:
        """The columns as rows of the page."""
        return [self._row(column) for column in self.said]

    def _row(self, column: dict[str, Any]) -> ColumnRow:
        letter = column["letter"]

        def asked(name: str) -> forms.BoundField | None:
            return self[f"{name}_{letter}"] if f"{name}_{letter}" in self.fields else None

        english = (get_language() or "").startswith("en")
        why = column["blank_why"]
        read = self.batch.state == "read"
        suspect = column.get("suspect")
        open_unit = read and column["role"] == "field" and (suspect or not column["unit"])
        unit_from = str(UNIT_FROM[column["unit_from"]]) if column["role"] == "field" else ""
        if suspect:
            told = {"said": unit_from, "unit": column["unit"], "other": suspect}
            unit_from = _("%(said)s：%(unit)s。但多数数值按%(other)s才合常理。") % told
        return ColumnRow(
            letter=letter, header=column["header"], samples="、".join(column["samples"]),
            target=self[f"is_{letter}"], unit=asked("unit"), blank=asked("blank"),
            sure=str(SURE.get(column["sure"], "")) if column["role"] != "ignored" else "",
            unit_from=unit_from,
            blank_why=why[1 if english else 0] if why else "",
            blanks=column["blanks"] or 0,
            asks=bool(open_unit) or bool(column["blanks"] and column["blank"] == "ask"),
        )  # fmt: skip
