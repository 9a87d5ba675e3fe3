"""What is asked about a change: its day, its document, its reason, and its particulars."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandong.core.kernel.period import Period
from liandong.core.kernel.scope import Scope
from liandong.domains.orgs import queries
from liandong.domains.orgs.deeds import NewUnit
from liandong.domains.orgs.enums import LEVELS, Kind
from liandong.domains.orgs.models import Name, Placement, Unit
from liandong.domains.orgs.queries import Place
from liandong.web.choosing import PlaceField, PlaceInput
from liandong.web.fields import day_field, reason_field

PARTS, DIGITS = 4, 12


class TreePlaceInput(PlaceInput):
    url = "/tree/"


def _place(label: Any, **more: Any) -> PlaceField:
    if not more.get("required", True):
        more["also"] = {"": ""}
    return PlaceField(label=label, widget=TreePlaceInput, **more)


def _instrument(required: bool) -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("依据文件"), max_length=200, required=required,
        help_text=gettext_lazy("批准文件的名称和文号。"),
    )  # fmt: skip


class ChangeForm(forms.Form):
    """Something really changed. `AT` says at which field a refusal is told."""

    AT: dict[str, str] = {}
    _WHEN = ("same_day", "ended_already", "not_placed", "before_tree", "before_earlier")
    on = day_field(
        gettext_lazy("从哪天起"), help_text=gettext_lazy("从这天起算，可以是过去或将来。")
    )
    instrument = _instrument(required=True)
    reason = reason_field(required=False)

    def __init__(self, *args: Any, unit: Unit, place: Place, scope: Scope, **more: Any) -> None:
        super().__init__(*args, **more)
        self.unit, self.place, self.scope = unit, place, scope
        for field in self.fields.values():
            if isinstance(field, PlaceField):
                field.scope = scope

    def at(self, code: str) -> str | None:
        """The field at which this refusal is told; none: above the form."""
        named = self.AT.get(code, "on" if code in self._WHEN else "")
        return named if named in self.fields else None


class CorrectionForm(ChangeForm):
    """The record was wrong from the beginning."""

    instrument = _instrument(required=False)
    reason = reason_field()


_BELOW = {"orphan": "parent", "unchanged": "parent", "name_taken": "parent",
          "orgs_placement_cycle": "parent", "orgs_placement_depth": "parent",
          "forbidden": "parent"}  # fmt: skip


class CreateForm(ChangeForm):
    AT = {"name_taken": "name", "bad_name": "name", "bad_code": "code", "code_taken": "code",
          "bad_kind": "kind", "orphan": "on"}  # fmt: skip
    name = forms.CharField(label=gettext_lazy("名称"), max_length=120)
    kind = forms.ChoiceField(label=gettext_lazy("类别"))
    code = forms.CharField(
        label=gettext_lazy("代码"), max_length=32,
        help_text=gettext_lazy("有统计用区划代码的写全 12 位；网格等没有的，用本地编的代码。"),
    )  # fmt: skip
    field_order = ("on", "name", "kind", "code", "instrument", "reason")

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        kinds = kinds_below(self.unit.kind)
        self.fields["kind"].choices = [(one.value, one.label) for one in kinds]  # type: ignore[attr-defined]

    def new(self) -> NewUnit:
        said = self.cleaned_data
        return new_unit(said["code"], said["name"], said["kind"])


def new_unit(code: str, name: str, kind: str, **more: Any) -> NewUnit:
    code = code.strip()
    division = code if len(code) == DIGITS and code.isdigit() else None
    return NewUnit(code=code, name=name, kind=kind, division_code=division, **more)


def kinds_below(kind: str) -> list[Kind]:
    """What may stand below a unit of a kind, the next level first."""
    at = next((n for n, level in enumerate(LEVELS) if kind in level), len(LEVELS))
    return [one for level in LEVELS[at + 1 :] for one in Kind if one in level]


class RenameForm(ChangeForm):
    AT = {"name_taken": "name", "bad_name": "name", "unchanged": "name"}
    name = forms.CharField(label=gettext_lazy("新名称"), max_length=120)
    field_order = ("on", "name", "instrument", "reason")


class MoveForm(ChangeForm):
    AT = _BELOW
    parent = _place(gettext_lazy("新的上级"))
    field_order = ("on", "parent", "instrument", "reason")


class CloseForm(ChangeForm):
    field_order = ("on", "instrument", "reason")


class MergeForm(ChangeForm):
    """Others that end in this one: from beside it, and perhaps one from elsewhere."""

    AT = {"merge_itself": "units", "orgs_placement_cycle": "other", "name_taken": "units",
          "orphan": "on", "forbidden": "other"}  # fmt: skip
    units = forms.MultipleChoiceField(
        label=gettext_lazy("并入的同级单位"), required=False, widget=forms.CheckboxSelectMultiple
    )
    other = _place(gettext_lazy("别处的一个单位"), required=False)
    field_order = ("on", "units", "other", "instrument", "reason")

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        beside = [one for one in queries.siblings(self.place) if one.kind == self.place.kind]
        self.fields["units"].choices = [  # type: ignore[attr-defined]
            (one.code, one.name) for one in beside if one.id != self.place.id
        ]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not said.get("units") and not said.get("other") and "other" not in self.errors:
            self.add_error("units", _("请选择至少一个并入的单位。"))
        return said

    def codes(self) -> list[str]:
        said = self.cleaned_data
        return [*said["units"], *([queries.full_code(said["other"])] if said["other"] else [])]


class SplitForm(ChangeForm):
    """Two to four units in the place of one; who stands below it, goes to one of them."""

    AT = {"shares": "share_1", "code_taken": "code_1", "bad_code": "code_1", "bad_name": "name_1",
          "name_taken": "name_1"}  # fmt: skip

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        ends = {name: self.fields.pop(name) for name in ("instrument", "reason")}
        for n in range(1, PARTS + 1):
            self._part(n)
        parts = [(str(n), _("第 {n} 个").format(n=n)) for n in range(1, PARTS + 1)]
        self.children = queries.children(self.place)
        for one in self.children:
            self.fields[f"child_{one.id}"] = forms.ChoiceField(
                label=_("{name} 归").format(name=one.name), choices=parts
            )
        self.fields |= ends

    def _part(self, n: int) -> None:
        told, needed = {"n": n}, n <= 2
        self.fields[f"name_{n}"] = forms.CharField(
            label=_("第 {n} 个：名称").format(**told), max_length=120, required=needed
        )
        self.fields[f"code_{n}"] = forms.CharField(
            label=_("第 {n} 个：代码").format(**told), max_length=32, required=needed
        )
        self.fields[f"share_{n}"] = forms.DecimalField(
            label=_("第 {n} 个：承继的份额（%）").format(**told), required=needed, min_value=0,
            max_value=100, initial=50 if needed else None,
            help_text=_("各份合计 100。") if n == 1 else "",
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        for n in range(3, PARTS + 1):
            given = [said.get(f"{name}_{n}") for name in ("name", "code", "share")]
            if any(given) and not all(given):
                self.add_error(f"name_{n}", _("名称、代码、份额要一起写，或都不写。"))
        for one in self.children:
            if not said.get(f"name_{said.get(f'child_{one.id}', '1')}"):
                self.add_error(f"child_{one.id}", _("这一个没有写名称，请选另一个。"))
        return said

    def into(self) -> list[NewUnit]:
        said = self.cleaned_data
        units = Unit.objects.in_bulk([one.id for one in self.children])
        return [
            new_unit(
                said[f"code_{n}"], said[f"name_{n}"], self.unit.kind,
                share=said[f"share_{n}"] / Decimal(100),
                children=[units[one.id] for one in self.children
                          if said[f"child_{one.id}"] == str(n)],
            )
            for n in range(1, PARTS + 1) if said[f"name_{n}"]
        ]  # fmt: skip


class RecordForm(CorrectionForm):
    """One record as it should have been said."""

    def __init__(self, *args: Any, record: Any, **more: Any) -> None:
        super().__init__(*args, **more, initial=self.first(record))

    def first(self, record: Any) -> dict[str, Any]:
        """What is in the form to begin with."""
        return {}


class PlacementForm(RecordForm):
    """A placement as it should have been recorded."""

    AT = {**_BELOW, "orphan": "on", "ends_before_start": "on", "unchanged": "parent"}
    on = day_field(gettext_lazy("从哪天起"))
    parent = _place(gettext_lazy("上级"), required=False)
    field_order = ("on", "parent", "reason", "instrument")

    def __init__(self, *args: Any, record: Placement, **more: Any) -> None:
        super().__init__(*args, record=record, **more)
        self.fields["parent"].required = record.parent is not None

    def first(self, record: Placement) -> dict[str, Any]:
        above = record.parent
        return {"on": record.start, "parent": above and f"{above.name} {above.code}"}


class EndForm(RecordForm):
    """The day on which a unit really ended, if it did."""

    AT = {"unchanged": "on", "ends_before_start": "on", "orphan": "on"}
    on = day_field(
        gettext_lazy("从哪天起撤销"), required=False,
        help_text=gettext_lazy("没有撤销的，留空。"),
    )  # fmt: skip
    field_order = ("on", "reason", "instrument")


class NameForm(RecordForm):
    """A name as it should have been recorded, for the same time."""

    AT = {"name_taken": "name", "bad_name": "name", "unchanged": "name"}
    on = None
    name = forms.CharField(label=gettext_lazy("对的名称"), max_length=120)
    field_order = ("name", "reason", "instrument")

    def first(self, record: Name) -> dict[str, Any]:
        return {"name": record.name}


class InsertForm(CorrectionForm):
    AT = {**_BELOW, "no_end": "last", "not_placed": "on"}
    on = day_field(gettext_lazy("从哪天起"))
    last = day_field(gettext_lazy("到哪天为止（含这天）"))
    parent = _place(gettext_lazy("这段时间的上级"))
    field_order = ("on", "last", "parent", "reason", "instrument")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        first, last = said.get("on"), said.get("last")
        if first and last and last < first:
            self.add_error("last", _("最后一天不能早于第一天。"))
        return said

    def period(self) -> Period:
        said = self.cleaned_data
        return Period(said["on"], said["last"] + timedelta(days=1))
