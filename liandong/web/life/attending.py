"""Who took part in a course: everybody it is for, then tap who was not there."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from unicodedata import normalize

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandong.domains.life import queries as life
from liandong.domains.life.actions import CourseSaid
from liandong.domains.life.actions.training import LONGEST, LONGEST_TITLE, possible
from liandong.domains.life.models import Course
from liandong.domains.orgs import queries
from liandong.domains.orgs.models import Unit
from liandong.domains.orgs.queries import Place
from liandong.web.components.shapes import Link
from liandong.web.party.look import PartyLook

# More people than this nobody goes through by tapping: an organisation below is chosen first.
MOST = 300
_PLAIN = re.compile(r"-?[0-9]+(\.[0-9]+)?")


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
    """One person: whether they were not there, the hours of it they had (as typed; blank: all of
    them), and what is wrong with that."""

    id: int
    name: str
    absent: bool
    part: str = ""
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class Roll:
    """Everybody a course is for, in one organisation; where they are too many, ways on instead."""

    rows: tuple[Row, ...]
    parts: tuple[Link, ...] = ()

    @property
    def ids(self) -> list[int]:
        return [one.id for one in self.rows]

    @property
    def came(self) -> dict[int, Decimal | None]:
        """Who was there, for how many hours; `None` for all of them. Of a list that was checked."""
        return {
            one.id: Decimal(one.part) if one.part else None
            for one in self.rows if not one.absent
        }  # fmt: skip

    def checked(self, most: Decimal) -> tuple[Roll, str]:
        """The list with what is wrong beside each person, and that in a sentence."""
        rows = tuple(replace(one, wrong=_wrong(one, most)) for one in self.rows)
        names = [one.name for one in rows if one.wrong]
        if not names:
            return self, ""
        says = _("{names}的学时填得不对：写大于 0、不超过 {most} 的数字，全程参加的留空。")
        return replace(self, rows=rows), says.format(
            names=_("、").join(names[:5]), most=short(most)
        )


def _wrong(one: Row, most: Decimal) -> str:
    if one.absent or not one.part:
        return ""
    hours = Decimal(one.part) if _PLAIN.fullmatch(one.part) else None
    if hours is None:
        return _("写成数字，如 {n}").format(n=short(round(most / 2, 1)))
    if possible(hours, most):
        return ""
    return _("全程 {n} 学时").format(n=short(most)) if hours > most else _("大于 0，一位小数")


def short(hours: Decimal) -> str:
    """Hours as people type them: 6, 1.5."""
    return f"{hours.normalize():f}"


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
    took = life.took_part(course) if course else []
    had = {one.person: one.name for one in took}
    if of.id == look.place.id and len(had) <= MOST:
        named |= had
    gone = _marked(request) if request.method == "POST" else set(named) - set(had)
    if request.method != "POST" and not had.keys() & named.keys():
        gone = set()
    parts = {one.person: short(one.hours) for one in took if course and one.hours != course.hours}
    if request.method == "POST":
        parts = {pk: _typed(request, pk) for pk in named}
    return Roll(tuple(Row(pk, name, pk in gone, parts.get(pk, "")) for pk, name in named.items()))


def _typed(request: HttpRequest, person: int) -> str:
    """The hours typed beside somebody; digits as wide as Chinese characters are digits too."""
    return normalize("NFKC", request.POST.get(f"hours_{person}", "")).strip()[:12]


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
