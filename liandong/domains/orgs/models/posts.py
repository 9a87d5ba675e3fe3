"""Posts of a unit, and the terms people hold them for."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from liandong.domains.orgs.models.dated import Dated
from liandong.domains.orgs.models.unit import Unit


class Post(Dated):
    """A post that exists for a time, such as secretary or full-time deputy secretary."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts")
    title = models.CharField(_("职务"), max_length=60)

    class Meta(Dated.Meta):
        ordering = ["unit", "title", "start", "id"]

    def __str__(self) -> str:
        return f"{self.unit} {self.title}"


class Term(Dated):
    """Somebody holds a post from `start`; the term as elected or appointed runs to `due`."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="terms")
    holder = models.CharField(_("任职人"), max_length=60)
    due = models.DateField(_("任期届满"), null=True, blank=True)

    class Meta(Dated.Meta):
        ordering = ["post", "start", "id"]

    def __str__(self) -> str:
        return f"{self.post} {self.holder}"
