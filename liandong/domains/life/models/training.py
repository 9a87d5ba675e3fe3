"""Courses, and the hours each person took part in."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from liandong.core.kernel.errors import Text
from liandong.domains.database import says
from liandong.domains.life.models.voidable import Voidable
from liandong.domains.members.models import Person
from liandong.domains.orgs.models import Unit

for _code in ("life_course_rewritten", "life_hours_rewritten"):
    says(
        _code,
        Text(
            "培训和学时记录不能改写，请作废后重新登记。",
            "Courses and hours are never rewritten: void them and say them anew.",
        ),
    )
says(
    "life_hours_once",
    Text(
        "这个人在这次培训的学时已经登记。",
        "This person's hours of this course are on record already.",
    ),
    seen_as="life_coursehours.course_id, life_coursehours.person_id",
)


class Course(Voidable):
    """A course that `unit` held for its members; `hours` is what taking part in all of it gives."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="courses")
    title = models.CharField(_("名称"), max_length=200)
    on = models.DateField(_("日期"))
    hours = models.DecimalField(_("学时"), max_digits=5, decimal_places=1)
    for_secretaries = models.BooleanField(_("书记和委员培训"), default=False)

    class Meta(Voidable.Meta):
        verbose_name = _("培训")
        ordering = ["-on", "-id"]
        constraints = [
            *Voidable.Meta.constraints,
            models.CheckConstraint(condition=Q(hours__gt=0), name="life_course_has_hours"),
        ]
        indexes = [models.Index(fields=["unit", "-on", "-id"], name="course_of_unit")]

    def __str__(self) -> str:
        return f"{self.title} ({self.on})"


class CourseHours(Voidable):
    course = models.ForeignKey(Course, models.PROTECT, related_name="hours_of")
    person = models.ForeignKey(Person, models.PROTECT, related_name="course_hours")
    hours = models.DecimalField(_("学时"), max_digits=5, decimal_places=1)

    class Meta(Voidable.Meta):
        verbose_name = _("学时")
        ordering = ["course", "id"]
        constraints = [
            *Voidable.Meta.constraints,
            models.CheckConstraint(condition=Q(hours__gt=0), name="life_hours_are_hours"),
            models.UniqueConstraint(
                fields=["course", "person"], condition=Q(voided_at=None), name="life_hours_once"
            ),
        ]
        indexes = [models.Index(fields=["person", "course"], name="hours_of_person")]

    def __str__(self) -> str:
        return f"{self.course_id}: {self.hours}"
