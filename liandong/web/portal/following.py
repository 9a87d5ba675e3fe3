"""What a secret link opens: who has it, by when, what happened, what one may still do."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from liandong.domains.casework import queries
from liandong.domains.casework.enums import ReviewKind
from liandong.domains.casework.models import Case
from liandong.domains.casework.queries import Link, residents
from liandong.domains.workflow import definitions
from liandong.domains.workflow.clocks import running
from liandong.web.catalogue.choosing import name_of
from liandong.web.components.shapes import Event, Item
from liandong.web.dashboard.words import said as words
from liandong.web.portal.forms import CallBackForm, WhyForm
from liandong.web.timing import last_moment

_HEADERS = {
    "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow",
    "Cache-Control": "no-store, private",
}  # fmt: skip
# Whose reason is the resident's to know: of other steps it is the office's own note.
_REASONS = {"exclude", "deny", "allow", "keep"}


def by_link(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Opens what the secret of the address opens, or a page that helps; nothing of it is kept
    anywhere on the way."""

    @wraps(view)
    def opened(request: HttpRequest, secret: str, **more: Any) -> HttpResponse:
        link = queries.by_secret(secret.replace("\x00", ""))
        if link is None:
            answer = render(request, "portal/no_link.html", status=404)
        else:
            answer = view(request, secret, link, **more)
        for name, value in _HEADERS.items():
            answer[name] = value
        return answer

    return opened


@by_link
def thanks(request: HttpRequest, secret: str, link: Link) -> HttpResponse:
    """The number, the link to keep, what comes next."""
    case = link.case
    shown = {
        "case": case, "url": _absolute(request, secret), "secret": secret,
        "promises": [
            Item(words(one.title), _("%(limit)s之内") % {"limit": words(one.limit.text)})
            for one in residents.promises(case, at=timezone.now())
        ],
        "joined": link.joined is not None, "told": _told(link),
    }  # fmt: skip
    return render(request, "portal/thanks.html", shown)


def _told(link: Link) -> str:
    person = link.joined.requester if link.joined else link.case.requester
    return person.get_wish_display() if person and person.wish != "none" else ""


@by_link
def status(request: HttpRequest, secret: str, link: Link) -> HttpResponse:
    """Everything about it on one page."""
    return render(request, "portal/status.html", page_of(request, secret, link))


def page_of(request: HttpRequest, secret: str, link: Link, **forms: Any) -> dict[str, Any]:
    """What the page of a case shows. `forms`: those that come back with what is wrong."""
    case, joined = link.case, link.joined
    own = residents.own_case(link, secret)
    definition = definitions.of(case.process)
    state = definition.state(case.state)
    steps = {one.code for one in definition.steps_from(case.state)}
    mine = joined is None
    shown = {
        "case": case, "secret": secret, "url": _absolute(request, secret), "own": own,
        "joined": joined, "state": words(state.title), "says": words(state.says),
        "items": _items(case, state.holder), "events": events(case),
        "text": residents.said_by(case, joined, own), "photos": _photos(own),
        "replies": list(case.replies.select_related("unit").order_by("-pk")),
        "may_withdraw": mine and "withdraw" in steps and not case.joined.exists(),
        "may_finish": mine and "close" in steps, "may_appeal": mine and "appeal" in steps,
        "call_back": CallBackForm() if residents.may_call_back(case, joined) else None,
        "contest": WhyForm() if residents.may_contest(case, joined) else None,
        "appeal": WhyForm(),
    }  # fmt: skip
    return shown | forms


def _items(case: Case, holder: str | None) -> list[Item]:
    definition = definitions.of(case.process)
    found = [Item(_("编号"), case.number), Item(_("地点"), case.place.name)]
    if case.matter:
        found.append(Item(_("事项"), matter_of(case)))
    if holder:
        found.append(Item(_("现在由谁办"), holder_of(case, holder)))
    for clock in running(case.process):
        title = words(definition.clocks[clock.code].title)
        if clock.due_at:
            late = clock.due_at <= timezone.now()
            found.append(
                Item(
                    title,
                    _("最迟 %(day)s") % {"day": last_moment(clock.due_at)},
                    _("已超过时限") if late else "",
                )
            )
        else:
            found.append(Item(title, _("暂停计时，等审核结果")))
    return found


def holder_of(case: Case, holder: str) -> str:
    """The unit that has it: of supervisors only that it is they."""
    unit = {"desk": case.desk, "handler": case.handler}.get(holder)
    if holder == "desk":
        return _("%(name)s受理台") % {"name": case.desk.name}
    return unit.name if unit else _("督办人员")


def matter_of(case: Case) -> str:
    """What its matter is called in the language of the page."""
    return name_of(case.matter) if case.matter else ""


def events(case: Case, *, private: bool = True) -> list[Event]:
    """Every step in plain words, the newest first; no notes of the office, nobody's name."""
    definition = definitions.of(case.process)
    found = []
    for step in case.process.steps.all():
        after = definition.state(step.to)
        if step.transition == "contest":
            found.append(Event(step.at, _("居民认为没有解决，重新办理")))
            continue
        said = step.note if private and step.transition in _REASONS else ""
        found.append(Event(step.at, words(after.title), "", said or words(after.says)))
    for review in case.reviews.filter(kind=ReviewKind.EXTENSION, granted=True):
        more = review.days or 0
        told = ngettext("办理时限延长 %(n)s 个工作日", "办理时限延长 %(n)s 个工作日", more)
        found.append(Event(review.decided_at, told % {"n": more}))
    for contact in case.contacts.all():
        way = contact.get_way_display()
        told = (
            _("承办单位联系上了诉求人（%(way)s）")
            if contact.reached
            else _("承办单位试着联系（%(way)s），没有联系上")
        )
        found.append(Event(contact.at, told % {"way": way}))
    # What came later at the same moment stays later.
    return sorted(found, key=lambda one: one.at)[::-1]


def _photos(own: Case | None) -> list[int]:
    return list(own.photos.values_list("pk", flat=True)) if own else []


@by_link
def photo(request: HttpRequest, secret: str, link: Link, pk: int) -> HttpResponse:
    """A photo of one's own request."""
    own = residents.own_case(link, secret)
    found = own.photos.filter(pk=pk).first() if own else None
    if found is None:
        raise Http404
    return HttpResponse(bytes(found.data), content_type="image/jpeg")


def _absolute(request: HttpRequest, secret: str) -> str:
    return request.build_absolute_uri(reverse("portal-case", args=[secret]))
