"""党员 of an organisation and those below: found by name, narrowed by stage, stay elsewhere and
standing; numbers masked."""

from __future__ import annotations

from io import BytesIO

from django.db import transaction
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from liandong.domains.accounts.enums import Permission
from liandong.domains.members import queries, roster_book
from liandong.domains.members.enums import MEMBERS, Stage
from liandong.domains.members.searching import speaks_of_a_number
from liandong.web import access
from liandong.web.components.shapes import Tab
from liandong.web.members.finding import NumberForm
from liandong.web.members.lines import columns, lines
from liandong.web.members.narrowing import EVERY, NarrowForm, narrowed
from liandong.web.party.look import PartyLook, frame, look_inside
from liandong.web.workbooks import XLSX

PAGE = 50
HERE = "organisation-members"


@access.signed_in
def roster(request: HttpRequest, code: str) -> HttpResponse:
    """Who belongs here on the day, a page at a time, in the order of their names."""
    look = look_inside(request, code, Permission.SEE_MEMBERS)
    if speaks_of_a_number(request.GET.get("q", "")):
        # Away from an address that says a person's number, to where one may be written.
        return redirect(look.at("organisation-members-find", code, digits="1"))
    form = NarrowForm(request.GET, auto_id="narrow_%s")
    asked = form.asked()
    after = request.GET.get("after", "")
    page = queries.roster(look.place, on=look.on, after=after, limit=PAGE, **narrowed(asked))
    kept = {name: value for name, value in asked.items() if value}
    shown = frame(look, HERE) | {
        "form": form, "stages": _stages(look, asked), "columns": columns(look),
        "rows": lines(page.rows), "narrowed": bool(kept), "asked": kept,
        "next_url": look.at(HERE, code, **kept, after=page.next) if page.next else "",
        "first_url": look.at(HERE, code, **kept) if after else "",
        "clear_url": look.at(HERE, code), "number_form": NumberForm(auto_id="find_%s"),
        "find_url": look.at("organisation-members-find", code),
        "new_url": reverse("member-new", args=[code]) if look.may(Permission.EDIT_MEMBERS) else "",
        "may_export": look.may(Permission.EXPORT),
        "may_open": look.may(Permission.EXPORT) and look.may(Permission.UNMASK_MEMBERS),
        "import_url": _import(look),
    }  # fmt: skip
    return render(request, "members/roster.html", shown)


def _import(look: PartyLook) -> str:
    may = look.may(Permission.IMPORT_MEMBERS)
    return reverse("members-import-new", args=[look.place.code]) if may else ""


@access.signed_in
def excel(request: HttpRequest, code: str) -> HttpResponse:
    """The roster as it was narrowed, as .xlsx: masked; or whole, for those who may open numbers and
    say why. Taking it away is put on record, so it is a POST; whoever follows the bare address is
    led to the page with the button."""
    look = look_inside(request, code, Permission.EXPORT)
    look.rights.require(Permission.SEE_MEMBERS, look.place)
    if request.method != "POST":
        return redirect(look.at(HERE, code))
    opened = "opened" in request.POST
    if opened:
        look.rights.require(Permission.UNMASK_MEMBERS, look.place)
    stream = BytesIO()
    with transaction.atomic():
        roster_book.write(
            stream, look.place, on=look.on, by=look.rights.username, at=timezone.now(),
            opened=opened, reason=request.POST.get("reason", "")[:500],
            **narrowed(NarrowForm(request.POST).asked()),
        )  # fmt: skip
    name = _("党员名册_{name}_{day}").format(name=look.place.name, day=look.on)
    stream.seek(0)
    return FileResponse(stream, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX)


def _stages(look: PartyLook, asked: dict[str, str]) -> list[Tab]:
    """How many there are at each stage; each a way into the list."""
    counts = queries.counts(look.place, on=look.on)
    members = sum(counts[one] for one in MEMBERS)
    found = {name: value for name, value in asked.items() if value and name != "stage"}

    def tab(code: str, label: str, count: int) -> Tab:
        query = {**found, "stage": code} if code else found
        url = look.at(HERE, look.place.code, **query)
        return Tab(label, url, current=code == asked["stage"], count=count)

    each = [tab(one.value, str(one.label), counts[one]) for one in reversed(Stage)]
    everybody = tab(EVERY, _("全部"), sum(counts.values()))
    return [tab("", _("党员"), members), *each, everybody]
