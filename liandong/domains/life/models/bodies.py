"""The terms of an organisation's body, and who sits on it."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from liandong.core.kernel.errors import Text
from liandong.domains.database import says
from liandong.domains.life.enums import SeatPost
from liandong.domains.members.models import Person
from liandong.domains.orgs.models import Unit
from liandong.domains.orgs.models.dated import Dated

says(
    "life_bodyterm_overlap",
    Text(
        "两届任期不能重叠。请先结束上一届，或改期。",
        "Two terms of one body never overlap. End the earlier one first, or change the date.",
    ),
)
says(
    "life_bodyterm_rewritten",
    Text(
        "任期记录不能改写，请用“更正”。",
        "A term on record is never rewritten: correct it instead.",
    ),
)
says(
    "life_seat_overlap",
    Text(
        "同一人在同一届里同一天只能有一个职务。",
        "A person holds one post of a body on any day.",
    ),
)
says(
    "life_seat_one_secretary",
    Text(
        "同一天只能有一名书记。请先结束前任的任职。",
        "A body has one secretary on any day. End the earlier seat first.",
    ),
)
says(
    "life_seat_rewritten",
    Text(
        "任职记录不能改写，请用“更正”。",
        "A seat on record is never rewritten: correct it instead.",
    ),
)
says(
    "life_bodyterm_due_in_order",
    Text(
        "届满日必须在任期开始之后，延期必须在届满之后。",
        "A term is due after it begins, and extended beyond the day it is due.",
    ),
)


class BodyTerm(Dated):
    """A body in office from `start`; `due` is the last day of the term as elected, `extended_to`
    the last day once the superior has agreed to a later election. `end` comes with the next."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="body_terms")
    due = models.DateField(_("任期届满"))
    basis = models.CharField(_("依据"), max_length=200, blank=True)
    extended_to = models.DateField(_("延期至"), null=True, blank=True)
    extended_at = models.DateTimeField(_("延期批准时间"), null=True, blank=True)
    extended_by = models.CharField(_("延期批准人"), max_length=150, blank=True)
    extension_reason = models.CharField(_("延期理由"), max_length=500, blank=True)

    class Meta(Dated.Meta):
        verbose_name = _("任期")
        ordering = ["unit", "start", "id"]
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(due__gte=F("start"))
                & (Q(extended_to=None) | Q(extended_to__gt=F("due"))),
                name="life_bodyterm_due_in_order",
            ),
            models.CheckConstraint(
                condition=Q(extended_to=None, extended_at=None, extended_by="")
                | (Q(extended_to__isnull=False, extended_at__isnull=False) & ~Q(extended_by="")
                   & ~Q(extension_reason="")),
                name="life_bodyterm_extended_with_reason",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["due", "unit"], name="term_by_due")]

    def __str__(self) -> str:
        return f"{self.unit} {self.start} – {self.last_day}"

    @property
    def last_day(self) -> date:
        """The day by which the next body is to be elected."""
        return self.extended_to or self.due


class CommitteeSeat(Dated):
    """Somebody sits on a body, in a post."""

    term = models.ForeignKey(BodyTerm, models.PROTECT, related_name="seats")
    person = models.ForeignKey(Person, models.PROTECT, related_name="committee_seats")
    post = models.CharField(_("职务"), max_length=10, choices=SeatPost.choices)
    # The term again where the post is the secretary's, so that the database can see to it that
    # there is one on any day.
    secretary_of = models.ForeignKey(BodyTerm, models.PROTECT, null=True, related_name="+")

    class Meta(Dated.Meta):
        verbose_name = _("班子成员")
        ordering = ["term", "start", "id"]
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(post="secretary", secretary_of=F("term"))
                | (~Q(post="secretary") & Q(secretary_of=None)),
                name="life_seat_secretary_is_marked",
            ),
        ]
        indexes = [models.Index(fields=["person", "start"], name="seat_of_person")]

    def __str__(self) -> str:
        return f"{self.term}: {self.get_post_display()}"
