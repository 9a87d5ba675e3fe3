"""One meeting: the plan or the record, its minutes and files, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from liandong.core.kernel.errors import LiandongError
from liandong.domains.accounts.enums import Permission
from liandong.domains.life import actions
from liandong.domains.life.actions.attachments import path_of
from liandong.domains.life.actions.minutes import version_of
from liandong.domains.life.enums import MeetingState
from liandong.domains.life.models import Attachment, Meeting
from liandong.web import access
from liandong.web.acting import how, tried
from liandong.web.components.shapes import Crumb, Item
from liandong.web.dashboard.who import names_of
from liandong.web.errors import status_of, words_of
from liandong.web.life.forms import MinutesForm, ReasonForm
from liandong.web.life.recording import Asked, held, planned
from liandong.web.party.look import PartyLook, frame, look_inside


@access.signed_in
def meeting(request: HttpRequest, number: int) -> HttpResponse:
    """The meeting as it stands."""
    one, look = _found(request, number, Permission.SEE_LIFE)
    return shown(request, one, look)


@access.signed_in
def hold(request: HttpRequest, number: int) -> HttpResponse:
    """It took place."""
    one, look = _found(request, number, Permission.RECORD_LIFE)
    if one.state != MeetingState.PLANNED or one.voided_at:
        return redirect("meeting", number)
    return held(request, Asked(look, one.unit, one.kind, one.on, one))


@access.signed_in
def change(request: HttpRequest, number: int) -> HttpResponse:
    """The plan is changed, or the record corrected."""
    one, look = _found(request, number, Permission.RECORD_LIFE)
    if one.state == MeetingState.CANCELLED or one.voided_at:
        return redirect("meeting", number)
    asked = Asked(look, one.unit, one.kind, one.on, one)
    return held(request, asked) if asked.corrects else planned(request, asked)


@require_POST
@access.signed_in
def call_off(request: HttpRequest, number: int) -> HttpResponse:
    """A plan is cancelled; a record is voided: it never took place, or was recorded twice."""

    def done(one: Meeting, form: ReasonForm, **how: Any) -> None:
        told = {"reason": form.cleaned_data["reason"], **how}
        if one.state == MeetingState.PLANNED:
            actions.cancel(one, seen=form.cleaned_data["seen"] or 0, **told)
        else:
            actions.void(one, **told)

    return _act(request, number, ReasonForm(request.POST), done, _("已取消。"))


@require_POST
@access.signed_in
def minutes(request: HttpRequest, number: int) -> HttpResponse:
    """A new version of the minutes, over the one that was on the screen."""

    def done(one: Meeting, form: MinutesForm, **how: Any) -> None:
        actions.write_minutes(
            one, text=form.cleaned_data["text"], seen=form.cleaned_data["seen"], **how
        )

    return _act(request, number, MinutesForm(request.POST), done, _("会议记录已保存。"))


@require_POST
@access.signed_in
def attach(request: HttpRequest, number: int) -> HttpResponse:
    """A file for those who wish; never asked for."""
    one, look = _found(request, number, Permission.RECORD_LIFE)
    sent = request.FILES.get("file")
    if sent is None:
        return shown(request, one, look, said=_("请先选择文件。"), status=400)
    try:
        actions.attach(one, stream=sent, name=sent.name or "", **how(request))
    except LiandongError as error:
        return shown(request, one, look, said=words_of(error), status=status_of(error))
    messages.success(request, _("附件已保存。"))
    return redirect("meeting", number)


@access.signed_in
def attachment(request: HttpRequest, number: int, file: int) -> HttpResponse:
    """A file of a meeting, to keep."""
    one, _look = _found(request, number, Permission.SEE_LIFE)
    kept = get_object_or_404(Attachment.objects.filter(meeting=one, voided_at=None), pk=file)
    path = path_of(kept)
    if not path.exists():
        raise Http404
    return FileResponse(
        path.open("rb"), as_attachment=True, filename=kept.name, content_type=kept.media_type
    )


def _found(request: HttpRequest, number: int, needed: Permission) -> tuple[Meeting, PartyLook]:
    one = get_object_or_404(Meeting.objects.select_related("unit", "chair"), pk=number)
    return one, look_inside(request, one.unit.code, needed)


def _act(
    request: HttpRequest, number: int, form: Any, done: Callable[..., None], well: str
) -> HttpResponse:
    """What a short form on the page asks for; with what was typed kept when it cannot be done."""
    one, look = _found(request, number, Permission.RECORD_LIFE)

    def deed() -> str:
        done(one, form, **how(request))
        return reverse("meeting", args=[number])

    url, status = tried(form, deed)
    if not url:
        return shown(request, one, look, form=form, status=status)
    messages.success(request, well)
    return redirect(url)


def shown(
    request: HttpRequest, one: Meeting, look: PartyLook, *, form: Any = None, said: str = "",
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    """The page; a form that could not be carried out comes back as it was typed."""
    page = frame(look, "organisation-meetings")
    meetings = look.at("organisation-meetings", look.place.code)
    page["crumbs"] = [
        *page["crumbs"], Crumb(_("会议"), meetings), Crumb(str(one.get_kind_display()))
    ]  # fmt: skip
    records = look.may(Permission.RECORD_LIFE) and not one.voided_at
    page |= {
        "meeting": one, "items": _items(one), "votes": list(one.resolutions.all()),
        "absences": _absences(one, look), "files": list(one.attachments.live()),
        "records": records and one.state != MeetingState.CANCELLED, "said": said,
        "minutes_form": form if isinstance(form, MinutesForm) else _minutes_form(one),
        "reason_form": form if isinstance(form, ReasonForm) else _reason_form(one),
        "opened": form is not None and type(form).__name__,
    }  # fmt: skip
    return render(request, "life/meeting.html", page, status=status)


def _minutes_form(one: Meeting) -> MinutesForm:
    last = one.minutes_versions.first()
    text = last.text if last else ""
    return MinutesForm(initial={"text": text, "seen": version_of(one)})


def _reason_form(one: Meeting) -> ReasonForm:
    return ReasonForm(initial={"seen": one.version})


def _absences(one: Meeting, look: PartyLook) -> list[tuple[str, str]]:
    """Who was not there, for whoever keeps this organisation's records; never for others."""
    if not look.may(Permission.RECORD_LIFE):
        return []
    rows = one.absences.select_related("person")
    return [(row.person.name, str(row.get_reason_display())) for row in rows]


