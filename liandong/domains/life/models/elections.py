"""Elections: what is decided in numbers, who was elected, and the term that came of it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from liandong.core.kernel.errors import Text
from liandong.domains.database import says
from liandong.domains.life.enums import SeatPost
from liandong.domains.life.models.bodies import BodyTerm
from liandong.domains.life.models.meetings import Meeting
from liandong.domains.members.models import Person
from liandong.domains.orgs.models import Unit
from liandong.domains.workflow.models import Process

for _code in ("life_election_rewritten", "life_elected_rewritten", "life_nominee_rewritten"):
    says(
        _code,
        Text(
            "换届选举的记录不能改写或删除。结果有误，请上级退回后重新登记选举大会。",
            "The record of an election is never rewritten or removed. If the result is wrong, the "
            "superior sends it back and the assembly is recorded again.",
        ),
    )
says(
    "life_election_one_open",
    Text(
        "这个组织已有一次换届正在办理。请先办完或取消那一次。",
        "An election of this organisation is under way. Finish or cancel that one first.",
    ),
    seen_as="life_election.unit_id",
)


class Election(models.Model):
    """One election of a body: `process` says where it stands, `term` is the one that runs out."""

    process = models.OneToOneField(Process, models.PROTECT, related_name="election")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="elections")
    term = models.ForeignKey(BodyTerm, models.PROTECT, null=True, related_name="elections")
    # The day to which the body asked for its term to be extended, with the request.
    asked_to = models.DateField(_("申请延期至"), null=True)
    # How many are to be elected, from how many candidates.
    seats = models.PositiveSmallIntegerField(_("应选人数"), null=True)
    candidates = models.PositiveSmallIntegerField(_("候选人数"), null=True)
    assembly = models.ForeignKey(Meeting, models.PROTECT, null=True, related_name="elections")
    ballots = models.PositiveIntegerField(_("收回选票"), null=True)
    new_term = models.OneToOneField(BodyTerm, models.PROTECT, null=True, related_name="elected_in")
    # Until it is over: of two who open one at once, one goes on.
    is_open = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("换届选举")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit"], condition=models.Q(is_open=True), name="life_election_one_open"
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit} ({self.process.state})"


class Nominee(models.Model):
    """Somebody on a list of candidates that went to the superior; the last list counts."""

    election = models.ForeignKey(Election, models.PROTECT, related_name="nominees")
    list_no = models.PositiveSmallIntegerField(_("第几次名单"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    post = models.CharField(_("职务"), max_length=10, choices=SeatPost.choices)

    class Meta:
        verbose_name = _("候选人")
        ordering = ["election", "list_no", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["election", "list_no", "person"], name="nominated_once_a_list"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.election_id} {self.list_no}: {self.get_post_display()}"


class Elected(models.Model):
    """Somebody was elected at an assembly, to a post, with so many votes; who voted is not kept."""

    election = models.ForeignKey(Election, models.PROTECT, related_name="elected")
    assembly = models.ForeignKey(Meeting, models.PROTECT, related_name="elected")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    post = models.CharField(_("职务"), max_length=10, choices=SeatPost.choices)
    votes = models.PositiveIntegerField(_("得票"))

    class Meta:
        verbose_name = _("当选人")
        ordering = ["election", "id"]
        constraints = [
            models.UniqueConstraint(fields=["assembly", "person"], name="elected_once"),
        ]

    def __str__(self) -> str:
        return f"{self.election_id}: {self.get_post_display()}"
