"""The changes there are: what each is called, asks, does, and says of itself. One table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandong.domains.accounts.queries import Rights
from liandong.domains.orgs import actions, queries
from liandong.domains.orgs.actions import create
from liandong.domains.orgs.chronicle import standing_or_gone
from liandong.domains.orgs.deeds import Deed
from liandong.domains.orgs.enums import Hierarchy
from liandong.domains.orgs.models import Name, Placement, Unit
from liandong.web.orgs import forms
from liandong.web.orgs.sight import EDIT

Do = Callable[[Unit, Any, Deed, Rights], Unit]


def _do(title: str) -> str | Promise:
    """What is to be done; the same word of what was done is another in English."""
    return pgettext_lazy("deed", title)


@dataclass(frozen=True)
class Verb:
    """A change. `do` answers with the unit whose page comes next."""

    code: str
    title: str | Promise
    says: str | Promise
    form: type[forms.ChangeForm]
    do: Do
    danger: bool = False
    corrects: bool = False  # the record, rather than what it is about


def office_above(unit: Unit, rights: Rights) -> None:
    """What becomes of a unit is decided by whoever holds the level above it."""
    _unit, near = standing_or_gone(unit.code)
    if near.id != unit.pk:  # It is gone: the nearest that stands is above it.
        rights.require(EDIT, near)
    elif near.parent is not None:
        rights.require(EDIT, queries.place_of(near.parent))


def other_unit(code: str, rights: Rights) -> Unit:
    """Another unit that takes part, if it is theirs as well."""
    unit, near = standing_or_gone(code)
    rights.require(EDIT, near)
    return unit


def _create(unit: Unit, form: Any, deed: Deed, rights: Rights) -> Unit:
    return create(form.new(), parent=unit, deed=deed)


def _rename(unit: Unit, form: Any, deed: Deed, rights: Rights) -> Unit:
    office_above(unit, rights)
    return actions.rename(unit, name=form.cleaned_data["name"], deed=deed)


def _move(unit: Unit, form: Any, deed: Deed, rights: Rights) -> Unit:
    office_above(unit, rights)
    actions.move(unit, parent=other_unit(form.cleaned_data["parent"], rights), deed=deed)
    return unit


def _merge(unit: Unit, form: Any, deed: Deed, rights: Rights) -> Unit:
    office_above(unit, rights)
    others = [other_unit(code, rights) for code in form.codes()]
    for one in others:
        office_above(one, rights)
    actions.merge(others, into=unit, deed=deed)
    return unit


def _split(unit: Unit, form: Any, deed: Deed, rights: Rights) -> Unit:
    office_above(unit, rights)
    actions.split(unit, into=form.into(), deed=deed)
    return unit


def _close(unit: Unit, form: Any, deed: Deed, rights: Rights) -> Unit:
    office_above(unit, rights)
    actions.close(unit, deed=deed)
    return unit


def _insert(unit: Unit, form: Any, deed: Deed, rights: Rights) -> Unit:
    office_above(unit, rights)
    parent = other_unit(form.cleaned_data["parent"], rights)
    actions.insert_placement(unit, parent=parent, period=form.period(), deed=deed)
    return unit


VERBS = {
    one.code: one
    for one in (
        Verb("create", _("新设下级"), _("在它之下设立一个新的单位。"), forms.CreateForm, _create),
        Verb("rename", _do("更名"), _("代码不变；原名称留在记录里。"), forms.RenameForm, _rename),
        Verb("move", _do("改隶"), _("连同全部下级转到另一个上级。"), forms.MoveForm, _move),
        Verb(
            "merge", _do("合并"), _("别的单位并入它：它们撤销，下级转到它之下，由它承继。"),
            forms.MergeForm, _merge, danger=True,
        ),
        Verb(
            "split", _do("分设"), _("它撤销，由两个以上的新单位按份额承继。"), forms.SplitForm,
            _split, danger=True,
        ),
        Verb(
            "close", _do("撤销"), _("它从这天起不再存在，没有谁承继；之下不能还有单位。"),
            forms.CloseForm, _close, danger=True,
        ),
        Verb(
            "insert", _("补登一段"), _("过去有一段时间它隶属别的上级，当时漏登了。"),
            forms.InsertForm, _insert, corrects=True,
        ),
    )
}  # fmt: skip


@dataclass(frozen=True)
class Correction:
    """A kind of record that may be put right: which rows, what is asked, what does it."""

    code: str
    title: str | Promise
    says: str | Promise
    form: type[forms.CorrectionForm]
    rows: Callable[[], QuerySet[Any]]
    put_right: Callable[[Any, Any, Deed, Rights], object]

    def verb(self, row: Placement | Name) -> Verb:
        """For one record; read again at each trying, as it stands by then."""

        def do(unit: Unit, form: Any, deed: Deed, rights: Rights) -> Unit:
            office_above(unit, rights)
            self.put_right(type(row).objects.get(pk=row.pk), form, deed, rights)
            return unit

        return Verb(self.code, self.title, self.says, self.form, do, corrects=True)


def _placement(row: Placement, form: Any, deed: Deed, rights: Rights) -> object:
    said = form.cleaned_data["parent"]
    parent = other_unit(said, rights) if said else None
    return actions.correct_placement(row, parent=parent, start=deed.on, deed=deed)


def _end(row: Placement, form: Any, deed: Deed, _rights: Rights) -> object:
    return actions.correct_end(row, end=form.cleaned_data["on"], deed=deed)


def _name(row: Name, form: Any, deed: Deed, _rights: Rights) -> object:
    return actions.correct_name(row, name=form.cleaned_data["name"], deed=deed)


def _placements() -> QuerySet[Placement]:
    return Placement.objects.live().filter(hierarchy=Hierarchy.TERRITORY).select_related("parent")


CORRECTIONS = {
    one.code: one
    for one in (
        Correction(
            "correct_placement", _("更正隶属"),
            _("当初登记错了：作废原记录，照实另记一条。单位真的换了上级，请用“改隶”。"),
            forms.PlacementForm, _placements, _placement,
        ),
        Correction(
            "correct_end", _("更正撤销"),
            _("撤销登记错了：这个单位没有撤销，或不是那天撤销的。真的恢复设立，请用“新设下级”。"),
            forms.EndForm, lambda: _placements().exclude(end=None), _end,
        ),
        Correction(
            "correct_name", _("更正名称"),
            _("当初登记错了，比如写了错字：这段时间的名称改记为对的。真的改了名，请用“更名”。"),
            forms.NameForm, Name.objects.live, _name,
        ),
    )
}  # fmt: skip
CHANGES = ("create", "rename", "move", "merge", "split", "close")
