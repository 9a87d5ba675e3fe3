"""How much came from one address lately."""

from __future__ import annotations

from django.db import models


class Sender(models.Model):
    """An address from which residents' forms came, as a digest under our key, for some minutes:
    every process that serves counts in the same row."""

    digest = models.CharField(max_length=64, unique=True)
    many = models.PositiveIntegerField()
    until = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["until"], name="sender_until")]

    def __str__(self) -> str:
        return f"{self.digest[:6]}… {self.many}"
