"""People written by name, a row each, with a post and perhaps votes: suggested while typing where
they are few, understood wherever there is one full member of that name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandong.core.kernel.errors import error
from liandong.domains.life.enums import SeatPost
from liandong.domains.life.queries.electable import called, electable, spoken
from liandong.domains.members.models import Person
from liandong.domains.orgs.models import Unit

LIST = "people"  # id of the suggestions
SUGGESTED = 400
MOST = 60
WRITTEN = ("name", "votes")
BRACKETS = str.maketrans("()", "（）")


class RowForm(forms.Form):
    """One person and their post; left empty, nobody."""

    name = forms.CharField(
        label=gettext_lazy("姓名"), max_length=80,
        widget=forms.TextInput(attrs={"list": LIST, "autocomplete": "off"}),
    )  # fmt: skip
    post = forms.ChoiceField(
        label=gettext_lazy("职务"), choices=SeatPost.choices, initial=SeatPost.MEMBER.value
    )

    def has_changed(self) -> bool:
        """Whether anything was written; a post alone names nobody."""
        return any(str(self.data.get(self.add_prefix(one), "")).strip() for one in WRITTEN)

    def clean_name(self) -> str:
        return "".join(self.cleaned_data["name"].split()).translate(BRACKETS)


class CountForm(RowForm):
    """One person who could be voted for, and how many voted for them."""

    votes = forms.IntegerField(label=gettext_lazy("得票数"), min_value=0, required=False)


@dataclass(frozen=True, slots=True)
class Said:
    """One row as it was understood."""

    person: int
    post: str
    votes: int | None


class People:
    """The rows of a page: as many as were sent, or those known already and some empty ones."""

    def __init__(
        self, unit: Unit, on: date, data: Mapping[str, Any] | None = None, *,
        known: Sequence[Mapping[str, Any]] = (), spare: int = 5, votes: bool = False,
    ) -> None:  # fmt: skip
        self.unit, self.on, self.votes = unit, on, votes
        kind = CountForm if votes else RowForm
        rows = _rows(data) if data else len(known) + spare
        self.forms = [
            kind(
                data or None,
                prefix=f"who-{at}",
                empty_permitted=True,
                use_required_attribute=False,
                initial=known[at] if at < len(known) else None,
            )
            for at in range(min(rows, MOST))
        ]

    @property
    def suggested(self) -> list[str]:
        """What can be typed, where that is a list somebody may look at."""
        found = list(electable(self.unit, on=self.on)[: SUGGESTED + 1])
        return list(spoken(found)) if len(found) <= SUGGESTED else []

    def said(self) -> list[Said]:
        """Who was written, in order. Raises `LiandongError` `names`, each row saying what is wrong
        with it."""
        wrong = [form for form in self.forms if not form.is_valid()]
        written = [form for form in self.forms if form.is_valid() and form.has_changed()]
        known = called(self.unit, [one.cleaned_data["name"] for one in written], on=self.on)
        found = []
        for form in written:
            person = known.get(form.cleaned_data["name"])
            if person is None:
                form.add_error("name", _why(form.cleaned_data["name"], known))
                wrong.append(form)
            else:
                votes = form.cleaned_data.get("votes")
                found.append(Said(person.pk, form.cleaned_data["post"], votes))
        if wrong:
            raise error(
                "names", f"有 {len(wrong)} 行的人写得不对，见各行的说明。",
                f"Rows that do not say who is meant: {len(wrong)}. See there.",
            )  # fmt: skip
        return found


def _rows(data: Mapping[str, Any]) -> int:
    typed = str(data.get("rows", ""))
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 4 else 0


def _why(name: str, known: Mapping[str, Person]) -> str:
    same = "、".join(one for one in known if one.startswith(f"{name}（"))
    if same:
        return _("有几位同名的正式党员，请写成其中一个：{names}").format(names=same)
    return _("正式党员名册里没有“{name}”。请核对姓名，或先在名册中登记。").format(name=name)
