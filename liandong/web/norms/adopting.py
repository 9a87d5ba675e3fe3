"""Adopt what was tried, see what was adopted, take it back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from liandong.core.standards.norms import NATION, NormError
from liandong.domains.accounts.enums import Permission
from liandong.domains.norms.models import AdoptedNorms
from liandong.domains.observatory import adoption, catalogue
from liandong.domains.observatory.adoption import Proposal
from liandong.domains.orgs import queries
from liandong.domains.orgs.queries import Place
from liandong.web import access
from liandong.web.components.shapes import Column
from liandong.web.dashboard.who import names_of
from liandong.web.norms.forms import Withdrawal
from liandong.web.norms.views import frame


def _places(scopes: tuple[str, ...]) -> list[Place]:
    """Where values hold; a national one holds everywhere this instance knows."""
    found = [queries.place(scope) for scope in scopes if scope != NATION]
    return found + (queries.roots() if NATION in scopes else [])


def may_adopt(request: HttpRequest, proposal: Proposal) -> bool:
    """Whether they may put it in force in every place it speaks of."""
    rights = access.rights(request)
    return all(rights.may(Permission.ADOPT_NORMS, at) for at in _places(proposal.scopes))


@require_POST
@access.needs(Permission.ADOPT_NORMS)
def adopt(request: HttpRequest) -> HttpResponse:
    """Put a file in force."""
    text = request.POST.get("text", "").replace("\r\n", "\n")
    name, seen = request.POST.get("name", ""), request.POST.get("seen", "")
    with adoption.as_file(text, name) as file:
        proposal = adoption.propose(file)
    if proposal.book is None:
        raise NormError(proposal.findings)
    for at in _places(proposal.scopes):
        access.rights(request).require(Permission.ADOPT_NORMS, at)
    done = adoption.adopt(
        text=text, name=name, by=request.user.get_username(), at=timezone.now(), seen=seen
    )
    messages.success(request, _("已采用，各级数字已按新值重新计算。"))
    return redirect("norm-file", done.pk)


@require_GET
@access.needs(Permission.PROPOSE_NORMS)
def files(request: HttpRequest) -> HttpResponse:
    """What was adopted here, by whom, when."""
    columns = [
        Column("name", _("文件")), Column("since", _("采用时间"), kind="date"),
        Column("by", _("采用人")), Column("state", _("状况")),
    ]  # fmt: skip
    page = frame(request) | {"columns": columns, "rows": _rows()}
    return render(request, "norms/adopted.html", page)


def _rows() -> list[dict[str, object]]:
    found = list(catalogue.adopted())
    names = names_of(name for one in found for name in (one.adopted_by, one.withdrawn_by))
    return [_row(one, names) for one in found]


def _row(one: AdoptedNorms, names: dict[str, str]) -> dict[str, object]:
    withdrawn = one.withdrawn_at is not None
    return {
        "name": one.name, "name_url": f"/norms/adopted/{one.pk}/", "since": one.adopted_at,
        "by": names.get(one.adopted_by, one.adopted_by),
        "state": _("已撤回") if withdrawn else _("有效"),
        "state_note": names.get(one.withdrawn_by, one.withdrawn_by),
    }  # fmt: skip


def _file_page(request: HttpRequest, adopted: AdoptedNorms, form: Withdrawal) -> dict:
    standing = adopted.withdrawn_at is None
    values = adoption.added_by(adopted) if standing else ()
    places = _places(tuple({one.scope for one in values}))
    rights = access.rights(request)
    names = names_of([adopted.adopted_by, adopted.withdrawn_by])
    return frame(request) | {
        "adopted": adopted,
        "by": names.get(adopted.adopted_by, adopted.adopted_by),
        "withdrawn_by": names.get(adopted.withdrawn_by, adopted.withdrawn_by),
        "lines": list(enumerate(adopted.text.splitlines(), 1)),
        "values": len(values),
        "since": min((one.start for one in values), default=None),
        "reason": adoption.reason_of(adopted),
        "form": form,
        "may_withdraw": standing
        and all(rights.may(Permission.ADOPT_NORMS, at) for at in places)
        and rights.may(Permission.ADOPT_NORMS),
    }


@require_GET
@access.needs(Permission.PROPOSE_NORMS)
def file(request: HttpRequest, number: int) -> HttpResponse:
    """One adopted file as it was written."""
    adopted = get_object_or_404(AdoptedNorms, pk=number)
    return render(request, "norms/file.html", _file_page(request, adopted, Withdrawal()))


@require_POST
@access.needs(Permission.ADOPT_NORMS)
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Take a file back."""
    adopted = get_object_or_404(AdoptedNorms, pk=number)
    for at in _places(tuple({one.scope for one in adoption.added_by(adopted)})):
        access.rights(request).require(Permission.ADOPT_NORMS, at)
    form = Withdrawal(request.POST)
    if not form.is_valid():
        page = _file_page(request, adopted, form)
        return render(request, "norms/file.html", page, status=422)
    adoption.withdraw(
        adopted=adopted, reason=form.cleaned_data["reason"],
        by=request.user.get_username(), at=timezone.now(),
    )  # fmt: skip
    messages.success(request, _("已撤回，各级数字已重新计算。"))
    return redirect("norm-file", number)
