"""Who took part in a course: everybody it is for, then tap who was not there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from liandong.domains.life import queries as life
from liandong.domains.life.actions import CourseSaid
from liandong.domains.life.actions.training import LONGEST, LONGEST_TITLE
from liandong.domains.life.models import Course
from liandong.domains.orgs import queries
from liandong.domains.orgs.models import Unit
from liandong.domains.orgs.queries import Place
from liandong.web.components.shapes import Link
from liandong.web.party.look import PartyLook

# More people than this nobody goes through by tapping: an organisation below is chosen first.
MOST = 300


class CourseForm(forms.Form):
    """What, when, how long; the same for a plan and for a record."""

    title = forms.CharField(label=gettext_lazy("培训名称"), max_length=LONGEST_TITLE)
    on = forms.DateField(
        label=gettext_lazy("日期"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    hours = forms.DecimalField(
        label=gettext_lazy("学时"), max_digits=5, decimal_places=1, max_value=LONGEST,
        min_value=Decimal("0.5"),
        help_text=gettext_lazy("全程参加的学时，可以写半个学时。"),
        widget=forms.NumberInput(attrs={"step": "0.5", "inputmode": "decimal"}),
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("更正理由"), required=False, max_length=500,
        help_text=gettext_lazy("只补登参加的人，不用写理由。"),
    )  # fmt: skip

    def said(self, *, for_secretaries: bool) -> CourseSaid:
        """What was said, as the actions take it."""
        data = self.cleaned_data
        return CourseSaid(data["title"], data["on"], data["hours"], for_secretaries)


@dataclass(frozen=True, slots=True)
class Row:
    """One person, and whether they were not there."""

    id: int
    name: str
    absent: bool


@dataclass(frozen=True, slots=True)
class Roll:
    """Everybody a course is for, in one organisation; where they are too many, ways on instead."""

    rows: tuple[Row, ...]
    parts: tuple[Link, ...] = ()

    @property
    def ids(self) -> list[int]:
        return [one.id for one in self.rows]

    @property
    def came(self) -> list[int]:
        return [one.id for one in self.rows if not one.absent]


def part(request: HttpRequest, look: PartyLook) -> Place:
    """The organisation whose people are gone through: the page's own, or one chosen below it."""
    code = request.GET.get("part", "")
    if not code:
        return look.place
    found = queries.place(code, look.place.hierarchy)
    return found if found.path.startswith(look.place.path) else look.place


def roll(
    request: HttpRequest, look: PartyLook, *, of: Place, on: date, for_secretaries: bool,
    course: Course | None = None,
) -> Roll:  # fmt: skip
    """The list to tap. Of a course on record, who has no hours of it counts as not there, unless
    nobody here has any yet."""
    people = life.could_take_part(
        Unit.objects.get(pk=of.id), for_secretaries=for_secretaries, on=on, most=MOST
    )
    if people is None:
        return Roll((), tuple(_parts(request, of)))
    named = {one.pk: one.name for one in people}
    had = {one.person: one.name for one in life.took_part(course)} if course else {}
    if of.id == look.place.id and len(had) <= MOST:
        named |= had
    gone = _marked(request) if request.method == "POST" else set(named) - set(had)
    if request.method != "POST" and not had.keys() & named.keys():
        gone = set()
    return Roll(tuple(Row(pk, name, pk in gone) for pk, name in named.items()))


def _marked(request: HttpRequest) -> set[int]:
    return {int(one) for one in request.POST.getlist("absent") if one.isdecimal()}


def _parts(request: HttpRequest, of: Place) -> list[Link]:
    """The organisations below, each a way to its own people."""
    links = []
    for one in queries.children(of):
        query = request.GET.copy()
        query["part"] = one.code
        links.append(Link(one.name, f"?{query.urlencode()}"))
    return links
