"""任期评定: what people decided about full terms, and whom the rule makes eligible for posts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from liandong.core.standards.norms import Applied
from liandong.domains.accounts.enums import Permission
from liandong.domains.guarantee.careers import contests, finding, service
from liandong.domains.guarantee.careers.contests import office_of
from liandong.domains.guarantee.careers.eligibility import TERMS, Standing, Why, standings
from liandong.domains.guarantee.careers.models import PostKind, Review, Service, Worker
from liandong.domains.life.queries.bodies import history
from liandong.domains.norms.queries import applied
from liandong.domains.orgs.models import Unit
from liandong.web import access
from liandong.web.acting import act
from liandong.web.careers.forms import ReviewForm, VerdictForm
from liandong.web.careers.look import TERMS as TAB
from liandong.web.careers.look import look_for, shown
from liandong.web.careers.posts import name_of
from liandong.web.components.shapes import Column, Crumb, Item
from liandong.web.components.tags.numbers import day
from liandong.web.dashboard.words import exact
from liandong.web.timing import last_moment, left
from liandong.web.workspace.citing import cited

PAGE = 100


@access.signed_in
def terms(request: HttpRequest, code: str) -> HttpResponse:
    """Each head's reviewed terms, and what follows by rule; in the order of numbers, unranked."""
    look = look_for(request, code, Permission.CORRECT_FACTS)
    norm = applied(TERMS, look.place, on=look.on)
    page = Paginator(finding.reviews(look.place, on=look.on), PAGE).get_page(
        request.GET.get("page")
    )
    return render(request, "careers/terms.html", shown(look, TAB) | {
        "page": page, "columns": columns(), "rows": rows(list(page), norm, look.on),
        "norm": cited(norm, rule(norm)) if norm else None,
    })  # fmt: skip


@access.signed_in
def review(request: HttpRequest, number: int) -> HttpResponse:
    """An office says what it found about a full term; the person reads it and may contest it."""
    who = get_object_or_404(Worker.objects.select_related("user"), pk=number)
    heads = Service.objects.live().filter(worker=who, post=PostKind.HEAD).select_related("unit")
    held = heads.order_by("-start").first() or get_object_or_404(Service, pk=None)
    access.rights(request).require(Permission.CORRECT_FACTS, office_of(held.unit))
    back, title = reverse("career", args=[who.pk]), _("评定一届任期")

    def deed(data: dict[str, Any], **told: Any) -> str:
        service.review(
            who, unit=held.unit, start=data["start"], end=data["last"] + timedelta(days=1),
            verdict=data["verdict"], reason=data["reason"], **told,
        )  # fmt: skip
        return back

    page = {
        "title": title, "button": _("记入评定"), "back": back,
        "crumbs": [Crumb(name_of(who), back), Crumb(title)],
        "items": [Item(_("工作者"), name_of(who)), Item(_("社区"), held.unit.name),
                  *_on_record(held.unit)],
        "note": _("本人会在“我的记录”里看到评定和依据，可以申诉。记入后不能改写，只能复核。"),
    }  # fmt: skip
    return act(request, ReviewForm(request.POST or None), deed, shown=page, well=_("已评定。"))


@access.signed_in
def answer(request: HttpRequest, number: int) -> HttpResponse:
    """Somebody other than who decided looks again; that holds."""
    one = get_object_or_404(Review.objects.select_related("worker__user", "unit"), pk=number)
    access.rights(request).require(Permission.CORRECT_FACTS, office_of(one.unit))
    back, title = reverse("career", args=[one.worker_id]), _("复核评定")
    due = contests.due([one.pk]).get(one.pk)

    def deed(data: dict[str, Any], **told: Any) -> str:
        service.answer(one, **data, **told)
        return back

    page = {
        "title": title, "button": _("答复"), "back": back,
        "crumbs": [Crumb(name_of(one.worker), back), Crumb(title)],
        "items": [Item(_("任期"), term_of(one)), Item(_("评定"), str(one.get_verdict_display())),
                  Item(_("依据"), one.reason), Item(_("申诉理由"), one.contest),
                  *_limit(due)],
        "note": _("复核由原评定人以外的人作出，理由本人会看到。"),
    }  # fmt: skip
    return act(request, VerdictForm(request.POST or None), deed, shown=page, well=_("已答复。"))


def _limit(due: datetime | None) -> list[Item]:
    return [Item(_("答复期限"), last_moment(due), left(due, timezone.now()))] if due else []


def rows(reviews: Sequence[Review], norm: Applied | None, on: date) -> list[dict[str, Any]]:
    """A line for each review; beside the first of each person what follows by rule, and why."""
    who = {one.worker_id for one in reviews}
    judged = standings(who, int(norm.value), on=on) if norm else {}
    told = []
    for one in reviews:
        standing = judged.pop(one.worker_id, None)
        told.append(_row(one) | {"flag": flag(standing) if standing else ""})
    return told


def flag(one: Standing) -> str:
    """Eligible, or what is missing, in words: which terms, which decisions."""
    if one.why is Why.CONTESTED:
        return _("申诉待复核，复核前不作判断")
    if one.why is Why.BROKEN:
        return _("未满足：最近 {n} 届不是连续任满，中间没有任书记").format(n=one.needed)
    if one.why is Why.FEW:
        return _("未满足：最近 {n} 届中有 {good} 届评为优秀").format(n=one.needed, good=one.good)
    when = "、".join(term_of(term) for term in one.terms)
    return _("符合条件：{terms} 连续 {n} 届任满，均评为优秀").format(terms=when, n=one.needed)


def rule(norm: Applied) -> str:
    return _("连续任满 {n} 届、均评为优秀的社区书记，可列为选拔对象；选不选由人决定。").format(
        n=exact(norm.value)
    )


def columns() -> list[Column]:
    return [
        Column("worker", _("工作者")), Column("unit", _("社区")), Column("term", _("任期")),
        Column("verdict", _("评定"), "word"), Column("reason", _("依据")),
        Column("state", _("状态")), Column("flag", _("按规则")),
    ]  # fmt: skip


def term_of(one: Review) -> str:
    return f"{day(one.start)}—{day(one.end - timedelta(days=1))}"


def state_of(one: Review) -> str:
    """Seen, contested, answered."""
    if one.answered_at:
        return _("已复核：{verdict}。{reason}").format(
            verdict=one.get_answer_display(), reason=one.answer_reason
        )
    if one.contested_at:
        return _("已申诉，待复核：{reason}").format(reason=one.contest)
    return _("本人已看") if one.seen_at else _("本人未看")


def _row(one: Review) -> dict[str, Any]:
    return {
        "worker": name_of(one.worker), "worker_url": reverse("career", args=[one.worker_id]),
        "unit": one.unit.name, "term": term_of(one),
        "verdict": str(one.get_verdict_display()), "reason": one.reason, "state": state_of(one),
        "state_url": reverse("review-answer", args=[one.pk]) if one.open else "",
    }  # fmt: skip


def _on_record(unit: Unit) -> list[Item]:
    """The terms of the community's Party body, as they are on record, to start from."""
    body = Unit.objects.filter(code=f"D{unit.code}").first()
    found = history(body) if body else []
    return [Item(_("在案任期"), f"{day(one.start)}—{day(one.due)}") for one in found[:4]]
