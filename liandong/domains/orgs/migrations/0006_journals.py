"""Which units, names and placements were written since one last looked; on which days the tree
changes."""

from django.db import migrations, models
from django.db.models import Q

from liandong.domains.journal import journal


class Migration(migrations.Migration):
    dependencies = [("orgs", "0005_party_kinds")]
    operations = [
        journal("orgs_unit"),
        journal("orgs_name"),
        journal("orgs_placement"),
        migrations.AddIndex(
            "placement",
            models.Index(
                fields=["hierarchy", "start"], condition=Q(voided_at=None), name="placement_begins"
            ),
        ),
        migrations.AddIndex(
            "placement",
            models.Index(
                fields=["hierarchy", "end"],
                condition=Q(voided_at=None, end__isnull=False),
                name="placement_ends",
            ),
        ),
    ]