def _items(one: Meeting) -> list[Item]:
    told = [Item(_("日期"), one.on)]
    if one.begins:
        told.append(Item(_("开始时间"), f"{one.begins:%H:%M}"))
    also = [str(serves.get_kind_display()) for serves in one.serves.all()]
    if also:
        told.append(Item(_("同时算作"), "、".join(also)))
    told += [
        Item(label, value)
        for label, value in (
            (_("地点"), one.venue), (_("议题"), one.topic), (_("邀请列席"), one.invited),
            (_("主持人"), one.chair.name if one.chair else ""),
        ) if value
    ]  # fmt: skip
    return [*told, *_counts(one), *_who(one)]


def _counts(one: Meeting) -> list[Item]:
    if one.state != MeetingState.HELD:
        return []
    come = _("{present} / {entitled} 人").format(present=one.present, entitled=one.entitled)
    told = [Item(_("实到 / 应到"), come, "" if one.quorate else _("没有达到法定人数，不能表决"))]
    others = one.without_vote + one.guests
    return [*told, Item(_("列席"), others)] if others else told


def _who(one: Meeting) -> list[Item]:
    held = one.state == MeetingState.HELD
    who, at = (one.held_by, one.held_at) if held else (one.recorded_by, one.recorded_at)
    name = names_of([who]).get(who, who)
    told = [Item(_("登记人"), name), Item(_("登记时间"), at)]
    if one.state == MeetingState.CANCELLED:
        told.append(Item(_("取消原因"), one.cancel_reason))
    if one.voided_at:
        told.append(Item(_("作废原因"), one.void_reason))
    return told
