"""教育培训: what was taught and is to come, and who has had how many hours of the year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from liandong.core.kernel.errors import LiandongError
from liandong.domains.accounts.enums import Permission
from liandong.domains.life import queries as life
from liandong.domains.life.queries.training import CoursePage, CourseRow
from liandong.domains.observatory import life_training, training_book
from liandong.domains.observatory.life_norms import in_words
from liandong.domains.observatory.life_training import Asked, Progress
from liandong.domains.orgs import queries, tree
from liandong.domains.orgs.enums import Hierarchy, Kind
from liandong.web import access
from liandong.web.components.shapes import Column
from liandong.web.dashboard.words import exact, said
from liandong.web.life import learners
from liandong.web.party.look import PartyLook, frame, look_inside
from liandong.web.workbooks import XLSX
from liandong.web.workspace.citing import cited

PAGE = 30
HERE = "organisation-training"
MEMBERS, SECRETARIES = training_book.MEMBERS, training_book.SECRETARIES
HELD, PLANNED = "held", "planned"


class CoursesForm(forms.Form):
    """Which courses."""

    title = forms.CharField(label=gettext_lazy("培训名称"), required=False, max_length=60)
    course = forms.ChoiceField(
        label=gettext_lazy("举办情况"), required=False,
        choices=[("", gettext_lazy("全部")), (HELD, gettext_lazy("已举办")),
                 (PLANNED, gettext_lazy("计划中"))],
    )  # fmt: skip

    def asked(self) -> dict[str, str]:
        """What makes sense of the question; the rest is left out."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in ("title", "course")}


@access.signed_in
def training(request: HttpRequest, code: str) -> HttpResponse:
    """How far the year has come, who lacks what, and the courses."""
    look = look_inside(request, code, Permission.SEE_LIFE)
    rules = life_training.asked(look.place, on=look.on)
    found = life_training.progress(look.place, on=look.on)
    form = CoursesForm(request.GET, auto_id="courses_%s")
    shown = frame(look, HERE) | {
        "year": str(look.on.year), "cards": _cards(look, rules, found),
        "records": look.may(Permission.RECORD_LIFE), "may_export": look.may(Permission.EXPORT),
        "excel_url": look.at("organisation-training-excel", code),
        "record_url": reverse("training-record", args=[code]),
        "plan_url": reverse("training-plan", args=[code]),
        **_below(look, found, request.GET.get("sort", "")), **learners.of(look, request, rules),
        **_courses(look, form, request.GET.get("after", "")), "courses_form": form,
    }  # fmt: skip
    return render(request, "life/training.html", shown)


@access.signed_in
def excel(request: HttpRequest, code: str) -> HttpResponse:
    """Hours person by person, or organisation by organisation, with the rules on a second sheet.
    Taking it away is put on record, so it is a POST."""
    look = look_inside(request, code, Permission.EXPORT)
    if request.method != "POST":
        return redirect(look.at(HERE, code))
    taken = training_book.Taken(
        of=look.place, on=look.on, by=look.rights.username, by_name=str(request.user),
        at=timezone.now(), language=get_language() or "zh-hans",
    )  # fmt: skip
    book = training_book.workbook(taken, named=look.may(Permission.SEE_MEMBERS))
    name = f"training-{look.place.code}-{look.on}.xlsx"
    return HttpResponse(
        book, content_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _cards(look: PartyLook, rules: dict[str, Asked], found: Progress) -> list[dict[str, Any]]:
    """Each standard somebody owes here: the share of people, the rule, the way to the list."""
    cards = []
    for code, one in rules.items():
        reached = found.own[code]
        if reached.owed:
            share, rule = reached.share, said(in_words(one.standard, one.norm))
            cards.append({
                "label": said(one.standard.title), "met": reached.met, "owed": reached.owed,
                "share": share and share * 100, "rule": rule, "norm": cited(one.norm, rule),
                "url": look.at("organisation-duties", look.place.code, standard=code, status="all"),
            })  # fmt: skip
    return cards


_SORTS = {"members": MEMBERS, "secretaries": SECRETARIES}


def _below(look: PartyLook, found: Progress, sort: str) -> dict[str, Any]:
    """The organisations directly below, by who has reached the hours."""
    if look.is_branch:
        return {"below": [], "below_columns": []}
    children = [one for one in queries.children(look.place) if one.id in found.below]
    code = _SORTS.get(sort.removeprefix("-"))
    if code:
        down = -1 if sort.startswith("-") else 1
        children.sort(key=lambda one: down * (found.below[one.id][code].share or 0))
    columns = [
        Column("name", _("下级组织")), Column("kind", _("类别")),
        Column("members", _("党员学时达标"), "share", sort="members"),
        Column("members_n", _("达标 / 应达标党员")),
        Column("secretaries", _("书记和班子成员学时达标"), "share", sort="secretaries"),
        Column("secretaries_n", _("达标 / 应达标")),
    ]  # fmt: skip
    return {"below_columns": columns, "below": [_line(look, one, found) for one in children]}


def _line(look: PartyLook, place: queries.Place, found: Progress) -> dict[str, Any]:
    row: dict[str, Any] = {
        "name": place.name, "kind": str(Kind(place.kind).label),
        "name_url": look.at(HERE, place.code) if look.organisation(place) else "",
    }  # fmt: skip
    for key, code in _SORTS.items():
        reached = found.below[place.id][code]
        row[key], row[f"{key}_n"] = reached.share, f"{exact(reached.met)} / {exact(reached.owed)}"
        if not reached.owed:
            row[f"{key}_status"], row[f"{key}_n"] = "not_applicable", "—"
    return row


def _courses(look: PartyLook, form: CoursesForm, after: str) -> dict[str, Any]:
    asked = form.asked()
    page = _found(look, asked, after)
    kept = {name: value for name, value in asked.items() if value}
    return {
        "columns": _columns(look), "rows": [_row(look, one) for one in page.rows],
        "narrowed": bool(kept), "clear_url": look.at(HERE, look.place.code) + "#courses",
        "older": look.at(HERE, look.place.code, **kept, after=page.next) + "#courses"
        if page.next else "",
        "newest_url": look.at(HERE, look.place.code, **kept) + "#courses" if after else "",
    }  # fmt: skip


def _found(look: PartyLook, asked: dict[str, str], after: str) -> CoursePage:
    below = tree.subtree(look.place.path, Hierarchy.PARTY).values("unit_id")
    held = {HELD: True, PLANNED: False}.get(asked["course"])
    narrowed: dict[str, Any] = {"title": asked["title"].strip(), "held": held, "limit": PAGE}
    try:
        return life.courses(below, year=look.on.year, after=after, **narrowed)
    except LiandongError:  # a mark that was typed: the newest
        return life.courses(below, year=look.on.year, **narrowed)


def _columns(look: PartyLook) -> list[Column]:
    whose: Sequence[Column] = () if look.is_branch else (Column("unit", _("举办的组织")),)
    return [
        Column("title", _("培训")), *whose, Column("on", _("日期"), "date"),
        Column("hours", _("学时")), Column("people", _("参加人数")),
    ]  # fmt: skip


def _row(look: PartyLook, one: CourseRow) -> dict[str, Any]:
    plan = _("计划中") if one.on > look.on else _("办了吗？还没有登记谁参加")
    return {
        "title": one.title, "title_url": reverse("course", args=[one.id]),
        "title_note": _("书记和班子成员培训") if one.for_secretaries else "",
        "unit": one.unit_name, "on": one.on, "hours": exact(one.hours),
        "people": str(one.people) if one.people else plan,
    }  # fmt: skip
