"""Who of an organisation has had how many hours of the year: found by name, narrowed by whether
they have enough."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandong.core.standards.life.people import MEMBER, SECRETARY
from liandong.domains.accounts.enums import Permission
from liandong.domains.life import queries as life
from liandong.domains.life.queries.training import Learner
from liandong.domains.observatory.life_training import Asked
from liandong.domains.observatory.training_book import MEMBERS, SECRETARIES
from liandong.domains.orgs.enums import Kind
from liandong.web.components.paging import page_of
from liandong.web.components.shapes import Column, Tab
from liandong.web.dashboard.words import exact
from liandong.web.party.look import PartyLook

PAGE = 100
LACKING, ENOUGH, OUTSIDE = "lacking", "enough", "outside"


class LearnersForm(forms.Form):
    """Whom one looks for. Whose hours, and how they stand, are chosen above the list."""

    q = forms.CharField(label=gettext_lazy("姓名或拼音"), required=False, max_length=60)
    hours = forms.ChoiceField(
        label=gettext_lazy("学时"), required=False,
        choices=[("", gettext_lazy("全部")), (LACKING, gettext_lazy("还差学时的")),
                 (ENOUGH, gettext_lazy("已达标的")), (OUTSIDE, gettext_lazy("今年不计的"))],
    )  # fmt: skip
    who = forms.ChoiceField(
        required=False, widget=forms.HiddenInput,
        choices=[("", ""), (MEMBER, ""), (SECRETARY, "")],
    )  # fmt: skip


def of(look: PartyLook, request: HttpRequest, rules: dict[str, Asked]) -> dict[str, Any]:
    """The part of the page that lists people; only for those who may see who the members are."""
    if not look.may(Permission.SEE_MEMBERS):
        return {"people_tabs": []}
    form = LearnersForm(request.GET, auto_id="people_%s")
    data = form.cleaned_data if form.is_valid() else {}
    has_members = look.is_branch or look.place.kind == Kind.PARTY_GROUP
    roles = [MEMBER, SECRETARY] if has_members else [SECRETARY]
    found = life.everybody_learning(look.place, roles=roles, on=look.on)
    lists = {role: people for role, people in found.items() if people}
    if not lists:
        return {"people_tabs": []}
    who = data.get("who") if data.get("who") in lists else next(iter(lists))
    needed = rules[MEMBERS if who == MEMBER else SECRETARIES].needed
    wanted = [one for one in lists[who] if _wanted(one, data, needed)]
    # Who lacks most comes first; the others stay in the order of their names.
    wanted.sort(key=lambda one: -_missing(one, needed))
    page = page_of(request, wanted, PAGE)
    return {
        "people_tabs": [_tab(look, role, len(people), who) for role, people in lists.items()],
        "people_form": form, "people_columns": _columns(who, needed), "people_page": page,
        "people_narrowed": bool(data.get("q") or data.get("hours")),
        "people_clear_url": _at(look, who),
        "people": [_row(look, one, needed) for one in page],
    }  # fmt: skip


def _at(look: PartyLook, who: str) -> str:
    return look.at("organisation-training", look.place.code, who=who) + "#people"


def _tab(look: PartyLook, role: str, count: int, current: str) -> Tab:
    label = _("党员") if role == MEMBER else _("书记和班子成员")
    return Tab(label, _at(look, role), current=role == current, count=count)


def _state(one: Learner, needed: Decimal | None) -> str:
    if not one.owes:
        return OUTSIDE
    return ENOUGH if needed is None or one.hours >= needed else LACKING


def _missing(one: Learner, needed: Decimal | None) -> Decimal:
    return max((needed or Decimal()) - one.hours, Decimal()) if one.owes else Decimal()


def _wanted(one: Learner, data: dict[str, Any], needed: Decimal | None) -> bool:
    text = "".join(str(data.get("q", "")).split()).lower()
    named = text in one.name or text in one.pinyin.replace(" ", "") or text in one.pinyin
    return named and data.get("hours") in {None, "", _state(one, needed)}


def _columns(who: str, needed: Decimal | None) -> Sequence[Column]:
    required = _("应达 {n} 学时").format(n=exact(needed)) if needed is not None else ""
    columns = [
        Column("name", _("姓名")), Column("hours", _("本年学时"), help=required),
        Column("missing", _("还差学时")), Column("state", _("状态"), "status"),
    ]  # fmt: skip
    if who == SECRETARY:
        columns.insert(3, Column("courses", _("参加书记和班子成员培训次数")))
    return columns


def _row(look: PartyLook, one: Learner, needed: Decimal | None) -> dict[str, Any]:
    state, missing = _state(one, needed), _missing(one, needed)
    return {
        "name": one.name, "name_url": reverse("member", args=[one.person])
        if look.is_branch else "",
        "name_note": "" if one.owes else _("下半年才入党、进班子或登记，今年不计"),
        "hours": exact(one.hours), "courses": str(one.courses),
        "missing": exact(missing) if missing else "—",
        "state": {LACKING: "unmet", ENOUGH: "met", OUTSIDE: "not_applicable"}[state],
    }  # fmt: skip
