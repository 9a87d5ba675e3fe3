"""What the three rates go by, kept beside each request."""

from __future__ import annotations

from django.db import models

from liandong.domains.casework.models.case import Case
from liandong.domains.orgs.models import Unit


class Outcome(models.Model):
    """How a request counts in the rates, as the log says it. It can be made again from the log at
    any time; `outcomes` alone writes it, in the transaction of the deed that changes it."""

    case = models.OneToOneField(Case, models.CASCADE, primary_key=True, related_name="outcome")
    place = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    handler = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", db_index=False)
    received_at = models.DateTimeField()
    # The last deed of which it knows: as known before, it is read off the log.
    changed_at = models.DateTimeField()
    # Of a response that is awaited: from when it is late.
    awaited_until = models.DateTimeField(null=True)
    verdict = models.CharField(max_length=200)

    class Meta:
        indexes = [
            models.Index(
                fields=["received_at", "place", "verdict", "awaited_until", "changed_at"],
                name="outcome_of_places",
            ),
            models.Index(fields=["handler", "received_at"], name="outcome_of_handler"),
            models.Index(fields=["changed_at"], name="outcome_changed"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.verdict}"
