"""What is asked of a meeting: as little as there is to know."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandong.domains.life.actions import Outline, Vote
from liandong.domains.life.actions.checks import TEXTS
from liandong.domains.life.enums import HELD_BY, MeetingKind
from liandong.domains.members.models import Person

VOTES = 3  # more matters than this are rare, and the page can be opened again


def kinds_of(unit_kind: str) -> list[tuple[str, str]]:
    """The kinds of meeting that organisations of a kind hold, as choices."""
    return [(one.value, one.label) for one in MeetingKind if unit_kind in HELD_BY[one]]


class MeetingForm(forms.Form):
    """When, where, about what; the same for a plan and for a record."""

    on = forms.DateField(
        label=gettext_lazy("日期"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    begins = forms.TimeField(
        label=gettext_lazy("开始时间"), required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )  # fmt: skip
    venue = forms.CharField(
        label=gettext_lazy("地点"), required=False, max_length=TEXTS["venue"][2]
    )
    topic = forms.CharField(
        label=gettext_lazy("议题"), required=False, max_length=TEXTS["topic"][2]
    )
    also = forms.MultipleChoiceField(
        label=gettext_lazy("同时算作"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("一次会议可以同时完成几项，不用开两次、填两次。"),
    )  # fmt: skip
    agenda = forms.CharField(
        label=gettext_lazy("议程"), required=False,
        help_text=gettext_lazy("一行一项。已按常用议程填好，可以改。"),
        widget=forms.Textarea(attrs={"rows": 6}),
    )  # fmt: skip
    chair = forms.ChoiceField(label=gettext_lazy("主持人"), required=False)
    invited = forms.CharField(
        label=gettext_lazy("邀请列席"), required=False, max_length=TEXTS["invited"][2]
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        kind: str,
        unit_kind: str,
        people: Sequence[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        others = [one for one in kinds_of(unit_kind) if one[0] != kind]
        self.fields["also"].choices = _together(kind, others)  # type: ignore[attr-defined]
        if not self.fields["also"].choices:  # type: ignore[attr-defined]
            del self.fields["also"]
        named = [(str(pk), name) for pk, name in people]
        self.fields["chair"].choices = [("", _("（不写）")), *named]  # type: ignore[attr-defined]

    def outline(self, chair: Person | None) -> Outline:
        """What was said, as the actions take it."""
        data = self.cleaned_data
        return Outline(
            begins=data["begins"], venue=data["venue"], topic=data["topic"],
            invited=data["invited"], agenda=data["agenda"].splitlines(),
            also=tuple(data.get("also", ())), chair=chair,
        )  # fmt: skip


def _together(kind: str, others: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Only the committee comes to its own meeting: nothing else can be held with it."""
    if kind == MeetingKind.COMMITTEE:
        return []
    return [one for one in others if one[0] != MeetingKind.COMMITTEE]


class VoteForm(forms.Form):
    """One matter put to the vote: only counts, never who. Left empty, there was none."""

    title = forms.CharField(label=gettext_lazy("表决事项"), max_length=200)
    votes_for = forms.IntegerField(label=gettext_lazy("赞成"), min_value=0)
    against = forms.IntegerField(label=gettext_lazy("反对"), min_value=0, required=False)
    abstained = forms.IntegerField(label=gettext_lazy("弃权"), min_value=0, required=False)

    def vote(self) -> Vote:
        """The vote as the actions take it."""
        data = self.cleaned_data
        none = {name: data[name] or 0 for name in ("against", "abstained")}
        return Vote(title=data["title"], votes_for=data["votes_for"], **none)


VoteForms = forms.formset_factory(VoteForm, extra=1, max_num=VOTES, absolute_max=20)


class HeldForm(MeetingForm):
    """A meeting that took place: also how many guests, and minutes for those who wish."""

    guests = forms.IntegerField(
        label=gettext_lazy("列席的其他人"), required=False, min_value=0, max_value=10_000
    )
    minutes = forms.CharField(
        label=gettext_lazy("会议记录"), required=False, widget=forms.Textarea(attrs={"rows": 8})
    )
    again = forms.BooleanField(label=gettext_lazy("同一天另一次会议"), required=False)
    reason = forms.CharField(label=gettext_lazy("更正理由"), max_length=500, required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].widget.attrs["max"] = today.isoformat()


class ReasonForm(forms.Form):
    """Why something is called off, voided or taken down."""

    reason = forms.CharField(label=gettext_lazy("理由"), max_length=500)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)


class MinutesForm(forms.Form):
    """Minutes over the version that was on the screen."""

    text = forms.CharField(
        label=gettext_lazy("记录内容"), required=False, widget=forms.Textarea(attrs={"rows": 14})
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)
