"""One person, for whoever may see them: those whose organisation the person is or last was in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from liandong.domains.accounts.enums import Permission
from liandong.domains.members.models import Membership, Person
from liandong.domains.observatory import days
from liandong.web.components.shapes import Crumb
from liandong.web.party.look import PartyLook, frame, look_inside


@dataclass(frozen=True)
class Seen:
    """A person, the row of the roster by which they are seen, and from where it is looked."""

    person: Person
    row: Membership
    look: PartyLook

    @property
    def here(self) -> bool:
        """Whether they are on a roster today."""
        return days.today() in self.row.period

    @property
    def url(self) -> str:
        return reverse("member", args=[self.person.pk])

    def may_edit(self) -> bool:
        """Whether changes may be recorded."""
        return self.look.may(Permission.EDIT_MEMBERS) and not self.person.erased_at

    def frame(self, current: str = "") -> dict[str, Any]:
        """What every page about this person shows on top."""
        shown, look = frame(self.look, "organisation-members"), self.look
        roster = look.at("organisation-members", look.place.code)
        shown["crumbs"] = [*shown["crumbs"], Crumb(_("党员"), roster),
                           Crumb(self.person.name, self.url if current else "")]  # fmt: skip
        if current:
            shown["crumbs"].append(Crumb(current))
        return shown | {"person": self.person, "row": self.row}


def seen(request: HttpRequest, number: int, needed: Permission = Permission.SEE_MEMBERS) -> Seen:
    """The person with this number. Raises `Http404`, `Forbidden`."""
    every = Membership.objects.filter(person=number).select_related("person", "unit", "group")
    row = every.on(days.today()).first() or every.live().order_by("-start", "-pk").first()
    if row is None:
        raise Http404
    return Seen(row.person, row, look_inside(request, row.unit.code, needed))
