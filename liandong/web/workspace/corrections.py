"""Correcting a record, or saying what it has become since."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from liandong.core.kernel.errors import LiandongError
from liandong.domains.accounts.enums import Permission
from liandong.domains.guarantee import actions
from liandong.domains.guarantee.models import FIELDS, LedgerFact
from liandong.domains.observatory import days, listing
from liandong.domains.orgs.models import Unit
from liandong.web import access
from liandong.web.components.shapes import Crumb, Item
from liandong.web.components.tags.numbers import moment
from liandong.web.dashboard.look import Look, crumbs, frame, look_inside
from liandong.web.dashboard.who import names_of
from liandong.web.dashboard.words import amount, day, said
from liandong.web.errors import status_of, words_of
from liandong.web.workspace.forms import CHANGED, WRONG, CorrectionForm
from liandong.web.workspace.outcome import before
from liandong.web.workspace.sources import evidence_of, headed, source


@access.signed_in
def correct(request: HttpRequest, code: str, field: str) -> HttpResponse:
    """Ask for the right value and the reason; record it; lead to what it came to."""
    look = look_inside(request, code, Permission.CORRECT_FACTS)
    if field not in FIELDS or not look.judged:
        raise Http404
    now = evidence_of(look, field).fact
    if request.method != "POST":
        form = CorrectionForm(initial=_initial(request, look, field, now), **_asked(field))
        return _shown(request, look, field, form, now)
    form = CorrectionForm(request.POST, taken=_taken(look, field), **_asked(field))
    if not form.is_valid():
        return _shown(request, look, field, form, now, status=400)
    try:
        fact = _recorded(form.cleaned_data, look, field)
    except LiandongError as error:
        # What only the database could see, somebody else wrote in this very moment.
        clash = error.code == "stale" or error.code.startswith("guarantee_")
        form.add_error(None, _overtaken() if clash else words_of(error))
        status = 409 if clash else status_of(error)
        return _shown(request, look, field, form, now, status=status, clash=clash)
    on = {"on": fact.as_of.isoformat()} if fact.as_of > look.on else {}
    path = look.record(field).partition("?")[0]
    return redirect(look.keep(path, done=str(fact.pk), **on))


def _overtaken() -> str:
    """There is nothing to reload: the page that says so shows the new value, and what was typed."""
    return _(
        "您填写的时候，别人先改了这一项。现在登记的数写在下面，您填的都还在；"
        "看过后仍要更正，请再提交一次。"
    )


def _asked(field: str) -> dict[str, Any]:
    return {"field": field, "today": days.today()}


def _taken(look: Look, field: str) -> list[date]:
    """The days for which something is on record."""
    facts = LedgerFact.objects.filter(unit_id=look.place.id, field=field, voided_at=None)
    return list(facts.values_list("as_of", flat=True))


def _recorded(said: dict[str, Any], look: Look, field: str) -> LedgerFact:
    """Do what was asked, on the very record that was seen. Raises `LiandongError`."""
    now, by = timezone.now(), look.rights.username
    if said["way"] == CHANGED:
        return actions.report(
            unit=Unit.objects.get(pk=look.place.id), field=field, value=said["value"],
            as_of=said["as_of"], reason=said["reason"], by=by, at=now,
        )  # fmt: skip
    seen = LedgerFact.objects.filter(pk=said["seen"], unit_id=look.place.id, field=field).first()
    if seen is None:
        raise Http404
    return actions.correct(fact=seen, value=said["value"], reason=said["reason"], by=by, at=now)


def _initial(
    request: HttpRequest, look: Look, field: str, now: LedgerFact | None
) -> dict[str, Any]:
    """What the form starts with: the value on record; or the way back from a correction."""
    filled: dict[str, Any] = {"way": WRONG if now else CHANGED, "as_of": days.today()}
    if now is None:
        return filled
    filled |= {"value": _plain(now), "seen": now.pk}
    undone = _undone(request, look, field)
    earlier = before(undone) if undone is not None and undone.pk == now.pk else None
    if undone is not None and earlier is not None:
        why = _("撤销 {at} 的更正").format(at=day(timezone.localdate(undone.recorded_at)))
        filled |= {"value": _plain(earlier), "reason": f"{why}：{undone.reason}"[:500]}
    return filled


def _undone(request: HttpRequest, look: Look, field: str) -> LedgerFact | None:
    named = request.GET.get("undo", "")
    if not named.isdigit():
        return None
    facts = LedgerFact.objects.select_related("replaces")
    return facts.filter(pk=int(named), unit_id=look.place.id, field=field).first()


def _plain(fact: LedgerFact) -> str:
    """A value as one would type it."""
    text = f"{fact.value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _shown(
    request: HttpRequest, look: Look, field: str, form: CorrectionForm, now: LedgerFact | None,
    *, status: int = 200, clash: bool = False,
) -> HttpResponse:  # fmt: skip
    """The form, what it was filled with kept. After a clash it speaks of the record that stands
    now: whoever submits again has seen it."""
    if clash:
        now = evidence_of(look, field).fact
        form.data = {**form.data.dict(), "seen": str(now.pk) if now else ""}  # type: ignore[attr-defined]
    label = headed(FIELDS[field].label)
    context = {
        **frame(look), "form": form, "title": label, "clash": clash, "fact": now,
        "crumbs": [*crumbs(look), Crumb(label, look.record(field)), Crumb(_("更正"))],
        "field": field, "record_url": look.record(field), **_stands(field, now),
        "prefilled": _prefilled(form, now),
    }  # fmt: skip
    return render(request, "workspace/correct.html", context, status=status)


def _stands(field: str, now: LedgerFact | None) -> dict[str, Any]:
    """What is on record now, and from where."""
    if now is None:
        return {"stands": "", "items": []}
    who = names_of([now.recorded_by]).get(now.recorded_by, now.recorded_by)
    stands = amount(now.value, said(listing.unit_of(field)))
    return {
        "stands": _("{value}，{who}登记于 {at}").format(
            value=stands, who=who, at=moment(now.recorded_at)
        ),
        "items": [
            Item(_("数值"), stands),
            Item(_("数据截至"), now.as_of),
            Item(_("来源"), source(now)),
            Item(_("登记人"), who),
        ],
    }


def _prefilled(form: CorrectionForm, now: LedgerFact | None) -> str:
    """From where the value comes that the form starts with; nothing once people have typed."""
    if form.is_bound or now is None:
        return ""
    if form.initial["value"] != _plain(now):
        return _("已填入更正之前的数")
    return _("已填入现在登记的数，来自{source}").format(source=source(now))
