"""Runs: the figures of a day, stored whole; and what has changed since, unit by unit."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from liandong.domains.orgs.models import Unit


class Run(models.Model):
    """All figures as of a day (`on`), from what was known at a moment (`known_at`).

    `on` stands for every day up to the next one on which a figure could differ.
    """

    # Which figures: see `families`.
    family = models.CharField(max_length=12, default="guarantee")
    on = models.DateField(_("数据日"))
    known_at = models.DateTimeField(_("依据截至"))
    # The newest day of which any fact speaks; none when there are no facts yet.
    as_of = models.DateField(_("数据截至"), null=True)
    cause = models.CharField(_("起因"), max_length=120)
    # False once a newer run of the same day has taken over.
    current = models.BooleanField(default=True)
    # A run asked for at an earlier `known_at` is kept apart from the current ones.
    frozen = models.BooleanField(default=False)
    folder = models.CharField(max_length=60)
    units = models.PositiveIntegerField()
    norms = models.CharField(max_length=64)
    finished_at = models.DateTimeField()
    milliseconds = models.PositiveIntegerField()
    # The last `Touch` whose change is in the run, or in its differences.
    caught = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("计算")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["family", "on"],
                condition=models.Q(current=True, frozen=False),
                name="one_current_run_per_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.on} ({self.finished_at:%Y-%m-%d %H:%M})"


class Difference(models.Model):
    """What one unit's figures changed by since the run, addressed by path."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="differences")
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    path = models.CharField(max_length=120)
    # {measure: change}, exact decimals as text
    change = models.JSONField()
    # The unit's duties as they now stand, in place of the run's.
    duties = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["run", "id"]
        constraints = [
            # One row per unit and run: the sum of all its changes since the run.
            models.UniqueConstraint(fields=["run", "unit"], name="one_difference_per_unit")
        ]
        indexes = [models.Index(fields=["run", "path"], name="difference_by_path")]

    def __str__(self) -> str:
        return f"{self.run_id}:{self.path}"


class Touch(models.Model):
    """One unit's duties may differ from a day on; without a unit those of all. Runs catch up when
    they are read, so that whoever records something never waits for figures of other days."""

    unit = models.ForeignKey(Unit, models.CASCADE, null=True, related_name="+")
    since = models.DateField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.unit_id or '*'} {self.since}"
