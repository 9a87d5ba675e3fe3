"""党员 of an organisation and those below: found by name or number, narrowed by stage, masked."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django import forms
from django.db import transaction
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandong.domains.accounts.enums import Permission
from liandong.domains.members import queries, roster_book
from liandong.domains.members.enums import MEMBERS, Stage, Standing
from liandong.domains.members.queries import Row
from liandong.web import access
from liandong.web.components.shapes import Column, Tab
from liandong.web.imports.uploading import XLSX
from liandong.web.party.look import PartyLook, frame, look_inside

PAGE, EVERY = 50, "all"
HERE = "organisation-members"
FILTERS = ("q", "stage")


class NarrowForm(forms.Form):
    """Whom one looks for. The stage is chosen above the list."""

    q = forms.CharField(
        label=gettext_lazy("姓名、拼音，或完整的身份证号、电话"), required=False, max_length=60,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )  # fmt: skip
    stage = forms.ChoiceField(
        required=False, widget=forms.HiddenInput,
        choices=[("", ""), (EVERY, ""), *Stage.choices],
    )  # fmt: skip

    def asked(self) -> dict[str, str]:
        """What makes sense of the question; the rest is left out."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in FILTERS}


def stages_of(asked: str) -> tuple[str, ...]:
    """Members, unless somebody asks for one stage or for everybody on the way as well."""
    if asked == EVERY:
        return tuple(Stage.values)
    return (asked,) if asked else MEMBERS


@access.signed_in
def roster(request: HttpRequest, code: str) -> HttpResponse:
    """Who belongs here on the day, a page at a time, in the order of their names."""
    look = look_inside(request, code, Permission.SEE_MEMBERS)
    form = NarrowForm(request.GET, auto_id="narrow_%s")
    asked = form.asked()
    after = request.GET.get("after", "")
    page = queries.roster(look.place, on=look.on, stages=stages_of(asked["stage"]), after=after,
                          text=asked["q"], limit=PAGE)  # fmt: skip
    kept = {name: value for name, value in asked.items() if value}
    shown = frame(look, HERE) | {
        "form": form, "stages": _stages(look, asked), "columns": columns(look),
        "rows": [row(one) for one in page.rows], "narrowed": bool(kept), "asked": kept,
        "next_url": look.at(HERE, code, **kept, after=page.next) if page.next else "",
        "first_url": look.at(HERE, code, **kept) if after else "",
        "clear_url": look.at(HERE, code),
        "new_url": reverse("member-new", args=[code]) if look.may(Permission.EDIT_MEMBERS) else "",
        "may_export": look.may(Permission.EXPORT),
    }  # fmt: skip
    return render(request, "members/roster.html", shown)


@access.signed_in
def excel(request: HttpRequest, code: str) -> HttpResponse:
    """The roster as it was narrowed, masked, as .xlsx. Taking it away is put on record, so it is a
    POST; whoever follows the bare address is led to the page with the button."""
    look = look_inside(request, code, Permission.EXPORT)
    look.rights.require(Permission.SEE_MEMBERS, look.place)
    if request.method != "POST":
        return redirect(look.at(HERE, code))
    asked = NarrowForm(request.POST).asked()
    stream = BytesIO()
    with transaction.atomic():
        roster_book.write(
            stream, look.place, on=look.on, by=look.rights.username, at=timezone.now(),
            stages=stages_of(asked["stage"]), text=asked["q"],
        )  # fmt: skip
    name = _("党员名册_{name}_{day}").format(name=look.place.name, day=look.on)
    stream.seek(0)
    return FileResponse(stream, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX)


def _stages(look: PartyLook, asked: dict[str, str]) -> list[Tab]:
    """How many there are at each stage; each a way into the list."""
    counts = queries.counts(look.place, on=look.on)
    members = sum(counts[one] for one in MEMBERS)
    found = {"q": asked["q"]} if asked["q"] else {}

    def tab(code: str, label: str, count: int) -> Tab:
        query = {**found, "stage": code} if code else found
        url = look.at(HERE, look.place.code, **query)
        return Tab(label, url, current=code == asked["stage"], count=count)

    each = [tab(one.value, str(one.label), counts[one]) for one in reversed(Stage)]
    everybody = tab(EVERY, _("全部"), sum(counts.values()))
    return [tab("", _("党员"), members), *each, everybody]


def columns(look: PartyLook) -> list[Column]:
    """Of the list; a branch need not say which branch."""
    whose = [] if look.is_branch else [Column("unit", _("党支部"))]
    return [
        Column("name", _("姓名")), *whose, Column("group", _("党小组")), Column("stage", _("阶段")),
        Column("since", _("从"), "date"), Column("identity", _("身份证号")),
        Column("phone", _("电话")),
    ]  # fmt: skip


def row(one: Row) -> dict[str, Any]:
    """A person as a line, numbers masked."""
    held, person = one.membership, one.person
    suspended = held.standing != Standing.NORMAL
    return {
        "name": person.name, "name_url": reverse("member", args=[person.pk]),
        "name_note": _("演示虚构") if person.invented else "",
        "unit": held.unit.name, "group": held.group.name if held.group else "",
        "stage": str(held.get_stage_display()), "since": held.start,
        "stage_note": str(held.get_standing_display()) if suspended else "",
        "identity": person.identity.masked(), "phone": person.phone.masked(),
    }  # fmt: skip
